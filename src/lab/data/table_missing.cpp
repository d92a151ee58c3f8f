// Compared in lower case.
#include "lab/data/table_missing.h"

#include <algorithm>
#include <array>
#include <string>

namespace dropout {
namespace {

constexpr auto kMissing = std::to_array<std::string_view>(
    {"", "?", "na", "n/a", "nan", "null", "#n/a", "#na", "<na>", "\\n"});
constexpr auto kMarks =
    std::to_array<std::string_view>({"-", "--", "---", ".", "..", "...", "*", "\xe2\x80\x93",
                                     "\xe2\x80\x94", "\xe2\x88\x92"});  // dashes of all lengths
constexpr auto kMissingNumbers = std::to_array<std::string_view>(
    {"none", "missing", "unknown", "n.a.", "n.a", "k.a.", "k. a.", "#div/0!", "#value!", "#ref!",
     "#num!", "#null!", "-nan", "not available"});
constexpr std::size_t kLongest = 16;

template <class Words>
bool is_one_of(std::string_view cell, const Words& words) {
  if (cell.size() > kLongest) return false;
  std::string low(cell);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(words.begin(), words.end(), low) != words.end();
}

}  // namespace

bool is_missing(std::string_view cell) { return is_one_of(cell, kMissing); }

bool is_missing_mark(std::string_view cell) { return is_one_of(cell, kMarks); }

bool is_missing_number(std::string_view cell) {
  return is_missing_mark(cell) || is_one_of(cell, kMissingNumbers);
}

}  // namespace dropout
