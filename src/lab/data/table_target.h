// What the target of a table asks: classes or a quantity.
#pragma once

#include <string>
#include <vector>

#include "lab/data/table_dataset.h"

namespace dropout {

struct Target {
  Task task = Task::regress;
  std::vector<std::string> classes;
  std::vector<double> truth;  // (rows) the class or the value of each
  Error error;
};

/// Of the column `place`, in the complete rows of its table.
Target target_of(const Table& table, const TableTask& task, int place, const Column& column,
                 const std::vector<int>& rows);

}  // namespace dropout
