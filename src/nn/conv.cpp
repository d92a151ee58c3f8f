// Conv2d image by image: pad, then products straight from the padded image.
#include "nn/conv.h"

#include <algorithm>
#include <cstring>

#include "math/simd.h"
#include "math/vector.h"
#include "nn/conv_kernel.h"

namespace dropout {
namespace {

using conv::Image;
using conv::panel;

int panels(int outputs) { return (outputs + panel - 1) / panel; }

// Copies an image (height, width, channels) into the middle of one with a border of one pixel.
void pad(const float* image, int height, int width, int channels, Matrix& padded) {
  const int row = width * channels;
  for (int i = 0; i < height; ++i)
    std::memcpy(padded.row(i + 1) + channels, image + static_cast<std::ptrdiff_t>(i) * row,
                static_cast<std::size_t>(row) * sizeof(float));
}

// The convolution of one padded image with packed weights; y (height, width, outputs).
void convolve(const Matrix& padded, int height, int width, int channels, const Matrix& weights,
              const float* start, float* y, int outputs) {
  const int run = 3 * channels;
  for (int o = 0; o < outputs; o += panel) {
    const float* w = weights.row(o / panel);
    const int valid = std::min(panel, outputs - o);
    for (int i = 0; i < height; ++i)
      conv::pixel_row({padded.row(i), padded.cols(), channels}, width, run, w, start + o,
                      y + static_cast<std::ptrdiff_t>(i) * width * outputs + o, outputs, valid);
  }
}

}  // namespace

Conv2d::Conv2d(std::string name, int height, int width, int in, int out, int max_examples)
    : height_(height),
      width_(width),
      in_(in),
      out_(out),
      weight_(name + ".weight", out, 9 * in),
      bias_(name + ".bias", 1, out, false),
      y_(max_examples, height * width * out),
      dx_(max_examples, height * width * in),
      padded_(height + 2, (width + 2) * in),
      dpadded_(height + 2, (width + 2) * out + panel),  // a panel may be read beyond the last pixel
      panels_(panels(out), 9 * in * panel),
      dpanels_(panels(in), 9 * out * panel),
      dweight_(9 * in, panels(out) * panel),
      starts_(2, std::max(panels(out), panels(in)) * panel) {
  weight_.start.uniform = bias_.start.uniform = 1.0f / sqrt(9.0f * static_cast<float>(in));
}

void Conv2d::set_first() {
  first_ = true;
  dx_ = Matrix();
  dpanels_ = Matrix();
}

void Conv2d::parameters(std::vector<Parameter*>& all) {
  all.push_back(&weight_);
  all.push_back(&bias_);
}

void Conv2d::peeks(std::vector<Peek>& all) const {
  all.push_back({weight_.name.substr(0, weight_.name.size() - 7) + ".maps", y_.top(x_.rows)});
}

double Conv2d::flops_per_row() const { return 2.0 * height_ * width_ * weight_.value.size(); }

// panels_[o / 8][k][o % 8] = W[o, k]
void Conv2d::pack_forward() {
  for (int o = 0; o < out_; ++o) {
    const float* w = weight_.value.row(o);
    float* to = panels_.row(o / panel) + o % panel;
    for (int k = 0; k < 9 * in_; ++k) to[k * panel] = w[k];
  }
}

// dpanels_[c / 8][tap, o][c % 8] = W[o, 8 - tap, c]
void Conv2d::pack_backward() {
  for (int tap = 0; tap < 9; ++tap)
    for (int o = 0; o < out_; ++o) {
      const float* w = weight_.value.row(o) + (8 - tap) * in_;
      for (int c = 0; c < in_; ++c)
        dpanels_.row(c / panel)[(tap * out_ + o) * panel + c % panel] = w[c];
    }
}

// y[i, j, o] = b[o] + sum W[o, (ky, kx, c)] x[i + ky - 1, j + kx - 1, c]
ConstView Conv2d::forward(ConstView x, const Pass&) {
  const int image = height_ * width_ * in_;
  const int examples = static_cast<int>(x.size()) / image;
  x_ = x.reshape(examples, image);
  pack_forward();
  std::memcpy(starts_.data(), bias_.value.data(), static_cast<std::size_t>(out_) * sizeof(float));
  for (int n = 0; n < examples; ++n) {
    pad(x_.row(n), height_, width_, in_, padded_);
    convolve(padded_, height_, width_, in_, panels_, starts_.data(), y_.row(n), out_);
  }
  return y_.top(examples);
}

// y[i, j, o] = b[o] + sum W[o, (ky, kx, c)] x[i + ky - 1, j + kx - 1, c]  =>
//   db[o] = sum dy[i, j, o],   dW[o, (ky, kx, c)] = sum dy[i, j, o] x[i + ky - 1, j + kx - 1, c],
//   dx[i, j, c] = sum W[o, (2 - ky, 2 - kx, c)] dy[i + ky - 1, j + kx - 1, o]
// dx is itself a 3x3 convolution, with W turned by 180 degrees.
ConstView Conv2d::backward(ConstView dy) {
  const int examples = x_.rows, row = width_ * out_;
  const bool whole = out_ % panel == 0;  // else dy is read from a copy with room behind it
  dy = dy.reshape(examples, height_ * row);
  std::fill_n(dweight_.data(), dweight_.size(), 0.0f);
  if (!first_) pack_backward();
  for (int n = 0; n < examples; ++n) {
    column_sums(dy.slice(n, 1).reshape(height_ * width_, out_), bias_.gradient.data(), n > 0);
    if (!first_ || !whole) pad(dy.row(n), height_, width_, out_, dpadded_);
    if (!first_)
      convolve(dpadded_, height_, width_, out_, dpanels_, starts_.row(1), dx_.row(n), in_);
    pad(x_.row(n), height_, width_, in_, padded_);
    add_weight_gradient(whole ? Image{dy.row(n), row, out_}
                              : Image{dpadded_.row(1) + out_, dpadded_.cols(), out_});
  }
  for (int o = 0; o < out_; ++o)
    for (int k = 0; k < 9 * in_; ++k) weight_.gradient(o, k) = dweight_(k, o);
  return dx_.top(first_ ? 0 : examples);
}

// dweight_[(ky, kx, c)][o] += sum dy[i, j, o] padded_[i + ky, j + kx, c]
void Conv2d::add_weight_gradient(const Image& dy) {
  const int run = 3 * in_, columns = dweight_.cols();
  const int tile = run % 6 == 0 ? 6 : 3;
  const auto add = tile == 6 ? conv::weight_tile<6> : conv::weight_tile<3>;
  for (int o = 0; o < out_; o += panel)
    for (int ky = 0; ky < 3; ++ky)
      for (int k = 0; k < run; k += tile)
        add({padded_.row(ky) + k, padded_.cols(), in_}, {dy.data + o, dy.row, dy.pixel}, height_,
            width_, dweight_.row(ky * run + k) + o, columns);
}

}  // namespace dropout
