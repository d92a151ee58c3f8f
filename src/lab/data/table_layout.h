// How a file of cells is laid out: its delimiter, lines that stand above the table, and whether its
// first row names the columns. Guesses from the first lines; knows no meaning of cells but whether
// they are numbers.
#pragma once

#include <cstddef>
#include <string_view>

namespace dropout {

class Table;

struct Layout {
  char delimiter = ',';
  std::size_t skipped = 0;  // bytes in front of the table: a byte-order mark, lines above it
  int skipped_lines = 0;
};

/// Whether so many bytes with so many line ends are enough of a file for layout_of().
bool is_enough_for_layout(std::size_t bytes, std::size_t lines);

/// The layout of a file that begins so. `told` is the delimiter where it is known, else 0; `whole`
/// says that this is all of the file. The delimiter (tab, semicolon, comma, bar, else runs of
/// blanks) is the one that cuts all first lines into equally many cells, quotes respected; of
/// several, the one that leaves most numbers. A line "sep=;" names it. Lines of one cell above
/// lines of several are no part of the table.
Layout layout_of(std::string_view head, char told, bool whole);

/// Whether a table's first row looks like names: no number in it, and numbers below it or texts
/// that stand nowhere else; or a text above nothing but numbers.
bool has_likely_header(const Table& table);

}  // namespace dropout
