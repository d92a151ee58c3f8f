// Nothing here trusts the text: it comes from a link. Without containers of its own, since every
// engine that a first view loads has it.
#include "lab/data/drawn.h"

#include <algorithm>
#include <cstdint>

namespace dropout {
namespace {

constexpr std::string_view kPrefix = "b8.";
constexpr int kHeldOut = 5;         // every fifth point validates,
constexpr int kEnoughToSplit = 10;  // once there are so many
constexpr const char* kUnreadable =
    "The points in the link (pts) cannot be read: copy the whole link, or leave them out.";

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/// Byte `i` of base64url; the text has it.
int byte_at(std::string_view text, int i) {
  const int first = 8 * i / 6, shift = 8 * i % 6;  // of the 12 bits of two letters
  return (value_of(text[first]) << 6 | value_of(text[first + 1])) >> (4 - shift) & 255;
}

float coordinate(int byte, float reach) {
  return static_cast<float>(byte) * (2 * reach / 255) - reach;
}

/// Points of a reader's own that only validate.
bool held_out(const DrawnPoints& points, int i) {
  return points.count >= kEnoughToSplit && i % kHeldOut == kHeldOut - 1;
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

bool read_drawn(Data kind, std::string_view text, DrawnPoints& points) {
  if (text.substr(0, kPrefix.size()) != kPrefix) return false;
  text.remove_prefix(kPrefix.size());
  for (char c : text) {
    if (value_of(c) < 0) return false;
  }
  const int bytes = static_cast<int>(text.size() * 3 / 4);
  const int n = 4 * bytes / 9;  // two bytes a point and a fourth of one
  if (text.size() % 4 == 1 || n > kMostDrawn || 2 * n + (n + 3) / 4 != bytes) return false;
  const Reach reach = info(kind).reach;
  for (int i = 0; i < n; ++i) {
    points.all[static_cast<std::size_t>(i)] = {coordinate(byte_at(text, 2 * i), reach.x),
                                               coordinate(byte_at(text, 2 * i + 1), reach.y),
                                               byte_at(text, 2 * n + i / 4) >> (2 * (i % 4)) & 3};
  }
  points.count = n;
  return true;
}

std::string check_drawn(Data kind, std::string_view text) {
  DrawnPoints points;
  if (!can_be_drawn(kind)) return "Points cannot be drawn on these data: leave out pts.";
  return read_drawn(kind, text, points) ? "" : kUnreadable;
}

std::string put_drawn(Data kind, const DataOptions& options, Dataset& data) {
  DrawnPoints points;
  if (!options.points.empty() && !read_drawn(kind, options.points, points)) return kUnreadable;
  if (points.count == 0) return "There are no points to train on: draw some first.";
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
  return "";
}

}  // namespace dropout
