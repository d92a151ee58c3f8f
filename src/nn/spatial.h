// Dropout of feature maps: whole channels, or square blocks of them. Images lie as (height, width,
// channels). Knows no convolution.
#pragma once

#include <string>
#include <vector>

#include "nn/dropout.h"

namespace dropout {

/// Whole channels drop: y[n, pixel, c] = x[n, pixel, c] m[n, c] / q, m ~ Bernoulli(q) (Tompson et
/// al. 2015; torch.nn.Dropout2d). x is (examples, pixels * channels) or the same floats in another
/// shape, y has x's shape. The site's mask is (examples, channels), so a reader holds a channel.
/// p = 1 gives 0, and so does a dropped NaN.
class SpatialDropout : public Layer {
 public:
  SpatialDropout(std::string name, Rate rate, int max_examples, int pixels, int channels);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void sites(std::vector<DropoutSite*>& all) override { all.push_back(&site_); }
  void peeks(std::vector<Peek>& all) const override;

 private:
  ConstView apply(ConstView x, Matrix& y) const;

  DropoutSite site_;
  Matrix y_, dx_;  // (max_examples, pixels * channels)
  int pixels_;
  bool idle_ = true;
  ConstView x_;
};

/// Squares drop (Ghiasi, Lin & Le 2018, as torchvision's drop_block2d): blocks of b x b pixels that
/// lie within the map start at each of the (H - b + 1) (W - b + 1) places of every example and
/// channel independently with probability
///   gamma = p H W / (b^2 (H - b + 1) (W - b + 1)),
/// and y = x M count(M) / (1e-6 + sum(M)), M = 0 in a block and 1 elsewhere. count and sum run over
/// the whole batch, the examples of one MC sample: the scale is the realised one, not 1/q, and an
/// example's y depends on its batch. Blocks overlap, so the mean of M is keep_fraction(), near 1 -
/// p for small p only. b is odd (a Spec's promise; any b is computed) and clipped to min(b, H, W):
/// b = 1 is dropout and b >= H = W is SpatialDropout, up to the scale. p = 1 is defined as all
/// zeros; the formula alone has gamma < 1 there.
///
/// The site's mask is M, (examples, H * W * C), so a reader holds one pixel of one channel; holds
/// come before the scale.
class DropBlock : public Layer {
 public:
  DropBlock(std::string name, Rate rate, int max_examples, int height, int width, int channels,
            int block);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void sites(std::vector<DropoutSite*>& all) override { all.push_back(&site_); }
  void peeks(std::vector<Peek>& all) const override;

  /// The factor of what the last forward kept, in sample group `sample`; 1 if it was idle.
  float scale(int sample) const { return idle_ ? 1.0f : scales_[sample]; }

  static double gamma(double p, int height, int width, int block);
  /// E mean(M), exactly: the mean over pixels of (1 - gamma)^(blocks that would cover the pixel).
  static double keep_fraction(double p, int height, int width, int block);

 private:
  void draw(int examples, const Pass& pass);
  void spread(const Keep* seeds, Keep* kept);
  ConstView apply(ConstView x, Matrix& y) const;

  DropoutSite site_;
  Matrix y_, dx_;  // (max_examples, height * width * channels)
  int height_, width_, channels_, block_;
  std::vector<Keep> seeds_;    // (max_examples, places, channels): 0 where a block starts
  std::vector<Keep> wide_;     // (height - b + 1, width, channels): seeds spread along rows
  std::vector<float> scales_;  // (max_examples) one a sample
  int samples_ = 1;
  bool idle_ = true;
  ConstView x_;
};

}  // namespace dropout
