// Every candidate cuts the first lines; the most consistent one wins.
#include "lab/data/table_layout.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <tuple>
#include <vector>

#include "lab/data/date.h"
#include "lab/data/number_style.h"
#include "lab/data/table.h"
#include "lab/data/table_missing.h"

namespace dropout {
namespace {

constexpr std::size_t kHeadBytes = 1 << 16, kHeadLines = 50;
constexpr int kHeaderRows = 50;  // rows that tell whether the first one is a header
constexpr int kSurelyNames = 5;  // numbers that count up in a first row are names, if so many
constexpr int kYears = 3;        // or so many years
constexpr std::string_view kMark = "\xef\xbb\xbf";  // the byte-order mark of UTF-8
constexpr auto kCandidates =
    std::to_array<char>({'\t', ';', ',', '|', ' '});  // the first is likeliest

struct Line {
  std::size_t end = 0;  // behind its line end
  int cells = 0, filled = 0, numbers = 0;
};

/// The lines of a text that hold anything, cut by a delimiter.
class Cutter {
 public:
  Cutter(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  std::vector<Line> lines(bool whole) {
    std::vector<Line> all;
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      Line line;
      const bool ended = cut(line);
      if (!ended && !whole && !all.empty()) break;  // the rest of this line is not here
      const bool blank =
          text_.substr(begin, at_ - begin).find_first_not_of(" \r\n") == std::string_view::npos;
      line.end = at_;
      if (!blank) all.push_back(line);
    }
    return all;
  }

 private:
  bool cut(Line& line) {
    bool inside = false;
    if (delimiter_ == ' ') skip_blanks();
    std::size_t cell = at_;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (inside) {
        inside = c != '"';
      } else if (c == '"') {
        inside = opens(cell);
      } else if (c == '\n' || c == '\r') {
        if (delimiter_ != ' ' || cell < at_) end_cell(line, cell);
        ++at_;
        if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
        return true;
      } else if (c == delimiter_) {
        end_cell(line, cell);
        if (c == ' ') skip_blanks(), --at_;
        cell = at_ + 1;
      }
    }
    if (delimiter_ != ' ' || cell < at_) end_cell(line, cell);
    return false;
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  /// A quote opens a quotation at the beginning of a cell, or doubles the one that closed there.
  bool opens(std::size_t cell) const {
    const std::string_view before = text_.substr(cell, at_ - cell);
    return before.find_first_not_of(' ') == std::string_view::npos || before.ends_with('"');
  }

  void end_cell(Line& line, std::size_t begin) const {
    std::string_view cell = text_.substr(begin, at_ - begin);
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
      cell = cell.substr(1, cell.size() - 2);
    }
    ++line.cells;
    line.filled += cell.find_first_not_of(" \"") != std::string_view::npos;
    line.numbers += is_number_like(cell);
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
};

struct Candidate {
  Layout layout;
  std::tuple<bool, bool, double, double> score;  // consistent, nothing skipped, agreement, numbers
};

using Lines = std::vector<Line>;

/// Where the table begins: behind lines of one cell, and behind lines of which at most half is
/// filled where a whole one follows, such as a title that a spreadsheet padded, or a count of the
/// rows.
Lines::const_iterator first_of_table(const Lines& lines, char delimiter) {
  const auto several = [](const Line& line) { return line.cells > 1; };
  const auto first = std::find_if(lines.begin(), lines.end(), several);
  if (first == lines.end() || delimiter == ' ') return first;
  const int cells = lines.back().cells;
  const auto sparse = [&](const Line& line) { return 2 * line.filled <= cells; };
  const auto begin = std::find_if_not(first, lines.end(), sparse);
  const bool whole = cells > 2 && begin != lines.end() && begin->filled == cells;
  return whole ? begin : first;
}

Candidate tried(std::string_view text, char delimiter, bool whole) {
  const Lines lines = Cutter(text, delimiter).lines(whole);
  const auto first = first_of_table(lines, delimiter);
  Candidate candidate;
  candidate.layout.delimiter = delimiter;
  if (first == lines.end()) return candidate;
  int numbers = 0, cells = 0, most = 0;
  for (auto line = first; line != lines.end(); ++line) {
    const auto same = [&](const Line& other) { return other.cells == line->cells; };
    most = std::max(most, static_cast<int>(std::count_if(first, lines.end(), same)));
    numbers += line->numbers;
    cells += line->cells;
  }
  const auto rows = static_cast<int>(lines.end() - first);
  const bool consistent =
      most == rows && (first == lines.begin() || (rows > 1 && delimiter != ' '));
  if (consistent && first != lines.begin()) {
    const std::size_t end = (first - 1)->end;
    candidate.layout.skipped = end;
    const std::string_view above = text.substr(0, end);
    for (std::size_t i = 0; i < end; ++i) {
      const bool pair = above[i] == '\r' && i + 1 < end && above[i + 1] == '\n';
      candidate.layout.skipped_lines += (above[i] == '\n' || above[i] == '\r') && !pair;
    }
  }
  candidate.score = {consistent, first == lines.begin(), static_cast<double>(most) / rows,
                     static_cast<double>(numbers) / cells};
  return candidate;
}

/// Whether the numbers of a row are whole and count up one by one.
bool counts_up(const Table& table, int row) {
  int count = 0, first = 0;
  for (int c = 0; c < table.columns(); ++c) {
    const std::string_view cell = table.cell(row, c);
    if (!is_number_like(cell)) continue;
    int value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size()) return false;
    if (count == 0) first = value;
    if (value != first + count++) return false;
  }
  return count >= kSurelyNames || (count >= kYears && first >= 1500 && first < 2200);
}

/// "sep=;", as a spreadsheet writes it above a table, in quotes or not: the delimiter, or 0.
char named_delimiter(std::string_view text) {
  std::string line(text.substr(0, std::min(text.find_first_of("\r\n"), text.size())));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
  if (line.size() != 5) return 0;
  for (const std::size_t i : {0, 1, 2}) {
    if (std::tolower(static_cast<unsigned char>(line[i])) != "sep"[i]) return 0;
  }
  return line[3] == '=' ? line[4] : 0;
}

}  // namespace

bool is_enough_for_layout(std::size_t bytes, std::size_t lines) {
  return bytes >= kHeadBytes || lines >= kHeadLines;
}

Layout layout_of(std::string_view head, char told, bool whole) {
  Layout above;
  if (head.starts_with(kMark)) above.skipped = kMark.size();
  std::string_view text = head.substr(above.skipped);
  if (const char named = named_delimiter(text)) {
    if (told == 0) told = named;
    std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (end < text.size()) end += text.substr(end).starts_with("\r\n") ? 2 : 1;
    above.skipped += end;
    above.skipped_lines = 1;
    text = head.substr(above.skipped);
  }
  Candidate best;
  best.layout.delimiter = told == 0 ? ',' : told;
  for (const char delimiter : kCandidates) {
    if (told != 0) break;
    const Candidate candidate = tried(text, delimiter, whole);
    if (candidate.score > best.score) best = candidate;
  }
  if (told != 0) best = tried(text, told, whole);
  best.layout.skipped += above.skipped;
  best.layout.skipped_lines += above.skipped_lines;
  return best.layout;
}

bool has_likely_header(const Table& table) {
  const int rows = std::min(table.rows(), kHeaderRows), columns = table.columns();
  if (rows > 1 && counts_up(table, 0) && !counts_up(table, 1)) return true;
  const auto is_value = [&](int r, int c) {
    return is_number_like(table.cell(r, c)) || is_date(table.cell(r, c));
  };
  bool values_in_first = false;
  for (int c = 0; c < columns; ++c) values_in_first |= is_value(0, c);
  if (values_in_first) {
    // Years as names, say: the text in front of them stands above numbers.
    for (int c = 0; c < columns; ++c) {
      if (is_value(0, c) || is_missing(table.cell(0, c))) continue;
      int values = 0, r = 1;
      for (; r < rows && (is_value(r, c) || is_missing(table.cell(r, c))); ++r) {
        values += is_value(r, c);
      }
      if (r == rows && values > 1) return true;
    }
    return false;
  }
  if (rows == 1) return true;
  for (int c = 0; c < columns; ++c) {
    if (is_value(1, c)) return true;
  }
  for (int c = 0; c < columns; ++c) {
    for (int r = 1; r < table.rows(); ++r) {
      if (table.cell(r, c) == table.cell(0, c)) return false;
    }
  }
  return true;
}

}  // namespace dropout
