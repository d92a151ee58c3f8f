// The reader of CSV: bytes to cells; what the cells mean is table_dataset.cpp's.
#include "lab/data/table.h"

#include <algorithm>

#include "lab/data/table_layout.h"

namespace dropout {
namespace {

/// By their first bytes: .xlsx and .ods are zip archives, .xls is a compound file.
bool is_workbook(std::string_view head) {
  return head.starts_with("PK\x03\x04") || head.starts_with("\xd0\xcf\x11\xe0");
}

}  // namespace

std::string short_cell(std::string_view text) {
  constexpr std::size_t most = 40;
  std::size_t size = std::min(text.size(), most);
  if (size < text.size()) {  // never half a character
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  }
  std::string shown(text.substr(0, size));
  for (char& c : shown) c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return size < text.size() ? shown + "…" : shown;
}

std::string quote_cell(std::string_view text) { return '"' + short_cell(text) + '"'; }

std::string quote_some(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  std::string all;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    all += (i == 0 ? "" : ", ") + quote_cell(names[i]);
  }
  return names.size() > most ? all + ", …" : all;
}

std::string_view Table::cell(int row, int column) const {
  const std::size_t at = first_cell_ + static_cast<std::size_t>(row) * names_.size() + column;
  const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
  return std::string_view(text_).substr(begin, ends_[at] - begin);
}

TableReader::TableReader(Header header, char delimiter) : header_(header) {
  table_.delimiter_ = delimiter;
}

bool TableReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
  table_ = {};
  return false;
}

bool TableReader::feed(std::string_view piece) {
  if (error_) return false;
  bytes_ += piece.size();
  if (bytes_ > kMostTableBytes) {
    return fail(error_of<Code::table_too_large>(kMostTableBytes / 1'000'000));
  }
  if (head_done_) return parse(piece);
  // The first lines are held back until there are enough of them: they tell the layout.
  std::size_t taken = 0;
  while (taken < piece.size() && !is_enough_for_layout(head_.size(), head_lines_)) {
    head_lines_ += piece[taken] == '\n';
    head_ += piece[taken++];
  }
  if (!is_enough_for_layout(head_.size(), head_lines_)) return true;
  return begin(false) && parse(piece.substr(taken));
}

bool TableReader::begin(bool whole) {
  head_done_ = true;
  const std::string head = std::move(head_);
  if (is_workbook(head)) return fail(error_of<Code::table_workbook>());
  const Layout layout = layout_of(head, table_.delimiter_, whole);
  table_.delimiter_ = layout.delimiter;
  table_.skipped_lines_ = layout.skipped_lines;
  row_line_ = line_ += static_cast<std::uint32_t>(layout.skipped_lines);
  after_return_ = layout.skipped_lines > 0 && head[layout.skipped - 1] == '\r';
  return parse(std::string_view(head).substr(layout.skipped));
}

bool TableReader::parse(std::string_view piece) {
  for (const char c : piece) {
    if (!check_encoding(static_cast<unsigned char>(c)) || !parse_byte(c)) return false;
  }
  return true;
}

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool TableReader::check_encoding(unsigned char byte) {
  if (byte == 0) return fail_here<Code::table_nul>();
  if (continuation_ > 0) {
    if (byte < lowest_ || byte > highest_) return fail_here<Code::table_not_utf8>();
    --continuation_;
    lowest_ = 0x80, highest_ = 0xbf;
    return true;
  }
  if (byte < 0x80) return true;
  if (byte < 0xc2 || byte > 0xf4) return fail_here<Code::table_not_utf8>();
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
    return c == ' ' || fail_here<Code::table_after_quote>();
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
  if (columns_ > 0 && column_ >= columns_) return fail_here<Code::table_long_row>(columns_);
  if (column_ >= kMostTableColumns) {
    return fail(error_of<Code::table_many_columns>(line_, kMostTableColumns));
  }
  if (table_.ends_.size() >= kMostTableCells) {
    return fail_here<Code::table_many_cells>(kMostTableCells / 1'000'000);
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
  if (is_blank_row()) {
    table_.ends_.resize(table_.ends_.size() - column_);
    ++table_.blank_rows_;
    column_ = 0;
    return true;
  }
  if (columns_ == 0) columns_ = column_;
  if (column_ < columns_) return fail_here<Code::table_short_row>(column_, columns_);
  table_.lines_.push_back(row_line_);
  column_ = 0;
  return true;
}

bool TableReader::is_blank_row() const {
  const std::size_t before = table_.ends_.size() - column_;
  return table_.text_.size() == (before == 0 ? 0 : table_.ends_[before - 1]);
}

bool TableReader::finish() {
  if (error_) return false;
  if (!head_done_ && !begin(true)) return false;
  if (continuation_ > 0) return fail_here<Code::table_cut_short>();
  if (state_ == State::quoted) {
    line_ = quote_line_;
    return fail_here<Code::table_open_quote>();
  }
  if (!end_row()) return false;
  if (table_.rows() == 0) return fail(error_of<Code::table_empty>());
  if (columns_ < 2) return fail(error_of<Code::table_one_column>());
  table_.names_.resize(columns_);  // cell() works from here on
  const bool header =
      header_ == Header::yes || (header_ == Header::detect && has_likely_header(table_));
  if (header) name_columns();
  for (int c = 0; c < columns_; ++c) {
    if (table_.names_[c].empty()) table_.names_[c] = "column " + std::to_string(c + 1);
  }
  if (table_.rows() == 0) return fail(error_of<Code::table_no_rows>());
  return true;
}

void TableReader::name_columns() {
  // Some programs write names in single quotes.
  const auto is_quoted = [](std::string_view name) {
    return name.size() > 1 && name.front() == '\'' && name.back() == '\'';
  };
  bool quoted = true;
  for (int c = 0; c < columns_; ++c) quoted &= is_quoted(table_.cell(0, c));
  for (int c = 0; c < columns_; ++c) {
    const std::string_view name = table_.cell(0, c);
    table_.names_[c] = quoted ? name.substr(1, name.size() - 2) : name;
  }
  table_.first_cell_ = static_cast<std::size_t>(columns_);
  table_.lines_.erase(table_.lines_.begin());
}

}  // namespace dropout
