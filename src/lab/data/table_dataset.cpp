// A table as a learning problem: what each column is, what the target asks, which rows train.
#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "lab/data/table.h"
#include "lab/spec/number.h"
#include "math/random.h"

namespace dropout {
namespace {

constexpr std::size_t kMostValues = 10'000'000;  // of all inputs together
constexpr int kFewNumbers = 10;                  // different whole numbers that are still classes

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return low;
}

bool is_missing(std::string_view cell) {
  if (cell.size() > 4) return false;
  const std::string low = lowered(cell);
  return low.empty() || low == "?" || low == "na" || low == "n/a" || low == "nan" || low == "null";
}

bool is_infinite(std::string_view cell) {
  if (cell.size() > 9) return false;
  std::string low = lowered(cell);
  if (low.starts_with('-') || low.starts_with('+')) low.erase(0, 1);
  return low == "inf" || low == "infinity";
}

// What stands in a column: numbers throughout, or texts throughout.
struct Column {
  bool numeric = false;
  std::vector<std::string> categories;         // sorted; texts only
  std::unordered_map<std::string, int> index;  // category -> position
};

class Maker {
 public:
  Maker(const Table& table, const TableTask& task) : table_(table), task_(task) {}

  Loaded make() {
    find_target();
    if (ok()) read_columns();
    if (ok()) decide_task();
    if (ok()) split();
    if (ok()) fill();
    if (!ok()) return {{}, error_};
    return {std::move(data_), ""};
  }

 private:
  bool ok() const { return error_.empty(); }
  void fail(const std::string& sentence) {
    if (ok()) error_ = sentence;
  }
  void fail_at(int row, int column, const std::string& what) {
    fail(table_.place(row, column) + ": " + what + ".");
  }

  void find_target() {
    const std::vector<std::string>& names = table_.names();
    if (names.size() < 2 || table_.rows() < 3) {
      return fail("Line 1, column 1: a table needs at least 3 rows and 2 columns.");
    }
    if (task_.target.empty()) {
      target_ = table_.columns() - 1;
      return;
    }
    const auto found = std::find(names.begin(), names.end(), task_.target);
    if (found != names.end()) {
      if (std::find(found + 1, names.end(), task_.target) != names.end()) {
        return fail("Line 1: two columns are called " + quote_cell(task_.target) +
                    ": give the target's number instead.");
      }
      target_ = static_cast<int>(found - names.begin());
      return;
    }
    double number;
    if (read_number(task_.target, false, number) && number >= 1 && number <= table_.columns() &&
        number == std::floor(number)) {
      target_ = static_cast<int>(number) - 1;
      return;
    }
    std::string known;
    for (std::size_t c = 0; c < std::min<std::size_t>(names.size(), 8); ++c) {
      known += (c == 0 ? "" : ", ") + quote_cell(names[c]);
    }
    if (names.size() > 8) known += ", …";
    fail("Line 1: there is no target column " + quote_cell(task_.target) + "; there are " + known +
         ", or numbers 1 to " + std::to_string(names.size()) + ".");
  }

  bool number(int row, int column, double& value) const {
    return read_number(table_.cell(row, column), table_.decimal_comma(), value);
  }

  void read_columns() {
    columns_.resize(table_.columns());
    for (int c = 0; c < table_.columns() && ok(); ++c) read_column(c);
  }

  void read_column(int c) {
    int numbers = 0, first_text = -1;
    for (int r = 0; r < table_.rows(); ++r) {
      const std::string_view cell = table_.cell(r, c);
      double value;
      if (number(r, c, value)) {
        if (!std::isfinite(static_cast<float>(value))) {
          return fail_at(r, c, quote_cell(cell) + " is too large a number");
        }
        ++numbers;
      } else if (is_missing(cell)) {
        return fail_at(r, c,
                       (cell.empty() ? std::string("the cell is empty")
                                     : quote_cell(cell) + " says that the value is missing") +
                           ": fill it, or remove the row or the column");
      } else if (is_infinite(cell)) {
        return fail_at(r, c, quote_cell(cell) + " is not a finite number");
      } else if (first_text < 0) {
        first_text = r;
      }
    }
    columns_[c].numeric = first_text < 0;
    if (columns_[c].numeric) return;
    if (2 * numbers > table_.rows()) {
      return fail_at(first_text, c,
                     quote_cell(table_.cell(first_text, c)) + " is not a number, as " +
                         std::to_string(numbers) + " cells of the column are");
    }
    read_categories(c, c == target_ ? kMostClasses : kMostCategories);
  }

  void read_categories(int c, int most) {
    Column& column = columns_[c];
    std::set<std::string> seen;
    for (int r = 0; r < table_.rows(); ++r) {
      seen.emplace(table_.cell(r, c));
      if (static_cast<int>(seen.size()) > most) {
        return fail_at(r, c,
                       "this is text number " + std::to_string(most + 1) + " in the column, and " +
                           std::to_string(most) +
                           " different ones are the limit: remove the column, or make it "
                           "numbers");
      }
    }
    column.categories.assign(seen.begin(), seen.end());
    for (const std::string& category : column.categories) {
      column.index.emplace(category, static_cast<int>(column.index.size()));
    }
  }

  // Whole numbers, few of them, each often enough to be a class.
  bool looks_like_classes(const std::set<double>& values) const {
    for (const double value : values) {
      if (value != std::floor(value)) return false;
    }
    const auto count = static_cast<int>(values.size());
    return count <= kFewNumbers && table_.rows() >= 3 * count;
  }

  void decide_task() {
    using Kind = TableTask::Kind;
    const Column& target = columns_[target_];
    if (!target.numeric) {
      if (task_.kind == Kind::regress) {
        return fail_at(0, target_,
                       quote_cell(table_.cell(0, target_)) +
                           " is not a number, which the target of a regression must be");
      }
      classify(target.categories);
      for (int r = 0; r < table_.rows(); ++r) {
        classes_.push_back(target.index.at(std::string(table_.cell(r, target_))));
      }
      return;
    }
    std::set<double> values;
    double value = 0;
    for (int r = 0; r < table_.rows() && static_cast<int>(values.size()) <= kMostClasses; ++r) {
      number(r, target_, value);
      values.insert(value);
    }
    const bool classes =
        task_.kind == Kind::classify || (task_.kind == Kind::detect && looks_like_classes(values));
    if (!classes) {
      data_.task = Task::regress;
      data_.target_name = table_.names()[target_];
      if (values.size() < 2) one_value_only();
      return;
    }
    classify_numbers(values);
  }

  void classify_numbers(const std::set<double>& values) {
    if (static_cast<int>(values.size()) > kMostClasses) {
      return fail_at(0, target_,
                     "the target has more than 100 different numbers: predict it as a "
                     "quantity (regression) instead");
    }
    std::vector<std::string> names(values.size());
    for (int r = 0; r < table_.rows(); ++r) {
      double value = 0;
      number(r, target_, value);
      const auto label = std::distance(values.begin(), values.find(value));
      classes_.push_back(static_cast<int>(label));
      if (names[label].empty()) names[label] = table_.cell(r, target_);
    }
    classify(names);
  }

  void classify(const std::vector<std::string>& names) {
    data_.task = Task::classify;
    data_.class_names = names;
    if (names.size() < 2) one_value_only();
  }

  void one_value_only() {
    fail_at(0, target_,
            "the target is " + quote_cell(table_.cell(0, target_)) +
                " in every row: there is nothing to learn");
  }

  void split() {
    train_ = task_.train_rows;
    valid_ = task_.valid_rows;
    if (!train_.empty() || !valid_.empty()) return check_split();
    std::vector<std::int32_t> order(table_.rows());
    permutation(order.data(), table_.rows(), {task_.seed, Stream::data});
    const auto wanted = static_cast<int>(std::lround(task_.valid_share * table_.rows()));
    const int valid = std::clamp(wanted, 1, table_.rows() - 1);
    valid_.assign(order.begin(), order.begin() + valid);
    train_.assign(order.begin() + valid, order.end());
    limit();
  }

  void check_split() {
    if (train_.empty()) return fail("The list of training rows is empty.");
    if (valid_.empty()) return fail("The list of test rows is empty.");
    std::vector<bool> taken(table_.rows());
    for (const std::vector<int>* rows : {&train_, &valid_}) {
      for (const int row : *rows) {
        if (row < 0 || row >= table_.rows()) {
          return fail("The split names row " + std::to_string(row) + ", but the rows are 0 to " +
                      std::to_string(table_.rows() - 1) + ".");
        }
        if (taken[row]) return fail("The split names row " + std::to_string(row) + " twice.");
        taken[row] = true;
      }
    }
    limit();
  }

  void limit() {
    if (task_.n > 0 && static_cast<std::size_t>(task_.n) < train_.size()) train_.resize(task_.n);
  }

  void fill() {
    for (int c = 0; c < table_.columns(); ++c) {
      if (c == target_) continue;
      const std::string& name = table_.names()[c];
      if (columns_[c].numeric) data_.feature_names.push_back(name);
      for (const std::string& category : columns_[c].categories) {
        data_.feature_names.push_back(name + " = " + category);
      }
    }
    data_.features = static_cast<int>(data_.feature_names.size());
    if (static_cast<std::size_t>(data_.features) * table_.rows() > kMostValues) {
      return fail("Line 1: the table makes " + std::to_string(data_.features) +
                  " inputs a row, more than 10 million in all: use fewer rows or categories.");
    }
    data_.outputs = data_.task == Task::classify ? static_cast<int>(data_.class_names.size()) : 1;
    fill_part(train_, data_.train);
    fill_part(valid_, data_.valid);
    standardize(data_);
  }

  void fill_part(const std::vector<int>& rows, Examples& out) {
    const auto count = static_cast<int>(rows.size());
    out.x = Matrix(count, data_.features);
    if (data_.task == Task::regress) out.y = Matrix(count, 1);
    for (int i = 0; i < count; ++i) {
      float* x = out.x.row(i);
      for (int c = 0; c < table_.columns(); ++c) {
        if (c != target_) x = fill_cell(rows[i], c, x);
      }
      if (data_.task == Task::classify) {
        out.label.push_back(classes_[rows[i]]);
      } else {
        double value = 0;
        number(rows[i], target_, value);
        out.y(i, 0) = static_cast<float>(value);
      }
    }
  }

  // Writes the inputs of one cell; returns where the next begin.
  float* fill_cell(int row, int c, float* x) {
    const Column& column = columns_[c];
    if (column.numeric) {
      double value = 0;
      number(row, c, value);
      *x = static_cast<float>(value);
      return x + 1;
    }
    x[column.index.at(std::string(table_.cell(row, c)))] = 1;
    return x + column.categories.size();
  }

  const Table& table_;
  const TableTask& task_;
  int target_ = 0;
  std::vector<Column> columns_;
  std::vector<int> classes_;  // (rows), where the target is a class
  std::vector<int> train_, valid_;
  Dataset data_;
  std::string error_;
};

}  // namespace

Loaded make_dataset(const Table& table, const TableTask& task) { return Maker(table, task).make(); }

}  // namespace dropout
