// Dates and times of day in the cells of a table. Knows no calendar: a date is told by its form.
#pragma once

#include <string_view>

namespace dropout {

/// "2020-01-31", "31.1.2020", "1/31/20", "31 Jan 2020", "2020-01", each with a time or without;
/// "12:30", "9:05:00 PM".
bool is_date(std::string_view cell);

}  // namespace dropout
