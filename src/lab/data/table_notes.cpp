// Judged one column at a time.
#include "lab/data/table_notes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace dropout {
namespace {

constexpr double kNearly = 0.999;    // of a correlation
constexpr double kNearlyAll = 0.99;  // of the rows
constexpr int kFewest = 10;          // rows that say anything

/// Whole numbers that go up by one step from row to row, such as an index.
bool counts_rows(const std::vector<double>& values) {
  if (values.size() < 3) return false;
  const double step = values[1] - values[0];
  if (step == 0 || step != std::floor(step)) return false;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i] - values[i - 1] != step) return false;
  }
  return values[0] == std::floor(values[0]);
}

bool is_called_id(const std::string& name) {
  std::string low(name);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool tail = low.size() > 2 && low.ends_with("id") &&
                    (low[low.size() - 3] == '_' || low[low.size() - 3] == ' ' ||
                     low[low.size() - 3] == '-' || name.ends_with("Id") || name.ends_with("ID"));
  return low == "id" || low == "index" || low == "no" || low == "nr" || tail;
}

bool all_differ(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) == values.end();
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

/// Rows that the best class of each value gets right, as a share.
double told_by_value(const std::vector<double>& x, const std::vector<double>& y) {
  std::map<double, std::map<double, int>> counts;
  for (std::size_t i = 0; i < x.size(); ++i) ++counts[x[i]][y[i]];
  int right = 0;
  for (const auto& [value, classes] : counts) {
    int most = 0;
    for (const auto& [label, count] : classes) most = std::max(most, count);
    right += most;
  }
  return static_cast<double>(right) / static_cast<double>(x.size());
}

/// Whether each class has an interval of x to itself, but for few rows.
bool told_by_interval(const std::vector<double>& x, const std::vector<double>& y,
                      std::size_t classes) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return x[a] != x[b] ? x[a] < x[b] : y[a] < y[b]; });
  std::size_t changes = 0;
  for (std::size_t i = 1; i < order.size(); ++i) changes += y[order[i]] != y[order[i - 1]];
  const auto stray = static_cast<std::size_t>((1 - kNearlyAll) * static_cast<double>(x.size()));
  return changes + 1 <= classes + stray;
}

/// Whether a column alone nearly tells the target.
bool gives_away(const TableSchema& schema, ColumnType type, const std::vector<double>& x,
                const std::vector<double>& y) {
  const bool number = type == ColumnType::number;
  if (schema.task == Task::classify) {
    return told_by_value(x, y) >= kNearlyAll &&
           (!number || told_by_interval(x, y, schema.classes.size()));
  }
  return number && std::abs(correlation(x, y)) >= kNearly;
}

}  // namespace

std::vector<Error> notes_of(const TableSchema& schema, const std::vector<Column>& columns,
                            const std::vector<int>& rows, const std::vector<double>& target) {
  std::vector<Error> notes;
  if (static_cast<int>(rows.size()) < kFewest) return notes;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const SchemaColumn& column = schema.columns[c];
    if (column.role != ColumnRole::input) continue;
    const bool number = column.style.type == ColumnType::number;
    std::vector<double> x, y;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double value = number ? columns[c].numbers[rows[i]] : columns[c].level[rows[i]];
      if (std::isnan(value)) continue;
      x.push_back(value);
      y.push_back(target[i]);
    }
    if (x.size() < kFewest) continue;
    const std::string name = short_cell(column.name);
    if (number && counts_rows(x)) {
      notes.push_back(error_of<Code::note_counts_rows>(name));
    } else if (number && is_called_id(column.name) && all_differ(x)) {
      notes.push_back(error_of<Code::note_identifier>(name));
    }
    if (gives_away(schema, column.style.type, x, y)) {
      notes.push_back(error_of<Code::note_tells_target>(name));
    }
  }
  return notes;
}

}  // namespace dropout
