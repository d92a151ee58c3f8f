// How people and programs write numbers in a table: currencies, per cent, units, grouped digits,
// decimal commas, exotic minus signs. Whether "1.050" is about one or about a thousand is decided
// by a whole column. Knows no table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dropout {

/// What one cell holds, where it may be a number: "($1,050.00)" is "1,050.00", "$", negative.
struct Dressed {
  std::string body;  // digits, '.', ',', ' ' and '\'' (of all blanks and apostrophes), an exponent
  std::string unit;  // "$", "EUR", "%", "kg"; empty: none
  bool negative = false;
  bool known_unit = false;  // a currency, per cent or per mille
};

/// Takes a cell apart; false where it holds no digits, or more than a number and a unit.
bool undress(std::string_view cell, Dressed& out);

/// Reads a body with this decimal sign ('.' or ','): what else parts its digits must group them,
/// in threes ("1,050") or as in India ("12,34,567").
bool read_body(const std::string& body, char decimal, double& value);

/// Whether a cell is a number in any spelling.
bool is_number_like(std::string_view cell);

/// What the cells of a column say about its decimal sign.
class DecimalVote {
 public:
  /// A body that undress() gave; false where it is no number in either spelling.
  bool add(const std::string& body);

  enum class Verdict : std::uint8_t { none, point, comma, open, neither };
  /// none: no cell has a sign; open: every cell reads both ways, and the readings differ.
  Verdict verdict() const;
  /// Of an open column: the sign that stands in it, 0 where both do.
  char sign() const { return points_ > 0 && commas_ > 0 ? '\0' : points_ > 0 ? '.' : ','; }
  /// Of an open column: no program writes it so unless the sign groups. "990" and "1.000" beside
  /// each other keep zeros behind a decimal sign in one cell and drop them in the other.
  bool must_group() const { return bare_ > 0 && zeros_ > 0 && long_bare_ == 0; }
  /// Of an open column: numbers of four digits and more stand there ungrouped.
  bool ungrouped() const { return long_bare_ > 0; }

 private:
  bool point_ = true, comma_ = true;   // every cell reads so
  long long points_ = 0, commas_ = 0;  // cells with such a sign
  long long bare_ = 0, long_bare_ = 0, zeros_ = 0;
};

}  // namespace dropout
