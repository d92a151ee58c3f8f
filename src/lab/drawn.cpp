// Nothing here trusts the text: it comes from a link.
#include "lab/drawn.h"

#include <algorithm>
#include <cstdint>

namespace dropout {
namespace {

constexpr std::string_view kPrefix = "b8.";
constexpr std::size_t kMostPoints = 1000;
constexpr int kHeldOut = 5;         // every fifth point validates,
constexpr int kEnoughToSplit = 10;  // once there are so many

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/// base64url without padding; bits that fill no byte are dropped.
bool decode(std::string_view text, std::vector<std::uint8_t>& bytes) {
  if (text.size() % 4 == 1) return false;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    const int value = value_of(c);
    if (value < 0) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> held));
  }
  return true;
}

float coordinate(std::uint8_t byte, float reach) {
  return static_cast<float>(byte) * (2 * reach / 255) - reach;
}

void add(const DrawnPoint& point, Task task, Examples& to, int row) {
  to.x(row, 0) = point.x;
  if (task == Task::classify) {
    to.x(row, 1) = point.y;
    to.label.push_back(point.label);
  } else {
    to.y(row, 0) = point.y;
  }
}

Examples examples_of(const std::vector<DrawnPoint>& points, const Dataset& data) {
  const int n = static_cast<int>(points.size());
  Examples part;
  part.x = Matrix(n, data.features);
  if (data.task == Task::regress) part.y = Matrix(n, 1);
  for (int i = 0; i < n; ++i) add(points[static_cast<std::size_t>(i)], data.task, part, i);
  return part;
}

}  // namespace

Reach reach_of(Data kind) {
  switch (kind) {
    case Data::moons:
    case Data::circles:
    case Data::spirals:
    case Data::xor_:
    case Data::blobs:
    case Data::points:
    case Data::curve:
      return {4, 4};
    case Data::sine:
      return {6, 3};
    case Data::xsinx:
      return {10, 10};
    default:
      return {};
  }
}

bool read_drawn(Data kind, std::string_view text, std::vector<DrawnPoint>& points) {
  if (text.substr(0, kPrefix.size()) != kPrefix) return false;
  std::vector<std::uint8_t> bytes;
  if (!decode(text.substr(kPrefix.size()), bytes)) return false;
  const std::size_t n = 4 * bytes.size() / 9;  // two bytes a point and a fourth of one
  if (n > kMostPoints || 2 * n + (n + 3) / 4 != bytes.size()) return false;
  const Reach reach = reach_of(kind);
  for (std::size_t i = 0; i < n; ++i) {
    points.push_back({coordinate(bytes[2 * i], reach.x), coordinate(bytes[2 * i + 1], reach.y),
                      bytes[2 * n + i / 4] >> (2 * (i % 4)) & 3});
  }
  return true;
}

std::string check_drawn(Data kind, std::string_view text) {
  std::vector<DrawnPoint> points;
  if (!can_be_drawn(kind)) return "Points cannot be drawn on these data: leave out pts.";
  if (read_drawn(kind, text, points)) return "";
  return "The points in the link (pts) cannot be read: copy the whole link, or leave them out.";
}

std::string put_drawn(Data kind, const DataOptions& options, Dataset& data) {
  std::vector<DrawnPoint> points;
  if (!options.points.empty() && !read_drawn(kind, options.points, points)) {
    return check_drawn(kind, options.points);
  }
  if (points.empty()) return "There are no points to train on: draw some first.";
  if (data.task == Task::classify) {
    for (const DrawnPoint& point : points) data.outputs = std::max(data.outputs, point.label + 1);
    for (int c = static_cast<int>(data.class_names.size()); c < data.outputs; ++c) {
      data.class_names.push_back(std::to_string(c));
    }
  }
  if (is_only_drawn(kind)) {
    std::vector<DrawnPoint> held;
    if (points.size() >= kEnoughToSplit) {
      std::vector<DrawnPoint> kept;
      for (std::size_t i = 0; i < points.size(); ++i) {
        (i % kHeldOut == kHeldOut - 1 ? held : kept).push_back(points[i]);
      }
      points = std::move(kept);
    }
    data.valid = examples_of(held.empty() ? points : held, data);
  }
  if (options.n > 0 && static_cast<std::size_t>(options.n) < points.size()) {
    points.resize(static_cast<std::size_t>(options.n));
  }
  data.train = examples_of(points, data);
  return "";
}

}  // namespace dropout
