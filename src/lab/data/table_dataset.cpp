// A table as a learning problem: the role of each column, which rows are complete, and their
// values.
#include "lab/data/table_dataset.h"

#include <algorithm>
#include <cmath>

#include "lab/data/table_missing.h"
#include "lab/data/table_notes.h"
#include "lab/data/table_split.h"
#include "lab/data/table_target.h"
#include "lab/spec/number.h"

namespace dropout {
namespace {

constexpr std::size_t kMostValues = 10'000'000;  // of all inputs together
constexpr int kMostCategories = 50;              // of an input
constexpr int kSurelyCategories = 10;            // of an input, however few its rows
constexpr double kFar = 64;  // spreads from zero beyond which numbers are counted from the smallest

class Maker {
 public:
  Maker(const Table& table, const TableTask& task) : table_(table), task_(task) {}

  TableData make() {
    if (names().size() < 2 || table_.rows() < 3) fail<Code::table_too_small>(3, 2);
    if (ok()) name_columns();
    if (ok()) read_cells();
    if (ok()) decide_roles();
    if (ok()) find_rows();
    if (ok()) decide_task();
    if (ok()) split();
    if (ok()) fill();
    if (!ok()) return {{}, std::move(schema_), std::move(error_)};
    return {std::move(data_), std::move(schema_), {}};
  }

 private:
  bool ok() const { return !error_; }
  template <Code code, class... Values>
  void fail(const Values&... values) {
    if (ok()) error_ = error_of<code>(values...);
  }
  const std::vector<std::string>& names() const { return table_.names(); }

  // ---- columns

  /// The place of a column that is named, or numbered from 1; -1, with an error, where none is.
  int find_column(const std::string& wanted) {
    const auto found = std::find(names().begin(), names().end(), wanted);
    if (found != names().end()) {
      if (std::find(found + 1, names().end(), wanted) != names().end()) {
        fail<Code::column_twice>(short_cell(wanted));
      }
      return static_cast<int>(found - names().begin());
    }
    double number;
    if (read_number(wanted, false, number) && number >= 1 && number <= table_.columns() &&
        number == std::floor(number)) {
      return static_cast<int>(number) - 1;
    }
    fail<Code::column_unknown>(short_cell(wanted), quote_some(names()), table_.columns());
    return -1;
  }

  void name_columns() {
    schema_.columns.resize(names().size());
    for (std::size_t c = 0; c < names().size(); ++c) schema_.columns[c].name = names()[c];
    for (const std::string& name : task_.leave_out) {
      const int c = find_column(name);
      if (!ok()) return;
      leave_out(c, error_of<Code::why_choice>());
    }
    int target = table_.columns() - 1;
    if (task_.target.empty()) {
      while (target > 0 && schema_.columns[target].role == ColumnRole::left_out) --target;
    } else {
      target = find_column(task_.target);
    }
    if (!ok()) return;
    SchemaColumn& column = schema_.columns[target];
    if (column.role == ColumnRole::left_out) {
      return fail<Code::column_is_target>(short_cell(column.name));
    }
    column.role = ColumnRole::target;
    schema_.target = target;
    note_wishes();
  }

  void note_wishes() {
    for (const SchemaColumn& column : schema_.columns) {
      const bool left_out = column.role == ColumnRole::left_out;
      wishes_.push_back(left_out ? ColumnWish::nothing : ColumnWish::as_it_looks);
    }
    const auto note = [&](const std::vector<std::string>& names, ColumnWish wish) {
      for (const std::string& name : names) {
        const int c = find_column(name);
        if (!ok()) return;
        if (wishes_[c] != ColumnWish::nothing) wishes_[c] = wish;
      }
    };
    note(task_.numbers, ColumnWish::number);
    note(task_.categories, ColumnWish::category);
  }

  void leave_out(int c, Error why) {
    schema_.columns[c].role = ColumnRole::left_out;
    schema_.columns[c].why = std::move(why);
  }

  void read_cells() {
    Columns read = read_columns(table_, wishes_, task_.decimal);
    error_ = read.error;
    columns_ = std::move(read.all);
    for (std::size_t c = 0; c < columns_.size() && ok(); ++c) {
      schema_.columns[c].style = columns_[c].style;
      schema_.columns[c].missing = columns_[c].missing;
      if (columns_[c].note) schema_.notes.push_back(columns_[c].note);
    }
  }

  void decide_roles() {
    const int rows = table_.rows();
    int inputs = 0;
    for (int c = 0; c < table_.columns(); ++c) {
      if (schema_.columns[c].role != ColumnRole::input) continue;
      const Column& column = columns_[c];
      const bool told = wishes_[c] != ColumnWish::as_it_looks;
      const bool texts = column.style.type == ColumnType::category;
      const bool varied = column.distinct > kMostCategories ||
                          (column.distinct > kSurelyCategories && 2 * column.distinct > rows);
      if (column.style.type == ColumnType::empty) {
        leave_out(c, error_of<Code::why_empty>());
      } else if (column.style.type == ColumnType::date) {
        leave_out(c, error_of<Code::why_dates>());
      } else if (column.style.type == ColumnType::text || (texts && varied && !told)) {
        schema_.columns[c].style.type = ColumnType::text;
        leave_out(c, column.distinct > rows / 2 ? error_of<Code::why_texts>()
                                                : error_of<Code::why_many_texts>(column.distinct));
      } else if (!told && !task_.missing_category && 2 * column.missing > rows) {
        leave_out(c, error_of<Code::why_missing>());
      } else {
        schema_.columns[c].missing_input = task_.missing_category && column.missing > 0;
        ++inputs;
      }
    }
    if (columns_[schema_.target].style.type == ColumnType::empty) {
      return fail<Code::target_empty>(short_cell(names()[schema_.target]));
    }
    if (inputs > 0) return;
    std::vector<std::string> left_out;
    for (const SchemaColumn& column : schema_.columns) {
      if (column.role == ColumnRole::left_out) left_out.push_back(column.name);
    }
    fail<Code::no_columns>(quote_some(left_out));
  }

  bool is_missing_at(int c, int r) const {
    return columns_[c].style.type == ColumnType::number ? std::isnan(columns_[c].numbers[r])
           : columns_[c].level.empty()                  ? is_missing(table_.cell(r, c))
                                                        : columns_[c].level[r] < 0;
  }

  // ---- rows

  void find_rows() {
    for (int r = 0; r < table_.rows(); ++r) {
      bool whole = true;
      for (int c = 0; c < table_.columns() && whole; ++c) {
        const SchemaColumn& column = schema_.columns[c];
        const bool needed = column.role == ColumnRole::target ||
                            (column.role == ColumnRole::input && !column.missing_input);
        whole = !needed || !is_missing_at(c, r);
      }
      if (whole) rows_.push_back(r);
    }
    schema_.rows = table_.rows();
    schema_.used = static_cast<int>(rows_.size());
    schema_.incomplete = schema_.rows - schema_.used;
    schema_.blank_rows = table_.blank_rows();
    schema_.skipped_lines = table_.skipped_lines();
    if (schema_.used >= 3) {
      if (schema_.incomplete > 0) drop_unused_levels();
      return;
    }
    int worst = 0;
    for (int c = 0; c < table_.columns(); ++c) {
      const bool used = schema_.columns[c].role != ColumnRole::left_out;
      if (used && columns_[c].missing > columns_[worst].missing) worst = c;
    }
    fail<Code::rows_incomplete>(schema_.used, schema_.rows, short_cell(names()[worst]));
  }

  /// Categories of left-out rows alone are none.
  void drop_unused_levels() {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      if (column.level.empty()) continue;
      std::vector<int> place(column.style.levels.size(), -1);
      for (const int r : rows_) {
        if (column.level[r] >= 0) place[column.level[r]] = 0;
      }
      std::vector<std::string> levels;
      for (std::size_t k = 0; k < place.size(); ++k) {
        if (place[k] < 0) continue;
        place[k] = static_cast<int>(levels.size());
        levels.push_back(column.style.levels[k]);
      }
      for (int& level : column.level) level = level < 0 ? -1 : place[level];
      column.style.levels = levels;
      schema_.columns[c].style = column.style;
    }
  }

  // ---- the task and the split

  void decide_task() {
    Target target = target_of(table_, task_, schema_.target, columns_[schema_.target], rows_);
    error_ = std::move(target.error);
    schema_.task = target.task;
    schema_.classes = std::move(target.classes);
    truth_ = std::move(target.truth);
  }

  void split() {
    Split split = split_rows(task_, rows_, table_.rows());
    error_ = std::move(split.error);
    train_ = std::move(split.train);
    valid_ = std::move(split.valid);
    for (const int i : train_) schema_.train_rows.push_back(rows_[i]);
    for (const int i : valid_) schema_.valid_rows.push_back(rows_[i]);
  }

  // ---- values

  void fill() {
    for (std::size_t c = 0; c < columns_.size(); ++c) measure(c);
    data_.task = schema_.task;
    data_.class_names = schema_.classes;
    data_.feature_names = schema_.input_names();
    data_.features = static_cast<int>(data_.feature_names.size());
    if (static_cast<std::size_t>(data_.features) * table_.rows() > kMostValues) {
      return fail<Code::many_values>(data_.features, kMostValues / 1'000'000);
    }
    data_.target_name = schema_.target_name();
    data_.outputs = data_.task == Task::classify ? static_cast<int>(schema_.classes.size()) : 1;
    fill_part(train_, schema_.train_rows, data_.train);
    fill_part(valid_, schema_.valid_rows, data_.valid);
    if (!ok()) return;
    standardize(data_);
    schema_.x_scale = data_.x_scale;
    schema_.y_scale = data_.y_scale;
    for (Error& note : notes_of(schema_, columns_, rows_, truth_)) {
      schema_.notes.push_back(std::move(note));
    }
  }

  /// Where a column of numbers lies.
  void measure(std::size_t c) {
    SchemaColumn& column = schema_.columns[c];
    const std::vector<double>& numbers = columns_[c].numbers;
    if (numbers.empty() || column.role == ColumnRole::left_out) return;
    double low = INFINITY, high = -INFINITY;
    for (const int r : rows_) {
      if (std::isnan(numbers[r])) continue;
      low = std::min(low, numbers[r]);
      high = std::max(high, numbers[r]);
    }
    const double far = std::max(std::abs(low), std::abs(high));
    if (high > low && far > kFar * (high - low)) column.offset = low;
    double sum = 0;
    int count = 0;
    column.low = INFINITY, column.high = -INFINITY;
    for (const int r : schema_.train_rows) {
      if (std::isnan(numbers[r])) continue;
      sum += numbers[r] - column.offset;
      ++count;
      column.low = std::min(column.low, numbers[r]);
      column.high = std::max(column.high, numbers[r]);
    }
    column.fill = count > 0 ? column.offset + sum / count : column.offset;
  }

  void fill_part(const std::vector<int>& places, const std::vector<int>& rows, Examples& out) {
    const auto count = static_cast<int>(rows.size());
    out.x = Matrix(count, data_.features);
    fill_inputs(schema_, columns_, rows, out.x);
    const SchemaColumn& target = schema_.columns[schema_.target];
    if (data_.task == Task::regress) out.y = Matrix(count, 1);
    for (int i = 0; i < count; ++i) {
      const double truth = truth_[places[i]];
      if (data_.task == Task::classify) {
        out.label.push_back(static_cast<int>(truth));
      } else {
        out.y(i, 0) = static_cast<float>(truth - target.offset);
      }
    }
    check_finite(rows, out);
  }

  void check_finite(const std::vector<int>& rows, const Examples& part) {
    const auto is_finite = [](float value) { return std::isfinite(value); };
    const auto first_bad = [&](const Matrix& values) {
      return std::find_if_not(values.data(), values.data() + values.size(), is_finite) -
             values.data();
    };
    for (const Matrix* values : {&part.x, &part.y}) {
      const auto at = first_bad(*values);
      if (static_cast<std::size_t>(at) >= values->size()) continue;
      const int row = rows[static_cast<std::size_t>(at) / values->cols()];
      for (int c = 0; c < table_.columns(); ++c) {
        const SchemaColumn& column = schema_.columns[c];
        if (column.role == ColumnRole::left_out || columns_[c].numbers.empty()) continue;
        if (!is_finite(static_cast<float>(columns_[c].numbers[row] - column.offset))) {
          error_ = error_at<Code::cell_too_large>(table_, row, c, short_cell(table_.cell(row, c)));
          return;
        }
      }
    }
  }

  const Table& table_;
  const TableTask& task_;
  std::vector<ColumnWish> wishes_;  // (columns)
  std::vector<Column> columns_;
  std::vector<int> rows_;      // of the table: the complete ones
  std::vector<double> truth_;  // (rows_) class or value of the target
  std::vector<int> train_, valid_;
  Dataset data_;
  TableSchema schema_;
  Error error_;
};

}  // namespace

TableData make_dataset(const Table& table, const TableTask& task) {
  return Maker(table, task).make();
}

}  // namespace dropout
