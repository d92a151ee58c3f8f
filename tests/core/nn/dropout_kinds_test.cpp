// The other kinds of noise against what their papers say: 2014's dropout, Gaussian, alpha,
// DropConnect and concrete dropout. Statistical bounds are five standard errors.
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

/// Central moments 2 .. 4 about a known mean, and how many values were below 0.
struct Moments {
  double n = 0, mean = 0, second = 0, third = 0, fourth = 0, negative = 0;

  template <class Values>
  Moments(const Values& values, double centre) {
    for (const float v : values) {
      const double d = v - centre;
      n += 1, mean += v, second += d * d, third += d * d * d, fourth += d * d * d * d;
      negative += v < 0;
    }
    mean /= n, second /= n, third /= n, fourth /= n, negative /= n;
  }
};

/// What a layer makes of ones.
template <class L>
std::vector<float> noise_of(double p, int draws) {
  L layer("noise", Rate::hidden, 100, 100);
  site_of(layer, p);
  Matrix ones(100, 100);
  std::fill_n(ones.data(), ones.size(), 1.0f);
  std::vector<float> all;
  for (std::uint32_t step = 0; static_cast<int>(all.size()) < draws; ++step) {
    const ConstView y = layer.forward(ones, pass_of(Phase::train, step));
    all.insert(all.end(), y.data, y.data + y.size());
  }
  return all;
}

// O2: with the next weights scaled by q at test, the network of 2014 is today's.
TEST(ClassicDropout, IsTheInvertedOneWithScaledWeights) {
  for (const double p : {0.1, 0.5, 0.8}) {
    const float q = static_cast<float>(1 - p);
    ClassicDropout classic("drop", Rate::hidden, 7, 12);
    Dropout inverted("drop", Rate::hidden, 7, 12);
    site_of(classic, p), site_of(inverted, p);
    Linear next("next", 12, 4, 7), scaled("next", 12, 4, 7);
    testing::randomize(next, 3), testing::randomize(scaled, 3);
    for (std::size_t i = 0; i < 48; ++i) scaled.weight().value.data()[i] *= q;
    const Matrix x = random_matrix(7, 12, 1);
    for (const Phase phase : {Phase::train, Phase::mc, Phase::eval}) {
      const Matrix y = copy(next.forward(classic.forward(x, pass_of(phase)), pass_of(phase)));
      const ConstView same = scaled.forward(inverted.forward(x, pass_of(phase)), pass_of(phase));
      for (std::size_t i = 0; i < y.size(); ++i) {
        EXPECT_NEAR(y.data()[i], same.data[i], 4e-6) << "p=" << p;
      }
    }
  }
}

TEST(ClassicDropout, IsIdleAtZeroAndScalesInEvalOnly) {
  ClassicDropout layer("drop", Rate::hidden, 2, 3);
  const Matrix x = random_matrix(2, 3, 1);
  site_of(layer, 0);
  for (const Phase phase : {Phase::train, Phase::eval}) {
    EXPECT_EQ(layer.forward(x, pass_of(phase)).data, x.data());
  }
  site_of(layer, 0.75);
  const ConstView y = layer.forward(x, pass_of(Phase::eval));
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(y.data[i], 0.25f * x.data()[i]);
  site_of(layer, 1);
  for (const Phase phase : {Phase::train, Phase::eval}) {
    const ConstView zero = layer.forward(x, pass_of(phase));
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(zero.data[i], 0.0f);
  }
}

// O8: mean and variance are those of Bernoulli dropout; the third central moment (the fourth at
// p = 0.5) tells them apart, and Gaussian noise flips signs.
TEST(GaussianDropout, HasBernoullisMeanAndVarianceAndNotItsOtherMoments) {
  constexpr int kDraws = 400000;
  for (const double p : {0.1, 0.2, 0.5, 0.8}) {
    const double q = 1 - p, variance = p / q;
    const Moments g(noise_of<GaussianDropout>(p, kDraws), 1);
    const Moments b(noise_of<Dropout>(p, kDraws), 1);
    const double root = std::sqrt(g.n);
    EXPECT_NEAR(g.mean, 1, 5 * std::sqrt(variance) / root);
    EXPECT_NEAR(b.mean, 1, 5 * std::sqrt(variance) / root);
    EXPECT_NEAR(g.second, variance, 5 * variance * std::sqrt(2) / root);
    // E d^4 and so on of the two-valued variable: -1 with p, p/q with q.
    const double b4 = p + std::pow(p / q, 4) * q, b6 = p + std::pow(p / q, 6) * q;
    EXPECT_NEAR(b.second, variance, 5 * std::sqrt(b4 - variance * variance) / root + 1e-5);
    const double b3 = p * (p - q) / (q * q);
    EXPECT_NEAR(b.third, b3, 5 * std::sqrt(b6 - b3 * b3) / root + 1e-5);
    EXPECT_NEAR(g.third, 0, 5 * std::sqrt(15) * std::pow(variance, 1.5) / root);
    EXPECT_NEAR(g.fourth, 3 * variance * variance, 5 * std::sqrt(96) * variance * variance / root);
    const double flipped = 0.5 * std::erfc(std::sqrt(q / p) / std::sqrt(2.0));
    EXPECT_NEAR(g.negative, flipped, 5 * std::sqrt(flipped / g.n) + 1e-6);
    EXPECT_EQ(b.negative, 0);
  }
  EXPECT_NEAR(Moments(noise_of<Dropout>(0.5, kDraws), 1).fourth, 1, 1e-12);
}

TEST(GaussianDropout, OneIsZeroAndAHoldIsNoNoise) {
  GaussianDropout layer("drop", Rate::hidden, 5, 6);
  DropoutSite& site = site_of(layer, 1);
  const Matrix x = random_matrix(5, 6, 1);
  ConstView y = layer.forward(x, pass_of(Phase::train));
  for (std::size_t i = 0; i < 30; ++i) EXPECT_EQ(y.data[i], 0.0f);
  site.set_p(0.5);
  site.hold(1, Hold::dropped);
  site.hold(4, Hold::kept);
  y = layer.forward(x, pass_of(Phase::train));
  for (int r = 0; r < 5; ++r) {
    EXPECT_EQ(y(r, 1), 0.0f);
    EXPECT_EQ(y(r, 4), x(r, 4));
    EXPECT_NE(y(r, 0), x(r, 0));
  }
}

// O11: Klambauer et al.'s constants, and what they are for.
TEST(AlphaDropout, ConstantsAreThePublishedOnes) {
  const double published[][4] = {{0.1, 0.92128, 0.16197, -1.45774},
                                 {0.2, 0.87890, 0.30904, -1.23616},
                                 {0.5, 0.88640, 0.77919, -0.77919}};
  for (const auto& [p, a, b, dropped] : published) {
    const AlphaDropout::Affine affine = AlphaDropout::affine(p);
    EXPECT_NEAR(affine.a, a, 5.1e-6);
    EXPECT_NEAR(affine.b, b, 5.1e-6);
    EXPECT_NEAR(affine.dropped, dropped, 5.1e-6);
  }
  EXPECT_EQ(AlphaDropout::affine(0).a, 1.0f);
  EXPECT_EQ(AlphaDropout::affine(0).b, 0.0f);
}

TEST(AlphaDropout, KeepsMeanZeroAndVarianceOne) {
  constexpr int kRows = 100, kUnits = 100, kSteps = 30;
  for (const double p : {0.1, 0.2, 0.5, 0.8}) {
    AlphaDropout layer("drop", Rate::hidden, kRows, kUnits);
    site_of(layer, p);
    std::vector<float> all;
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      const Matrix x = random_matrix(kRows, kUnits, 100 + step);
      const ConstView y = layer.forward(x, pass_of(Phase::train, step));
      all.insert(all.end(), y.data, y.data + y.size());
    }
    const Moments m(all, 0);
    EXPECT_NEAR(m.mean, 0, 5 / std::sqrt(m.n)) << "p=" << p;
    EXPECT_NEAR(m.second, 1, 5 * std::sqrt((m.fourth - 1) / m.n)) << "p=" << p;
  }
}

TEST(AlphaDropout, OneIsZeroAndADroppedNanIsGone) {
  AlphaDropout layer("drop", Rate::hidden, 4, 8);
  DropoutSite& site = site_of(layer, 0.5);
  Matrix x(4, 8);
  std::fill_n(x.data(), x.size(), std::numeric_limits<float>::quiet_NaN());
  ConstView y = layer.forward(x, pass_of(Phase::train));
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(std::isnan(y.data[i]), site.mask()[i] != 0);
  site.set_p(1);
  y = layer.forward(x, pass_of(Phase::train));
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(y.data[i], 0.0f);
}

// O19: 1 - z is above 1/2 with probability q exactly, and near 0 or 1 as t = 0.1 is near 0.
TEST(ConcreteDropout, IsNearlyBernoulli) {
  constexpr int kRows = 200, kUnits = 100;
  for (const double p : {0.1, 0.5, 0.8}) {
    ConcreteDropout layer("drop", Rate::hidden, kRows, kUnits, nullptr);
    site_of(layer, p);
    layer.start_at(p);
    EXPECT_NEAR(layer.learned_p(), p, 1e-6);
    Matrix ones(kRows, kUnits);
    std::fill_n(ones.data(), ones.size(), 1.0f);
    const ConstView y = layer.forward(ones, pass_of(Phase::train));
    double dropped = 0, between = 0;
    const double n = static_cast<double>(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double keep = y.data[i] * (1 - p);
      dropped += keep < 0.5;
      between += keep > 0.05 && keep < 0.95;
    }
    EXPECT_NEAR(dropped / n, p, 5 * std::sqrt(p * (1 - p) / n)) << "p=" << p;
    // |logit p + logit u| < t logit .95: the share of u between those two.
    const double width = 0.1 * std::log(19.0), middle = -std::log(p / (1 - p));
    const auto cdf = [](double logit) { return 1 / (1 + std::exp(-logit)); };
    const double share = cdf(middle + width) - cdf(middle - width);
    EXPECT_NEAR(between / n, share, 5 * std::sqrt(share / n)) << "p=" << p;
  }
}

TEST(ConcreteDropout, WithoutDataTheRateGoesToAHalf) {
  for (const double start : {0.1, 0.8}) {
    ConcreteDropout layer("drop", Rate::hidden, 1, 4, nullptr);
    layer.set_regularizers(0, 1);
    layer.start_at(start);
    std::vector<Parameter*> parameters;
    layer.parameters(parameters);
    double before = 1e300;
    for (int step = 0; step < 400; ++step) {
      parameters[0]->gradient(0, 0) = 0;
      const double value = layer.regularize();
      EXPECT_LE(value, before + 1e-6);
      before = value;
      parameters[0]->value(0, 0) -= 0.2f * parameters[0]->gradient(0, 0);
    }
    EXPECT_NEAR(layer.learned_p(), 0.5, 1e-3);
    EXPECT_NEAR(before, -4 * std::log(2.0), 1e-4);
  }
}

TEST(ConcreteDropout, TheRegularizersGradientAgreesWithDifferences) {
  Linear next("next", 5, 3, 2);
  testing::randomize(next, 4);
  ConcreteDropout layer("drop", Rate::hidden, 2, 5, &next.weight());
  layer.set_regularizers(0.3f, 0.2f);
  layer.start_at(0.3);
  std::vector<Parameter*> own;
  layer.parameters(own);
  own.push_back(&next.weight());
  const auto clear = [&] {
    for (Parameter* p : own) std::fill_n(p->gradient.data(), p->gradient.size(), 0.0f);
  };
  clear();
  layer.regularize();
  std::vector<Matrix> gradients;
  for (Parameter* p : own) gradients.push_back(copy(p->gradient));
  for (std::size_t k = 0; k < own.size(); ++k) {
    for (std::size_t i = 0; i < own[k]->value.size(); ++i) {
      float& x = own[k]->value.data()[i];
      const float before = x, h = 1e-2f;
      x = before + h;
      const double up = layer.regularize();
      x = before - h;
      const double down = layer.regularize();
      x = before;
      EXPECT_NEAR((up - down) / (2 * h), gradients[k].data()[i], 3e-4);
    }
  }
}

TEST(EveryKind, GradientsAgreeWithDifferences) {
  for (const double p : {0.1, 0.8}) {
    for (const int rows : {1, 5}) {
      const Matrix x = random_matrix(rows, 9, 8);
      std::vector<std::unique_ptr<Layer>> layers;
      layers.push_back(std::make_unique<ClassicDropout>("classic", Rate::hidden, rows, 9));
      layers.push_back(std::make_unique<GaussianDropout>("gaussian", Rate::hidden, rows, 9));
      layers.push_back(std::make_unique<AlphaDropout>("alpha", Rate::hidden, rows, 9));
      layers.push_back(std::make_unique<DropConnect>("dropconnect", Rate::hidden, 9, 4, rows, 1));
      for (const auto& layer : layers) {
        testing::randomize(*layer, 6);
        site_of(*layer, p);
        for (const Phase phase : {Phase::train, Phase::eval}) {
          EXPECT_TRUE(testing::gradients_agree(*layer, x, pass_of(phase)))
              << "p=" << p << " rows=" << rows;
        }
      }
      // The temperature makes the noise ten times as steep in logit p.
      ConcreteDropout concrete("concrete", Rate::hidden, rows, 9, nullptr);
      site_of(concrete, p);
      concrete.start_at(p);
      testing::GradientOptions options;
      options.step = 2e-3;
      options.tolerance = 1e-2;
      options.kink = 1e-1;
      EXPECT_TRUE(testing::gradients_agree(concrete, x, pass_of(Phase::train), options))
          << "p=" << p << " rows=" << rows;
    }
  }
}

}  // namespace
}  // namespace dropout
