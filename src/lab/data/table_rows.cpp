// Lists of row numbers, such as the published splits of a data set.
#include <algorithm>
#include <cmath>

#include "lab/data/table.h"
#include "lab/spec/number.h"

namespace dropout {

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
      return {{}, error_of<Code::list_no_number>(line, short_cell(word))};
    }
    list.rows.push_back(static_cast<int>(value));
    at = end;
  }
  if (list.rows.empty()) list.error = error_of<Code::list_empty>();
  return list;
}

}  // namespace dropout
