// The fully connected layer against sums in double.
#include "nn/linear.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::random_matrix;

TEST(Linear, IsItsSumsAndSoAreItsGradients) {
  for (const auto& [rows, in, out] :
       {std::array{1, 1, 1}, {1, 7, 3}, {2, 5, 9}, {5, 64, 33}, {33, 3, 2}}) {
    Linear layer("layer", in, out, rows);
    testing::randomize(layer, 3);
    const Matrix x = random_matrix(rows, in, 1), dy = random_matrix(rows, out, 2);
    const Matrix &w = layer.weight().value, &b = layer.bias().value;
    const ConstView y = layer.forward(x, {}), dx = layer.backward(dy);
    ASSERT_EQ(y.rows, rows);
    ASSERT_EQ(dx.cols, in);
    const double bound = 1e-6 * (2 + std::sqrt(in * 1.0) + std::sqrt(rows * 1.0) + out);
    for (int r = 0; r < rows; ++r) {
      for (int o = 0; o < out; ++o) {
        double sum = b(0, o);
        for (int i = 0; i < in; ++i) sum += static_cast<double>(x(r, i)) * w(o, i);
        EXPECT_NEAR(y(r, o), sum, bound);
      }
      for (int i = 0; i < in; ++i) {
        double sum = 0;
        for (int o = 0; o < out; ++o) sum += static_cast<double>(dy(r, o)) * w(o, i);
        EXPECT_NEAR(dx(r, i), sum, bound);
      }
    }
    for (int o = 0; o < out; ++o) {
      double bias = 0;
      for (int r = 0; r < rows; ++r) bias += dy(r, o);
      EXPECT_NEAR(layer.bias().gradient(0, o), bias, bound);
      for (int i = 0; i < in; ++i) {
        double sum = 0;
        for (int r = 0; r < rows; ++r) sum += static_cast<double>(dy(r, o)) * x(r, i);
        EXPECT_NEAR(layer.weight().gradient(o, i), sum, bound);
      }
    }
  }
}

TEST(Linear, GradientsAgreeWithDifferences) {
  for (const int rows : {1, 6}) {
    Linear layer("layer", 7, 5, rows);
    testing::randomize(layer, 3);
    EXPECT_TRUE(testing::gradients_agree(layer, random_matrix(rows, 7, 1), {}));
  }
}

TEST(Linear, ARowDoesNotDependOnTheOthers) {
  Linear layer("layer", 40, 19, 50);
  testing::randomize(layer, 3);
  const Matrix x = random_matrix(50, 40, 1);
  Matrix all(50, 19);
  std::copy_n(layer.forward(x, {}).data, all.size(), all.data());
  for (const int r : {0, 17, 49}) {
    const ConstView one = layer.forward(x.view().slice(r, 1), {});
    for (int o = 0; o < 19; ++o) EXPECT_EQ(one(0, o), all(r, o)) << "bit for bit";
  }
}

TEST(Linear, WithoutBiasAndAsTheFirstLayer) {
  Linear layer("layer", 3, 2, 4, false);
  std::vector<Parameter*> parameters;
  layer.parameters(parameters);
  ASSERT_EQ(parameters.size(), 1u);
  testing::randomize(layer, 3);
  const ConstView zero = layer.forward(Matrix(1, 3), {});
  EXPECT_EQ(zero(0, 0), 0.0f);
  EXPECT_EQ(zero(0, 1), 0.0f);

  Linear first("layer", 3, 2, 4);
  testing::randomize(first, 3);
  first.set_first();
  testing::GradientOptions options;
  options.input = false;
  EXPECT_TRUE(testing::gradients_agree(first, random_matrix(4, 3, 1), {}, options));
}

TEST(Linear, NamesStartsAndCosts) {
  Linear layer("out", 16, 3, 1);
  EXPECT_EQ(layer.weight().name, "out.weight");
  EXPECT_TRUE(layer.weight().decays);
  EXPECT_FALSE(layer.bias().decays);
  EXPECT_EQ(layer.weight().initializer.uniform, 0.25f) << "1 / sqrt(16)";
  EXPECT_EQ(layer.flops_per_row(), 2 * 48);
}

}  // namespace
}  // namespace dropout
