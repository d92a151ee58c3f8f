// What was decided about a table: the role of each column, how its cells are read, and how they
// become inputs. Enough to read a table of new rows alike. Knows no training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lab/data/data.h"
#include "lab/data/table_columns.h"

namespace dropout {

enum class ColumnRole : std::uint8_t { input, target, left_out };
inline constexpr const char* kColumnRoleNames[] = {"input", "target", "left out"};

struct SchemaColumn {
  std::string name;
  ColumnRole role = ColumnRole::input;
  ColumnStyle style;
  int missing = 0;             // cells
  bool missing_input = false;  // has an input of its own for cells that are missing
  double offset = 0;           // of numbers far from zero: what they are counted from
  double fill = 0;             // in place of a missing number: the mean of the training rows
  double low = 0, high = 0;    // of the training rows' numbers
  Error why = {};              // it is left out

  /// How many inputs of the network it makes.
  int inputs() const;
};

struct TableSchema {
  std::vector<SchemaColumn> columns;
  int target = 0;
  Task task = Task::regress;
  std::vector<std::string> classes;
  int rows = 0, used = 0, incomplete = 0;  // of the table; incomplete ones are left out
  int blank_rows = 0, skipped_lines = 0;   // of the file
  std::vector<Error> notes;                // what a reader should look at
  Standardizer x_scale, y_scale;
  std::vector<int> train_rows, valid_rows;  // rows of the table, from 0, in the order of the data

  int inputs() const;
  std::vector<std::string> input_names() const;
  /// The target's name, and what it is counted from.
  std::string target_name() const;
};

/// Writes the inputs of rows before they are standardised into x (rows, inputs): numbers counted
/// from their offsets, and one 0 or 1 a category. `columns` are those of the schema's table or of
/// one read alike.
void fill_inputs(const TableSchema& schema, const std::vector<Column>& columns,
                 std::span<const int> rows, Matrix& x);

/// A name of numbers that are counted from an offset: "time − 1700000000".
std::string offset_name(const std::string& name, double offset);

/// New rows, read as the schema's table was.
struct NewRows {
  Examples part;          // standardised; y and label are missing (NaN, -1) where there is no truth
  std::vector<int> rows;  // of the new table, from 0: those that are complete
  int all = 0;            // rows of the new table
  bool truths = false;    // the target's column is there and holds at least one
  std::vector<double> values;  // (rows) truths of a quantity as they were read; NaN: missing
  std::vector<Error> notes;
  Error error;
};

/// Columns are found by their names, or by number where the schema's table had none; more of them
/// do not matter, and the target may be absent.
NewRows read_new_rows(const TableSchema& schema, const Table& table);

}  // namespace dropout
