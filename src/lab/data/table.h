// A reader's own table: CSV in pieces of any size, as cells of text. What the cells mean is
// table_columns.h's and table_dataset.h's. Errors say where: lines and columns of the file, from 1.
// Knows no file system and no network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/error.h"

namespace dropout {

constexpr std::size_t kMostTableBytes = 20'000'000;
constexpr std::size_t kMostTableCells = 5'000'000;
constexpr int kMostTableColumns = 1000;

/// Cells as text, row by row.
class Table {
 public:
  int rows() const { return static_cast<int>(lines_.size()); }
  int columns() const { return static_cast<int>(names_.size()); }
  const std::vector<std::string>& names() const { return names_; }
  std::string_view cell(int row, int column) const;
  int line(int row) const { return static_cast<int>(lines_[row]); }  // of the file, from 1
  bool has_header() const { return first_cell_ > 0; }
  char delimiter() const { return delimiter_; }
  int blank_rows() const { return blank_rows_; }        // rows of delimiters alone, left out
  int skipped_lines() const { return skipped_lines_; }  // lines above the table

 private:
  friend class TableReader;
  std::string text_;                  // all cells, one behind the other
  std::vector<std::uint32_t> ends_;   // where each cell ends in text_
  std::vector<std::uint32_t> lines_;  // (rows)
  std::vector<std::string> names_;
  std::size_t first_cell_ = 0;  // behind the header
  char delimiter_ = 0;
  int blank_rows_ = 0, skipped_lines_ = 0;
};

enum class Header : std::uint8_t { detect, yes, no };

/// RFC 4180 with what files in the wild do: quotes with doubled quotes inside, line ends LF, CRLF
/// or CR, blank lines and rows of delimiters alone skipped, blanks around cells trimmed, a UTF-8
/// byte-order mark dropped. The delimiter, and lines above the table, are found in the first lines
/// (table_layout.h).
class TableReader {
 public:
  explicit TableReader(Header header = Header::detect, char delimiter = 0);

  /// Takes the next piece; false once the file is refused.
  bool feed(std::string_view piece);
  /// Ends the file; false where it is refused.
  bool finish();
  const Error& error() const { return error_; }
  /// After finish(): the table, which the reader gives away.
  Table take() { return std::move(table_); }

 private:
  enum class State : std::uint8_t { start, plain, quoted, closed };

  bool fail(Error error);
  template <Code code, class... Values>
  bool fail_here(const Values&... values) {
    return fail(error_of<code>(line_, column_ + 1, values...));
  }
  bool begin(bool whole);
  bool parse(std::string_view piece);
  bool check_encoding(unsigned char byte);
  bool parse_byte(char c);
  bool end_cell();
  bool end_row();
  bool is_blank_row() const;
  void name_columns();

  Header header_;
  Table table_;
  std::string head_;            // the first lines, until the layout is known
  std::size_t head_lines_ = 0;  // line ends in it
  bool head_done_ = false;
  std::size_t bytes_ = 0;
  State state_ = State::start;
  std::uint32_t line_ = 1, row_line_ = 1, quote_line_ = 1;
  int column_ = 0, columns_ = 0;  // cells of this row so far, cells of the first row
  bool after_return_ = false, cell_was_quoted_ = false;
  int continuation_ = 0;                          // UTF-8 bytes still to come
  unsigned char lowest_ = 0x80, highest_ = 0xbf;  // what the next one may be
  Error error_;
};

/// Row numbers from 0, parted by blanks, commas or lines ("17" and "1.7e+01" alike).
struct RowList {
  std::vector<int> rows;
  Error error;
};
RowList read_rows(std::string_view text);

/// A cell as errors show it: on one line, at most 40 bytes of it.
std::string short_cell(std::string_view text);
/// The same in quotes.
std::string quote_cell(std::string_view text);
/// The first few of many names, in quotes: "a", "b", …
std::string quote_some(const std::vector<std::string>& names);

/// An error at a cell, whose text starts with line, column and the column's name.
template <Code code, class... Values>
Error error_at(const Table& table, int row, int column, const Values&... values) {
  return error_of<code>(table.line(row), column + 1, short_cell(table.names()[column]), values...);
}

}  // namespace dropout
