// A permutation by the seed; the first part of it validates.
#include "lab/data/table_split.h"

#include <algorithm>
#include <cmath>

#include "math/random.h"

namespace dropout {
namespace {

Split by_seed(const TableTask& task, int count) {
  std::vector<std::int32_t> order(count);
  permutation(order.data(), count, {task.seed, Stream::data});
  const auto wanted = static_cast<int>(std::lround(task.valid_share * count));
  const int valid = std::clamp(wanted, 1, count - 1);
  Split split;
  split.valid.assign(order.begin(), order.begin() + valid);
  split.train.assign(order.begin() + valid, order.end());
  return split;
}

Split by_lists(const TableTask& task, const std::vector<int>& rows, int all) {
  std::vector<bool> taken(all);
  std::vector<int> place(all, -1);
  for (std::size_t i = 0; i < rows.size(); ++i) place[rows[i]] = static_cast<int>(i);
  Split split;
  for (const bool train : {true, false}) {
    for (const int row : train ? task.train_rows : task.valid_rows) {
      if (row < 0 || row >= all) {
        return {{}, {}, error_of<Code::split_no_row>(row, all - 1)};
      }
      if (taken[row]) return {{}, {}, error_of<Code::split_row_twice>(row)};
      taken[row] = true;
      if (place[row] >= 0) (train ? split.train : split.valid).push_back(place[row]);
    }
  }
  if (split.train.empty())
    split.error = error_of<Code::split_no_train>();
  else if (split.valid.empty())
    split.error = error_of<Code::split_no_test>();
  return split;
}

}  // namespace

Split split_rows(const TableTask& task, const std::vector<int>& rows, int all) {
  const bool lists = !task.train_rows.empty() || !task.valid_rows.empty();
  Split split = lists ? by_lists(task, rows, all) : by_seed(task, static_cast<int>(rows.size()));
  if (task.n > 0 && static_cast<std::size_t>(task.n) < split.train.size()) {
    split.train.resize(task.n);
  }
  return split;
}

}  // namespace dropout
