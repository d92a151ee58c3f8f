// Conv2d against the definition summed in double, MaxPool2d against a scan, both against central
// differences.
#include "nn/conv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "nn/pool.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::GradientOptions;
using testing::gradients_agree;
using testing::random_matrix;
using testing::randomize;

struct Shape {
  int height, width, in, out, examples;
};

// The definition: every output is a sum over the 3x3 window, zero outside of the image.
double direct(const Shape& s, const Matrix& x, const Matrix& w, const Matrix& b, int n, int i,
              int j, int o) {
  double sum = b(0, o);
  for (int ky = 0; ky < 3; ++ky)
    for (int kx = 0; kx < 3; ++kx)
      for (int c = 0; c < s.in; ++c) {
        const int row = i + ky - 1, column = j + kx - 1;
        if (row < 0 || row >= s.height || column < 0 || column >= s.width) continue;
        sum += static_cast<double>(x(n, (row * s.width + column) * s.in + c)) *
               w(o, (ky * 3 + kx) * s.in + c);
      }
  return sum;
}

class ConvShapes : public ::testing::TestWithParam<Shape> {};

TEST_P(ConvShapes, ForwardIsTheDefinition) {
  const Shape s = GetParam();
  Conv2d conv("conv", s.height, s.width, s.in, s.out, s.examples + 1);
  randomize(conv, 3);
  const Matrix x = random_matrix(s.examples, s.height * s.width * s.in, 4);
  // Once with other data first: nothing of an earlier batch may stay in the borders.
  conv.forward(random_matrix(s.examples + 1, s.height * s.width * s.in, 5), Pass{});
  const ConstView y = conv.forward(x, Pass{});
  ASSERT_EQ(y.rows, s.examples);
  ASSERT_EQ(y.cols, s.height * s.width * s.out);
  // |error| <= (9 in + 1) 2^-24 sum |w x|, and the sums here stay below 16.
  const double bound = (9 * s.in + 1) * 0x1p-24 * 16;
  for (int n = 0; n < s.examples; ++n)
    for (int i = 0; i < s.height; ++i)
      for (int j = 0; j < s.width; ++j)
        for (int o = 0; o < s.out; ++o)
          ASSERT_NEAR(y(n, (i * s.width + j) * s.out + o),
                      direct(s, x, conv.weight().value, conv.bias().value, n, i, j, o), bound)
              << n << " " << i << " " << j << " " << o;
}

TEST_P(ConvShapes, GradientsAgreeWithDifferences) {
  const Shape s = GetParam();
  Conv2d conv("conv", s.height, s.width, s.in, s.out, s.examples);
  randomize(conv, 6);
  EXPECT_TRUE(
      gradients_agree(conv, random_matrix(s.examples, s.height * s.width * s.in, 7), Pass{}));
}

INSTANTIATE_TEST_SUITE_P(Shapes, ConvShapes,
                         ::testing::Values(Shape{1, 1, 1, 1, 1}, Shape{1, 5, 2, 3, 1},
                                           Shape{7, 1, 3, 8, 3}, Shape{4, 6, 1, 16, 3},
                                           Shape{8, 8, 8, 4, 1}, Shape{5, 7, 6, 10, 3},
                                           Shape{3, 13, 16, 9, 2}),
                         [](const auto& info) {
                           const Shape s = info.param;
                           return std::to_string(s.height) + "x" + std::to_string(s.width) + "x" +
                                  std::to_string(s.in) + "to" + std::to_string(s.out) + "n" +
                                  std::to_string(s.examples);
                         });

TEST(Conv2d, AnImageDoesNotDependOnItsBatch) {
  Conv2d conv("conv", 6, 6, 3, 5, 4);
  randomize(conv, 1);
  const Matrix x = random_matrix(4, 6 * 6 * 3, 2);
  Matrix all(4, 6 * 6 * 5);
  std::memcpy(all.data(), conv.forward(x, Pass{}).data, all.size() * sizeof(float));
  for (int n = 0; n < 4; ++n) {
    const ConstView one = conv.forward(x.view().slice(n, 1), Pass{});
    EXPECT_EQ(0, std::memcmp(one.data, all.row(n), one.size() * sizeof(float))) << n;
  }
}

TEST(Conv2d, PixelRowsAreAsGoodAsImages) {  // (N H W, C) and (N, H W C) are the same floats
  Conv2d conv("conv", 4, 4, 3, 8, 2);
  randomize(conv, 1);
  const Matrix x = random_matrix(2, 48, 2), dy = random_matrix(2, 128, 3);
  Matrix y(2, 128), dx(2, 48);
  std::memcpy(y.data(), conv.forward(x, Pass{}).data, y.size() * sizeof(float));
  std::memcpy(dx.data(), conv.backward(dy).data, dx.size() * sizeof(float));
  const ConstView again = conv.forward(x.view().reshape(32, 3), Pass{});
  EXPECT_EQ(0, std::memcmp(again.data, y.data(), y.size() * sizeof(float)));
  const ConstView back = conv.backward(dy.view().reshape(32, 8));
  EXPECT_EQ(0, std::memcmp(back.data, dx.data(), dx.size() * sizeof(float)));
}

TEST(Conv2d, TheFirstLayerSkipsOnlyItsInputGradient) {
  for (const int out : {5, 8}) {
    Conv2d conv("conv", 5, 4, 2, out, 3), first("conv", 5, 4, 2, out, 3);
    randomize(conv, 1);
    randomize(first, 1);
    first.set_first();
    const Matrix x = random_matrix(3, 40, 2), dy = random_matrix(3, 20 * out, 3);
    conv.forward(x, Pass{});
    first.forward(x, Pass{});
    conv.backward(dy);
    EXPECT_EQ(first.backward(dy).rows, 0);
    const auto same = [](const Matrix& a, const Matrix& b) {
      return std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
    };
    EXPECT_TRUE(same(conv.weight().gradient, first.weight().gradient));
    EXPECT_TRUE(same(conv.bias().gradient, first.bias().gradient));
    GradientOptions options;
    options.input = false;
    EXPECT_TRUE(gradients_agree(first, random_matrix(3, 40, 2), Pass{}, options));
  }
}

// Behind a pooling layer most of dy is zero, and sums skip it: the definition does not.
TEST(Conv2d, GradientsOfMostlyZerosAreTheDefinition) {
  const Shape s{5, 6, 32, 9, 4};
  Conv2d conv("conv", s.height, s.width, s.in, s.out, s.examples);
  randomize(conv, 1);
  const int pixels = s.height * s.width;
  const Matrix x = random_matrix(s.examples, pixels * s.in, 2);
  Matrix dy = random_matrix(s.examples, pixels * s.out, 3);
  for (int n = 1; n < s.examples; ++n)  // image 0 stays whole, of 1 and 3 an eighth, of 2 nothing
    for (int i = 0; i < pixels * s.out; ++i)
      if (n == 2 || i * 5 % 8 != 0) dy(n, i) = i % 2 ? 0.0f : -0.0f;
  conv.forward(x, Pass{});
  const ConstView dx = conv.backward(dy);
  std::vector<double> sum_x(x.size()), sum_w(conv.weight().value.size());
  for (int n = 0; n < s.examples; ++n)
    for (int i = 0; i < s.height; ++i)
      for (int j = 0; j < s.width; ++j)
        for (int ky = 0; ky < 3; ++ky)
          for (int kx = 0; kx < 3; ++kx) {
            const int row = i + ky - 1, column = j + kx - 1;
            if (row < 0 || row >= s.height || column < 0 || column >= s.width) continue;
            for (int o = 0; o < s.out; ++o)
              for (int c = 0; c < s.in; ++c) {
                const int at_x = (row * s.width + column) * s.in + c, k = (ky * 3 + kx) * s.in + c;
                const double g = dy(n, (i * s.width + j) * s.out + o);
                sum_x[static_cast<std::size_t>(n) * x.cols() + at_x] +=
                    g * conv.weight().value(o, k);
                sum_w[static_cast<std::size_t>(o) * 9 * s.in + k] += g * x(n, at_x);
              }
          }
  for (std::size_t i = 0; i < sum_x.size(); ++i) ASSERT_NEAR(dx.data[i], sum_x[i], 1e-4) << i;
  for (std::size_t i = 0; i < sum_w.size(); ++i)
    ASSERT_NEAR(conv.weight().gradient.data()[i], sum_w[i], 1e-4) << i;
}

TEST(Conv2d, NamesAndCosts) {
  Conv2d conv("conv1", 28, 28, 1, 16, 2);
  std::vector<Parameter*> all;
  conv.parameters(all);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]->name, "conv1.weight");
  EXPECT_EQ(all[1]->name, "conv1.bias");
  EXPECT_TRUE(all[0]->decays);
  EXPECT_FALSE(all[1]->decays);
  EXPECT_EQ(conv.flops_per_row(), 2.0 * 28 * 28 * 9 * 16);
}

TEST(MaxPool2d, TakesTheLargestOfEachWindow) {
  for (const Shape s : {Shape{2, 2, 1, 0, 1}, Shape{4, 6, 5, 0, 3}, Shape{5, 3, 8, 0, 2}}) {
    MaxPool2d pool("pool", s.height, s.width, s.in, s.examples);
    const Matrix x = random_matrix(s.examples, s.height * s.width * s.in, 8);
    const ConstView y = pool.forward(x, Pass{});
    ASSERT_EQ(y.rows, s.examples);
    ASSERT_EQ(y.cols, (s.height / 2) * (s.width / 2) * s.in);
    ASSERT_EQ(y.cols, pool.out());
    const auto at = [&](int n, int i, int j, int c) { return x(n, (i * s.width + j) * s.in + c); };
    for (int n = 0; n < s.examples; ++n)
      for (int i = 0; i < s.height / 2; ++i)
        for (int j = 0; j < s.width / 2; ++j)
          for (int c = 0; c < s.in; ++c)
            EXPECT_EQ(
                y(n, (i * (s.width / 2) + j) * s.in + c),
                std::max(std::max(at(n, 2 * i, 2 * j, c), at(n, 2 * i, 2 * j + 1, c)),
                         std::max(at(n, 2 * i + 1, 2 * j, c), at(n, 2 * i + 1, 2 * j + 1, c))));
    GradientOptions options;
    options.max_skipped = 0.2;  // near ties
    EXPECT_TRUE(gradients_agree(pool, random_matrix(s.examples, x.cols(), 8), Pass{}, options));
  }
}

TEST(MaxPool2d, TheFirstOfEqualValuesGetsTheGradient) {
  for (const int channels : {1, 4}) {  // the scalar path and the vector path
    MaxPool2d pool("pool", 2, 2, channels, 1);
    for (int first = 0; first < 3; ++first) {
      Matrix x(1, 4 * channels), dy(1, channels);
      for (int k = 0; k < 4; ++k)
        for (int c = 0; c < channels; ++c) x(0, k * channels + c) = k < first ? -1.0f : 0.0f;
      for (int c = 0; c < channels; ++c) dy(0, c) = 7;
      pool.forward(x, Pass{});
      const ConstView dx = pool.backward(dy);
      for (int k = 0; k < 4; ++k)
        for (int c = 0; c < channels; ++c)
          EXPECT_EQ(dx(0, k * channels + c), k == first ? 7.0f : 0.0f);
    }
  }
}

TEST(MaxPool2d, NanIsNotHidden) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const int channels : {1, 4}) {
    MaxPool2d pool("pool", 2, 2, channels, 1);
    for (int where = 0; where < 4; ++where) {
      Matrix x(1, 4 * channels), dy(1, channels);
      for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = static_cast<float>(i);
      for (int c = 0; c < channels; ++c) x(0, where * channels + c) = nan, dy(0, c) = 1;
      const ConstView y = pool.forward(x, Pass{});
      const ConstView dx = pool.backward(dy);
      for (int c = 0; c < channels; ++c) {
        EXPECT_TRUE(std::isnan(y(0, c)));
        EXPECT_EQ(dx(0, where * channels + c), 1.0f);
      }
    }
  }
}

}  // namespace
}  // namespace dropout
