// Masks in numbers against closed forms: expected depth, the scatter of Monte Carlo estimates, and
// what entropies say of passes. Tolerances are five standard errors.
#include <gtest/gtest.h>

#include <cmath>

#include "lab/measure/uncertainty.h"
#include "lab/query/engine.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::dense_batch;
using testing::dense_shape;
using testing::parameter_of;
using testing::peek_of;
using testing::random_matrix;
using testing::spec_of;

Pass mc(std::uint32_t draw) {
  Pass pass;
  pass.phase = Phase::mc;
  pass.random = {5, Stream::samples};
  pass.step = draw;
  return pass;
}

// O14. Stochastic depth with the linear rule: E[active branches] = sum_l (1 - p l / L), which is
// (3L - 1) / 4 for p = 1/2.
TEST(OracleOfSampling, StochasticDepthsExpectedDepth) {
  constexpr int L = 7, draws = 4000;
  Network network(whole_engine().recipes, spec_of("drop=path&depth=8&width=4&p=0.5"),
                  dense_shape(Task::classify, 2, 2));
  ASSERT_EQ(network.sites().size(), L + 1u);  // and the input's
  double expected = 0, variance = 0;
  for (const DropoutSite* site : network.sites()) {
    if (site->name() == "input.drop") continue;
    expected += 1 - site->p();
    variance += site->p() * (1 - site->p());
  }
  EXPECT_NEAR(expected, (3 * L - 1) / 4.0, 1e-12);
  const Matrix x(1, 2);
  double active = 0;
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    network.forward(dense_batch(x), mc(draw));
    for (const DropoutSite* site : network.sites()) {
      if (site->name() != "input.drop") active += site->mask()[0] != 0;
    }
  }
  EXPECT_NEAR(active / draws, expected, 5 * std::sqrt(variance / draws));
}

// O15. The mean of T passes scatters by sd / sqrt(T), the deviation by sd / sqrt(2 (T - 1)): at
// T = 50 an estimated deviation is right to 10 %.
TEST(OracleOfSampling, ScatterOfMonteCarloEstimates) {
  constexpr int T = 50, repeats = 400;
  Network network(whole_engine().recipes, spec_of("width=256&depth=1&data=sine&p=0.5"),
                  dense_shape(Task::regress, 1, 1));
  Matrix x(1, 1);
  x(0, 0) = 0.7f;
  network.forward(dense_batch(x), Pass{});
  const ConstView h = peek_of(network, "hidden1.drop.before");
  const Matrix& w = parameter_of(network, "out.weight").value;
  double variance = 0;
  for (int j = 0; j < 256; ++j) {
    const double wh = static_cast<double>(w(0, j)) * h(0, j);
    variance += wh * wh;  // p/q = 1
  }
  const double sd = std::sqrt(variance);
  Moments means(1, 1), deviations(1, 1);
  for (int i = 0; i < repeats; ++i) {
    SamplingPlan plan;
    plan.samples = T;
    plan.draw = static_cast<std::uint32_t>(i);
    Predictive one(1, 1, false);
    sample_passes(network, dense_batch(x), plan, [&](int, View y) { one.add(y); });
    means.add(one.mean());
    deviations.add(one.deviation());
  }
  const double slack = 5 / std::sqrt(2.0 * (repeats - 1));  // of an estimated deviation: 18 %
  const double error = sd / std::sqrt(T), spread = 1 / std::sqrt(2.0 * (T - 1));
  EXPECT_NEAR(means.deviation(0, 0), error, slack * error);
  EXPECT_NEAR(deviations.deviation(0, 0) / sd, spread, slack * spread);
  EXPECT_NEAR(spread, 0.101, 0.0005);
  EXPECT_NEAR(deviations.mean(0, 0), sd, 5 * spread * sd / std::sqrt(repeats) + 0.01 * sd);
}

// O16. Two passes (.9, .1) and (.1, .9).
TEST(OracleOfSampling, EntropiesOfTwoPasses) {
  Predictive two(1, 2, true);
  Matrix p(1, 2);
  p(0, 0) = 0.9f, p(0, 1) = 0.1f;
  two.add(p);
  p(0, 0) = 0.1f, p(0, 1) = 0.9f;
  two.add(p);
  EXPECT_NEAR(two.total_entropy(0), 0.693147, 1e-6);
  EXPECT_NEAR(two.aleatoric_entropy(0), 0.325083, 1e-6);
  EXPECT_NEAR(two.mutual_information(0), 0.368064, 1e-6);
  EXPECT_NEAR(two.variation_ratio(0), 0.5, 1e-12);
  EXPECT_NEAR(two.deviation()(0, 0), 0.8 / std::sqrt(2), 1e-6);
  EXPECT_NEAR(two.standard_error(0, 0), 0.4, 1e-6);
}

TEST(OracleOfSampling, NoDropoutHasNoMutualInformation) {
  Network network(whole_engine().recipes, spec_of("width=16&depth=2&p=0"),
                  dense_shape(Task::classify, 2, 3));
  const Matrix x = random_matrix(4, 2, 91);
  Predictive passes(4, 3, true);
  SamplingPlan plan;
  plan.samples = 20;
  sample_passes(network, dense_batch(x), plan, [&](int, View y) { passes.add(y); });
  for (int r = 0; r < 4; ++r) {
    EXPECT_NEAR(passes.mutual_information(r), 0, 1e-6);
    EXPECT_EQ(passes.variation_ratio(r), 0);
    EXPECT_EQ(passes.deviation()(r, 0), 0);
  }
}

}  // namespace
}  // namespace dropout
