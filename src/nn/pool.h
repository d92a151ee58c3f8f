// Max pooling of images that lie as (height, width, channels).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/layer.h"

namespace dropout {

/// y[n, i, j, c] = max over the 2x2 window at (2 i, 2 j) of channel c; stride 2, an odd last row or
/// column is left out (as torch). x is (N, height * width * channels) or the same floats in another
/// shape, y is (N, (height / 2) * (width / 2) * channels). The gradient goes to the first of equal
/// maxima, in row order. A NaN is larger than every number, so it is not hidden; the last NaN of a
/// window gets the gradient (as torch).
class MaxPool2d : public Layer {
 public:
  MaxPool2d(std::string name, int height, int width, int channels, int max_examples);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void peeks(std::vector<Peek>& all) const override;
  /// Features of one example of y.
  int out() const { return (height_ / 2) * (width_ / 2) * channels_; }

 private:
  std::string name_;
  int height_, width_, channels_, examples_ = 0;
  Matrix y_, dx_;                      // (max_examples, out), (max_examples, in)
  std::vector<std::uint8_t> largest_;  // as y: 0..3, which of the window's values it is
};

}  // namespace dropout
