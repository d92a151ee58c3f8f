// The losses against their formulas in double and against differences.
#include "nn/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::random_matrix;

/// -sum_c t_c log softmax(z)_c, t = (1-s) onehot + s/C, summed over the rows that count.
double cross_entropy_truth(ConstView z, const std::vector<int>& labels, double s) {
  double total = 0;
  for (int r = 0; r < z.rows; ++r) {
    if (labels[static_cast<std::size_t>(r)] < 0) continue;
    double largest = -1e300, sum = 0;
    for (int c = 0; c < z.cols; ++c) largest = std::max(largest, static_cast<double>(z(r, c)));
    for (int c = 0; c < z.cols; ++c) sum += std::exp(z(r, c) - largest);
    for (int c = 0; c < z.cols; ++c) {
      const double t = s / z.cols + (c == labels[static_cast<std::size_t>(r)] ? 1 - s : 0);
      total -= t * (z(r, c) - largest - std::log(sum));
    }
  }
  return total;
}

TEST(CrossEntropy, IsItsFormulaAndGradient) {
  for (const float smoothing : {0.0f, 0.1f, 0.5f}) {
    for (const int classes : {2, 3, 24, 101}) {
      const std::vector<int> labels = {1, 0, -1, classes - 1, 1, -1};
      const Matrix z = random_matrix(6, classes, 3, 4);
      Matrix gradient(6, classes);
      const LossSum sum = cross_entropy(z, labels.data(), smoothing, gradient);
      EXPECT_EQ(sum.count, 4);
      const double truth = cross_entropy_truth(z, labels, smoothing);
      EXPECT_NEAR(sum.loss, truth, 2e-6 * truth);
      EXPECT_EQ(cross_entropy(z, labels.data(), smoothing).count, 4);
      EXPECT_NEAR(cross_entropy(z, labels.data(), smoothing).loss, sum.loss, 1e-6 * sum.loss);
      for (int r = 0; r < 6; ++r) {
        double row = 0;
        for (int c = 0; c < classes; ++c) {
          Matrix up = random_matrix(6, classes, 3, 4), down = random_matrix(6, classes, 3, 4);
          const double before = up(r, c);
          up(r, c) += 1e-2f, down(r, c) -= 1e-2f;
          const double h = static_cast<double>(up(r, c)) - down(r, c);
          const double numeric = (cross_entropy_truth(up, labels, smoothing) -
                                  cross_entropy_truth(down, labels, smoothing)) /
                                 h / 4;
          EXPECT_NEAR(gradient(r, c), numeric, 3e-6) << "at " << before;
          row += gradient(r, c);
        }
        EXPECT_NEAR(row, 0, 1e-6) << "logits may be shifted";
      }
    }
  }
}

TEST(CrossEntropy, CountsWhatIsRight) {
  Matrix z(4, 3);
  z(0, 2) = 1;            // right
  z(1, 1) = 1;            // wrong
  z(2, 0) = z(2, 1) = 1;  // a tie counts for the first
  const int first[] = {2, 0, 0, -1}, second[] = {2, 0, 1, -1};
  EXPECT_EQ(cross_entropy(z, first, 0).correct, 2);
  EXPECT_EQ(cross_entropy(z, second, 0).correct, 1);
  EXPECT_EQ(cross_entropy(z, second, 0).count, 3);
}

TEST(CrossEntropy, StaysFiniteFarOut) {
  Matrix z(2, 3), gradient(2, 3);
  z(0, 0) = 1e30f, z(0, 1) = -1e30f;
  z(1, 0) = z(1, 1) = z(1, 2) = -1e20f;
  const int labels[] = {0, 1};
  const LossSum sum = cross_entropy(z, labels, 0, gradient);
  EXPECT_NEAR(sum.loss, std::log(3.0), 1e-6);
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(std::isfinite(gradient.data()[i]));
  const int nobody[] = {-1, -1};
  const LossSum none = cross_entropy(z, nobody, 0.1f, gradient);
  EXPECT_EQ(none.count, 0);
  EXPECT_EQ(none.loss, 0);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(gradient.data()[i], 0.0f);
}

TEST(SquaredError, IsTheMeanOverRowsAndOutputs) {
  for (const int rows : {1, 5}) {
    for (const int outputs : {1, 3}) {
      const Matrix z = random_matrix(rows, outputs, 1), t = random_matrix(rows, outputs, 2);
      Matrix gradient(rows, outputs);
      const LossSum sum = squared_error(z, t, gradient);
      double truth = 0;
      for (std::size_t i = 0; i < z.size(); ++i) {
        const double d = static_cast<double>(z.data()[i]) - t.data()[i];
        truth += d * d;
        EXPECT_NEAR(gradient.data()[i], 2 * d / (rows * outputs), 1e-6);
      }
      EXPECT_EQ(sum.count, rows);
      EXPECT_NEAR(sum.loss / sum.count, truth / (rows * outputs), 1e-6 * (1 + truth));
    }
  }
}

TEST(Softmax, RowsAreProbabilities) {
  for (const int classes : {1, 2, 7, 100}) {
    Matrix z = random_matrix(5, classes, 6, 5);
    const Matrix before = random_matrix(5, classes, 6, 5);
    softmax_rows(z);
    for (int r = 0; r < 5; ++r) {
      double sum = 0, total = 0;
      for (int c = 0; c < classes; ++c) total += std::exp(static_cast<double>(before(r, c)));
      for (int c = 0; c < classes; ++c) {
        EXPECT_NEAR(z(r, c), std::exp(static_cast<double>(before(r, c))) / total, 1e-6);
        sum += z(r, c);
      }
      EXPECT_NEAR(sum, 1, 1e-6);
    }
  }
}

}  // namespace
}  // namespace dropout
