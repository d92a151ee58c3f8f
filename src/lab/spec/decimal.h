// Decimal text and doubles, both ways exact. Written out, since the C library's way of doing it is
// a tenth of a small engine's download, and obeys a locale. Knows no grammar of links or tables.
#pragma once

#include <string>
#include <string_view>

namespace dropout {

/// The double nearest to `[sign]digits[.digits][e[sign]digits]` (ties to even); infinite where it
/// is beyond all doubles. The text follows that grammar and has at most 48 characters.
double read_decimal(std::string_view text);

/// The shortest decimal that reads back as this finite number, the nearest of several, in the
/// spelling of ECMAScript's Number::toString.
std::string write_decimal(double value);

/// 16 hexadecimal digits.
std::string write_hex(unsigned long long value);

}  // namespace dropout
