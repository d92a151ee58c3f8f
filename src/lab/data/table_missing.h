// What programs and people write where a value is missing.
#pragma once

#include <string_view>

namespace dropout {

/// An empty cell, "?", "NA", "N/A", "nan", "null", in any case: missing in most columns. Whether
/// "NA" is, in a column of two-letter codes, is_code_column() of table_columns.cpp says.
bool is_missing(std::string_view cell);

/// What also stands for a missing value among numbers, but may be a category among texts: "-", ".",
/// "none", "unknown" and their like.
bool is_missing_number(std::string_view cell);

}  // namespace dropout
