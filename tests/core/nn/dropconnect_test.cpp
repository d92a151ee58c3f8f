// DropConnect against the closed form of its mean and variance, and its limits.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "nn/dropout.h"
#include "nn/linear.h"
#include "tests/core/dropout_tools.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::copy;
using testing::pass_of;
using testing::random_matrix;
using testing::site_of;

// O9: mean W v, variance (p/q) (W o W)(v o v); and, other than dropout, uncorrelated units.
TEST(DropConnect, HasItsMeanAndVarianceAndUncorrelatedUnits) {
  constexpr int kIn = 6, kOut = 3, kSteps = 20000;
  for (const double p : {0.2, 0.5}) {
    DropConnect layer("layer", Rate::hidden, kIn, kOut, 1, 1);
    testing::randomize(layer, 5);
    site_of(layer, p);
    const Matrix v = random_matrix(1, kIn, 9);
    const Matrix& w = layer.weight().value;
    const Matrix mean = copy(layer.forward(v, pass_of(Phase::eval)));
    double sum[kOut] = {}, square[kOut] = {}, product = 0;
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      const ConstView y = layer.forward(v, pass_of(Phase::train, step));
      for (int o = 0; o < kOut; ++o) {
        sum[o] += y(0, o) - mean(0, o);
        square[o] += (y(0, o) - mean(0, o)) * (y(0, o) - mean(0, o));
      }
      product += (y(0, 0) - mean(0, 0)) * (y(0, 1) - mean(0, 1));
    }
    double variance[kOut] = {};
    for (int o = 0; o < kOut; ++o) {
      for (int i = 0; i < kIn; ++i) {
        variance[o] += p / (1 - p) * w(o, i) * w(o, i) * v(0, i) * v(0, i);
      }
      EXPECT_NEAR(sum[o] / kSteps, 0, 5 * std::sqrt(variance[o] / kSteps));
      // The kurtosis of a sum of such terms is below 3 + 1/p/q.
      const double spread = std::sqrt((2 + 1 / (p * (1 - p))) / kSteps);
      EXPECT_NEAR(square[o] / kSteps, variance[o], 5 * variance[o] * spread);
    }
    EXPECT_NEAR(product / kSteps, 0, 5 * std::sqrt(variance[0] * variance[1] / kSteps));
  }
}

TEST(DropConnect, ZeroIsTheLinearLayerAndOneIsItsBias) {
  DropConnect layer("layer", Rate::hidden, 5, 4, 3, 1);
  Linear linear("layer", 5, 4, 3);
  testing::randomize(layer, 5), testing::randomize(linear, 5);
  const Matrix x = random_matrix(3, 5, 1), dy = random_matrix(3, 4, 2);
  site_of(layer, 0);
  const ConstView y = layer.forward(x, pass_of(Phase::train));
  EXPECT_EQ(std::memcmp(y.data, linear.forward(x, {}).data, 12 * sizeof(float)), 0);
  EXPECT_EQ(std::memcmp(layer.backward(dy).data, linear.backward(dy).data, 15 * sizeof(float)), 0);
  site_of(layer, 1);
  const ConstView biased = layer.forward(x, pass_of(Phase::train));
  for (int r = 0; r < 3; ++r) {
    for (int o = 0; o < 4; ++o) EXPECT_EQ(biased(r, o), layer.bias().value(0, o));
  }
  layer.backward(dy);
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(layer.weight().gradient.data()[i], 0.0f);
}

}  // namespace
}  // namespace dropout
