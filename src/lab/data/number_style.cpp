// Bytes of UTF-8 are made plain ASCII first; the rest is a scanner.
#include "lab/data/number_style.h"

#include <algorithm>
#include <array>

#include "lab/spec/number.h"

namespace dropout {
namespace {

constexpr std::size_t kLongestCell = 64, kLongestUnit = 12;

struct Plain {
  std::string_view from;
  char to;  // 0: left out
};
constexpr auto kPlain = std::to_array<Plain>({
    {"\xc2\xa0", ' '},  // no-break space
    {"\xe2\x80\x82", ' '},  {"\xe2\x80\x83", ' '},  {"\xe2\x80\x87", ' '},
    {"\xe2\x80\x88", ' '},  {"\xe2\x80\x89", ' '},  {"\xe2\x80\x8a", ' '},
    {"\xe2\x80\xaf", ' '},  // narrow no-break space
    {"\xe2\x88\x92", '-'},  // minus
    {"\xe2\x80\x90", '-'},  {"\xe2\x80\x91", '-'},  {"\xe2\x80\x92", '-'},
    {"\xe2\x80\x93", '-'},  // en dash
    {"\xe2\x80\x94", '-'},  {"\xef\xb9\xa3", '-'},  {"\xef\xbc\x8d", '-'},
    {"\xe2\x80\x99", '\''}, {"\xe2\x80\x98", '\''}, {"\xca\xbc", '\''},
    {"\xe2\x80\x8b", 0},  // marks without width, of direction and joining
    {"\xe2\x80\x8e", 0},    {"\xe2\x80\x8f", 0},    {"\xe2\x81\xa0", 0},
    {"\xef\xbb\xbf", 0},
});

constexpr auto kCurrencies = std::to_array<std::string_view>({
    "R$",  "US$", "C$",  "CA$", "A$",  "AU$", "NZ$", "HK$", "S$",  "NT$", "MX$", "$",   "£",
    "¥",   "¢",   "kr.", "kr",  "zł",  "Kč",  "Ft",  "Fr.", "SFr", "Rs.", "Rs",  "руб", "лв",
    "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK",
    "NZD", "PEN", "PHP", "PKR", "PLN", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY",
    "TWD", "UAH", "USD", "VND", "ZAR", "฿",   "￥",  "＄",
});

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of the currency that the text begins with, or 0. U+20A0 to U+20CF are all currencies.
std::size_t currency_at(std::string_view text) {
  if (text.size() >= 3 && text.starts_with("\xe2\x82") &&
      static_cast<unsigned char>(text[2]) >= 0xa0) {
    return 3;
  }
  for (const std::string_view one : kCurrencies) {
    if (text.starts_with(one)) return one.size();
  }
  return 0;
}

bool is_known_unit(std::string_view unit) {
  return unit == "%" || unit == "\xe2\x80\xb0" ||
         (!unit.empty() && currency_at(unit) == unit.size());
}

/// In plain ASCII where that says the same, without blanks around it.
std::string plain(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size();) {
    const auto same = [&](const Plain& one) { return cell.substr(at).starts_with(one.from); };
    const auto* found = static_cast<unsigned char>(cell[at]) < 0x80
                            ? kPlain.end()
                            : std::find_if(kPlain.begin(), kPlain.end(), same);
    if (found == kPlain.end()) {
      out += cell[at++];
    } else {
      if (found->to != 0) out += found->to;
      at += found->from.size();
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
  const std::size_t begin = out.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : out.substr(begin);
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

/// Signs and a currency in front of the digits, in any order.
bool take_front(std::string_view& text, Dressed& out) {
  for (bool sign = false;;) {
    skip_blanks(text);
    if (text.empty()) return false;
    if (!sign && (text[0] == '-' || text[0] == '+')) {
      out.negative ^= text[0] == '-';
      sign = true;
      text.remove_prefix(1);
    } else if (const std::size_t size = currency_at(text); out.unit.empty() && size > 0) {
      out.unit = text.substr(0, size);
      text.remove_prefix(size);
    } else {
      return true;
    }
  }
}

/// Digits and what parts them, then an exponent.
bool take_body(std::string_view& text, Dressed& out) {
  std::size_t at = 0;
  bool digits = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool digit_next = at + 1 < text.size() && is_digit(text[at + 1]);
    digits |= is_digit(c);
    const bool sign = c == '.' || c == ',';
    const bool gap = (c == ' ' || c == '\'') && digits && digit_next;
    if (!is_digit(c) && !gap && !(sign && (digits || digit_next))) break;
  }
  if (!digits) return false;
  std::size_t end = at;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t power = end + 1;
    if (power < text.size() && (text[power] == '-' || text[power] == '+')) ++power;
    const std::size_t first = power;
    while (power < text.size() && is_digit(text[power])) ++power;
    if (power > first) end = power;
  }
  out.body = text.substr(0, end);
  text.remove_prefix(end);
  return true;
}

/// A unit behind the digits, or a minus sign as accounting writes it.
bool take_back(std::string_view text, Dressed& out) {
  skip_blanks(text);
  if (text == "-" && !out.negative) {
    out.negative = true;
    return true;
  }
  if (text.empty()) return true;
  if (!out.unit.empty() || text.size() > kLongestUnit) return false;
  const auto no_unit = [](char c) {
    return is_digit(c) || std::string_view(" -+:;_()[]<>=").find(c) != std::string_view::npos;
  };
  if (std::any_of(text.begin(), text.end(), no_unit)) return false;
  out.unit = text;
  return true;
}

/// Whether groups of digits, first to last, are sized as in "1,234,567" or "12,34,567".
bool is_grouped(std::string_view digits, char mark) {
  if (mark == 0) return true;
  const std::size_t first = digits.find(mark);
  if (first == 0 || first > 3 || digits[0] == '0') return false;
  std::size_t threes = 0, twos = 0, last = 0, groups = 0;
  for (std::size_t at = first; at != std::string_view::npos; ++groups) {
    const std::size_t next = digits.find(mark, at + 1);
    last = (next == std::string_view::npos ? digits.size() : next) - at - 1;
    threes += last == 3;
    twos += last == 2;
    at = next;
  }
  return threes == groups || (mark == ',' && first <= 2 && last == 3 && twos + 1 == groups);
}

}  // namespace

bool undress(std::string_view cell, Dressed& out) {
  if (cell.empty() || cell.size() > kLongestCell) return false;
  out.unit.clear();
  out.negative = out.known_unit = false;
  if (is_number(cell, NumberIn::file)) {  // most cells
    const bool sign = cell[0] == '-' || cell[0] == '+';
    out.negative = cell[0] == '-';
    out.body = cell.substr(sign ? 1 : 0);
    return true;
  }
  const std::string copy = plain(cell);
  std::string_view text = copy;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    out.negative = true;
    text = text.substr(1, text.size() - 2);
  }
  if (!take_front(text, out) || !take_body(text, out) || !take_back(text, out)) return false;
  out.known_unit = is_known_unit(out.unit);
  return true;
}

bool read_body(const std::string& body, char decimal, double& value) {
  const std::size_t exponent = std::min(body.find_first_of("eE"), body.size());
  const std::size_t sign = std::min(body.find(decimal), exponent);
  const std::string_view whole = std::string_view(body).substr(0, sign);
  const std::size_t mark = whole.find_first_of(".,' ");
  if (!is_grouped(whole, mark == std::string_view::npos ? '\0' : whole[mark])) return false;
  std::string simple;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool group = i < sign && mark != std::string_view::npos && body[i] == whole[mark];
    if (!group) simple += i == sign && sign < exponent ? '.' : body[i] == '.' ? '!' : body[i];
  }
  return read_number(simple, false, value);
}

bool is_number_like(std::string_view cell) {
  Dressed dressed;
  double value;
  return undress(cell, dressed) && (dressed.unit.empty() || dressed.known_unit) &&
         (read_body(dressed.body, '.', value) || read_body(dressed.body, ',', value));
}

bool DecimalVote::add(const std::string& body) {
  double point, comma;
  const bool as_point = read_body(body, '.', point), as_comma = read_body(body, ',', comma);
  if (!as_point && !as_comma) return false;
  point_ &= as_point;
  comma_ &= as_comma;
  const bool has_point = body.find('.') != std::string::npos;
  const bool has_comma = body.find(',') != std::string::npos;
  points_ += has_point;
  commas_ += has_comma;
  if (has_point || has_comma) {
    zeros_ += body.back() == '0';
  } else {
    ++bare_;
    long_bare_ += body.size() > 3 && std::all_of(body.begin(), body.end(), is_digit);
  }
  return true;
}

DecimalVote::Verdict DecimalVote::verdict() const {
  if (points_ + commas_ == 0) return Verdict::none;
  return point_ && comma_ ? Verdict::open
         : point_         ? Verdict::point
         : comma_         ? Verdict::comma
                          : Verdict::neither;
}

}  // namespace dropout
