// A scanner for one number.
#include "lab/spec/number.h"

#include <string>

#include "lab/spec/decimal.h"

namespace dropout {
namespace {

constexpr std::size_t kLongestInLink = 40, kLongestInFile = 48;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  /// Passes over one of these characters.
  bool skip(std::string_view any) {
    const bool found = !at_end() && any.find(text_[at_]) != std::string_view::npos;
    at_ += found;
    return found;
  }
  /// Passes over digits; false where there are none.
  bool digits() {
    const std::size_t from = at_;
    while (skip("0123456789")) {
    }
    return at_ > from;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_number(std::string_view text, NumberIn where) {
  const bool file = where == NumberIn::file;
  if (text.size() > (file ? kLongestInFile : kLongestInLink)) return false;
  Scanner scan(text);
  scan.skip(file ? "+-" : "-");
  const bool whole = scan.digits();
  bool fraction = false;
  if (scan.skip(".")) {
    fraction = scan.digits();
    if (!fraction && !file) return false;
  }
  if (!whole && !fraction) return false;
  if (scan.skip("eE")) {
    scan.skip("+-");
    if (!scan.digits()) return false;
  }
  return scan.at_end();
}

bool read_number(std::string_view text, bool decimal_comma, double& value) {
  std::string copy(text.substr(0, kLongestInFile + 1));
  if (decimal_comma && copy.find('.') == std::string::npos) {
    const std::size_t comma = copy.find(',');
    if (comma != std::string::npos) copy[comma] = '.';
  }
  if (!is_number(copy, NumberIn::file)) return false;
  value = read_decimal(copy);
  return true;
}

}  // namespace dropout
