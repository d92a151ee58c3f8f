// What a reader should look at before trusting a network: columns that number the rows, or that
// nearly give the target away.
#pragma once

#include <string>
#include <vector>

#include "lab/data/table_schema.h"

namespace dropout {

/// Sentences about inputs, judged by these rows of the table. `target` has the class or the value
/// of each of them.
std::vector<std::string> notes_of(const TableSchema& schema, const std::vector<Column>& columns,
                                  const std::vector<int>& rows, const std::vector<double>& target);

}  // namespace dropout
