// Rows of a table as inputs of a network: those it was made of, and new ones.
#include "lab/data/table_schema.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "lab/data/table_missing.h"
#include "lab/spec/decimal.h"

namespace dropout {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

class NewRowsReader {
 public:
  NewRowsReader(const TableSchema& schema, const Table& table) : schema_(schema), table_(table) {}

  NewRows read() {
    columns_.resize(schema_.columns.size());
    for (std::size_t c = 0; c < columns_.size() && ok(); ++c) read_column(c);
    if (!ok()) return std::move(found_);
    find_rows();
    fill();
    return std::move(found_);
  }

 private:
  bool ok() const { return !found_.error; }
  template <Code code, class... Values>
  void note(const Values&... values) {
    found_.notes.push_back(error_of<code>(values...));
  }

  /// Where a column of the schema stands in this table, or -1.
  int place_of(std::size_t c) const {
    const std::vector<std::string>& names = table_.names();
    const std::string& wanted = schema_.columns[c].name;
    // Of equal names, the first stands for the first.
    auto nth = std::count_if(schema_.columns.begin(), schema_.columns.begin() + c,
                             [&](const SchemaColumn& one) { return one.name == wanted; });
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == wanted && nth-- == 0) return static_cast<int>(i);
    }
    return -1;
  }

  void read_column(std::size_t c) {
    const SchemaColumn& column = schema_.columns[c];
    if (column.role == ColumnRole::left_out) return;
    const int at = place_of(c);
    if (at < 0) {
      if (column.role == ColumnRole::target) return;
      found_.error =
          error_of<Code::column_missing>(short_cell(column.name), quote_some(table_.names()));
      return;
    }
    int strange = 0;
    columns_[c] = read_alike(table_, at, column.style, strange);
    if (column.role == ColumnRole::target) return;
    if (strange > 0) {
      const std::string name = short_cell(column.name);
      if (column.style.type == ColumnType::number) {
        note<Code::note_no_number>(strange, table_.rows(), name);
      } else {
        note<Code::note_unknown_category>(strange, table_.rows(), name);
        keep_unknown(c, at);
      }
    }
    if (column.style.type == ColumnType::number) note_range(column, columns_[c].numbers);
  }

  /// An unknown category is no missing one: all its inputs are 0.
  void keep_unknown(std::size_t c, int at) {
    const ColumnStyle& style = schema_.columns[c].style;
    for (int r = 0; r < table_.rows(); ++r) {
      const std::string_view cell = table_.cell(r, at);
      if (columns_[c].level[r] < 0 && !is_missing(cell) && !is_missing_mark(cell)) {
        columns_[c].level[r] = static_cast<int>(style.levels.size()) + 1;
      }
    }
  }

  void note_range(const SchemaColumn& column, const std::vector<double>& numbers) {
    const auto outside = std::count_if(numbers.begin(), numbers.end(), [&](double value) {
      return value < column.low || value > column.high;
    });
    if (outside == 0) return;
    note<Code::note_outside>(static_cast<int>(outside), table_.rows(), short_cell(column.name),
                             column.low, column.high);
  }

  void find_rows() {
    int incomplete = 0;
    found_.all = table_.rows();
    for (int r = 0; r < table_.rows(); ++r) {
      bool whole = true;
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        const SchemaColumn& column = schema_.columns[c];
        if (column.role != ColumnRole::input || column.missing_input) continue;
        whole &= column.style.type == ColumnType::number ? !std::isnan(columns_[c].numbers[r])
                                                         : columns_[c].level[r] >= 0;
      }
      incomplete += !whole;
      if (whole) found_.rows.push_back(r);
    }
    if (incomplete > 0) note<Code::note_incomplete>(incomplete, table_.rows());
  }

  void fill() {
    Examples& part = found_.part;
    const auto count = static_cast<int>(found_.rows.size());
    part.x = Matrix(count, schema_.inputs());
    fill_inputs(schema_, columns_, found_.rows, part.x);
    for (int r = 0; r < count; ++r) {
      for (int c = 0; c < part.x.cols(); ++c) {
        part.x(r, c) = schema_.x_scale.apply(c, part.x(r, c));
      }
    }
    const SchemaColumn& target = schema_.columns[schema_.target];
    const Column& truth = columns_[schema_.target];
    const bool there = !truth.numbers.empty() || !truth.level.empty();
    const bool classes = schema_.task == Task::classify;
    if (!classes) part.y = Matrix(count, 1);
    for (int i = 0; i < count; ++i) {
      const int r = found_.rows[i];
      if (classes) {
        part.label.push_back(there ? label_of(truth, r) : -1);
        found_.truths |= part.label.back() >= 0;
      } else {
        const double value = there ? truth.numbers[r] : kNothing;
        part.y(i, 0) = schema_.y_scale.apply(0, static_cast<float>(value - target.offset));
        found_.values.push_back(value);
        found_.truths |= !std::isnan(value);
      }
    }
  }

  /// Classes of numbers are known by what was written.
  int label_of(const Column& truth, int r) const {
    if (!truth.level.empty()) return truth.level[r];
    for (std::size_t k = 0; k < schema_.classes.size(); ++k) {
      double value;
      if (read_cell(schema_.classes[k], truth.style, value) && value == truth.numbers[r]) {
        return static_cast<int>(k);
      }
    }
    return -1;
  }

  const TableSchema& schema_;
  const Table& table_;
  std::vector<Column> columns_;  // of the schema
  NewRows found_;
};

}  // namespace

int SchemaColumn::inputs() const {
  if (role != ColumnRole::input) return 0;
  const auto own = style.type == ColumnType::number ? 1 : static_cast<int>(style.levels.size());
  return own + (missing_input ? 1 : 0);
}

int TableSchema::inputs() const {
  const auto add = [](int sum, const SchemaColumn& column) { return sum + column.inputs(); };
  return std::accumulate(columns.begin(), columns.end(), 0, add);
}

std::vector<std::string> TableSchema::input_names() const {
  std::vector<std::string> names;
  for (const SchemaColumn& column : columns) {
    if (column.role != ColumnRole::input) continue;
    if (column.style.type == ColumnType::number) {
      names.push_back(offset_name(column.name, column.offset));
    }
    for (const std::string& level : column.style.levels) {
      names.push_back(column.name + " = " + level);
    }
    if (column.missing_input) names.push_back(column.name + " is missing");
  }
  return names;
}

std::string TableSchema::target_name() const {
  return offset_name(columns[target].name, columns[target].offset);
}

std::string offset_name(const std::string& name, double offset) {
  if (offset == 0) return name;
  return name + (offset > 0 ? " \xe2\x88\x92 " : " + ") + write_decimal(std::abs(offset));
}

void fill_inputs(const TableSchema& schema, const std::vector<Column>& columns,
                 std::span<const int> rows, Matrix& x) {
  int at = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const SchemaColumn& column = schema.columns[c];
    const int inputs = column.inputs(), last = at + inputs - 1;
    if (inputs == 0) continue;
    const bool number = column.style.type == ColumnType::number;
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
      const double value = number ? columns[c].numbers[rows[i]] : 0;
      const int level = number ? 0 : columns[c].level[rows[i]];
      const bool missing = number ? std::isnan(value) : level < 0;
      if (number) {
        x(i, at) = static_cast<float>((missing ? column.fill : value) - column.offset);
      } else if (!missing && level < static_cast<int>(column.style.levels.size())) {
        x(i, at + level) = 1;
      }
      if (missing && column.missing_input) x(i, last) = 1;
    }
    at += inputs;
  }
}

NewRows read_new_rows(const TableSchema& schema, const Table& table) {
  return NewRowsReader(schema, table).read();
}

}  // namespace dropout
