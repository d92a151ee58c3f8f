// BatchNorm and LayerNorm against their closed forms, central differences, and the variance shift
// that dropout in front of a BatchNorm causes.
#include "nn/norm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "nn/dropout.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;
using testing::randomize;

Pass train() {
  Pass pass;
  pass.phase = Phase::train;
  return pass;
}

struct Moments {
  double mean, variance;  // biased
};

Moments column(const Matrix& x, int c) {
  double sum = 0, squares = 0;
  for (int r = 0; r < x.rows(); ++r) sum += static_cast<double>(x(r, c));
  const double mean = sum / x.rows();
  for (int r = 0; r < x.rows(); ++r) squares += std::pow(static_cast<double>(x(r, c)) - mean, 2);
  return {mean, squares / x.rows()};
}

// Columns with means far from 0 and different spreads.
Matrix batch(int rows, int cols, std::uint32_t seed) {
  Matrix x = random_matrix(rows, cols, seed);
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < cols; ++c)
      x(r, c) = 3.0f * static_cast<float>(c) + x(r, c) * (0.5f + 0.25f * static_cast<float>(c % 4));
  return x;
}

void set_running(BatchNorm& norm, std::uint32_t seed) {
  std::vector<Parameter*> buffers;
  norm.buffers(buffers);
  for (int c = 0; c < buffers[0]->value.cols(); ++c) {
    buffers[0]->value(0, c) = random_matrix(1, c + 1, seed)(0, c);
    buffers[1]->value(0, c) = 0.5f + 0.1f * static_cast<float>(c);
  }
}

TEST(BatchNorm, TrainNormalisesByTheBatch) {
  for (const int rows : {2, 3, 200}) {
    for (const int cols : {1, 6}) {
      BatchNorm norm("bn", rows, cols);
      randomize(norm, 4);
      const Matrix x = batch(rows, cols, 5);
      const ConstView y = norm.forward(x, train());
      for (int c = 0; c < cols; ++c) {
        const Moments m = column(x, c);
        for (int r = 0; r < rows; ++r) {
          const double expected =
              (x(r, c) - m.mean) / std::sqrt(m.variance + 1e-5) * norm.weight().value(0, c) +
              norm.bias().value(0, c);
          EXPECT_NEAR(y(r, c), expected, 2e-5 * (1 + std::abs(expected)));
        }
      }
    }
  }
}

TEST(BatchNorm, RunningStatisticsAreTheExponentialAverage) {
  const int rows = 12, cols = 5;
  BatchNorm norm("bn", rows, cols);
  std::vector<double> mean(cols, 0), variance(cols, 1);
  for (std::uint32_t step = 0; step < 4; ++step) {
    const Matrix x = batch(rows - static_cast<int>(step), cols, 20 + step);
    norm.forward(x, train());
    for (int c = 0; c < cols; ++c) {
      const Moments m = column(x, c);
      mean[c] = 0.9 * mean[c] + 0.1 * m.mean;
      variance[c] = 0.9 * variance[c] + 0.1 * m.variance * x.rows() / (x.rows() - 1);
    }
  }
  Pass frozen = train();
  frozen.update_statistics = false;
  norm.forward(batch(rows, cols, 40), frozen);
  norm.forward(batch(rows, cols, 41), Pass{});
  Pass mc;
  mc.phase = Phase::mc;
  norm.forward(batch(rows, cols, 42), mc);
  for (int c = 0; c < cols; ++c) {
    EXPECT_NEAR(norm.running_mean()(0, c), mean[c], 1e-6 * (1 + std::abs(mean[c])));
    EXPECT_NEAR(norm.running_variance()(0, c), variance[c], 1e-6 * (1 + variance[c]));
  }
}

TEST(BatchNorm, EvalAndMcUseTheRunningStatistics) {
  const int rows = 4, cols = 6;
  BatchNorm norm("bn", rows, cols);
  randomize(norm, 1);
  set_running(norm, 2);
  const Matrix x = batch(rows, cols, 3);
  for (const Phase phase : {Phase::eval, Phase::mc}) {
    Pass pass;
    pass.phase = phase;
    const ConstView y = norm.forward(x, pass);
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < cols; ++c) {
        const double expected = (static_cast<double>(x(r, c)) - norm.running_mean()(0, c)) /
                                    std::sqrt(norm.running_variance()(0, c) + 1e-5) *
                                    norm.weight().value(0, c) +
                                norm.bias().value(0, c);
        EXPECT_NEAR(y(r, c), expected, 1e-5 * (1 + std::abs(expected)));
      }
  }
}

TEST(BatchNorm, ImagesAreRowsOfPixels) {
  BatchNorm images("bn", 2 * 9, 4), pixels("bn", 2 * 9, 4);
  const Matrix x = random_matrix(2, 9 * 4, 1), dy = random_matrix(2, 9 * 4, 2);
  const ConstView y = images.forward(x, train());
  const ConstView same = pixels.forward(x.view().reshape(18, 4), train());
  EXPECT_EQ(y.rows, 2);
  EXPECT_EQ(y.cols, 36);
  EXPECT_EQ(0, std::memcmp(y.data, same.data, y.size() * sizeof(float)));
  const ConstView dx = images.backward(dy), also = pixels.backward(dy.view().reshape(18, 4));
  EXPECT_EQ(dx.rows, 2);
  EXPECT_EQ(0, std::memcmp(dx.data, also.data, dx.size() * sizeof(float)));
}

TEST(BatchNorm, OneRowHasVarianceZero) {
  BatchNorm norm("bn", 1, 3);
  randomize(norm, 1);
  const Matrix x = batch(1, 3, 2), dy = random_matrix(1, 3, 3);
  const ConstView y = norm.forward(x, train());
  for (int c = 0; c < 3; ++c) EXPECT_EQ(y(0, c), norm.bias().value(0, c));
  const ConstView dx = norm.backward(dy);
  for (int c = 0; c < 3; ++c) {
    EXPECT_EQ(dx(0, c), 0.0f);
    EXPECT_EQ(norm.running_variance()(0, c), 1.0f);
    EXPECT_NEAR(norm.running_mean()(0, c), 0.1f * x(0, c), 1e-7);
    EXPECT_EQ(norm.bias().gradient(0, c), dy(0, c));
    EXPECT_EQ(norm.weight().gradient(0, c), 0.0f);
  }
}

TEST(BatchNorm, GradientsAgreeWithDifferences) {
  for (const int rows : {2, 3, 70})  // 70: more than one chunk of rows
    for (const int cols : {1, 7, 8}) {
      BatchNorm norm("bn", rows, cols);
      randomize(norm, 9);
      set_running(norm, 10);
      for (const Phase phase : {Phase::train, Phase::eval}) {
        if (phase == Phase::train && rows == 2) continue;  // +-1 whatever x: only curvature
        Pass pass;
        pass.phase = phase;
        testing::GradientOptions options;
        options.step = 3e-3;  // three rows close to each other bend sharply
        EXPECT_TRUE(gradients_agree(norm, random_matrix(rows, cols, 11), pass, options))
            << rows << " x " << cols << (phase == Phase::train ? " train" : " eval");
      }
    }
  BatchNorm norm("bn", 1, 4);
  set_running(norm, 10);
  EXPECT_TRUE(gradients_agree(norm, random_matrix(1, 4, 11), Pass{}));
}

TEST(BatchNorm, RecalibrationIsThePlainAverageOverBatches) {
  const int cols = 3;
  BatchNorm norm("bn", 32, cols);
  norm.forward(batch(32, cols, 1), train());
  norm.begin_recalibration();
  std::vector<double> mean(cols), variance(cols);
  const int batches = 5;
  for (std::uint32_t b = 0; b < batches; ++b) {
    const Matrix x = batch(32, cols, 50 + b);
    const ConstView y = norm.forward(x, Pass{});  // eval, and yet by the batch
    for (int c = 0; c < cols; ++c) {
      const Moments m = column(x, c);
      mean[c] += m.mean / batches;
      variance[c] += m.variance * 32 / 31 / batches;
      EXPECT_NEAR(y(0, c), (x(0, c) - m.mean) / std::sqrt(m.variance + 1e-5), 1e-5);
    }
  }
  norm.finish_recalibration();
  for (int c = 0; c < cols; ++c) {
    EXPECT_NEAR(norm.running_mean()(0, c), mean[c], 1e-6 * (1 + std::abs(mean[c])));
    EXPECT_NEAR(norm.running_variance()(0, c), variance[c], 1e-6);
  }
  norm.forward(batch(32, cols, 70), Pass{});
  EXPECT_NEAR(norm.running_mean()(0, 1), mean[1], 1e-5);  // nothing learns any more
  norm.begin_recalibration();
  norm.finish_recalibration();  // without a batch, nothing changes
  EXPECT_NEAR(norm.running_mean()(0, 1), mean[1], 1e-5);
}

// Li et al. 2019: dropout in front of a BatchNorm leaves it a variance that eval mode does not
// have. For x with mean c and variance v: ratio = v / ((c^2 + v) / q - c^2).
TEST(BatchNorm, VarianceShiftOfDropout) {
  const struct {
    double q, ratio;
  } cases[] = {{0.5, 0.40536}, {0.7, 0.61399}, {0.8, 0.73167}, {0.9, 0.85985}};
  const int rows = 4000, cols = 50;  // 200,000 draws of relu(N(0, 1))
  Matrix x = random_matrix(rows, cols, 77);
  for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = std::max(0.0f, x.data()[i]);
  for (const auto& one : cases) {
    // A running average over draws of the mask, so that the masks' noise is below the data's.
    Dropout drop("drop", Rate::hidden, rows, cols);
    std::vector<DropoutSite*> sites;
    drop.sites(sites);
    sites[0]->set_p(1 - one.q);
    BatchNorm norm("bn", rows, cols);
    norm.begin_recalibration();
    for (std::uint32_t step = 0; step < 4; ++step) {
      Pass pass = train();
      pass.random = {5, Stream::masks};
      pass.step = step;
      norm.forward(drop.forward(x, pass), pass);
    }
    norm.finish_recalibration();
    norm.begin_measurement();
    norm.forward(drop.forward(x, Pass{}), Pass{});
    norm.finish_measurement();
    // Kurtosis of the rectified Gaussian makes the relative deviation of a column's variance
    // sqrt((m4 - v^2) / v^2 / rows) < 0.03; over 50 columns 0.0045, and 5 of those are allowed,
    // times the ratio. The correlation of both variances makes the true deviation smaller.
    EXPECT_NEAR(norm.variance_ratio(), one.ratio, 5 * 0.0045 * one.ratio) << "q = " << one.q;
  }
}

TEST(BatchNorm, NoShiftWithoutDropout) {
  BatchNorm norm("bn", 100, 4);
  const Matrix x = batch(100, 4, 3);
  EXPECT_EQ(norm.variance_ratio(), 1);  // nothing measured
  norm.begin_recalibration();
  norm.forward(x, train());
  norm.finish_recalibration();
  norm.begin_measurement();
  norm.forward(x, Pass{});
  norm.finish_measurement();
  EXPECT_NEAR(norm.variance_ratio(), 1, 1e-6);
  EXPECT_NEAR(norm.observed_mean()[2], norm.running_mean()(0, 2), 1e-6);
}

TEST(BatchNorm, NanStaysInItsColumn) {
  BatchNorm norm("bn", 4, 5);
  Matrix x = random_matrix(4, 5, 1);
  x(1, 2) = std::numeric_limits<float>::quiet_NaN();
  const ConstView y = norm.forward(x, train());
  for (int c = 0; c < 5; ++c) EXPECT_EQ(std::isnan(y(0, c)), c == 2) << c;
}

TEST(BatchNorm, NamesOfItsState) {
  BatchNorm norm("bn1", 4, 2);
  std::vector<Parameter*> parameters, buffers;
  norm.parameters(parameters);
  norm.buffers(buffers);
  ASSERT_EQ(parameters.size(), 2u);
  ASSERT_EQ(buffers.size(), 2u);
  EXPECT_EQ(parameters[0]->name, "bn1.weight");
  EXPECT_EQ(parameters[1]->name, "bn1.bias");
  EXPECT_EQ(buffers[0]->name, "bn1.running_mean");
  EXPECT_EQ(buffers[1]->name, "bn1.running_variance");
  for (Parameter* p : parameters) EXPECT_FALSE(p->decays);
}

TEST(LayerNorm, EveryRowHasMeanZeroAndVarianceOne) {
  for (const int features : {1, 3, 8, 65}) {
    const int rows = 3;
    LayerNorm norm("ln", rows, features);
    randomize(norm, 1);
    const Matrix x = batch(rows, features, 2);
    const ConstView y = norm.forward(x, Pass{});
    for (int r = 0; r < rows; ++r) {
      double mean = 0, variance = 0;
      for (int c = 0; c < features; ++c) mean += static_cast<double>(x(r, c)) / features;
      for (int c = 0; c < features; ++c)
        variance += std::pow(static_cast<double>(x(r, c)) - mean, 2) / features;
      for (int c = 0; c < features; ++c) {
        const double expected =
            (x(r, c) - mean) / std::sqrt(variance + 1e-5) * norm.weight().value(0, c) +
            norm.bias().value(0, c);
        EXPECT_NEAR(y(r, c), expected, 1e-5 * (1 + std::abs(expected)));
      }
    }
    // The same in every phase, whatever else is in the batch.
    Matrix eval(rows, features);
    std::memcpy(eval.data(), y.data, eval.size() * sizeof(float));
    const ConstView one = norm.forward(x.view().slice(1, 1), train());
    EXPECT_EQ(0, std::memcmp(one.data, eval.row(1), one.size() * sizeof(float)));
  }
}

TEST(LayerNorm, GradientsAgreeWithDifferences) {
  for (const int rows : {1, 3})
    for (const int features : {3, 8, 21}) {
      LayerNorm norm("ln", rows, features);
      randomize(norm, 3);
      EXPECT_TRUE(gradients_agree(norm, random_matrix(rows, features, 4), train()))
          << rows << " x " << features;
    }
  // 2 features: y is +-1 almost whatever x is; 1 feature: y = beta.
  LayerNorm one("ln", 3, 1);
  EXPECT_TRUE(gradients_agree(one, random_matrix(3, 1, 4), train()));
}

}  // namespace
}  // namespace dropout
