// Which of a table's complete rows train, and which validate.
#pragma once

#include <vector>

#include "lab/data/table_dataset.h"

namespace dropout {

/// Places in the list of complete rows.
struct Split {
  std::vector<int> train, valid;
  Error error;
};

/// By the task's seed and share, or by its lists, whose incomplete rows are left out like others.
/// `rows` are the complete ones of a table of `all` rows.
Split split_rows(const TableTask& task, const std::vector<int>& rows, int all);

}  // namespace dropout
