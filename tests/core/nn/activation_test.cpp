// The activations against their formulas in double, and at the values where formulas break.
#include "nn/activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

struct Truth {
  Function function;
  const char* name;
  std::function<double(double)> f, df;
};

double phi(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
constexpr double kScale = 1.0507009873554804934, kAlpha = 1.6732632423543772848;

const std::vector<Truth>& truths() {
  static const auto* const all = new std::vector<Truth>{
      {Function::relu, "relu", [](double x) { return x > 0 ? x : 0; },
       [](double x) { return x > 0 ? 1 : 0; }},
      {Function::gelu, "gelu", [](double x) { return x * phi(x); },
       [](double x) { return phi(x) + x * std::exp(-x * x / 2) / std::sqrt(2 * M_PI); }},
      {Function::tanh, "tanh", [](double x) { return std::tanh(x); },
       [](double x) { return 1 / std::pow(std::cosh(x), 2); }},
      {Function::sigmoid, "sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); },
       [](double x) { return 1 / (2 + std::exp(-x) + std::exp(x)); }},
      {Function::selu, "selu",
       [](double x) { return kScale * (x > 0 ? x : kAlpha * std::expm1(x)); },
       [](double x) { return kScale * (x > 0 ? 1 : kAlpha * std::exp(x)); }}};
  return *all;
}

TEST(Activation, IsItsFormulaAndDerivative) {
  constexpr int kCount = 4001;  // no multiple of four lanes
  Matrix x(1, kCount), ones(1, kCount);
  for (int i = 0; i < kCount; ++i) {
    x(0, i) = 0.005f * static_cast<float>(i - 2000);  // -10 .. 10
    ones(0, i) = 1;
  }
  for (const Truth& truth : truths()) {
    Activation layer("act", truth.function, 1, kCount);
    const ConstView y = layer.forward(x, {}), dx = layer.backward(ones);
    for (int i = 0; i < kCount; ++i) {
      const double v = x(0, i);
      const double scale = std::max(1.0, std::abs(v));
      EXPECT_NEAR(y(0, i), truth.f(v), 5e-7 * scale) << truth.name << "(" << v << ")";
      if (i == 2000) continue;  // the kink
      EXPECT_NEAR(dx(0, i), truth.df(v), 1e-6 * scale) << truth.name << "'(" << v << ")";
    }
  }
}

TEST(Activation, GradientsAgreeWithDifferences) {
  for (const Truth& truth : truths()) {
    for (const int rows : {1, 5}) {
      Activation layer("act", truth.function, rows, 9);
      testing::GradientOptions options;
      const bool kinked = truth.function == Function::relu || truth.function == Function::selu;
      options.max_skipped = kinked ? 0.1 : 0;
      EXPECT_TRUE(testing::gradients_agree(layer, testing::random_matrix(rows, 9, 4), {}, options))
          << truth.name;
    }
  }
}

TEST(Activation, LargeValuesSaturateAndNanStays) {
  const float infinity = std::numeric_limits<float>::infinity();
  Matrix x(1, 6), ones(1, 6);
  const float values[] = {1e30f, -1e30f, 100, -100, 0, std::numeric_limits<float>::quiet_NaN()};
  for (int i = 0; i < 6; ++i) x(0, i) = values[i], ones(0, i) = 1;
  for (const Truth& truth : truths()) {
    Activation layer("act", truth.function, 1, 6);
    const ConstView y = layer.forward(x, {}), dx = layer.backward(ones);
    for (int i = 0; i < 5; ++i) {
      EXPECT_NEAR(y(0, i), truth.f(values[i]), 1e-6 * std::max(1.0f, std::abs(values[i])))
          << truth.name << "(" << values[i] << ")";
      EXPECT_TRUE(std::isfinite(dx(0, i))) << truth.name << "'(" << values[i] << ")";
      EXPECT_LT(std::abs(y(0, i)), infinity);
    }
    EXPECT_TRUE(std::isnan(y(0, 5))) << truth.name << " hides a NaN";
  }
}

}  // namespace
}  // namespace dropout
