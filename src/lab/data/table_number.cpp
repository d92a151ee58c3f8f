// Numbers in a reader's files, by one strict grammar whatever the machine's locale.
#include <algorithm>
#include <cmath>

#include "lab/data/table.h"
#include "lab/spec/decimal.h"

namespace dropout {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// [sign] digits [. digits] [e [sign] digits], with a digit before or behind the point.
bool is_decimal(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const auto sign = [&] {
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  };
  sign();
  std::size_t found = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    found += digits();
  }
  if (found == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    sign();
    if (digits() == 0) return false;
  }
  return at == text.size();
}

}  // namespace

bool read_number(std::string_view text, bool decimal_comma, double& value) {
  if (text.empty() || text.size() > 48) return false;
  std::string copy(text);
  if (decimal_comma && copy.find('.') == std::string::npos) {
    const std::size_t comma = copy.find(',');
    if (comma != std::string::npos) copy[comma] = '.';
  }
  if (!is_decimal(copy)) return false;
  value = read_decimal(copy);
  return true;
}

RowList read_rows(std::string_view text) {
  RowList list;
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',') {
      line += c == '\n';
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \t\r\n,", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    double value;
    if (!read_number(word, false, value) || value < 0 || value > 1e9 ||
        value != std::floor(value)) {
      return {{},
              "Line " + std::to_string(line) + ": " + quote_cell(word) + " is not a row number."};
    }
    list.rows.push_back(static_cast<int>(value));
    at = end;
  }
  if (list.rows.empty()) list.error = "Line 1: the list of rows is empty.";
  return list;
}

}  // namespace dropout
