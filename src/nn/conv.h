// The 3x3 convolution of images that lie as (height, width, channels).
// Knows no activation and no pooling.
#pragma once

#include <string>
#include <vector>

#include "nn/layer.h"

namespace dropout {

/// y[n, i, j, o] = b[o] + sum over ky, kx < 3 and c < in of
///   W[o, (3 ky + kx) in + c] x[n, i + ky - 1, j + kx - 1, c],   x = 0 outside of the image.
///
/// Stride 1, padding 1. x is (N, height * width * in) or any other shape of the same contiguous
/// floats, y is (N, height * width * out). This is the product of im2col with the weights, but no
/// column matrix is written: a table of offsets into a padded image stands for it, and the
/// register-blocked product reads the image through the table. Each y is the bias and then a sum
/// over k = 0 .. 9 in - 1 in this order, whatever the batch. Working memory is a few images.
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
  void convolve(const float* image, int channels, const std::vector<int>& offsets,
                const Matrix& weights, const float* start, float* to, int outputs);
  void add_weight_gradient(const float* x, const float* dy);
  void add_runs(int o, const float* column);
  void pack_scatter();
  bool find_nonzeros(const float* dy);
  void scatter(float* dx);
  /// Whether dx can be summed of nonzeros alone.
  bool scatters() const;
  /// Whether dW is summed output by output, of nonzeros alone: a row of a window fills its tiles.
  bool in_runs() const;

  int height_, width_, in_, out_;
  Parameter weight_, bias_;
  Matrix y_;         // (max_examples, height * width * out)
  Matrix dx_;        // (max_examples, height * width * in)
  Matrix planes_;    // (max(in, out), (height + 2) * (width + 2) and more) an image in zeros
  Matrix padded_;    // (height + 2, (width + 2) * in) an image of x in zeros
  Matrix panels_;    // (panels of 8 outputs, 9 in * 8) W as forward reads it
  Matrix dpanels_;   // (panels of 8 inputs, 9 out * 8) W turned by 180 degrees, as dx reads it
  Matrix dweight_;   // (9 in, out up to a multiple of 8) the gradient as its kernel writes it
  Matrix starts_;    // (2, outputs up to a multiple of 8) the bias; zeros
  Matrix dpanel_;    // (height * width, 8) a panel of an image of dy
  Matrix nonzeros_;  // (1, height * width) of a column of dpanel_
  std::vector<int> nonzero_at_;  // and where the window of each begins in padded_
  Matrix scattered_;             // (in / 16, 9 out * 16) as dpanels_
  Matrix values_;                // (1, height * width * out) nonzeros of an image of dy
  std::vector<int> values_at_, values_from_;  // as conv::Nonzeros
  std::vector<int> window_, dwindow_;         // where k = 0 .. 9 in - 1 (9 out - 1) lies in planes_
  std::vector<int> pixels_;                   // where the window of each pixel begins in padded_
  ConstView x_;
  bool first_ = false;
};

}  // namespace dropout
