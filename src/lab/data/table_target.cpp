// Texts are classes; numbers are where they are few and whole.
#include "lab/data/table_target.h"

#include <cmath>
#include <set>

namespace dropout {
namespace {

constexpr int kMostClasses = 100;  // where classes are asked for
constexpr int kUsualClasses = 50;  // where texts look like classes

class Decision {
 public:
  Decision(const Table& table, const TableTask& task, int place, const Column& column,
           const std::vector<int>& rows)
      : table_(table), task_(task), place_(place), column_(column), rows_(rows) {}

  Target make() {
    decide_task();
    return std::move(found_);
  }

 private:
  int used() const { return static_cast<int>(rows_.size()); }
  std::string first() const { return short_cell(table_.cell(rows_[0], place_)); }
  template <Code code, class... Values>
  void fail(const Values&... values) {
    found_.error = error_of<code>(short_cell(table_.names()[place_]), values...);
  }

  // Whole numbers, few of them, each often enough to be a class.
  bool looks_like_classes(const std::set<double>& values) const {
    for (const double value : values) {
      if (value != std::floor(value)) return false;
    }
    const auto count = static_cast<int>(values.size());
    return count <= kFewNumbers && used() >= 3 * count;
  }

  void decide_task() {
    using Kind = TableTask::Kind;
    const Column& target = column_;
    switch (target.style.type) {
      case ColumnType::date:
        return fail<Code::target_date>(first());
      case ColumnType::text:
      case ColumnType::category:
        return decide_classes();
      case ColumnType::number:
      case ColumnType::empty:
        break;
    }
    std::set<double> values;
    for (const int r : rows_) {
      if (static_cast<int>(values.size()) <= kMostClasses) values.insert(target.numbers[r]);
    }
    const bool classes =
        task_.kind == Kind::classify ||
        (task_.kind == Kind::detect && target.style.unit.empty() && looks_like_classes(values));
    if (!classes) {
      found_.task = Task::regress;
      for (const int r : rows_) found_.truth.push_back(target.numbers[r]);
      if (values.size() < 2) one_value_only();
      return;
    }
    classify_numbers(values);
  }

  void decide_classes() {
    const Column& target = column_;
    if (task_.kind == TableTask::Kind::regress) return fail<Code::target_no_number>(first());
    const int classes = target.distinct;
    const bool asked = task_.kind == TableTask::Kind::classify;
    if (classes > kMostClasses) return fail<Code::target_many_classes>(kMostClasses);
    if (!asked && (classes > kUsualClasses || (classes > 2 && 2 * classes > used()))) {
      return fail<Code::target_rare_classes>(classes, used());
    }
    classify(target.style.levels);
    for (const int r : rows_) found_.truth.push_back(target.level[r]);
  }

  void classify_numbers(const std::set<double>& values) {
    if (static_cast<int>(values.size()) > kMostClasses) {
      return fail<Code::target_many_classes>(kMostClasses);
    }
    std::vector<std::string> names(values.size());
    for (const int r : rows_) {
      const auto label = std::distance(values.begin(), values.find(column_.numbers[r]));
      found_.truth.push_back(static_cast<double>(label));
      if (names[label].empty()) names[label] = table_.cell(r, place_);
    }
    classify(names);
  }

  void classify(const std::vector<std::string>& names) {
    found_.task = Task::classify;
    found_.classes = names;
    if (names.size() < 2) one_value_only();
  }

  void one_value_only() { fail<Code::target_constant>(first()); }

  const Table& table_;
  const TableTask& task_;
  int place_;
  const Column& column_;
  const std::vector<int>& rows_;
  Target found_;
};

}  // namespace

Target target_of(const Table& table, const TableTask& task, int place, const Column& column,
                 const std::vector<int>& rows) {
  return Decision(table, task, place, column, rows).make();
}

}  // namespace dropout
