// What was read from a file may lack anything.
#include "lab/query/rows/schema_fields.h"

#include <algorithm>

namespace dropout {

bool complete(TableSchema& schema) {
  const auto is_target = [](const SchemaColumn& one) { return one.role == ColumnRole::target; };
  const auto target = std::find_if(schema.columns.begin(), schema.columns.end(), is_target);
  if (target == schema.columns.end()) return false;
  schema.target = static_cast<int>(target - schema.columns.begin());
  const auto has = [](const Standardizer& scale, int count) {
    return static_cast<int>(scale.mean.size()) == count &&
           scale.deviation.size() == scale.mean.size();
  };
  if (!has(schema.x_scale, schema.inputs())) return false;
  if (schema.task == Task::classify) return schema.classes.size() > 1;
  return schema.task == Task::regress && has(schema.y_scale, 1);
}

}  // namespace dropout
