// Reading: Clinger 1990 where one rounding does, else long division of big integers. Writing: the
// free-format algorithm of Steele & White 1990, as Burger & Dybvig 1996 put it.
#include "lab/spec/decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace dropout {
namespace {

/// An unsigned integer of up to 1408 bits: what the smallest double and 48 digits ask for.
class Big {
 public:
  explicit Big(std::uint64_t value) {
    words_[0] = static_cast<std::uint32_t>(value);
    words_[1] = static_cast<std::uint32_t>(value >> 32);
  }
  void multiply_add(std::uint32_t by, std::uint32_t more) {
    std::uint64_t carry = more;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * by;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  void times_ten(int count = 1) {
    for (int i = 0; i < count; ++i) multiply_add(10, 0);
  }
  void shift(int bits) {
    for (; bits >= 31; bits -= 31) multiply_add(1u << 31, 0);
    multiply_add(1u << bits, 0);
  }
  void add(const Big& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      carry += std::uint64_t{words_[i]} + other.words_[i];
      words_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  /// `other` is not greater.
  void subtract(const Big& other) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::uint64_t taken = std::uint64_t{words_[i]} - other.words_[i] - borrow;
      words_[i] = static_cast<std::uint32_t>(taken);
      borrow = taken >> 63;
    }
  }
  /// -1, 0 or 1.
  int compare(const Big& other) const {
    for (std::size_t i = words_.size(); i-- > 0;) {
      if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
    }
    return 0;
  }
  int bits() const {
    int count = static_cast<int>(words_.size()) * 32;
    for (std::size_t i = words_.size(); i-- > 0; count -= 32) {
      if (words_[i] != 0) return count - std::countl_zero(words_[i]);
    }
    return 0;
  }
  std::uint64_t low() const { return words_[0] | std::uint64_t{words_[1]} << 32; }

 private:
  std::array<std::uint32_t, 44> words_{};
};

constexpr int kLowest = -1074;  // exponent of the smallest double, 2^-1074
constexpr std::uint64_t kHidden = 1ull << 52;

/// The double nearest to a / b.
double divide(Big a, Big b) {
  // a / b = q 2^e with 53 bits of q, fewer where e may not be lower.
  int e = std::max(a.bits() - b.bits() - 53, kLowest);
  if (e < 0) a.shift(-e);
  if (e > 0) b.shift(e);
  b.shift(54);
  std::uint64_t q = 0;
  bool rest = false, half = false;
  for (int i = 0; i <= 54; ++i) {
    const bool fits = a.compare(b) >= 0;
    if (fits) a.subtract(b);
    q = q * 2 + fits;
    a.shift(1);
  }
  // q has 53 or 54 bits; what is cut off is half a unit, or more, or less.
  if (q >= 2 * kHidden) {
    half = q & 1;
    rest = a.bits() > 0;
    q >>= 1;
    ++e;
  } else {
    const int order = a.compare(b);
    half = order >= 0;
    rest = order > 0;
  }
  q += half && (rest || (q & 1));
  return std::ldexp(static_cast<double>(q), e);
}

/// Digits d1 d2 ... of value = d1.d2... 10^exponent, for value > 0.
std::string digits_of(double value, int& exponent) {
  std::uint64_t bits = 0;  // std::bit_cast is missing in emcc 3.1.6
  std::memcpy(&bits, &value, sizeof bits);
  const int biased = static_cast<int>(bits >> 52);
  const std::uint64_t f = (bits & (kHidden - 1)) | (biased > 0 ? kHidden : 0);
  const int e = std::max(biased, 1) - 1075;
  const bool even = (f & 1) == 0, edge = f == kHidden && biased > 1;
  // value = r / s; up / s and down / s are half the gaps to the next doubles.
  Big r(f), s(1), up(1), down(1);
  r.shift(std::max(e, 0) + 1 + edge);
  s.shift(std::max(-e, 0) + 1 + edge);
  up.shift(std::max(e, 0) + edge);
  down.shift(std::max(e, 0));
  const auto reaches = [&] {
    Big sum = r;
    sum.add(up);
    const int order = sum.compare(s);
    return even ? order >= 0 : order > 0;
  };
  const auto widen = [&] {
    r.times_ten();
    up.times_ten();
    down.times_ten();
  };
  exponent = 0;
  while (reaches()) {
    s.times_ten();
    ++exponent;
  }
  for (widen(); !reaches(); widen()) --exponent;
  --exponent;  // 0.d1d2... 10^k is d1.d2... 10^(k-1)

  for (std::string digits;; widen()) {
    char digit = '0';
    for (; r.compare(s) >= 0; ++digit) r.subtract(s);
    const int order = r.compare(down);
    const bool low = even ? order <= 0 : order < 0, high = reaches();
    if (low || high) {
      Big twice = r;
      twice.shift(1);
      const int above = twice.compare(s);  // than the middle; there the even digit
      const bool nearer = above > 0 || (above == 0 && (digit - '0') % 2 == 1);
      digits += static_cast<char>(digit + (high && (!low || nearer)));
      return digits;
    }
    digits += digit;
  }
}

}  // namespace

double read_decimal(std::string_view text) {
  Big mantissa(0);
  int exponent = 0, count = 0;
  bool negative = false, point = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    const char c = text[i];
    if (c == '-') negative = true;
    if (c == '.') point = true;
    if (c < '0' || c > '9') continue;
    mantissa.multiply_add(10, static_cast<std::uint32_t>(c - '0'));
    exponent -= point;
    count += count > 0 || c != '0';
  }
  if (i < text.size()) {
    const bool minus = text[i + 1] == '-';
    int written = 0;
    for (char c : text.substr(i + 1)) {
      if (c >= '0' && c <= '9') written = std::min(written * 10 + (c - '0'), 10000);
    }
    exponent += minus ? -written : written;
  }
  double value = 0;
  if (count + exponent > 310) {
    value = count > 0 ? std::numeric_limits<double>::infinity() : 0;
  } else if (count > 0 && count <= 15 && std::abs(exponent) <= 22) {
    double power = 1;  // exact, as the mantissa is: one rounding in all
    for (int k = 0; k < std::abs(exponent); ++k) power *= 10;
    value = static_cast<double>(mantissa.low());
    value = exponent < 0 ? value / power : value * power;
  } else if (count > 0 && count + exponent > -330) {
    Big divisor(1);
    mantissa.times_ten(std::max(exponent, 0));
    divisor.times_ten(std::max(-exponent, 0));
    value = divide(mantissa, divisor);
  }
  return negative ? -value : value;
}

std::string write_decimal(double value) {
  if (value == 0) return "0";
  int exponent = 0;
  const std::string digits = digits_of(std::abs(value), exponent);
  const std::string sign = value < 0 ? "-" : "";
  const int count = static_cast<int>(digits.size());
  if (exponent >= 21 || exponent < -6) {
    const std::string fraction = count > 1 ? "." + digits.substr(1) : "";
    return sign + digits[0] + fraction + "e" + (exponent < 0 ? "-" : "+") +
           std::to_string(std::abs(exponent));
  }
  if (exponent < 0) {
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent) - 1, '0') + digits;
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string write_hex(unsigned long long value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace dropout
