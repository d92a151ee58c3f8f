// Scores against toy values that can be reckoned by hand, at uncomfortable inputs: ties, edges,
// nothing at all.
#include "lab/measure/metrics.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "lab/measure/likelihood.h"
#include "math/random.h"

namespace dropout {
namespace {

Matrix rows_of_binary(const std::vector<float>& first) {
  Matrix p(static_cast<int>(first.size()), 2);
  for (int r = 0; r < p.rows(); ++r) {
    p(r, 0) = first[static_cast<std::size_t>(r)];
    p(r, 1) = 1 - p(r, 0);
  }
  return p;
}

TEST(Metrics, ScoresByHand) {
  Matrix p(3, 3);
  const float values[] = {0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f, 0.4f, 0.4f, 0.2f};
  std::copy_n(values, 9, p.data());
  const std::vector<int> labels = {0, 1, 0};
  EXPECT_NEAR(accuracy(p, labels).value(), 2.0 / 3, 1e-9);  // of equals, the first class
  EXPECT_NEAR(negative_log_likelihood(p, labels).value(),
              -(std::log(0.7) + std::log(0.3) + std::log(0.4)) / 3, 1e-6);
  // (.3^2 + .2^2 + .1^2 + .1^2 + .7^2 + .6^2 + .6^2 + .4^2 + .2^2) / 3
  EXPECT_NEAR(brier(p, labels).value(), (0.14 + 0.86 + 0.56) / 3, 1e-6);
}

TEST(Metrics, RowsWithoutLabelDoNotCount) {
  const Matrix p = rows_of_binary({0.9f, 0.2f, 0.5f});
  const std::vector<int> some = {0, -1, -1}, none = {-1, -1, -1};
  EXPECT_EQ(accuracy(p, some).value(), 1);
  EXPECT_NEAR(negative_log_likelihood(p, some).value(), -std::log(0.9), 1e-6);
  EXPECT_FALSE(accuracy(p, none).has_value());
  EXPECT_FALSE(brier(p, none).has_value());
  EXPECT_FALSE(reliability(p, none).error.has_value());
}

TEST(Metrics, ACertainMistakeIsFinite) {
  const std::vector<int> labels = {1};
  const double loss = negative_log_likelihood(rows_of_binary({1}), labels).value();
  EXPECT_NEAR(loss, -std::log(1e-30), 1e-3);
}

// Guo et al. 2017: five rows at .8 of which 80 % are right; ten at 1 of which 60 % are.
TEST(Metrics, CalibrationErrorOfToys) {
  const std::vector<int> four_of_five = {0, 0, 0, 0, 1};
  EXPECT_NEAR(reliability(rows_of_binary({.8f, .8f, .8f, .8f, .8f}), four_of_five).error.value(), 0,
              1e-6);
  const std::vector<int> six_of_ten = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  const Reliability sure = reliability(rows_of_binary(std::vector<float>(10, 1.0f)), six_of_ten);
  EXPECT_NEAR(sure.error.value(), 0.4, 1e-9);
  EXPECT_EQ(sure.bins.size(), 15u);
  EXPECT_EQ(sure.bins[14].count, 10);
  EXPECT_NEAR(sure.bins[14].accuracy, 0.6, 1e-9);
}

TEST(Metrics, AnEdgeFallsIntoTheLowerBin) {
  for (int edge = 8; edge <= 15; ++edge) {  // a confidence of two classes is at least 1/2
    const float at = static_cast<float>(edge / 15.0), above = std::nextafter(at, 2.0f);
    const std::vector<int> label = {0};
    const Reliability lower = reliability(rows_of_binary({at}), label);
    EXPECT_EQ(lower.bins[static_cast<std::size_t>(edge - 1)].count, 1) << edge;
    if (edge == 15) continue;
    const Reliability higher = reliability(rows_of_binary({above}), label);
    EXPECT_EQ(higher.bins[static_cast<std::size_t>(edge)].count, 1) << edge;
  }
}

TEST(Metrics, EntropyInNats) {
  const float even[] = {0.25f, 0.25f, 0.25f, 0.25f}, sure[] = {1, 0, 0, 0}, one[] = {1};
  EXPECT_NEAR(entropy(even, 4), std::log(4), 1e-6);
  EXPECT_EQ(entropy(sure, 4), 0);
  EXPECT_EQ(entropy(one, 1), 0);
}

TEST(Metrics, AurocCountsPairs) {
  const std::vector<float> low = {1, 2, 3}, high = {4, 5}, mixed = {2, 3, 4};
  EXPECT_EQ(auroc(low, high).value(), 1);
  EXPECT_EQ(auroc(high, low).value(), 0);
  EXPECT_EQ(auroc(low, low).value(), 0.5);
  // pairs (n, p): 3 wins of 2 (1 win, 1 tie), of 3 (2, 1), of 4 (3) = 6 + 2/2 of 9
  EXPECT_NEAR(auroc(low, mixed).value(), 7.0 / 9, 1e-12);
  EXPECT_FALSE(auroc({}, low).has_value());
  const std::vector<float> broken = {1, std::numeric_limits<float>::quiet_NaN()};
  EXPECT_FALSE(auroc(low, broken).has_value());
}

// The definition, pair by pair, on draws with many ties.
TEST(Metrics, AurocAgreesWithTheDefinition) {
  Draws draws({3, Stream::tests});
  std::vector<float> negatives, positives;
  for (int i = 0; i < 60; ++i) negatives.push_back(static_cast<float>(draws.below(12)));
  for (int i = 0; i < 41; ++i) positives.push_back(static_cast<float>(draws.below(15)));
  double wins = 0;
  for (float n : negatives) {
    for (float p : positives) wins += p > n ? 1 : p == n ? 0.5 : 0;
  }
  EXPECT_NEAR(auroc(negatives, positives).value(), wins / (60 * 41), 1e-12);
}

TEST(Metrics, QuantilesAsNumpy) {
  EXPECT_EQ(quantile({7}, 0.9), 7);
  EXPECT_EQ(quantile({4, 1, 3, 2}, 0), 1);
  EXPECT_EQ(quantile({4, 1, 3, 2}, 1), 4);
  EXPECT_NEAR(quantile({4, 1, 3, 2}, 0.5), 2.5, 1e-12);
  EXPECT_NEAR(quantile({4, 1, 3, 2}, 0.025), 1.075, 1e-6);
}

TEST(Metrics, RegressionByHand) {
  Matrix mean(2, 1), deviation(2, 1), truth(2, 1);
  mean(0, 0) = 1, mean(1, 0) = -2;
  deviation(0, 0) = 1, deviation(1, 0) = 0.5f;
  truth(0, 0) = 2.5f, truth(1, 0) = -4;
  EXPECT_NEAR(rmse(mean, truth).value(), std::sqrt((1.5 * 1.5 + 4) / 2), 1e-7);
  EXPECT_EQ(coverage(mean, deviation, truth, 0).value(), 0.5);  // 1.5 < 1.96; 2 > 0.98
  EXPECT_EQ(coverage(mean, deviation, truth, 0.8).value(), 1);  // 1.96 sqrt(1.05) = 2.008
  const double expected =
      0.5 * (std::log(2 * M_PI * 1.8) + 2.25 / 1.8 + std::log(2 * M_PI * 1.05) + 4 / 1.05) / 2;
  EXPECT_NEAR(gaussian_nll(mean, deviation, truth, 0.8).value(), expected, 1e-6);
  EXPECT_FALSE(rmse(Matrix(), Matrix()).has_value());
}

// n draws of the predictive normal itself: 95 % are covered, give or take 5 sqrt(.95 .05 / n).
TEST(Metrics, CoverageOfTheRightModel) {
  const int n = 20000;
  Matrix mean(n, 1), deviation(n, 1), truth(n, 1);
  fill_normal(mean.data(), n, {1, Stream::tests}, {0, 0, 0, 0}, 3, 2);
  fill_normal(truth.data(), n, {1, Stream::tests}, {0, 1, 0, 0});
  for (int i = 0; i < n; ++i) {
    deviation(i, 0) = 0.6f;
    truth(i, 0) = mean(i, 0) + truth(i, 0);  // total variance 1 = .36 + .64
  }
  const double tolerance = 5 * std::sqrt(0.95 * 0.05 / n);
  EXPECT_NEAR(coverage(mean, deviation, truth, 0.64).value(), 0.95, tolerance);
  // Without the noise the band is 0.6 of its width: 2 Phi(1.96 * 0.6) - 1 = 0.7604.
  EXPECT_NEAR(coverage(mean, deviation, truth, 0).value(), std::erf(1.959964 * 0.6 / M_SQRT2),
              5 * std::sqrt(0.76 * 0.24 / n));
}

// Gal & Ghahramani's code: reg = lengthscale^2 (1 - dropout) / (2 N tau).
TEST(Gal, PrecisionInvertsTheirRegularizer) {
  for (double p : {0.005, 0.1, 0.8}) {
    const double l = 1e-2, tau = 0.25, n = 277;
    const double reg = l * l * (1 - p) / (2 * n * tau);
    EXPECT_NEAR(precision_of_dropout(1 - p, l, n, reg), tau, 1e-12);
  }
}

TEST(Gal, LogMeanExpNeitherOverflowsNorUnderflows) {
  LogMeanExp far;
  for (double x : {-1e5, -1e5 + 1, -1e5 - 3}) far.add(x);
  EXPECT_NEAR(far.value(), -1e5 + std::log((1 + std::exp(1) + std::exp(-3)) / 3), 1e-6);
  LogMeanExp one;
  one.add(800);
  EXPECT_NEAR(one.value(), 800, 1e-6);
  EXPECT_TRUE(std::isnan(LogMeanExp().value()));
}

// One pass: the log-density of a normal. Several: the log of the mean of their densities.
TEST(Gal, LikelihoodIsTheMixtureDensity) {
  const double tau = 0.4, y = 1.3;
  const std::array<double, 4> passes = {0.2, 1.1, 3.0, -2.0};
  const auto density = [&](double at) {
    return std::sqrt(tau / (2 * M_PI)) * std::exp(-0.5 * tau * (y - at) * (y - at));
  };
  PredictiveLikelihood one(tau), all(tau);
  one.add((y - passes[0]) * (y - passes[0]));
  double mean = 0;
  for (double at : passes) {
    all.add((y - at) * (y - at));
    mean += density(at) / 4;
  }
  EXPECT_NEAR(one.value(), std::log(density(passes[0])), 1e-6);
  EXPECT_NEAR(all.value(), std::log(mean), 1e-6);
}

// Of equal passes the likeliest variance is the mean squared error; in general no other precision
// gives a higher likelihood.
TEST(Gal, LikeliestPrecisionMaximises) {
  Matrix equal(3, 4);
  for (int t = 0; t < 3; ++t) {
    for (int i = 0; i < 4; ++i) equal(t, i) = static_cast<float>(i + 1);
  }
  EXPECT_NEAR(likeliest_precision(equal), 1 / 2.5, 1e-3);

  Matrix errors(20, 30);
  fill_normal(errors.data(), 600, {8, Stream::tests}, {}, 0, 1.5f);
  for (std::size_t i = 0; i < errors.size(); ++i) errors.data()[i] *= errors.data()[i];
  const auto likelihood = [&](double tau) {
    double sum = 0;
    for (int i = 0; i < errors.cols(); ++i) {
      PredictiveLikelihood one(tau);
      for (int t = 0; t < errors.rows(); ++t) one.add(errors(t, i));
      sum += one.value();
    }
    return sum;
  };
  const double best = likeliest_precision(errors);
  EXPECT_GT(likelihood(best), likelihood(best * 1.05));
  EXPECT_GT(likelihood(best), likelihood(best / 1.05));
  EXPECT_GT(likelihood(best), likelihood(best * 2));
}

}  // namespace
}  // namespace dropout
