// The fields of a schema by their names in documents: one walk writes them, or reads them back.
// Knows no format: `fields` does.
#pragma once

#include "lab/data/table_schema.h"

namespace dropout {

/// A column's. `Column` is SchemaColumn, const where it is written.
template <class Fields, class Column>
void walk_column(Fields& fields, Column& column) {
  fields.value("name", column.name);
  fields.choice("role", column.role, kColumnRoleNames);
  fields.choice("type", column.style.type, kColumnTypeNames);
  fields.value("missing", column.missing);
  if (column.role == ColumnRole::left_out) return fields.error("why", column.why);
  fields.derived("inputs", column.inputs());
  fields.flag("missing_input", column.missing_input);
  if (column.style.type != ColumnType::number) return fields.value("levels", column.style.levels);
  fields.value("unit", column.style.unit);
  fields.sign("decimal", column.style.decimal);
  fields.value("offset", column.offset);
  fields.value("fill", column.fill);
  fields.value("low", column.low);
  fields.value("high", column.high);
}

/// A whole schema's, without its lists of rows; its target is the column of that role.
template <class Fields, class Schema>
void walk_schema(Fields& fields, Schema& schema) {
  fields.choice("task", schema.task, kTaskNames);
  fields.columns("columns", schema.columns);
  fields.value("rows", schema.rows);
  fields.value("used", schema.used);
  fields.value("incomplete", schema.incomplete);
  fields.value("blank_rows", schema.blank_rows);
  fields.value("skipped_lines", schema.skipped_lines);
  fields.errors("notes", schema.notes);
  fields.scale("x_scale", schema.x_scale);
  if (schema.task == Task::classify) return fields.value("classes", schema.classes);
  fields.scale("y_scale", schema.y_scale);
}

/// Finds the target of a schema that was read; false where something is missing in it.
bool complete(TableSchema& schema);

}  // namespace dropout
