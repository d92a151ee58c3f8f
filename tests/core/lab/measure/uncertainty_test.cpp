// Many passes taken together: nothing depends on how they are grouped or sliced; ensembles; shifted
// inputs; what leaks through maps; and O22, what switching dropout must not touch.
#include "lab/measure/uncertainty.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "lab/data/shift.h"
#include "lab/measure/ensemble.h"
#include "lab/measure/metrics.h"
#include "lab/measure/neighbours.h"
#include "lab/measure/report.h"
#include "lab/query/engine.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::random_matrix;
using testing::spec_of;

std::unique_ptr<Experiment> run_of(const std::string& link) {
  Error error;
  auto run = Experiment::open(whole_engine().recipes, spec_of(link), {}, error);
  EXPECT_EQ(english_of(error), "");
  return run;
}

bool same_bits(const Matrix& a, const Matrix& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

TEST(Uncertainty, MomentsOfNumbers) {
  Matrix values(6, 1);
  const double numbers[] = {3, -1, 4, 1, -5, 9};
  Moments moments(1, 1);
  Predictive predictive(1, 1, false);
  for (double x : numbers) {
    Matrix one(1, 1);
    one(0, 0) = static_cast<float>(x);
    moments.add(one);
    predictive.add(one);
  }
  const double mean = 11.0 / 6, deviation = std::sqrt((133 - 121.0 / 6) / 5);
  EXPECT_NEAR(moments.mean(0, 0), mean, 1e-6);
  EXPECT_NEAR(moments.deviation(0, 0), deviation, 1e-5);
  EXPECT_NEAR(predictive.standard_error(0, 0), deviation / std::sqrt(6), 1e-5);
  EXPECT_EQ(predictive.passes(), 6);
}

TEST(Uncertainty, ConvergenceEndsAtTheMoments) {
  const std::vector<float> passes = {2, 4, 4, 5};
  const Matrix path = convergence(passes);
  EXPECT_EQ(path(0, 0), 2);
  EXPECT_EQ(path(0, 1), 0);
  EXPECT_NEAR(path(3, 0), 3.75, 1e-6);
  EXPECT_NEAR(path(3, 1), std::sqrt(4.75 / 3), 1e-6);
  EXPECT_NEAR(path(3, 2), std::sqrt(4.75 / 3) / 2, 1e-6);
  EXPECT_NEAR(path(3, 3), 1 / std::sqrt(6), 1e-6);
}

// Networks planned for 256 and for 1,000 examples group the passes of 100 examples differently.
TEST(Uncertainty, MasksDoNotDependOnGrouping) {
  for (const std::string scope : {"example", "function"}) {
    const auto small = run_of("p=0.3&n=100&batch=32&draws=" + scope);
    const auto large = run_of("p=0.3&n=100&batch=1000&draws=" + scope);
    ASSERT_NE(small->network().max_examples(), large->network().max_examples());
    SamplingPlan plan;
    plan.samples = 21;
    plan.shared_mask = scope == "function";
    const auto predicted = [&](Experiment& run, int count) {
      Batcher batcher(run.network().shape(), run.network().max_examples());
      return predict_part(run.network(), batcher, run.data().train, count, plan);
    };
    const Predictive a = predicted(*small, 100), b = predicted(*large, 100);
    EXPECT_TRUE(same_bits(a.mean(), b.mean()));
    EXPECT_TRUE(same_bits(a.deviation(), b.deviation()));
    const Predictive fewer = predicted(*small, 40);  // more examples leave these as they were
    EXPECT_EQ(std::memcmp(fewer.mean().data(), a.mean().data(), 80 * sizeof(float)), 0);
  }
}

// Examples in different slices have masks of their own, unless one function is drawn.
TEST(Uncertainty, FunctionDrawsShareTheirMask) {
  auto run = run_of("p=0.5&width=64&n=100");
  Examples same;
  same.x = Matrix(70, 2);
  same.label.assign(70, 0);
  std::fill_n(same.x.data(), same.x.size(), 0.5f);
  Batcher batcher(run->network().shape(), run->network().max_examples());
  SamplingPlan plan;
  plan.samples = 1;
  const auto first = [&](bool shared) {
    plan.shared_mask = shared;
    return predict_part(run->network(), batcher, same, 70, plan).mean();
  };
  const Matrix function = first(true), examples = first(false);
  int equal = 0;
  for (int r = 1; r < 70; ++r) {
    EXPECT_EQ(function(r, 0), function(0, 0));
    equal += examples(r, 0) == examples(0, 0);
  }
  EXPECT_LE(equal, 2);
  EXPECT_NE(examples(0, 0), examples(4, 0));  // row 0 of the first and of the second slice
}

TEST(Uncertainty, TotalVarianceIsNoiseAndPasses) {
  EXPECT_NEAR(total_variance(0.5, 4), 0.5, 1e-12);
  EXPECT_NEAR(total_variance(0.5, 0), 0.25, 1e-12);
}

// Report against the definitions, on a regression in its own units.
TEST(Uncertainty, ReportOfARegression) {
  auto run = run_of("data=xsinx&p=0.1&width=32&epochs=50&n=40");
  run->advance_to(100);
  Batcher batcher(run->network().shape(), run->network().max_examples());
  SamplingPlan plan;
  plan.samples = 30;
  const Dataset& data = run->data();
  const int n = data.valid.size();
  const double tau = 2;
  const Reported made = report(run->network(), batcher, data, data.valid, {n, true, tau}, plan);
  double squares = 0, covered = 0;
  const double scale = data.y_scale.deviation[0];
  for (int r = 0; r < n; ++r) {
    const double error = scale * (made.predictive.mean()(r, 0) - data.valid.y(r, 0));
    const double s = scale * made.predictive.deviation()(r, 0);
    squares += error * error;
    covered += std::abs(error) <= 1.959964 * std::sqrt(total_variance(s, tau));
  }
  EXPECT_NEAR(made.report.rmse.value(), std::sqrt(squares / n), 1e-4);
  EXPECT_NEAR(made.report.coverage.value(), covered / n, 1e-9);
  EXPECT_GE(made.report.coverage.value(), made.report.coverage_plain.value());
  EXPECT_FALSE(made.report.accuracy.has_value());
  EXPECT_FALSE(made.report.entropy.has_value());
  // Jensen: the mixture's likelihood is at least the mean of the passes' own.
  EXPECT_TRUE(std::isfinite(made.report.ll.value()));
  const Reported plain = report(run->network(), batcher, data, data.valid, {n, true, 0}, plan);
  EXPECT_FALSE(plain.report.ll.has_value());
  EXPECT_FALSE(plain.report.nll.has_value());
}

TEST(Ensemble, IsTheMeanOfItsMembers) {
  Matrix stacked;
  for (int m = 0; m < 3; ++m) {
    const auto run = run_of("p=0.2&width=8&epochs=3&dseed=7&seed=" + std::to_string(7 + m));
    while (!run->status().finished) run->advance();
    Batcher batcher(run->network().shape(), run->network().max_examples());
    const Matrix outputs = outputs_of(run->network(), batcher, run->data().valid, 50);
    if (m == 0) stacked = Matrix(150, outputs.cols());
    std::copy_n(outputs.data(), outputs.size(), stacked.row(50 * m));
  }
  EXPECT_NE(std::memcmp(stacked.row(50), stacked.row(100), 50 * sizeof(float)), 0);

  const Predictive all = combine(stacked, 3, true);
  EXPECT_EQ(all.passes(), 3);
  for (int r = 0; r < 50; r += 7) {
    const double mean =
        (static_cast<double>(stacked(r, 0)) + stacked(50 + r, 0) + stacked(100 + r, 0)) / 3;
    EXPECT_NEAR(all.mean()(r, 0), mean, 1e-6);
    EXPECT_GE(all.mutual_information(r), 0);
  }
}

TEST(Shift, RotationByQuartersMovesPixels) {
  const ImageShape shape{3, 3, 1};
  const float image[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const float quarter[] = {3, 6, 9, 2, 5, 8, 1, 4, 7};  // counter-clockwise
  float turned[9];
  rotate_image(image, turned, shape, 90);
  for (int i = 0; i < 9; ++i) EXPECT_NEAR(turned[i], quarter[i], 1e-4) << i;
  rotate_image(image, turned, shape, 0);
  for (int i = 0; i < 9; ++i) EXPECT_EQ(turned[i], image[i]);
  rotate_image(image, turned, shape, 45);
  EXPECT_NEAR(turned[4], 5, 1e-6);
  EXPECT_NEAR(turned[0], 0.25 * 0, 2.0) << "corners come from outside and from the edge";
}

TEST(Shift, ReplacesAShareOfTheTokens) {
  Dataset data;
  data.vocabulary = Vocabulary({"<unk>", "a", "b"}, Unit::word);
  data.valid.begin = {0};
  data.valid.count = {2000};
  data.valid.tokens.assign(2000, 1);
  data.valid.label = {0};
  const auto unknown = [&](double share) {
    int count = 0;
    for (int token : shifted(data, share, 1, 3).part.tokens) count += token == 0;
    return count;
  };
  EXPECT_EQ(unknown(0), 0);
  EXPECT_EQ(unknown(1), 2000);
  EXPECT_NEAR(unknown(0.3), 600, 5 * std::sqrt(2000 * 0.21));
  EXPECT_NE(english_of(shifted(data, 1.5, 1, 3).error), "");
  EXPECT_NE(english_of(shifted(data, NAN, 1, 3).error), "");
}

TEST(Shift, GoesBeyondTheRange) {
  const auto line = run_of("data=sine");
  const Shifted beyond = shifted(line->data(), 1, 50, 1);
  EXPECT_EQ(beyond.part.size(), 50);
  EXPECT_TRUE(beyond.truths);
  const auto plane = run_of("data=moons");
  const Shifted out = shifted(plane->data(), 2, 10, 1);
  EXPECT_FALSE(out.truths);
  for (int i = 0; i < 20; ++i) {
    EXPECT_NEAR(out.part.x.data()[i], 3 * plane->data().valid.x.data()[i], 1e-5);
  }
}

// Maps that are constant over space tell everything of a dropped pixel through any neighbour, and
// nothing where whole channels drop; independent pixels tell nothing at all.
TEST(Leak, OfMapsThatAreKnown) {
  const ImageShape shape{8, 8, 4};
  constexpr int examples = 60, floats = 8 * 8 * 4;
  const Matrix level = random_matrix(examples, 4, 5);
  Matrix flat(examples, floats);
  for (int n = 0; n < examples; ++n) {
    for (int i = 0; i < floats; ++i) flat(n, i) = level(n, i % 4);
  }
  const Matrix noise = random_matrix(examples, floats, 6);
  std::vector<Keep> plain(flat.size()), spatial(flat.size());
  keep_mask(plain.data(), static_cast<int>(plain.size()), 0.3, {1, Stream::tests}, {});
  std::vector<Keep> channels(static_cast<std::size_t>(examples) * 4);
  keep_mask(channels.data(), static_cast<int>(channels.size()), 0.3, {2, Stream::tests}, {});
  for (std::size_t i = 0; i < spatial.size(); ++i) {
    spatial[i] = channels[i / floats * 4 + i % 4];
  }
  EXPECT_GT(neighbour_r2(flat, shape, plain.data()).r2, 0.9);
  EXPECT_EQ(neighbour_r2(flat, shape, spatial.data()).r2, 0);
  // 24 useless weights fitted to 2,300 values cost 24 / 2,300 of R^2, give or take.
  EXPECT_NEAR(neighbour_r2(noise, shape, plain.data()).r2, 0, 0.05);
  EXPECT_NEAR(neighbour_r2(noise, shape, plain.data()).dropped, 0.3,
              5 * std::sqrt(0.21 / static_cast<double>(plain.size())));
}

// O22. p = 0 is no layer: DropConnect at p = 0, which has no dropout layers, ends at the same bits.
TEST(SwitchingDropout, RateZeroIsNoLayer) {
  const auto digest = [](const std::string& link) {
    const auto run = run_of(link + "&epochs=3&width=16");
    while (!run->status().finished) run->advance();
    return run->digest();
  };
  const std::uint64_t none = digest("drop=dropconnect&p=0");
  for (const char* kind : {"standard", "classic", "gaussian", "alpha"}) {
    EXPECT_EQ(digest(std::string("drop=") + kind + "&p=0"), none) << kind;
  }
  EXPECT_NE(digest("p=0.1"), none);
}

TEST(SwitchingDropout, EvalIsDeterministicAndKnowsNoDraw) {
  const auto run = run_of("p=0.5&epochs=2&norm=batch");
  run->advance_to(5);
  const std::uint64_t before = run->digest();
  const Score eval = run->score(run->data().valid, Phase::eval, 1);
  const Score mc = run->score(run->data().valid, Phase::mc, 1);
  const Score train = run->score(run->data().valid, Phase::train, 1);
  EXPECT_EQ(run->score(run->data().valid, Phase::eval, 2).loss, eval.loss);
  EXPECT_EQ(run->score(run->data().valid, Phase::mc, 1).loss, mc.loss);
  EXPECT_NE(run->score(run->data().valid, Phase::mc, 2).loss, mc.loss);
  EXPECT_NE(train.loss, eval.loss);
  EXPECT_EQ(run->digest(), before) << "measuring changes no weight and no statistic";
}

// Switching p away and back between two steps leaves weights and the optimizer's moments alone.
TEST(SwitchingDropout, ARateThatReturnsLeavesNoTrace) {
  const auto still = run_of("p=0.5&epochs=2"), moved = run_of("p=0.5&epochs=2");
  for (Experiment* run : {still.get(), moved.get()}) run->advance_to(5);
  EXPECT_EQ(english_of(moved->set(*find_key("p"), "0.9")), "");
  EXPECT_EQ(english_of(moved->set(*find_key("p"), "0.5")), "");
  for (Experiment* run : {still.get(), moved.get()}) run->advance_to(10);
  EXPECT_EQ(still->digest(), moved->digest());
  EXPECT_EQ(english_of(moved->set(*find_key("p"), "0.2")), "");
  for (Experiment* run : {still.get(), moved.get()}) run->advance_to(14);
  EXPECT_NE(still->digest(), moved->digest());
}

}  // namespace
}  // namespace dropout
