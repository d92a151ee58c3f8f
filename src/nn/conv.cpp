// Conv2d image by image: pad, then products straight from the padded image.
#include "nn/conv.h"

#include <algorithm>
#include <cstring>

#include "math/simd.h"
#include "math/vector.h"
#include "nn/conv_kernel.h"

namespace dropout {
namespace {

using conv::panel;

int panels(int outputs) { return (outputs + panel - 1) / panel; }

// Where the 3x3 window of a pixel lies, as (ky, kx, channel), in planes of this size.
std::vector<int> window(int height, int width, int channels) {
  std::vector<int> offsets;
  const int row = width + 2, plane = conv::plane_step(height, width);
  for (int ky = 0; ky < 3; ++ky)
    for (int kx = 0; kx < 3; ++kx)
      for (int c = 0; c < channels; ++c) offsets.push_back(c * plane + ky * row + kx);
  return offsets;
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
      planes_(std::max(in, out), conv::plane_step(height, width)),
      padded_(height + 2, (width + 2) * in),
      panels_(panels(out), 9 * in * panel),
      dpanels_(panels(in), 9 * out * panel),
      dweight_(9 * in, panels(out) * panel),
      starts_(2, std::max(panels(out), panels(in)) * panel),
      dpanel_(height * width, panel),
      nonzeros_(1, height * width),
      nonzero_at_(static_cast<std::size_t>(height) * width),
      window_(window(height, width, in)),
      dwindow_(window(height, width, out)) {
  for (int i = 0; i < height; ++i)
    for (int j = 0; j < width; ++j) pixels_.push_back((i * (width + 2) + j) * in);
  if (scatters()) {
    scattered_ = Matrix(in / conv::scatter_width, 9 * out * conv::scatter_width);
    values_ = Matrix(1, height * width * out);
    values_at_.resize(values_.size());
    values_from_.resize(static_cast<std::size_t>(height + 2) * (width + 2) + 1);
  }
  weight_.initializer.uniform = bias_.initializer.uniform =
      1.0f / sqrt(9.0f * static_cast<float>(in));
}

void Conv2d::set_first() {
  first_ = true;
  dx_ = Matrix();
  dpanels_ = scattered_ = Matrix();
  dwindow_.clear();
}

void Conv2d::parameters(std::vector<Parameter*>& all) {
  all.push_back(&weight_);
  all.push_back(&bias_);
}

void Conv2d::peeks(std::vector<Peek>& all) const {
  const std::string& name = weight_.name;
  all.push_back({name.substr(0, name.rfind('.')) + ".maps", y_.top(x_.rows)});
}

double Conv2d::flops_per_row() const { return 2.0 * height_ * width_ * weight_.value.size(); }

// panels_[o / 8][k][o % 8] = W[o, k]
void Conv2d::pack_forward() {
  for (int o = 0; o < out_; ++o) {
    const float* w = weight_.value.row(o);
    float* to = panels_.row(o / panel) + o % panel;
    for (int k = 0; k < 9 * in_; ++k) to[k * panel] = w[k];
  }
  std::memcpy(starts_.row(0), bias_.value.data(), static_cast<std::size_t>(out_) * sizeof(float));
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

// scattered_[c / 16][tap, o][c % 16] = W[o, 8 - tap, c]
void Conv2d::pack_scatter() {
  constexpr int width = conv::scatter_width;
  for (int c = 0; c < in_; c += width)
    for (int tap = 0; tap < 9; ++tap)
      for (int o = 0; o < out_; ++o)
        copy(weight_.value.row(o) + (8 - tap) * in_ + c,
             scattered_.row(c / width) + (tap * out_ + o) * width, width);
}

// The nonzeros of an image of dy. False if they are so many that products with all are faster.
bool Conv2d::find_nonzeros(const float* dy) {
  int found = 0, pixel = 0;
  const auto frame = [&](int count) {
    for (; count > 0; --count) values_from_[pixel++] = found;
  };
  frame(width_ + 2);
  for (int i = 0; i < height_; ++i) {
    frame(1);
    for (int j = 0; j < width_; ++j, dy += out_) {
      frame(1);
      const int first = (pixel - 1) * out_;
      for (int o = 0; o < out_; ++o) {  // no branch: it would be unpredictable
        values_.data()[found] = dy[o];
        values_at_[found] = (first + o) * conv::scatter_width;
        found += dy[o] != 0;
      }
    }
    frame(1);
  }
  frame(width_ + 3);
  return 2 * found < height_ * width_ * out_;
}

// dx of the image whose nonzeros were found
void Conv2d::scatter(float* dx) {
  const conv::Nonzeros dy{values_from_.data(), values_at_.data(), values_.data()};
  const int row = width_ + 2;
  for (int i = 0; i < height_; ++i)
    for (int j = 0; j < width_; ++j, dx += in_)
      for (int c = 0; c < in_; c += conv::scatter_width)
        conv::window_of_nonzeros(dy, i * row + j, row, out_,
                                 scattered_.row(c / conv::scatter_width), dx + c);
}

// to[i, j, o] = start[o] + sum over the window of the image at (i, j) of its values times weights
void Conv2d::convolve(const float* image, int channels, const std::vector<int>& offsets,
                      const Matrix& weights, const float* start, float* to, int outputs) {
  conv::to_planes(image, height_, width_, channels, planes_.data());
  for (int o = 0; o < outputs; o += panel)
    for (int i = 0; i < height_; ++i)
      conv::pixel_row(planes_.data() + i * (width_ + 2), offsets.data(), 9 * channels, width_,
                      weights.row(o / panel), start + o,
                      to + static_cast<std::ptrdiff_t>(i) * width_ * outputs + o, outputs,
                      std::min(panel, outputs - o));
}

// y[i, j, o] = b[o] + sum W[o, (ky, kx, c)] x[i + ky - 1, j + kx - 1, c]
ConstView Conv2d::forward(ConstView x, const Pass&) {
  const int image = height_ * width_ * in_, examples = static_cast<int>(x.size()) / image;
  x_ = x.reshape(examples, image);
  pack_forward();
  for (int n = 0; n < examples; ++n)
    convolve(x_.row(n), in_, window_, panels_, starts_.row(0), y_.row(n), out_);
  return y_.top(examples);
}

// y[i, j, o] = b[o] + sum W[o, (ky, kx, c)] x[i + ky - 1, j + kx - 1, c]  =>
//   db[o] = sum dy[i, j, o],   dW[o, (ky, kx, c)] = sum dy[i, j, o] x[i + ky - 1, j + kx - 1, c],
//   dx[i, j, c] = sum W[o, (2 - ky, 2 - kx, c)] dy[i + ky - 1, j + kx - 1, o]
// dx is itself a 3x3 convolution, with W turned by 180 degrees.
ConstView Conv2d::backward(ConstView dy) {
  const int examples = x_.rows, pixels = height_ * width_;
  dy = dy.reshape(examples, pixels * out_);
  Matrix& sums = in_runs() ? weight_.gradient : dweight_;
  std::fill_n(sums.data(), sums.size(), 0.0f);
  if (!first_) pack_backward();
  if (!first_ && scatters()) pack_scatter();
  for (int n = 0; n < examples; ++n) {
    column_sums(dy.slice(n, 1).reshape(pixels, out_), bias_.gradient.data(), n > 0);
    add_weight_gradient(x_.row(n), dy.row(n));
    if (first_) continue;
    if (scatters() && find_nonzeros(dy.row(n))) {
      scatter(dx_.row(n));
    } else {
      convolve(dy.row(n), out_, dwindow_, dpanels_, starts_.row(1), dx_.row(n), in_);
    }
  }
  if (!in_runs())
    for (int o = 0; o < out_; ++o)
      for (int k = 0; k < 9 * in_; ++k) weight_.gradient(o, k) = dweight_(k, o);
  return dx_.top(first_ ? 0 : examples);
}

// dW[o, (ky, kx, c)] (or dweight_, turned) += sum dy[i, j, o] x[i + ky - 1, j + kx - 1, c] of one
// image
void Conv2d::add_weight_gradient(const float* x, const float* dy) {
  const int pixels = height_ * width_, row = width_ * in_;
  for (int i = 0; i < height_; ++i)
    std::memcpy(padded_.row(i + 1) + in_, x + static_cast<std::ptrdiff_t>(i) * row,
                static_cast<std::size_t>(row) * sizeof(float));
  const int run = 3 * in_;
  for (int o = 0; o < out_; o += panel) {
    conv::to_panel(dy, pixels, out_, o, dpanel_.data());
    if (in_runs()) {
      for (int j = 0; j < std::min(panel, out_ - o); ++j) add_runs(o + j, dpanel_.data() + j);
      continue;
    }
    for (int ky = 0; ky < 3; ++ky) {
      const auto add = [&]<int K>() {
        for (int k = 0; k < run; k += K)
          conv::weight_tile<K>(padded_.row(ky) + k, pixels_.data(), pixels, dpanel_.data(),
                               dweight_.row(ky * run + k) + o, dweight_.cols());
      };
      run % 4 == 0 ? add.template operator()<4>() : add.template operator()<3>();
    }
  }
}

// dW[o, (ky, kx, c)] += sum dy[i, j, o] x[i + ky - 1, j + kx - 1, c] for one o, a column of dpanel_
void Conv2d::add_runs(int o, const float* column) {
  const int count = conv::nonzeros(column, pixels_.data(), height_ * width_, nonzero_at_.data(),
                                   nonzeros_.data());
  float* sums = weight_.gradient.row(o);
  for (int ky = 0; ky < 3; ++ky)
    for (int k = 0; k < 3 * in_; k += conv::run_width, sums += conv::run_width)
      conv::weight_run(padded_.row(ky) + k, nonzero_at_.data(), nonzeros_.data(), count, sums);
}

bool Conv2d::scatters() const { return in_ % conv::scatter_width == 0; }

bool Conv2d::in_runs() const { return 3 * in_ % conv::run_width == 0; }

}  // namespace dropout
