// SpatialDropout and DropBlock against their definitions, the exact keep fraction and central
// differences.
#include "nn/spatial.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;

Pass dropping(std::uint32_t step = 0, int samples = 1) {
  Pass pass;
  pass.phase = samples > 1 ? Phase::mc : Phase::train;
  pass.random = {11, Stream::masks};
  pass.step = step;
  pass.samples = samples;
  return pass;
}

DropoutSite& site_of(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  sites[0]->set_p(p);
  return *sites[0];
}

Matrix ones(int rows, int cols) {
  Matrix x(rows, cols);
  std::fill_n(x.data(), x.size(), 1.0f);
  return x;
}

TEST(SpatialDropout, WholeChannelsDropAndTheRestIsScaled) {
  for (const double p : {0.1, 0.5, 0.8})
    for (const int channels : {1, 3, 8}) {
      const int examples = 5, pixels = 6;
      SpatialDropout drop("drop", Rate::hidden, examples, pixels, channels);
      DropoutSite& site = site_of(drop, p);
      const Matrix x = random_matrix(examples, pixels * channels, 1);
      const Matrix dy = random_matrix(examples, pixels * channels, 2);
      const ConstView y = drop.forward(x, dropping()), dx = drop.backward(dy);
      const float scale = static_cast<float>(1 / (1 - p));
      ASSERT_EQ(y.rows, examples);
      for (int n = 0; n < examples; ++n)
        for (int i = 0; i < pixels * channels; ++i) {
          const bool kept = site.mask()[n * channels + i % channels] != 0;
          EXPECT_EQ(y(n, i), kept ? x(n, i) * scale : 0.0f);
          EXPECT_EQ(dx(n, i), kept ? dy(n, i) * scale : 0.0f);
        }
    }
}

TEST(SpatialDropout, ChannelsDropWithProbabilityP) {
  const int examples = 200, channels = 50;
  for (const double p : {0.1, 0.8}) {
    SpatialDropout drop("drop", Rate::hidden, examples, 4, channels);
    site_of(drop, p);
    const ConstView y = drop.forward(ones(examples, 4 * channels), dropping());
    int kept = 0;
    for (int n = 0; n < examples; ++n)
      for (int c = 0; c < channels; ++c) kept += y(n, c) != 0;
    const double n = examples * channels;
    EXPECT_NEAR(kept, n * (1 - p), 5 * std::sqrt(n * p * (1 - p)));
  }
}

// Both layers, at both rates and batch sizes, with a frozen mask.
TEST(MapDropout, GradientsAgreeWithDifferences) {
  for (const double p : {0.1, 0.8})
    for (const int examples : {1, 3}) {
      SpatialDropout spatial("drop", Rate::hidden, examples, 12, 5);
      site_of(spatial, p);
      EXPECT_TRUE(gradients_agree(spatial, random_matrix(examples, 60, 1), dropping(3)));
      for (const int block : {1, 3}) {
        DropBlock blocks("drop", Rate::hidden, examples, 4, 3, 5, block);
        site_of(blocks, p);
        EXPECT_TRUE(gradients_agree(blocks, random_matrix(examples, 60, 1), dropping(3)));
      }
    }
}

template <class Make>
void expect_identity_when_idle(const Make& make) {
  auto drop = make();
  const Matrix x = random_matrix(2, 60, 1), dy = random_matrix(2, 60, 2);
  DropoutSite& site = site_of(*drop, 0);
  EXPECT_EQ(drop->forward(x, dropping()).data, x.data());  // p = 0
  EXPECT_EQ(drop->backward(dy).data, dy.data());
  site.set_p(0.5);
  EXPECT_EQ(drop->forward(x, Pass{}).data, x.data());  // eval
  EXPECT_EQ(drop->backward(dy).data, dy.data());
}

template <class Make>
void expect_zero_at_one(const Make& make) {
  auto drop = make();
  Matrix x = random_matrix(2, 60, 1);
  x(0, 7) = std::numeric_limits<float>::quiet_NaN();
  x(1, 9) = std::numeric_limits<float>::infinity();
  const Matrix dy = random_matrix(2, 60, 2);
  site_of(*drop, 1);
  const ConstView y = drop->forward(x, dropping()), dx = drop->backward(dy);
  for (int n = 0; n < 2; ++n)
    for (int i = 0; i < 60; ++i) {
      EXPECT_EQ(y(n, i), 0.0f);
      EXPECT_EQ(dx(n, i), 0.0f);
    }
}

template <class Make>
void expect_replay(const Make& make) {
  auto drop = make();
  DropoutSite& site = site_of(*drop, 0.5);
  const Matrix x = random_matrix(2, 60, 1);
  const auto values = [&](std::uint32_t step) {
    const ConstView y = drop->forward(x, dropping(step));
    return std::vector<float>(y.data, y.data + y.size());
  };
  const auto third = values(3), fourth = values(4);
  EXPECT_NE(third, fourth);
  EXPECT_EQ(values(3), third);
  site.freeze(3);
  EXPECT_EQ(values(9), third);
  site.release();
  EXPECT_NE(values(9), third);
}

// Rows are sample groups: sample s of a pass is what sample s alone gives.
template <class Make>
void expect_samples(const Make& make) {
  auto drop = make();
  site_of(*drop, 0.5);
  const Matrix one = random_matrix(2, 60, 1);
  Matrix all(6, 60);
  for (int s = 0; s < 3; ++s) std::memcpy(all.row(2 * s), one.data(), one.size() * sizeof(float));
  for (const bool shared : {false, true}) {
    Pass pass = dropping(5, 3);
    pass.shared_mask = shared;
    const ConstView together = drop->forward(all, pass);
    const std::vector<float> y(together.data, together.data + together.size());
    for (std::uint32_t s = 0; s < 3; ++s) {
      Pass alone = dropping(5);
      alone.phase = Phase::mc;
      alone.sample = s;
      alone.shared_mask = shared;
      const ConstView part = drop->forward(one, alone);
      EXPECT_EQ(0, std::memcmp(part.data, y.data() + s * 120, 120 * sizeof(float)));
      bool same = true;
      for (int i = 0; i < 60; ++i) same &= (part(0, i) == 0) == (part(1, i) == 0);
      EXPECT_EQ(same, shared);
    }
  }
}

template <class Test>
void for_both(const Test& test) {
  test([] { return std::make_unique<SpatialDropout>("drop", Rate::hidden, 6, 4, 15); });
  test([] { return std::make_unique<DropBlock>("drop", Rate::hidden, 6, 5, 4, 3, 3); });
}

TEST(MapDropout, IdleIsTheInputItself) {
  for_both([](const auto& make) { expect_identity_when_idle(make); });
}
TEST(MapDropout, RateOneGivesZerosAlsoForNan) {
  for_both([](const auto& make) { expect_zero_at_one(make); });
}
TEST(MapDropout, TheStepDecidesTheMask) {
  for_both([](const auto& make) { expect_replay(make); });
}
TEST(MapDropout, SamplesAreGroupsOfRows) {
  for_both([](const auto& make) { expect_samples(make); });
}

TEST(SpatialDropout, AReaderHoldsAChannel) {
  SpatialDropout drop("drop", Rate::hidden, 2, 4, 3);
  DropoutSite& site = site_of(drop, 0);
  site.hold(1, Hold::dropped);
  const ConstView y = drop.forward(ones(2, 12), dropping());
  for (int n = 0; n < 2; ++n)
    for (int i = 0; i < 12; ++i) EXPECT_EQ(y(n, i), i % 3 == 1 ? 0.0f : 1.0f);
}

TEST(DropBlock, AReaderHoldsAPixelOfAChannel) {
  DropBlock drop("drop", Rate::hidden, 2, 2, 2, 3, 1);
  DropoutSite& site = site_of(drop, 0);
  ASSERT_EQ(site.units(), 12);
  site.hold(7, Hold::dropped);
  const ConstView y = drop.forward(ones(2, 12), dropping());
  for (int n = 0; n < 2; ++n)
    for (int i = 0; i < 12; ++i) EXPECT_NEAR(y(n, i), i == 7 ? 0.0 : 12.0 / 11, 1e-6);
}

TEST(DropBlock, GammaAndKeepFractionHaveTheirExactValues) {
  EXPECT_NEAR(DropBlock::gamma(0.1, 8, 8, 3), 0.019753, 5e-7);
  const struct {
    int side, block;
    double p, keep;
  } cases[] = {{8, 3, 0.1, 0.90526},
               {8, 3, 0.2, 0.82030},
               {14, 5, 0.1, 0.90622},
               {14, 7, 0.1, 0.90706},
               {28, 7, 0.1, 0.90606}};
  for (const auto& c : cases)
    EXPECT_NEAR(DropBlock::keep_fraction(c.p, c.side, c.side, c.block), c.keep, 5e-6);
  for (const double p : {0.1, 0.8}) {
    EXPECT_DOUBLE_EQ(DropBlock::gamma(p, 5, 7, 1), p);
    EXPECT_DOUBLE_EQ(DropBlock::gamma(p, 6, 6, 6), p);
    EXPECT_DOUBLE_EQ(DropBlock::gamma(p, 6, 6, 9), p);  // clipped
    EXPECT_NEAR(DropBlock::keep_fraction(p, 5, 7, 1), 1 - p, 1e-12);
    EXPECT_NEAR(DropBlock::keep_fraction(p, 6, 6, 7), 1 - p, 1e-12);
  }
  EXPECT_EQ(DropBlock::keep_fraction(1, 8, 8, 3), 0);
}

TEST(DropBlock, KeepsTheExactFraction) {
  const struct {
    int height, width, block;
    double p;
  } cases[] = {{8, 8, 3, 0.1}, {8, 8, 3, 0.2}, {14, 14, 5, 0.1}, {7, 5, 3, 0.8}};
  const int examples = 40, channels = 25;
  for (const auto& c : cases) {
    const int pixels = c.height * c.width;
    DropBlock drop("drop", Rate::hidden, examples, c.height, c.width, channels, c.block);
    DropoutSite& site = site_of(drop, c.p);
    const Matrix x = ones(examples, pixels * channels);
    // The kept share of one map: independent over examples and channels, so its own spread gives
    // the tolerance.
    double sum = 0, squares = 0;
    for (int n = 0; n < examples; ++n) {
      if (n == 0) drop.forward(x, dropping());
      for (int ch = 0; ch < channels; ++ch) {
        double kept = 0;
        for (int i = 0; i < pixels; ++i)
          kept += site.mask()[static_cast<std::size_t>(n * pixels + i) * channels + ch] != 0;
        kept /= pixels;
        sum += kept;
        squares += kept * kept;
      }
    }
    const double maps = examples * channels, mean = sum / maps;
    const double error = std::sqrt((squares / maps - mean * mean) / maps);
    EXPECT_NEAR(mean, DropBlock::keep_fraction(c.p, c.height, c.width, c.block), 5 * error);
    EXPECT_LT(error, 0.01);
  }
}

// Every dropped pixel lies in a 3 x 3 square of dropped pixels within its map.
TEST(DropBlock, DropsSquaresAndScalesByWhatItKept) {
  const int side = 9, block = 3, channels = 6, examples = 4;
  DropBlock drop("drop", Rate::hidden, examples, side, side, channels, block);
  site_of(drop, 0.3);
  const Matrix x = random_matrix(examples, side * side * channels, 1);
  const ConstView y = drop.forward(x, dropping());
  const auto dropped = [&](int n, int i, int j, int c) {
    return y(n, (i * side + j) * channels + c) == 0;
  };
  int kept = 0;
  for (int n = 0; n < examples; ++n)
    for (int c = 0; c < channels; ++c)
      for (int i = 0; i < side; ++i)
        for (int j = 0; j < side; ++j) {
          if (!dropped(n, i, j, c)) {
            ++kept;
            continue;
          }
          bool inside = false;
          for (int a = std::max(0, i - 2); a <= std::min(i, side - block); ++a)
            for (int b = std::max(0, j - 2); b <= std::min(j, side - block); ++b) {
              bool whole = true;
              for (int d = 0; d < 9; ++d) whole &= dropped(n, a + d / 3, b + d % 3, c);
              inside |= whole;
            }
          EXPECT_TRUE(inside) << n << " " << i << " " << j << " " << c;
        }
  const double scale = static_cast<double>(y.size()) / (1e-6 + kept);
  EXPECT_NEAR(drop.scale(0), scale, 1e-6 * scale);
  for (int n = 0; n < examples; ++n)
    for (int i = 0; i < y.cols; ++i)
      if (y(n, i) != 0) {
        EXPECT_EQ(y(n, i), x(n, i) * drop.scale(0));
      }
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, static_cast<int>(y.size()));
}

TEST(DropBlock, BlockOneIsDropoutUpToTheScale) {
  for (const double p : {0.1, 0.8}) {
    DropBlock blocks("drop", Rate::hidden, 3, 5, 4, 6, 1);
    Dropout plain("drop", Rate::hidden, 3, 120);
    site_of(blocks, p);
    site_of(plain, p);
    const Matrix x = random_matrix(3, 120, 1);
    const ConstView a = blocks.forward(x, dropping(2)), b = plain.forward(x, dropping(2));
    for (int n = 0; n < 3; ++n)
      for (int i = 0; i < 120; ++i)
        EXPECT_NEAR(a(n, i) / blocks.scale(0), b(n, i) * (1 - p), 1e-5) << "the same mask";
  }
}

TEST(DropBlock, ABlockAsLargeAsTheMapIsSpatialUpToTheScale) {
  for (const double p : {0.1, 0.8})
    for (const int block : {5, 7}) {
      DropBlock blocks("drop", Rate::hidden, 3, 5, 5, 6, block);
      SpatialDropout spatial("drop", Rate::hidden, 3, 25, 6);
      site_of(blocks, p);
      site_of(spatial, p);
      const Matrix x = random_matrix(3, 150, 1);
      const ConstView a = blocks.forward(x, dropping(2)), b = spatial.forward(x, dropping(2));
      for (int n = 0; n < 3; ++n)
        for (int i = 0; i < 150; ++i)
          EXPECT_NEAR(a(n, i) / blocks.scale(0), b(n, i) * (1 - p), 1e-5) << "the same mask";
    }
}

}  // namespace
}  // namespace dropout
