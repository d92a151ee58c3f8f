// The essay's questions: ridge by plain sums over the examples, missing units by the run's own
// scores.
#include <gtest/gtest.h>

#include <cmath>

#include "lab/query/engine.h"
#include "tests/core/small_network.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

using testing::spec_of;
using testing::tiny_data;

std::unique_ptr<Experiment> run_of(const std::string& link, int steps) {
  const Spec spec = spec_of(link);
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec, tiny_data(spec.data(), 64, 48), error);
  EXPECT_EQ(english_of(error), "") << link;
  if (run) run->advance_to(steps);
  return run;
}

Answer ask(Experiment& run, const std::string& what, int samples = 10) {
  Question question;
  question.what = what;
  question.mode = "mc";
  question.samples = samples;
  question.count = 600;
  return ask(whole_engine(), run, question);
}

const Matrix& matrix_of(const Answer& answer, const std::string& name) {
  static const Matrix nothing;
  EXPECT_EQ(english_of(answer.error), "");
  for (const Named& named : answer.matrices) {
    if (named.name == name) return named.values;
  }
  ADD_FAILURE() << "no matrix " << name;
  return nothing;
}

/// Squared error of weights w (bias last) with inputs dropped at rate p, averaged over all masks of
/// every example, by visiting them.
double loss_over_masks(const Dataset& data, const float* w, double p) {
  const int d = data.features;
  double sum = 0;
  for (int i = 0; i < data.train.size(); ++i) {
    for (int mask = 0; mask < 1 << d; ++mask) {
      double chance = 1, y = w[d];
      for (int j = 0; j < d; ++j) {
        const bool kept = (mask >> j & 1) != 0;
        chance *= kept ? 1 - p : p;
        if (kept) y += static_cast<double>(w[j]) * data.train.x(i, j) / (1 - p);
      }
      const double error = data.train.y(i, 0) - y;
      sum += chance * error * error;
    }
  }
  return sum / data.train.size();
}

TEST(AskLesson, RidgeIsTheBestOverAllMasks) {
  for (const char* p : {"0.1", "0.5", "0.8"}) {
    const auto run = run_of(std::string("data=cars&depth=0&pin=") + p, 30);
    const Answer answer = ask(*run, "ridge");
    const Matrix weights = matrix_of(answer, "weights");
    const Matrix& loss = matrix_of(answer, "loss");
    const Dataset& data = run->data();
    ASSERT_EQ(weights.cols(), data.features + 1);
    for (int r = 0; r < 3; ++r) {
      EXPECT_NEAR(loss(0, r), loss_over_masks(data, weights.row(r), std::stod(p)), 1e-5) << p;
    }
    std::vector<float> w(weights.row(1), weights.row(1) + weights.cols());
    for (float& one : w) {  // whichever way it moves, it loses
      for (const float step : {-0.05f, 0.05f}) {
        one += step;
        EXPECT_GT(loss_over_masks(data, w.data(), std::stod(p)), loss(0, 1)) << p;
        one -= step;
      }
    }
  }
}

TEST(AskLesson, TrainingWithDroppedInputsFindsRidge) {
  const auto run =
      run_of("data=cars&depth=0&pin=0.3&opt=sgd&lr=0.02&sched=cosine&batch=16&epochs=2000", 8000);
  const Matrix weights = matrix_of(ask(*run, "ridge"), "weights");
  double from_ridge = 0, from_least = 0;
  for (int j = 0; j < weights.cols(); ++j) {
    from_ridge = std::max(from_ridge, std::abs(1.0 * weights(0, j) - weights(1, j)));
    from_least = std::max(from_least, std::abs(1.0 * weights(0, j) - weights(2, j)));
  }
  EXPECT_LT(from_ridge, 0.01);
  EXPECT_GT(from_least, 5 * from_ridge);
}

TEST(AskLesson, WithoutDropoutRidgeIsLeastSquares) {
  const auto run = run_of("data=cars&depth=0", 1);
  const Matrix weights = matrix_of(ask(*run, "ridge"), "weights");
  for (int j = 0; j < weights.cols(); ++j) EXPECT_EQ(weights(1, j), weights(2, j));
}

TEST(AskLesson, RidgeSaysWhereItDoesNotApply) {
  for (const char* link : {"data=cars&pin=0.3", "data=moons&depth=0", "data=cars&depth=0&pin=1",
                           "data=cars&depth=0&drop=alpha&act=selu&pin=0.3"}) {
    EXPECT_NE(english_of(ask(*run_of(link, 1), "ridge").error), "") << link;
  }
}

// Nothing missing is eval mode; as many missing as in training is a Monte Carlo pass.
TEST(AskLesson, MissingUnitsMeetTheRunsOwnScores) {
  const auto run = run_of("p=0.5&width=24", 60);
  const std::uint64_t before = run->digest();
  const Matrix missing = matrix_of(ask(*run, "missing"), "missing");
  ASSERT_EQ(missing.rows(), 9);
  EXPECT_NEAR(missing(0, 1), run->score(run->data().valid, Phase::eval).accuracy, 1e-6);
  EXPECT_EQ(missing(0, 2), 0);
  const Matrix modes = matrix_of(ask(*run, "mode3"), "modes");
  EXPECT_NEAR(missing(5, 0), 0.5, 1e-6);
  EXPECT_NEAR(missing(5, 1), modes(2, 0), 1e-6);
  EXPECT_NEAR(missing(5, 2), modes(2, 2), 1e-6);
  EXPECT_LT(missing(8, 1), missing(0, 1));
  EXPECT_EQ(run->digest(), before);
  for (const DropoutSite* site : run->network().sites()) {
    EXPECT_EQ(site->p(), site->rate() == Rate::hidden ? 0.5 : 0);
  }
}

TEST(AskLesson, MissingUnitsNeedAClassifierWithHiddenUnits) {
  for (const char* link : {"data=cars&p=0.5", "depth=0", "drop=concrete&p=0.1"}) {
    EXPECT_NE(english_of(ask(*run_of(link, 1), "missing").error), "") << link;
  }
}

}  // namespace
}  // namespace dropout
