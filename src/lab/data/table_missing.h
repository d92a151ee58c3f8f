// What programs and people write where a value is missing.
#pragma once

#include <string_view>

namespace dropout {

/// An empty cell, "?", "NA", "N/A", "nan", "null", in any case: missing in most columns. Whether
/// "NA" is, in a column of two-letter codes, is_code_column() of table_columns.cpp says.
bool is_missing(std::string_view cell);

/// Dashes, dots, a star: missing among numbers, and among texts that have letters or digits.
bool is_missing_mark(std::string_view cell);

/// What also stands for a missing value among numbers: marks, and "none", "unknown" and their like,
/// which are categories among texts.
bool is_missing_number(std::string_view cell);

}  // namespace dropout
