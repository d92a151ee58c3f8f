// Dropout sites and the standard layer: what is kept and how it is scaled, the edges p = 0 and
// p = 1, whatever a reader does to a mask, and sampling that does not depend on how it is grouped.
#include "nn/dropout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tests/core/dropout_tools.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::copy;
using testing::pass_of;
using testing::random_matrix;
using testing::same;
using testing::site_of;

constexpr double kRates[] = {0.1, 0.2, 0.5, 0.8, 0.9};

// O1: E[m x / q] = x, Var = (p/q) x^2, kept values are x / q and nothing else.
TEST(Dropout, KeepsTheMeanAndHasItsVariance) {
  constexpr int kUnits = 37, kRows = 40, kSteps = 50, kDraws = kRows * kSteps;
  for (const double p : kRates) {
    Dropout layer("drop", Rate::hidden, kRows, kUnits);
    site_of(layer, p);
    Matrix x(kRows, kUnits);
    for (int r = 0; r < kRows; ++r) {
      for (int u = 0; u < kUnits; ++u) x(r, u) = 0.25f * static_cast<float>(u - 10);
    }
    std::vector<double> sum(kUnits), squares(kUnits);
    long survivors = 0;
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      const ConstView y = layer.forward(x, pass_of(Phase::train, step));
      for (int r = 0; r < kRows; ++r) {
        for (int u = 0; u < kUnits; ++u) {
          const float kept = x(r, u) * static_cast<float>(1 / (1 - p));
          ASSERT_TRUE(y(r, u) == 0 || y(r, u) == kept) << y(r, u) << " of " << x(r, u);
          survivors += x(r, u) != 0 && y(r, u) != 0;
          sum[static_cast<std::size_t>(u)] += y(r, u);
          squares[static_cast<std::size_t>(u)] += y(r, u) * y(r, u);
        }
      }
    }
    const double q = 1 - p, n = kDraws;
    for (int u = 0; u < kUnits; ++u) {
      const double v = x(0, u), mean = sum[static_cast<std::size_t>(u)] / n;
      const double deviation = std::abs(v) * std::sqrt(p / q);
      EXPECT_NEAR(mean, v, 5 * deviation / std::sqrt(n) + 1e-6) << "p=" << p << " unit " << u;
      // E y^2 = x^2 / q, y^2 being x^2 / q^2 with probability q.
      const double of_square = v * v / (q * q) * std::sqrt(q * p);
      EXPECT_NEAR(squares[static_cast<std::size_t>(u)] / n, v * v / q,
                  5 * of_square / std::sqrt(n) + 1e-6);
    }
    const double all = n * (kUnits - 1);  // one unit is 0 whatever happens
    EXPECT_NEAR(static_cast<double>(survivors), all * q, 5 * std::sqrt(all * p * q)) << "p=" << p;
  }
}

TEST(Dropout, ZeroIsTheInputItselfAndSoIsEval) {
  Dropout layer("drop", Rate::hidden, 4, 8);
  const Matrix x = random_matrix(4, 8, 1);
  site_of(layer, 0);
  for (const Phase phase : {Phase::train, Phase::mc, Phase::eval}) {
    EXPECT_EQ(layer.forward(x, pass_of(phase)).data, x.data());
    EXPECT_EQ(layer.backward(x).data, x.data());
  }
  site_of(layer, 0.5);
  EXPECT_EQ(layer.forward(x, pass_of(Phase::eval)).data, x.data());
  EXPECT_EQ(layer.backward(x).data, x.data());
  EXPECT_NE(layer.forward(x, pass_of(Phase::mc)).data, x.data());
}

TEST(Dropout, OneGivesZerosBothWays) {
  Dropout layer("drop", Rate::hidden, 3, 5);
  site_of(layer, 1);
  Matrix x = random_matrix(3, 5, 1);
  x(0, 0) = std::numeric_limits<float>::infinity();
  x(1, 1) = std::numeric_limits<float>::quiet_NaN();
  const Matrix zero(3, 5);
  EXPECT_TRUE(same(layer.forward(x, pass_of(Phase::train)), zero)) << "no -0, no NaN";
  EXPECT_TRUE(same(layer.backward(x), zero));
}

TEST(Dropout, ADroppedNanIsGoneAndAKeptOneStays) {
  Dropout layer("drop", Rate::hidden, 4, 9);
  DropoutSite& site = site_of(layer, 0.5);
  Matrix bad(4, 9);
  const float values[] = {std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity()};
  for (int i = 0; i < 36; ++i) bad.data()[i] = values[i % 3];
  const Matrix y = copy(layer.forward(bad, pass_of(Phase::train)));
  const Matrix dx = copy(layer.backward(bad));
  for (int i = 0; i < 36; ++i) {
    const bool kept = site.mask()[i] != 0;
    EXPECT_EQ(std::isfinite(y.data()[i]), !kept);
    EXPECT_EQ(std::isfinite(dx.data()[i]), !kept);
    EXPECT_TRUE(kept || (y.data()[i] == 0 && dx.data()[i] == 0));
  }
}

TEST(Dropout, GradientsAgree) {
  for (const double p : {0.1, 0.8}) {
    for (const int rows : {1, 6}) {
      Dropout layer("drop", Rate::hidden, rows, 11);
      site_of(layer, p);
      EXPECT_TRUE(
          testing::gradients_agree(layer, random_matrix(rows, 11, 5), pass_of(Phase::train)));
    }
  }
}

// --- the site ----------------------------------------------------------------------------------

std::vector<Keep> drawn(DropoutSite& site, int rows, const Pass& pass) {
  const Keep* mask = site.draw(rows, pass);
  return {mask, mask + static_cast<std::ptrdiff_t>(rows) * site.units()};
}

TEST(DropoutSite, MasksDependOnTheirCoordinatesAlone) {
  DropoutSite site("site", Rate::hidden, 6, 50);
  site.set_p(0.5);
  site.set_index(3);
  const Pass pass = pass_of(Phase::train);
  const auto mask = drawn(site, 6, pass);
  EXPECT_EQ(drawn(site, 6, pass), mask) << "the same coordinates, the same mask";
  EXPECT_EQ(drawn(site, 6, pass_of(Phase::mc)), mask) << "a phase is no coordinate";
  Pass other = pass;
  other.step = 8;
  EXPECT_NE(drawn(site, 6, other), mask);
  other = pass;
  other.sample = 1;
  EXPECT_NE(drawn(site, 6, other), mask);
  other = pass;
  other.random.seed = 43;
  EXPECT_NE(drawn(site, 6, other), mask);
  other = pass;
  other.random.stream = Stream::samples;
  EXPECT_NE(drawn(site, 6, other), mask) << "sampling never repeats training";
  site.set_index(4);
  EXPECT_NE(drawn(site, 6, pass), mask);
  site.set_index(3);
  const auto fewer = drawn(site, 2, pass);
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), mask.begin())) << "rows before stay";
  for (std::uint32_t e = 0; e < 300; ++e) EXPECT_EQ(site.drops(e, 0, pass), mask[e] == 0);
}

TEST(DropoutSite, RatesAreNested) {  // a higher rate drops more of the same draw, never others
  DropoutSite site("site", Rate::hidden, 4, 64);
  std::vector<Keep> before(256, kept_element);
  for (const double p : {0.0, 0.1, 0.3, 0.5, 0.8, 0.99, 1.0}) {
    site.set_p(p);
    const auto mask = drawn(site, 4, pass_of(Phase::train));
    for (std::size_t e = 0; e < mask.size(); ++e) EXPECT_TRUE(mask[e] == 0 || before[e] != 0);
    before = mask;
  }
}

TEST(DropoutSite, FrozenMasksRepeatAndAnyMaskCanBeRecalled) {
  DropoutSite site("site", Rate::hidden, 3, 40);
  site.set_p(0.5);
  const auto fifth = drawn(site, 3, pass_of(Phase::train, 5));
  const auto ninth = drawn(site, 3, pass_of(Phase::train, 9));
  site.freeze(5);
  EXPECT_TRUE(site.frozen());
  EXPECT_EQ(drawn(site, 3, pass_of(Phase::train, 9)), fifth);
  EXPECT_EQ(drawn(site, 3, pass_of(Phase::train, 1000)), fifth);
  site.freeze(9);
  EXPECT_EQ(drawn(site, 3, pass_of(Phase::train, 5)), ninth) << "mask number 9, recalled";
  site.release();
  EXPECT_EQ(drawn(site, 3, pass_of(Phase::train, 5)), fifth);
}

TEST(DropoutSite, AHeldUnitIsAsHeldInEveryRow) {
  Dropout layer("drop", Rate::hidden, 8, 10);
  DropoutSite& site = site_of(layer, 0.5);
  const auto free = drawn(site, 8, pass_of(Phase::train));
  site.hold(2, Hold::dropped);
  site.hold(7, Hold::kept);
  const auto held = drawn(site, 8, pass_of(Phase::train));
  for (std::size_t e = 0; e < held.size(); ++e) {
    const Keep expected = e % 10 == 2 ? dropped_element : e % 10 == 7 ? kept_element : free[e];
    EXPECT_EQ(held[e], expected) << "the other units are as before";
  }
  site.hold(2, Hold::free);
  site.hold(7, Hold::free);
  site.hold(7, Hold::free);
  EXPECT_EQ(drawn(site, 8, pass_of(Phase::train)), free);

  // A hold counts at p = 0 as well, where nothing else drops; never in eval.
  site.set_p(0);
  site.hold(4, Hold::dropped);
  const Matrix x = random_matrix(8, 10, 1);
  const ConstView y = layer.forward(x, pass_of(Phase::train));
  for (int r = 0; r < 8; ++r) {
    for (int u = 0; u < 10; ++u) EXPECT_EQ(y(r, u), u == 4 ? 0.0f : x(r, u));
  }
  EXPECT_EQ(layer.forward(x, pass_of(Phase::eval)).data, x.data());
  site.hold(4, Hold::free);
  EXPECT_EQ(layer.forward(x, pass_of(Phase::train)).data, x.data());
}

TEST(DropoutSite, ASharedMaskIsOneForAllExamplesOfASample) {
  constexpr int kLength = 3, kExamples = 4, kSamples = 2, kUnits = 20;
  DropoutSite site("site", Rate::hidden, kLength * kExamples * kSamples, kUnits);
  site.set_p(0.5);
  Pass pass = pass_of(Phase::mc);
  pass.shared_mask = true;
  pass.length = kLength;
  pass.samples = kSamples;
  const auto mask = drawn(site, kLength * kExamples * kSamples, pass);
  const auto row = [&](int sample, int example, int t) {
    const auto begin = mask.begin() + ((sample * kExamples + example) * kLength + t) * kUnits;
    return std::vector<std::uint32_t>(begin, begin + kUnits);
  };
  for (int s = 0; s < kSamples; ++s) {
    for (int t = 0; t < kLength; ++t) {
      for (int e = 1; e < kExamples; ++e) EXPECT_EQ(row(s, e, t), row(s, 0, t));
    }
    EXPECT_NE(row(s, 0, 0), row(s, 0, 1)) << "places of a sequence differ";
  }
  EXPECT_NE(row(0, 0, 0), row(1, 0, 0)) << "samples differ";
}

// --- runs --------------------------------------------------------------------------------------

}  // namespace
}  // namespace dropout
