// Shifted copies of validation examples.
#include "lab/data/shift.h"

#include <algorithm>
#include <cmath>

#include "math/elementary.h"
#include "math/random.h"

namespace dropout {
namespace {

Examples head_of(const Examples& part, int count) {
  Examples head;
  head.x = Matrix(part.x.rows() > 0 ? count : 0, part.x.cols());
  std::copy_n(part.x.data(), head.x.size(), head.x.data());
  head.y = Matrix(part.y.rows() > 0 ? count : 0, part.y.cols());
  std::copy_n(part.y.data(), head.y.size(), head.y.data());
  const auto first = [&](const std::vector<int>& all) {
    return std::vector<int>(all.begin(),
                            all.begin() + std::min<std::ptrdiff_t>(count, std::ssize(all)));
  };
  head.label = first(part.label);
  head.begin = first(part.begin);
  head.count = first(part.count);
  if (!head.begin.empty()) head.tokens = part.tokens;
  return head;
}

void rotate(const Dataset& data, double degrees, Examples& part) {
  Matrix raw(1, data.features), turned(1, data.features);
  for (int r = 0; r < part.x.rows(); ++r) {
    for (int c = 0; c < data.features; ++c) raw(0, c) = data.x_scale.undo(c, part.x(r, c));
    rotate_image(raw.data(), turned.data(), data.image, degrees);
    for (int c = 0; c < data.features; ++c) part.x(r, c) = data.x_scale.apply(c, turned(0, c));
  }
}

void replace_tokens(const Vocabulary& vocabulary, double share, std::uint32_t seed,
                    Examples& part) {
  const int unknown = vocabulary.unknown();
  Draws draws({seed, Stream::noise}, {0, 1, 0, 0});
  for (int& token : part.tokens) {
    // A pair of draws for each token, so that a larger share replaces these and more.
    const bool replaced = draws.uniform() < share;
    const int random = static_cast<int>(draws.below(static_cast<std::uint32_t>(vocabulary.size())));
    if (!replaced || token < 0 || token == vocabulary.boundary()) continue;
    token = unknown >= 0 ? unknown : random;
  }
}

}  // namespace

void rotate_image(const float* from, float* to, const ImageShape& shape, double degrees) {
  f32x4 sines, cosines;
  sincos_turns(splat(static_cast<float>(degrees / 360)), sines, cosines);
  const double sine = sines[0], cosine = cosines[0];
  const double middle_x = (shape.width - 1) / 2.0, middle_y = (shape.height - 1) / 2.0;
  const auto at = [&](int y, int x, int c) {
    const bool inside = x >= 0 && y >= 0 && x < shape.width && y < shape.height;
    return inside ? from[(y * shape.width + x) * shape.channels + c] : 0.0f;
  };
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const double dx = x - middle_x, dy = y - middle_y;
      const double from_x = middle_x + cosine * dx - sine * dy;
      const double from_y = middle_y + sine * dx + cosine * dy;
      const int left = static_cast<int>(std::floor(from_x));
      const int above = static_cast<int>(std::floor(from_y));
      const auto u = static_cast<float>(from_x - left), v = static_cast<float>(from_y - above);
      for (int c = 0; c < shape.channels; ++c) {
        *to++ = (1 - v) * ((1 - u) * at(above, left, c) + u * at(above, left + 1, c)) +
                v * ((1 - u) * at(above + 1, left, c) + u * at(above + 1, left + 1, c));
      }
    }
  }
}

Shifted shifted(const Dataset& data, double amount, int count, std::uint32_t seed) {
  const bool tokens = data.features == 0;
  if (!std::isfinite(amount) || (tokens && !(amount >= 0 && amount <= 1))) {
    return {{}, false, error_of<Code::share_out_of_range>()};
  }
  Shifted result;
  if (data.task == Task::regress && data.ood.size() > 0) {
    result.part = head_of(data.ood, std::min(count, data.ood.size()));
    return result;
  }
  result.part = head_of(data.valid, std::min(count, data.valid.size()));
  if (data.image.height > 0) {
    rotate(data, amount, result.part);
  } else if (tokens) {
    replace_tokens(data.vocabulary, amount, seed, result.part);
  } else {
    result.truths = false;
    const auto factor = static_cast<float>(1 + amount);
    for (std::size_t i = 0; i < result.part.x.size(); ++i) result.part.x.data()[i] *= factor;
  }
  return result;
}

}  // namespace dropout
