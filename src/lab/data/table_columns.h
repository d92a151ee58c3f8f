// What the columns of a table are: numbers, categories, dates, texts, or nothing. Decided by all
// cells of a column, and for the decimal sign by all columns of the file. Knows no learning
// problem.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/data/number_style.h"
#include "lab/data/table.h"

namespace dropout {

constexpr int kMostLevels = 100;  // different texts that may be categories at all
constexpr int kFewNumbers = 10;   // different whole numbers that are still classes

enum class ColumnType : std::uint8_t { number, category, date, text, empty };
inline constexpr const char* kColumnTypeNames[] = {"number", "category", "date", "text", "empty"};

/// How cells of a column are read; what a table of new rows is read by, too.
struct ColumnStyle {
  ColumnType type = ColumnType::number;
  char decimal = '.';
  std::string unit = {};                 // of numbers: "$", "%", "kg"
  std::vector<std::string> levels = {};  // of a category, sorted
};

/// The cells of a column as values.
struct Column {
  ColumnStyle style;
  std::vector<double> numbers;  // (rows) NaN: missing; of numbers
  std::vector<int> level;       // (rows) index in levels, -1: missing; of categories
  int missing = 0;
  int distinct = 0;  // of texts, counted to a little above kMostLevels and half the rows
  Error note = {};   // what had to be guessed
};

struct Columns {
  std::vector<Column> all;
  Error error;
};

/// What a column is told to be. Told numbers are numbers where a cell can be read so, and missing
/// elsewhere.
enum class ColumnWish : std::uint8_t { as_it_looks, nothing, number, category };

/// Reads every column but those that are wished (columns) to be nothing, which stay empty.
/// `decimal` is '.' or ',' where it is told, else 0.
Columns read_columns(const Table& table, const std::vector<ColumnWish>& wishes, char decimal);

/// Reads a column of another table alike. Numbers that cannot be read so, and texts that are no
/// level, are missing there; `strange` counts those of them that are no missing values.
Column read_alike(const Table& table, int column, const ColumnStyle& style, int& strange);

/// The number in a cell that is written so; false for anything else.
bool read_cell(std::string_view cell, const ColumnStyle& style, double& value);

}  // namespace dropout
