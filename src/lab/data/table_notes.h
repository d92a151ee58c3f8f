// What a reader should look at before trusting a network: columns that number the rows, or that
// nearly give the target away.
#pragma once

#include <vector>

#include "lab/data/table_schema.h"

namespace dropout {

/// Notes on inputs, judged by these rows of the table. `target` has the class or the value
/// of each of them.
std::vector<Error> notes_of(const TableSchema& schema, const std::vector<Column>& columns,
                            const std::vector<int>& rows, const std::vector<double>& target);

}  // namespace dropout
