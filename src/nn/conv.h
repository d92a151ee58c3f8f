// The 3x3 convolution of images that lie as (height, width, channels).
// Knows no activation and no pooling.
#pragma once

#include <string>
#include <vector>

#include "nn/layer.h"

namespace dropout {
namespace conv {
struct Image;
}

/// y[n, i, j, o] = b[o] + sum over ky, kx < 3 and c < in of
///   W[o, (3 ky + kx) in + c] x[n, i + ky - 1, j + kx - 1, c],   x = 0 outside of the image.
///
/// Stride 1, padding 1. x is (N, height * width * in) or any other shape of the same contiguous
/// floats, y is (N, height * width * out). The columns of the usual im2col matrix are never
/// written: three rows of a padded image, read at a stride of one pixel, already are that matrix,
/// so the register-blocked product reads them where they lie. Each y is summed over k = 0 .. 9 in -
/// 1 in this order, the bias first. A step's extra memory is two padded images, whatever the batch.
class Conv2d : public Layer {
 public:
  /// Weights and biases start uniform in +-1/sqrt(9 in), as torch.nn.Conv2d.
  Conv2d(std::string name, int height, int width, int in, int out, int max_examples);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void peeks(std::vector<Peek>& all) const override;
  double flops_per_row() const override;
  Parameter& weight() { return weight_; }  // (out, 9 in)
  Parameter& bias() { return bias_; }      // (1, out)
  /// Leaves dL/dx out (backward returns a view of 0 rows): the layer reads the network's input.
  void set_first();

 private:
  void pack_forward();
  void pack_backward();
  void add_weight_gradient(const conv::Image& dy);

  int height_, width_, in_, out_;
  Parameter weight_, bias_;
  Matrix y_;        // (max_examples, height * width * out)
  Matrix dx_;       // (max_examples, height * width * in)
  Matrix padded_;   // (height + 2, (width + 2) * in), zero around an image of x
  Matrix dpadded_;  // (height + 2, (width + 2) * out + 8), zero around an image of dy
  Matrix panels_;   // (panels of 8 outputs, 9 in * 8) W as forward reads it
  Matrix dpanels_;  // (panels of 8 inputs, 9 out * 8) W turned by 180 degrees, as dx reads it
  Matrix dweight_;  // (9 in, out up to a multiple of 8) the gradient as its kernel writes it
  Matrix starts_;   // (2, outputs up to a multiple of 8) the bias; zeros
  ConstView x_;
  bool first_ = false;
};

}  // namespace dropout
