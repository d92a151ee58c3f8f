// Dropout as a whole against closed forms: what its expectation is, what its variance is, and when
// weight scaling is exact. Every expectation is the sum over all 2^n masks, in double.
#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

#include "lab/measure/enumerate.h"
#include "lab/measure/uncertainty.h"
#include "lab/query/engine.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::dense_batch;
using testing::dense_shape;
using testing::for_all_masks;
using testing::parameter_of;
using testing::peek_of;
using testing::random_matrix;
using testing::spec_of;

const std::vector<std::string> kRates = {"0.1", "0.5", "0.8"};

Pass mc(std::uint32_t draw = 0) {
  Pass pass;
  pass.phase = Phase::mc;
  pass.random = {5, Stream::samples};
  pass.step = draw;
  return pass;
}

/// Linear regression with dropout on its inputs, X (N, n), y (N, 1).
struct Regression {
  explicit Regression(const std::string& p)
      : network(whole_engine().recipes, spec_of("depth=0&data=sine&pin=" + p),
                dense_shape(Task::regress, n, 1)),
        x(random_matrix(N, n, 21)),
        y(random_matrix(N, 1, 22)) {
    weight() = random_matrix(1, n, 23);
    parameter_of(network, "out.bias").value(0, 0) = 0;
  }
  Matrix& weight() { return parameter_of(network, "out.weight").value; }

  static constexpr int n = 5, N = 40;
  Network network;
  Matrix x, y;
};

// O3. E ||y - (M o X / q) w||^2 = ||y - X w||^2 + (p/q) sum_j w_j^2 ||X_j||^2.
TEST(Oracle, LinearRegressionsExpectedLossIsRidge) {
  for (const std::string& rate : kRates) {
    Regression model(rate);
    const double ratio = std::stod(rate) / (1 - std::stod(rate));
    double expected = 0;
    for (int i = 0; i < model.N; ++i) {
      double error = model.y(i, 0), penalty = 0;
      for (int j = 0; j < model.n; ++j) {
        const double wx = static_cast<double>(model.weight()(0, j)) * model.x(i, j);
        error -= wx;
        penalty += wx * wx;
      }
      expected += error * error + ratio * penalty;
    }
    double sum = 0;
    for_all_masks(model.network, [&](double weight) {
      const ConstView out = model.network.forward(dense_batch(model.x), mc());
      sum += weight * squared_error(out, model.y).loss;
    });
    EXPECT_NEAR(sum, expected, 1e-5 * expected) << rate;
  }
}

// O3. Its minimiser is w = (X'X + (p/q) diag(X'X))^-1 X'y: there, and only there, the expected
// gradient vanishes; elsewhere it is ridge's.
TEST(Oracle, LinearRegressionsMinimiserIsRidge) {
  for (const std::string& rate : kRates) {
    Regression model(rate);
    const double p = std::stod(rate);
    const Eigen::MatrixXd x = map(model.x.view()).cast<double>();
    const Eigen::VectorXd y = map(model.y.view()).cast<double>();
    Eigen::MatrixXd a = x.transpose() * x;
    a.diagonal() *= 1 + p / (1 - p);
    const Eigen::VectorXd b = x.transpose() * y, minimiser = a.ldlt().solve(b);

    const auto expected_gradient = [&] {
      Eigen::VectorXd gradient = Eigen::VectorXd::Zero(model.n);
      Matrix dy(model.N, 1);
      for_all_masks(model.network, [&](double weight) {
        squared_error(model.network.forward(dense_batch(model.x), mc()), model.y, dy);
        model.network.backward(dy);
        const Matrix& g = parameter_of(model.network, "out.weight").gradient;
        for (int j = 0; j < model.n; ++j) gradient(j) += weight * g(0, j);
      });
      return gradient;
    };
    Eigen::VectorXd w(model.n);
    for (int j = 0; j < model.n; ++j) w(j) = model.weight()(0, j);
    const Eigen::VectorXd ridge = 2.0 / model.N * (a * w - b);
    EXPECT_LT((expected_gradient() - ridge).norm(), 1e-5 * ridge.norm()) << rate;
    for (int j = 0; j < model.n; ++j) model.weight()(0, j) = static_cast<float>(minimiser(j));
    EXPECT_LT(expected_gradient().norm(), 1e-5 * ridge.norm()) << rate;
  }
}

// O4. Nothing nonlinear after the last dropout: the mean over all masks is the eval output, and
// the predictive variance is (p/q) sum_j (w_j h_j)^2.
TEST(Oracle, LinearReadOutHasExactVariance) {
  for (const std::string& rate : kRates) {
    Network network(whole_engine().recipes, spec_of("width=12&depth=1&data=sine&p=" + rate),
                    dense_shape(Task::regress, 1, 1));
    const Matrix x = random_matrix(7, 1, 31);
    const Enumeration exact = enumerate(network, dense_batch(x), Drop::standard);
    ASSERT_EQ(english_of(exact.error), "");
    EXPECT_EQ(exact.units, 12);
    network.forward(dense_batch(x), Pass{});
    const ConstView h = peek_of(network, "hidden1.drop.before");
    const Matrix& w = parameter_of(network, "out.weight").value;
    const double p = std::stod(rate);
    for (int r = 0; r < x.rows(); ++r) {
      double variance = 0;
      for (int j = 0; j < 12; ++j) {
        const double wh = static_cast<double>(w(0, j)) * h(r, j);
        variance += p / (1 - p) * wh * wh;
      }
      const double deviation = std::sqrt(variance);
      EXPECT_NEAR(exact.arithmetic(r, 0), exact.scaling(r, 0), 1e-6 * (1 + deviation));
      EXPECT_NEAR(exact.deviation(r, 0), deviation, 1e-4 * deviation + 1e-6) << rate;
    }
  }
}

// O4, sampled: T passes agree with the exact values within five standard errors.
TEST(Oracle, SamplingTendsToTheExactSum) {
  Network network(whole_engine().recipes, spec_of("width=12&depth=1&act=tanh&p=0.3"),
                  dense_shape(Task::classify, 2, 3));
  const Matrix x = random_matrix(5, 2, 41, 3);
  const Enumeration exact = enumerate(network, dense_batch(x), Drop::standard);
  SamplingPlan plan;
  plan.samples = 4000;
  Predictive sampled(5, 3, true);
  sample_passes(network, dense_batch(x), plan, [&](int, View y) { sampled.add(y); });
  for (int r = 0; r < 5; ++r) {
    for (int c = 0; c < 3; ++c) {
      const double deviation = exact.deviation(r, c);
      EXPECT_NEAR(sampled.mean()(r, c), exact.arithmetic(r, c), 5 * deviation / std::sqrt(4000));
      // 5 standard errors for a kurtosis of at most 6: sqrt((6 - 1) / 4 / T) = 0.018.
      EXPECT_NEAR(sampled.deviation()(r, c), deviation, 5 * 0.018 * deviation);
    }
  }
}

// O5. Softmax: the normalised geometric mean over all masks is the eval output exactly (Baldi &
// Sadowski 2013); the arithmetic mean, which Monte Carlo dropout tends to, is not.
TEST(Oracle, GeometricMeanOfSoftmaxIsWeightScaling) {
  for (const std::string& rate : kRates) {
    Network network(whole_engine().recipes, spec_of("depth=0&pin=" + rate),
                    dense_shape(Task::classify, 10, 4));
    parameter_of(network, "out.weight").value = random_matrix(4, 10, 51);
    const Matrix x = random_matrix(6, 10, 52);
    const Enumeration exact = enumerate(network, dense_batch(x), Drop::standard);
    ASSERT_EQ(english_of(exact.error), "");
    float most = 0;
    for (std::size_t i = 0; i < exact.scaling.size(); ++i) {
      EXPECT_NEAR(exact.geometric.data()[i], exact.scaling.data()[i], 2e-6) << rate;
      most = std::max(most, std::abs(exact.arithmetic.data()[i] - exact.scaling.data()[i]));
    }
    EXPECT_GT(most, 0.01) << rate;
  }
}

TEST(Oracle, GeometricMeanOfADeepNetIsNotWeightScaling) {
  Network network(whole_engine().recipes, spec_of("width=8&depth=1&pin=0.5"),
                  dense_shape(Task::classify, 6, 3));
  parameter_of(network, "hidden1.weight").value = random_matrix(8, 6, 61);
  parameter_of(network, "out.weight").value = random_matrix(3, 8, 62);
  const Matrix x = random_matrix(6, 6, 63);
  const Enumeration exact = enumerate(network, dense_batch(x), Drop::standard);
  float most = 0;
  for (std::size_t i = 0; i < exact.scaling.size(); ++i) {
    most = std::max(most, std::abs(exact.geometric.data()[i] - exact.scaling.data()[i]));
  }
  EXPECT_GT(most, 0.01);
}

// O6. E relu(sum_j w_j m_j x_j / q + b), summed here over all 2^n masks without the core.
TEST(Oracle, ReluUnitByEnumeration) {
  constexpr int n = 10;
  for (const std::string& rate : kRates) {
    Network network(whole_engine().recipes, spec_of("width=1&depth=1&data=sine&pin=" + rate),
                    dense_shape(Task::regress, n, 1));
    Matrix& w = parameter_of(network, "hidden1.weight").value;
    w = random_matrix(1, n, 71);
    const double b = parameter_of(network, "hidden1.bias").value(0, 0) = -0.2f;
    parameter_of(network, "out.weight").value(0, 0) = 1;
    parameter_of(network, "out.bias").value(0, 0) = 0;
    const Matrix x = random_matrix(1, n, 72);
    const double p = std::stod(rate), q = 1 - p;
    double mean = 0, square = 0, eval = b;
    for (int j = 0; j < n; ++j) eval += static_cast<double>(w(0, j)) * x(0, j);
    for (int mask = 0; mask < 1 << n; ++mask) {
      double z = b, weight = 1;
      for (int j = 0; j < n; ++j) {
        const bool kept = (mask >> j) & 1;
        weight *= kept ? q : p;
        if (kept) z += static_cast<double>(w(0, j)) * x(0, j) / q;
      }
      mean += weight * std::max(0.0, z);
      square += weight * std::max(0.0, z) * std::max(0.0, z);
    }
    const Enumeration exact = enumerate(network, dense_batch(x), Drop::standard);
    EXPECT_NEAR(exact.arithmetic(0, 0), mean, 1e-5 * (1 + mean)) << rate;
    EXPECT_NEAR(exact.deviation(0, 0), std::sqrt(square - mean * mean), 1e-4 * (1 + mean)) << rate;
    EXPECT_NEAR(exact.scaling(0, 0), std::max(0.0, eval), 1e-5 * (1 + std::abs(eval))) << rate;
    EXPECT_GE(mean, std::max(0.0, eval) - 1e-6) << "Jensen";
  }
}

// O7. Logistic regression: dropout adds sum_i E A(x~.w) - A(x.w), A = ln(1 + e^z), which is
// (1/2)(p/q) sum_i pi (1 - pi) sum_j x_j^2 w_j^2 for small weights (Wager, Wang & Liang 2013).
struct Penalty {
  double exact = 0, quadratic = 0;
};
Penalty logistic_penalty(const Matrix& x, const std::vector<double>& w, double p) {
  const int n = x.cols();
  const double q = 1 - p;
  Penalty penalty;
  for (int i = 0; i < x.rows(); ++i) {
    double z = 0, curvature = 0;
    for (int j = 0; j < n; ++j) {
      z += w[j] * x(i, j);
      curvature += w[j] * x(i, j) * w[j] * x(i, j);
    }
    const double pi = 1 / (1 + std::exp(-z));
    penalty.quadratic += 0.5 * p / q * pi * (1 - pi) * curvature;
    penalty.exact -= std::log1p(std::exp(z));
    for (int mask = 0; mask < 1 << n; ++mask) {
      double dropped = 0, weight = 1;
      for (int j = 0; j < n; ++j) {
        const bool kept = (mask >> j) & 1;
        weight *= kept ? q : p;
        if (kept) dropped += w[j] * x(i, j) / q;
      }
      penalty.exact += weight * std::log1p(std::exp(dropped));
    }
  }
  return penalty;
}

TEST(Oracle, LogisticRegressionsPenalty) {
  constexpr int n = 6, N = 30;
  const Matrix x = random_matrix(N, n, 81);
  std::vector<int> labels;
  for (int i = 0; i < N; ++i) labels.push_back(x(i, 0) > 0.3f ? 1 : 0);
  for (const std::string& rate : kRates) {
    Network network(whole_engine().recipes, spec_of("depth=0&pin=" + rate),
                    dense_shape(Task::classify, n, 2));
    Matrix& rows = parameter_of(network, "out.weight").value;
    rows = random_matrix(2, n, 82, 0.6f);
    parameter_of(network, "out.bias").value = Matrix(1, 2);
    std::vector<double> w, tiny;
    for (int j = 0; j < n; ++j) {
      w.push_back(static_cast<double>(rows(1, j)) - rows(0, j));
      tiny.push_back(w[j] / 100);
    }
    const double eval =
        cross_entropy(network.forward(dense_batch(x), Pass{}), labels.data(), 0).loss;
    double expected = 0;
    for_all_masks(network, [&](double weight) {
      expected +=
          weight * cross_entropy(network.forward(dense_batch(x), mc()), labels.data(), 0).loss;
    });
    EXPECT_NEAR(expected - eval, logistic_penalty(x, w, std::stod(rate)).exact, 2e-5 * N) << rate;
    const Penalty small = logistic_penalty(x, tiny, std::stod(rate));
    EXPECT_NEAR(small.exact / small.quadratic, 1, 0.02) << rate;
  }
}

}  // namespace
}  // namespace dropout
