// Numbers as people write them, by one strict grammar whatever the machine's locale: no hex, no
// inf, no nan, no blanks.
#pragma once

#include <string_view>

namespace dropout {

/// Where a number stands. Files may have a plus sign and a bare point ("+1.", ".5"); a link has
/// one spelling of a number, so neither sign nor point without digits behind it.
enum class NumberIn { link, file };

/// Whether the text is [sign] digits [. digits] [e [sign] digits], of at most 40 characters in a
/// link and 48 in a file.
bool is_number(std::string_view text, NumberIn where);

/// A number of a file; false for anything else. With `decimal_comma`, "3,14" is one.
bool read_number(std::string_view text, bool decimal_comma, double& value);

}  // namespace dropout
