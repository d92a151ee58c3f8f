// The reader of CSV: bytes to cells; what the cells mean is table_dataset.cpp's.
#include "lab/data/table.h"

#include <algorithm>

#include "lab/spec/number.h"

namespace dropout {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";  // the byte-order mark of UTF-8

std::string place_of(std::uint32_t line, int column) {
  return "Line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

}  // namespace

std::string quote_cell(std::string_view text) {
  constexpr std::size_t most = 40;
  std::size_t size = std::min(text.size(), most);
  if (size < text.size()) {  // never half a character
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  }
  std::string shown(text.substr(0, size));
  for (char& c : shown) c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return '"' + shown + (size < text.size() ? "…\"" : "\"");
}

std::string_view Table::cell(int row, int column) const {
  const std::size_t at = first_cell_ + static_cast<std::size_t>(row) * names_.size() + column;
  const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
  return std::string_view(text_).substr(begin, ends_[at] - begin);
}

std::string Table::place(int row, int column) const {
  return place_of(lines_[row], column) + " (" + quote_cell(names_[column]) + ")";
}

TableReader::TableReader(Header header, char delimiter) : header_(header) {
  table_.delimiter_ = delimiter;
}

bool TableReader::fail(const std::string& what) {
  if (error_.empty()) error_ = place_of(line_, column_) + ": " + what + ".";
  table_ = {};
  return false;
}

bool TableReader::feed(std::string_view piece) {
  if (!error_.empty()) return false;
  bytes_ += piece.size();
  if (bytes_ > kMostTableBytes) return fail("the file is larger than 20 MB: use a part of it");
  if (head_done_) return parse(piece);
  // The first line is held back until it is whole: it tells the delimiter.
  for (const char c : piece) {
    const bool line_end = c == '\n' || c == '\r';
    const bool mark = head_.size() < kMark.size() && c == kMark[head_.size()];
    if (c == '"') head_quoted_ = !head_quoted_;
    if (line_end && !head_quoted_ && head_started_) head_done_ = true;
    if (!line_end && c != ' ' && !mark) head_started_ = true;
    head_ += c;
  }
  if (!head_done_) return true;
  choose_delimiter();
  const std::string head = std::move(head_);
  return parse(head);
}

void TableReader::choose_delimiter() {
  head_done_ = true;
  if (head_.starts_with(kMark)) head_.erase(0, kMark.size());
  if (table_.delimiter_ != 0) return;
  bool inside = false, started = false;
  bool tab = false, semicolon = false, comma = false, blank = false;
  for (const char c : head_) {
    if (c == '"') inside = !inside;
    if (inside) continue;
    if ((c == '\n' || c == '\r') && started) break;
    if (c != '\n' && c != '\r' && c != ' ') started = true;
    tab |= c == '\t';
    semicolon |= c == ';';
    comma |= c == ',';
    blank |= c == ' ' && started;
  }
  table_.delimiter_ = tab ? '\t' : semicolon ? ';' : comma ? ',' : blank ? ' ' : ',';
}

bool TableReader::parse(std::string_view piece) {
  for (const char c : piece) {
    if (!check_encoding(static_cast<unsigned char>(c)) || !parse_byte(c)) return false;
  }
  return true;
}

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool TableReader::check_encoding(unsigned char byte) {
  if (byte == 0) return fail("a NUL byte stands there: this is no text file; save it as CSV");
  const char* const bad = "the bytes are not UTF-8: save the file as CSV in UTF-8";
  if (continuation_ > 0) {
    if (byte < lowest_ || byte > highest_) return fail(bad);
    --continuation_;
    lowest_ = 0x80, highest_ = 0xbf;
    return true;
  }
  if (byte < 0x80) return true;
  if (byte < 0xc2 || byte > 0xf4) return fail(bad);
  continuation_ = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
  if (byte == 0xe0) lowest_ = 0xa0;
  if (byte == 0xed) highest_ = 0x9f;
  if (byte == 0xf0) lowest_ = 0x90;
  if (byte == 0xf4) highest_ = 0x8f;
  return true;
}

bool TableReader::parse_byte(char c) {
  const bool line_end = c == '\n' || c == '\r';
  const bool second_of_two = c == '\n' && after_return_;  // CRLF is one line end
  after_return_ = c == '\r';
  if (state_ == State::quoted) {
    if (c == '"') {
      state_ = State::closed;
    } else {
      table_.text_ += c;
      if (line_end && !second_of_two) ++line_;
    }
    return true;
  }
  if (second_of_two) {
    row_line_ = line_;
    return true;
  }
  if (line_end) {
    if (!end_row()) return false;
    row_line_ = ++line_;
    return true;
  }
  if (c == table_.delimiter_) {
    if (c == ' ' && state_ == State::start) return true;  // a run of blanks
    return end_cell();
  }
  if (state_ == State::closed) {
    if (c == '"') {
      table_.text_ += c;  // a doubled quote
      state_ = State::quoted;
      return true;
    }
    return c == ' ' || fail("text follows a closing quote: double every quote inside a cell");
  }
  if (state_ == State::start) {
    if (c == ' ') return true;
    state_ = c == '"' ? State::quoted : State::plain;
    cell_was_quoted_ = c == '"';
    quote_line_ = line_;
    if (c == '"') return true;
  }
  table_.text_ += c;
  return true;
}

bool TableReader::end_cell() {
  std::string& text = table_.text_;
  if (!cell_was_quoted_) {
    const std::size_t begin = table_.ends_.empty() ? 0 : table_.ends_.back();
    while (text.size() > begin && text.back() == ' ') text.pop_back();
  }
  if (columns_ > 0 && column_ >= columns_) {
    return fail("this row has more cells than the first row, which has " +
                std::to_string(columns_));
  }
  if (column_ >= kMostTableColumns) return fail("there are more than 1000 columns");
  if (table_.ends_.size() >= kMostTableCells) {
    return fail("there are more than 5 million cells: use a part of the file");
  }
  table_.ends_.push_back(static_cast<std::uint32_t>(text.size()));
  ++column_;
  state_ = State::start;
  cell_was_quoted_ = false;
  return true;
}

bool TableReader::end_row() {
  if (column_ == 0 && state_ == State::start) return true;  // a blank line
  const bool trailing_blanks = table_.delimiter_ == ' ' && state_ == State::start;
  if (!trailing_blanks && !end_cell()) return false;
  if (columns_ == 0) columns_ = column_;
  if (column_ < columns_) {
    return fail("this row has only " + std::to_string(column_) + " of the " +
                std::to_string(columns_) + " cells that the first row has");
  }
  table_.lines_.push_back(row_line_);
  column_ = 0;
  return true;
}

bool TableReader::finish() {
  if (!error_.empty()) return false;
  if (!head_done_) {
    choose_delimiter();
    const std::string head = std::move(head_);
    if (!parse(head)) return false;
  }
  if (continuation_ > 0) return fail("the file ends within a character");
  if (state_ == State::quoted) {
    line_ = quote_line_;
    return fail("a quote opens there and never closes");
  }
  if (!end_row()) return false;
  if (table_.rows() == 0) return fail("the file is empty");
  if (columns_ < 2) {
    column_ = 0, line_ = 1;
    return fail("there is only one column: inputs and a target are needed");
  }
  table_.names_.resize(columns_);  // cell() works from here on
  const bool header = header_ == Header::yes || (header_ == Header::detect && header_is_likely());
  if (header) name_columns();
  for (int c = 0; c < columns_; ++c) {
    if (table_.names_[c].empty()) table_.names_[c] = "column " + std::to_string(c + 1);
  }
  if (table_.rows() == 0) return fail("there are no rows below the header");
  return true;
}

// No number in the first row; and numbers below it, or texts that stand nowhere else.
bool TableReader::header_is_likely() const {
  double value;
  const bool comma = table_.decimal_comma();
  for (int c = 0; c < columns_; ++c) {
    if (read_number(table_.cell(0, c), comma, value)) return false;
  }
  if (table_.rows() == 1) return true;
  for (int c = 0; c < columns_; ++c) {
    if (read_number(table_.cell(1, c), comma, value)) return true;
  }
  for (int c = 0; c < columns_; ++c) {
    for (int r = 1; r < table_.rows(); ++r) {
      if (table_.cell(r, c) == table_.cell(0, c)) return false;
    }
  }
  return true;
}

void TableReader::name_columns() {
  for (int c = 0; c < columns_; ++c) table_.names_[c] = table_.cell(0, c);
  table_.first_cell_ = static_cast<std::size_t>(columns_);
  table_.lines_.erase(table_.lines_.begin());
}

}  // namespace dropout
