// SpatialDropout and DropBlock. Masks have channels innermost.
#include "nn/spatial.h"

#include <algorithm>
#include <cstring>

#include "math/simd.h"

namespace dropout {
namespace {

// a &= b over n elements.
void keep_both(Keep* a, const Keep* b, int n) {
  int i = 0;
  for (; i + 16 <= n; i += 16) store(a + i, load<u8x16>(a + i) & load<u8x16>(b + i));
  for (; i < n; ++i) a[i] &= b[i];
}

// How many of n elements are kept.
std::int64_t count_kept(const Keep* mask, std::size_t n) {
  std::int64_t kept = 0;
  for (std::size_t i = 0; i < n; ++i) kept += mask[i] & 1u;
  return kept;
}

}  // namespace

SpatialDropout::SpatialDropout(std::string name, Rate rate, int max_examples, int pixels,
                               int channels)
    : site_(std::move(name), rate, max_examples, channels),
      y_(max_examples, pixels * channels),
      dx_(max_examples, pixels * channels),
      pixels_(pixels) {}

// y[n, pixel, c] = x[n, pixel, c] m[n, c] / q
ConstView SpatialDropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  if (idle_) return x;
  site_.draw(static_cast<int>(x.size()) / y_.cols(), pass);
  return apply(x, y_);
}

// dx[n, pixel, c] = dy[n, pixel, c] m[n, c] / q
ConstView SpatialDropout::backward(ConstView dy) { return idle_ ? dy : apply(dy, dx_); }

ConstView SpatialDropout::apply(ConstView x, Matrix& y) const {
  const int channels = site_.units();
  const float* from = x.data;
  float* to = y.data();
  for (int n = 0; n < site_.rows(); ++n) {
    const Keep* mask = site_.mask() + static_cast<std::ptrdiff_t>(n) * channels;
    for (int i = 0; i < pixels_; ++i, from += channels, to += channels)
      apply_mask(from, mask, site_.scale(), to, channels);
  }
  return {y.data(), x.rows, x.cols};
}

void SpatialDropout::peeks(std::vector<Peek>& all) const {
  all.push_back({site_.name() + ".before", x_});
  all.push_back({site_.name() + ".after", idle_ ? x_ : ConstView(y_.data(), x_.rows, x_.cols)});
}

DropBlock::DropBlock(std::string name, Rate rate, int max_examples, int height, int width,
                     int channels, int block)
    : site_(std::move(name), rate, max_examples, height * width * channels),
      y_(max_examples, height * width * channels),
      dx_(max_examples, height * width * channels),
      height_(height),
      width_(width),
      channels_(channels),
      block_(std::min({block, height, width})),
      seeds_(static_cast<std::size_t>(max_examples) * (height_ - block_ + 1) *
             (width_ - block_ + 1) * channels),
      wide_(static_cast<std::size_t>(height_ - block_ + 1) * width_ * channels),
      scales_(static_cast<std::size_t>(max_examples), 1.0f) {}

double DropBlock::gamma(double p, int height, int width, int block) {
  if (p >= 1) return 1;
  const double b = std::min({block, height, width});
  return p * height * width / (b * b * (height - b + 1) * (width - b + 1));
}

double DropBlock::keep_fraction(double p, int height, int width, int block) {
  const int b = std::min({block, height, width});
  const double none = 1 - gamma(p, height, width, block);
  // Places along one side whose block covers pixel i.
  const auto covering = [b](int i, int side) {
    return std::min(i, side - b) - std::max(0, i - b + 1) + 1;
  };
  double sum = 0;
  for (int i = 0; i < height; ++i)
    for (int j = 0; j < width; ++j) {
      double all_missing = 1;
      for (int k = covering(i, height) * covering(j, width); k > 0; --k) all_missing *= none;
      sum += all_missing;
    }
  return sum / height / width;
}

// kept[i, j] = no seed at [i - b + 1 .. i, j - b + 1 .. j]: along the rows, then down the columns.
void DropBlock::spread(const Keep* seeds, Keep* kept) {
  const int down = height_ - block_ + 1, across = width_ - block_ + 1;
  const int row = width_ * channels_, seed_row = across * channels_;
  std::fill(wide_.begin(), wide_.end(), kept_element);
  std::fill_n(kept, height_ * row, kept_element);
  for (int d = 0; d < block_; ++d)
    for (int i = 0; i < down; ++i)
      keep_both(wide_.data() + i * row + d * channels_, seeds + i * seed_row, seed_row);
  for (int d = 0; d < block_; ++d) keep_both(kept + d * row, wide_.data(), down * row);
}

void DropBlock::draw(int examples, const Pass& pass) {
  const int group = examples / pass.samples, own = pass.shared_mask ? 1 : group;
  const std::size_t map = static_cast<std::size_t>(site_.units());
  const std::size_t places = seeds_.size() / static_cast<std::size_t>(y_.rows());
  const double rate = gamma(site_.p(), height_, width_, block_);
  Keep* mask = site_.prepare(examples);
  samples_ = pass.samples;
  for (int s = 0; s < pass.samples; ++s) {
    keep_mask(seeds_.data(), static_cast<int>(own * places), rate, pass.random,
              site_.counter(static_cast<std::uint32_t>(s), pass));
    Keep* first = mask + static_cast<std::size_t>(s) * group * map;
    for (int n = 0; n < own; ++n) spread(seeds_.data() + n * places, first + n * map);
    for (int n = own; n < group; ++n) std::memcpy(first + n * map, first, map * sizeof *first);
  }
  site_.apply_holds();
  const std::size_t count = group * map;
  for (int s = 0; s < pass.samples; ++s) {
    const double kept = static_cast<double>(count_kept(mask + s * count, count));
    scales_[s] = static_cast<float>(static_cast<double>(count) / (1e-6 + kept));
  }
}

// y = x M count(M) / (1e-6 + sum(M))
ConstView DropBlock::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  if (idle_) return x;
  draw(static_cast<int>(x.size()) / y_.cols(), pass);
  return apply(x, y_);
}

// M does not depend on x  =>  dx = dy M count(M) / (1e-6 + sum(M))
ConstView DropBlock::backward(ConstView dy) { return idle_ ? dy : apply(dy, dx_); }

ConstView DropBlock::apply(ConstView x, Matrix& y) const {
  const int group = site_.rows() / samples_ * site_.units();
  for (int s = 0; s < samples_; ++s) {
    const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(s) * group;
    apply_mask(x.data + begin, site_.mask() + begin, scales_[s], y.data() + begin, group);
  }
  return {y.data(), x.rows, x.cols};
}

void DropBlock::peeks(std::vector<Peek>& all) const {
  all.push_back({site_.name() + ".before", x_});
  all.push_back({site_.name() + ".after", idle_ ? x_ : ConstView(y_.data(), x_.rows, x_.cols)});
}

}  // namespace dropout
