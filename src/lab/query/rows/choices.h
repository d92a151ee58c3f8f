// What a reader chose about a table, in the words of the command line and of the page. Knows no
// table.
#pragma once

#include <string>
#include <vector>

#include "lab/data/table_dataset.h"
#include "lab/spec/spec.h"

namespace dropout {

/// Empty: as it looks. Columns are named, or numbered from 1.
struct TableChoices {
  std::string header;                                    // yes, no
  std::string delimiter;                                 // one character, tab, space
  std::string decimal;                                   // point, comma, or the sign
  std::string missing;                                   // leave-out, category
  std::string target;                                    // a column
  std::string task;                                      // classify, regress
  std::vector<std::string> leave_out, number, category;  // columns
};

TableReader reader_of(const TableChoices& choices);
/// The task of a Spec's table.
TableTask task_of(const TableChoices& choices, const Spec& spec);

}  // namespace dropout
