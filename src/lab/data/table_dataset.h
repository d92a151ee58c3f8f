// A learning problem made of a reader's own table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/data/table.h"
#include "lab/data/table_schema.h"
#include "lab/spec/error.h"

namespace dropout {

/// What to learn from a table. A column is named, or numbered from 1.
struct TableTask {
  std::string target = {};  // empty: the last column
  enum class Kind : std::uint8_t { detect, classify, regress } kind = Kind::detect;
  int n = 0;                                          // first n training rows; 0 = all
  std::uint32_t seed = 1;                             // of the split
  double valid_share = 0.2;                           // of the rows
  std::vector<int> train_rows = {}, valid_rows = {};  // from 0; where given, they are the split
  std::vector<std::string> leave_out = {};            // columns
  std::vector<std::string> numbers = {}, categories = {};  // columns told to be so: inputs
  char decimal = 0;                                        // '.' or ','; 0: as the columns look
  bool missing_category = false;  // a missing input is a category; else its row is left out
};

/// A data set with what was decided about the table, or why there is none.
struct TableData {
  Dataset data;
  TableSchema schema;
  Error error;
};

/// Numbers stay one column, texts become one column a category (0 or 1). A target of texts, or of
/// at most 10 different whole numbers, is a class; another is a quantity. Inputs (and a quantity)
/// are standardised by the training rows. Dates, texts that differ in most rows, and columns that
/// are mostly empty are left out, unless they are the target. Numbers far from zero are counted
/// from the smallest of them.
TableData make_dataset(const Table& table, const TableTask& task);

}  // namespace dropout
