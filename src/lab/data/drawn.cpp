// What drawn points become: training examples, and validation ones where no generator makes them.
#include "lab/data/drawn.h"

#include <algorithm>

#include "lab/spec/points.h"

namespace dropout {
namespace {

/// Points of a reader's own that only validate.
bool held_out(const DrawnPoints& points, int i) {
  return points.count >= kEnoughToSplit && i % kHeldOutEvery == kHeldOutEvery - 1;
}

/// Every point that `wanted` says, at most `most` of them.
template <class Wanted>
Examples examples_of(const DrawnPoints& points, const Dataset& data, int most, Wanted wanted) {
  int n = 0;
  for (int i = 0; i < points.count; ++i) n += wanted(i);
  n = std::min(n, most);
  Examples part;
  part.x = Matrix(n, data.features);
  if (data.task == Task::regress) part.y = Matrix(n, 1);
  for (int i = 0, row = 0; row < n; ++i) {
    if (!wanted(i)) continue;
    const DrawnPoint& point = points.all[static_cast<std::size_t>(i)];
    part.x(row, 0) = point.x;
    if (data.task == Task::regress) {
      part.y(row, 0) = point.y;
    } else {
      part.x(row, 1) = point.y;
      part.label.push_back(point.label);
    }
    ++row;
  }
  return part;
}

}  // namespace

Error put_drawn(Data kind, const DataOptions& options, Dataset& data) {
  DrawnPoints points;
  if (!options.points.empty() && !read_drawn(kind, options.points, points))
    return error_of<Code::points_unreadable>();
  if (points.count == 0) return error_of<Code::points_missing>();
  if (data.task == Task::classify) {
    for (int i = 0; i < points.count; ++i) {
      data.outputs = std::max(data.outputs, points.all[static_cast<std::size_t>(i)].label + 1);
    }
    while (static_cast<int>(data.class_names.size()) < data.outputs) {
      data.class_names.push_back(std::to_string(data.class_names.size()));
    }
  }
  const bool own = is_only_drawn(kind), split = own && points.count >= kEnoughToSplit;
  if (own) {
    data.valid =
        examples_of(points, data, kMostDrawn, [&](int i) { return !split || held_out(points, i); });
  }
  data.train = examples_of(points, data, options.n > 0 ? options.n : kMostDrawn,
                           [&](int i) { return !own || !held_out(points, i); });
  return {};
}

}  // namespace dropout
