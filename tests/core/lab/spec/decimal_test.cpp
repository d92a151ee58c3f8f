// Decimals against the C library's exact reading, and the shortest spelling by its definition.
#include "lab/spec/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "math/random.h"

namespace dropout {
namespace {

/// Doubles of all sizes, a few of them beyond the finite ones.
double any_double(Draws& draws) {
  const std::uint64_t high = draws.word();
  const std::uint64_t bits = high << 32 | draws.word();
  double value;
  std::memcpy(&value, &bits, sizeof value);  // emcc 3.1.6 has no std::bit_cast
  return value;
}

TEST(Decimal, ReadsAsTheCLibraryDoes) {
  Draws draws({1, Stream::data}, {});
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    const std::uint32_t digits = 1 + draws.below(24), point = draws.below(digits + 8);
    for (std::uint32_t d = 0; d < digits; ++d) {
      if (d == point) text += '.';
      text += static_cast<char>('0' + draws.below(10));
    }
    if (draws.below(3) > 0) {
      const int range = draws.below(2) ? 25 : 350;
      text += "e" + std::to_string(static_cast<int>(draws.below(2 * range)) - range);
    }
    EXPECT_EQ(read_decimal(text), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(Decimal, ReadsWhatLiesBetweenDoubles) {
  for (const char* text :
       {"9007199254740993", "9007199254740992.5", "9007199254740995", "2.2250738585072011e-308",
        "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623158e308",
        "1.7976931348623159e308", "1e999", "0e999", "1e-999", "1e99999999999999999999",
        "000000000000000000000000000000000000000000000.5", "+.5", "-1E+2", "5.e-1"}) {
    EXPECT_EQ(read_decimal(text), std::strtod(text, nullptr)) << text;
  }
  EXPECT_TRUE(std::signbit(read_decimal("-0")));
}

/// Whether this many digits suffice to name the value.
bool suffices(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
  return std::strtod(text, nullptr) == value;
}

int digits_in(const std::string& text) {
  std::string digits;
  for (char c : text.substr(0, text.find('e'))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const std::size_t first = digits.find_first_not_of('0'), last = digits.find_last_not_of('0');
  return static_cast<int>(last - first) + 1;
}

TEST(Decimal, WritesTheFewestDigitsThatReadBack) {
  Draws draws({2, Stream::data}, {});
  for (int i = 0; i < 2000; ++i) {
    const double value = i % 2 ? any_double(draws) : draws.below(1000000) / 1e4 + 1e-9;
    if (!std::isfinite(value)) continue;
    const std::string text = write_decimal(value);
    const int digits = digits_in(text);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), value);
    EXPECT_EQ(read_decimal(text), value);
    EXPECT_TRUE(digits == 1 || !suffices(value, digits - 1)) << text;
  }
}

TEST(Decimal, WritesPowersOfTwoAndTheirNeighbours) {
  for (int e = -1074; e < 1024; ++e) {
    const double power = std::ldexp(1.0, e);
    for (double value : {power, std::nextafter(power, 0.0), std::nextafter(power, 2 * power)}) {
      EXPECT_EQ(read_decimal(write_decimal(value)), value) << e;
    }
  }
}

TEST(Decimal, WritesTiesWithTheEvenDigit) {
  EXPECT_EQ(write_decimal(223.163604736328125), "223.16360473632812");
  EXPECT_EQ(write_decimal(1401021463261814.25), "1401021463261814.2");
}

TEST(Hex, HasSixteenDigits) {
  EXPECT_EQ(write_hex(0), "0000000000000000");
  EXPECT_EQ(write_hex(0x0123456789abcdefull), "0123456789abcdef");
  EXPECT_EQ(write_hex(~0ull), "ffffffffffffffff");
}

}  // namespace
}  // namespace dropout
