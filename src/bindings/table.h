// A reader's own table behind the door.
#pragma once

#include <string>

#include "bindings/values.h"
#include "lab/query/rows/choices.h"

namespace dropout::bindings {

/// The choices of an object with all their fields.
TableChoices choices_of(const val& object);

class TableBinding {
 public:
  explicit TableBinding(const val& choices) : reader_(reader_of(choices_of(choices))) {}

  /// Takes the next bytes; false once the file is refused.
  bool feed(const val& piece);
  /// Ends the file: how it is laid out, or what is wrong.
  val finish();
  /// Cells of the first rows, row by row.
  val head(int rows) const;

  const Table& table() const { return table_; }

 private:
  TableReader reader_;
  Table table_;
};

/// Makes known to JavaScript: the class Table, and openTable, which opens an experiment on one.
void bind_table();

}  // namespace dropout::bindings
