// MaxPool2d, four channels at a time.
#include "nn/pool.h"

#include <algorithm>
#include <cstring>

#include "math/simd.h"

namespace dropout {
namespace {

using u8x4 = std::uint8_t __attribute__((vector_size(4)));

i32x4 widen(const std::uint8_t* from) { return __builtin_convertvector(load<u8x4>(from), i32x4); }

bool beats(float value, float best) { return value > best || value != value; }

}  // namespace

MaxPool2d::MaxPool2d(std::string name, int height, int width, int channels, int max_examples)
    : name_(std::move(name)),
      height_(height),
      width_(width),
      channels_(channels),
      y_(max_examples, out()),
      dx_(max_examples, height * width * channels),
      largest_(y_.size()) {}

// y = x[k], k the window's first largest
ConstView MaxPool2d::forward(ConstView x, const Pass&) {
  const int image = height_ * width_ * channels_, row = width_ * channels_;
  examples_ = static_cast<int>(x.size()) / image;
  float* y = y_.data();
  std::uint8_t* largest = largest_.data();
  for (int n = 0; n < examples_; ++n) {
    for (int i = 0; i < height_ / 2; ++i) {
      const float* window = x.data + static_cast<std::ptrdiff_t>(n) * image + 2 * i * row;
      for (int j = 0; j < width_ / 2; ++j) {
        int c = 0;
        for (; c + 4 <= channels_; c += 4) {
          f32x4 best = load(window + c);
          i32x4 which = {};
          const auto challenge = [&](const float* from, int k) {
            const f32x4 value = load(from);
            // NOLINTNEXTLINE(misc-redundant-expression): unequal to itself is NaN
            const i32x4 better = (value > best) | (value != value);
            best = select(better, value, best);
            which = select(better, splat(k), which);
          };
          challenge(window + channels_ + c, 1);
          challenge(window + row + c, 2);
          challenge(window + row + channels_ + c, 3);
          store(y + c, best);
          store(largest + c, __builtin_convertvector(which, u8x4));
        }
        for (; c < channels_; ++c) {
          const float values[] = {window[c], window[channels_ + c], window[row + c],
                                  window[row + channels_ + c]};
          std::uint8_t which = 0;
          for (std::uint8_t k = 1; k < 4; ++k)
            if (beats(values[k], values[which])) which = k;
          y[c] = values[which];
          largest[c] = which;
        }
        window += 2 * channels_;
        y += channels_;
        largest += channels_;
      }
    }
  }
  return y_.top(examples_);
}

// y = x[k]  =>  dx[k] = dy, the window's others 0
ConstView MaxPool2d::backward(ConstView dy) {
  const int image = height_ * width_ * channels_, row = width_ * channels_;
  if (height_ % 2 || width_ % 2)  // what no window covers
    std::fill_n(dx_.data(), static_cast<std::size_t>(examples_) * image, 0.0f);
  const float* g = dy.data;
  const std::uint8_t* largest = largest_.data();
  for (int n = 0; n < examples_; ++n) {
    for (int i = 0; i < height_ / 2; ++i) {
      float* window = dx_.row(n) + 2 * i * row;
      for (int j = 0; j < width_ / 2; ++j) {
        float* to[] = {window, window + channels_, window + row, window + row + channels_};
        int c = 0;
        for (; c + 4 <= channels_; c += 4) {
          const i32x4 value = bits_as<i32x4>(load(g + c)), which = widen(largest + c);
          for (int k = 0; k < 4; ++k) store(to[k] + c, value & (which == splat(k)));
        }
        for (; c < channels_; ++c)
          for (int k = 0; k < 4; ++k) to[k][c] = largest[c] == k ? g[c] : 0.0f;
        window += 2 * channels_;
        g += channels_;
        largest += channels_;
      }
    }
  }
  return dx_.top(examples_);
}

void MaxPool2d::peeks(std::vector<Peek>& all) const {
  all.push_back({name_ + ".maps", y_.top(examples_)});
}

}  // namespace dropout
