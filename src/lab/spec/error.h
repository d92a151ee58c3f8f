// Errors as codes with their values. The texts of errors.inc stay out of an engine: who shows an
// error words it, the page in its language, the command line by english_of().
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/decimal.h"
#include "lab/spec/words.h"

namespace dropout {

enum class Code : std::uint8_t {
  none,
#define ERROR(code, english, german) code,
#include "lab/spec/errors.inc"
#undef ERROR
};

/// The codes' names, in their order.
inline constexpr std::array kCodeNames{
    "none",
#define ERROR(code, english, german) #code,
#include "lab/spec/errors.inc"
#undef ERROR
};

/// Their texts, in their order; of none, none.
inline constexpr std::array kErrorTexts{
    Words{},
#define ERROR(code, english, german) Words{english, german},
#include "lab/spec/errors.inc"
#undef ERROR
};

/// What is wrong; of code none where nothing is.
struct Error {
  Code code = Code::none;
  std::vector<std::string> values;

  explicit operator bool() const { return code != Code::none; }
  bool operator==(const Error&) const = default;
};

/// The error in English.
std::string english_of(const Error& error);

/// Printable ASCII of a text that came from anywhere, at most 40 characters of it.
std::string shown(std::string_view text);

/// How many values a text names: {0} to the last one.
constexpr std::size_t values_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '{' || text[i + 2] != '}') continue;
    const auto value = static_cast<std::size_t>(text[i + 1] - '0');
    if (value + 1 > count) count = value + 1;
  }
  return count;
}

inline std::string value_text(std::string_view text) { return std::string(text); }
inline std::string value_text(double value) { return write_decimal(value); }

/// The error of a code, with as many values as its text names.
template <Code code, class... Values>
Error error_of(const Values&... values) {
  static_assert(sizeof...(Values) == values_in(kErrorTexts[static_cast<int>(code)].english));
  return {code, {value_text(values)...}};
}

}  // namespace dropout
