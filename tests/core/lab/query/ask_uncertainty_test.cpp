// The questions about uncertainty, through ask(): what comes back, of every task,
// and what is said where a question makes no sense.
#include <gtest/gtest.h>

#include <cmath>

#include "lab/measure/report.h"
#include "lab/query/engine.h"
#include "tests/core/small_network.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

using testing::spec_of;
using testing::tiny_data;

std::unique_ptr<Experiment> run_of(const std::string& link, int steps = 20) {
  const Spec spec = spec_of(link);
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec, tiny_data(spec.data(), 64, 48), error);
  EXPECT_EQ(english_of(error), "") << link;
  if (run) run->advance_to(steps);
  return run;
}

Question question_of(const std::string& what, const std::string& mode = "mc") {
  Question question;
  question.what = what;
  question.mode = mode;
  question.samples = 10;
  return question;
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

/// A field of a "summary", NaN where it was not measured.
float field_of(const Answer& answer, const std::string& name, int row = 0) {
  int column = 0;
  for (const ReportField& field : report_fields()) {
    if (name == field.name) return matrix_of(answer, "summary")(row, column);
    ++column;
  }
  ADD_FAILURE() << "no field " << name;
  return NAN;
}

TEST(AskUncertainty, ClassifierScoresAreTheRunsOwn) {
  for (const char* link : {"p=0.3&width=16", "model=text&p=0.3", "model=cnn&p=0.3&width=16",
                           "model=lstm&data=wordnet&p=0.3&width=8"}) {
    const auto run = run_of(link);
    const Score eval = run->score(run->data().valid, Phase::eval);
    const Answer sure = ask(whole_engine(), *run, question_of("uncertainty", "eval"));
    EXPECT_NEAR(field_of(sure, "accuracy"), eval.accuracy, 1e-6) << link;
    EXPECT_NEAR(field_of(sure, "nll"), eval.loss, 1e-4) << link;
    EXPECT_EQ(field_of(sure, "passes"), 1);
    EXPECT_EQ(field_of(sure, "epistemic"), 0);
    EXPECT_NEAR(field_of(sure, "entropy"), field_of(sure, "aleatoric"), 1e-6);
    EXPECT_TRUE(std::isnan(field_of(sure, "rmse")));

    const Answer mc = ask(whole_engine(), *run, question_of("uncertainty"));
    EXPECT_EQ(field_of(mc, "passes"), 10);
    EXPECT_GT(field_of(mc, "epistemic"), 0) << link;
    EXPECT_NEAR(field_of(mc, "entropy"), field_of(mc, "aleatoric") + field_of(mc, "epistemic"),
                1e-5);
    const Matrix& bins = matrix_of(mc, "bins");
    ASSERT_EQ(bins.rows(), 15);
    float count = 0, error = 0;
    for (int b = 0; b < 15; ++b) {
      count += bins(b, 2);
      error += bins(b, 2) * std::abs(bins(b, 0) - bins(b, 1));
    }
    EXPECT_EQ(count, field_of(mc, "rows"));
    EXPECT_NEAR(error / count, field_of(mc, "ece"), 1e-5);
    EXPECT_EQ(matrix_of(mc, "examples").rows(), static_cast<int>(count));
  }
}

// A language model's tokens are its rows; its padding is none of them.
TEST(AskUncertainty, LanguageModelsCountTokens) {
  const auto run = run_of("model=lstm&data=names&p=0.2&width=8&depth=2");
  const Score eval = run->score(run->data().valid, Phase::eval);
  const Answer answer = ask(whole_engine(), *run, question_of("uncertainty", "eval"));
  EXPECT_EQ(field_of(answer, "rows"), eval.count);
  EXPECT_NEAR(field_of(answer, "nll"), eval.loss, 1e-4);
}

TEST(AskUncertainty, RegressionInItsOwnUnits) {
  const auto run = run_of("data=cars&p=0.1&width=16&tau=0.5");
  const double scale = run->data().y_scale.deviation[0];
  const Score eval = run->score(run->data().valid, Phase::eval);
  const Answer answer = ask(whole_engine(), *run, question_of("uncertainty", "eval"));
  EXPECT_NEAR(field_of(answer, "rmse"), scale * std::sqrt(eval.loss), 1e-3 * scale);
  EXPECT_EQ(field_of(answer, "tau"), 0.5f);
  EXPECT_EQ(field_of(answer, "coverage_plain"), 0);                     // one pass has no spread
  EXPECT_NEAR(field_of(answer, "ll"), -field_of(answer, "nll"), 1e-4);  // one normal
  EXPECT_TRUE(std::isnan(field_of(answer, "accuracy")));

  const auto guess = run_of("data=cars&p=0.1&width=16", 200);
  const Answer estimated = ask(whole_engine(), *guess, question_of("uncertainty"));
  EXPECT_GT(field_of(estimated, "tau"), 0);
  EXPECT_GT(field_of(estimated, "deviation"), 0);
  EXPECT_GT(field_of(estimated, "coverage"), field_of(estimated, "coverage_plain"));
}

TEST(AskUncertainty, ShiftIsSeenAndScored) {
  for (const char* link : {"p=0.3&width=16", "model=text&p=0.3", "model=cnn&p=0.3&width=16"}) {
    const auto run = run_of(link, 100);
    const Answer answer = ask(whole_engine(), *run, question_of("shift"));
    const Matrix& auroc = matrix_of(answer, "auroc");
    ASSERT_EQ(auroc.cols(), 3) << link;
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(auroc(0, i) >= 0 && auroc(0, i) <= 1) << link;
    EXPECT_EQ(matrix_of(answer, "summary").rows(), 2);
    EXPECT_GT(matrix_of(answer, "outside").rows(), 0);
  }
  const auto line = run_of("data=sine&p=0.1", 500);
  const Answer answer = ask(whole_engine(), *line, question_of("shift"));
  EXPECT_GT(matrix_of(answer, "auroc")(0, 0), 0.5f);
  EXPECT_GT(field_of(answer, "rmse", 1), field_of(answer, "rmse", 0));
}

// Members' outputs, stacked, are what one pass each would be.
TEST(AskUncertainty, EnsembleOfOneIsTheEvalPass) {
  for (const char* link :
       {"p=0.3&width=16", "data=cars&p=0.1&width=16&tau=1", "model=lstm&data=names&width=8"}) {
    const auto run = run_of(link);
    Question question = question_of("ensemble", "eval");
    question.index = 1;
    question.points = matrix_of(ask(whole_engine(), *run, question_of("outputs")), "outputs");
    const Answer alone = ask(whole_engine(), *run, question),
                 eval = ask(whole_engine(), *run, question_of("uncertainty", "eval"));
    for (const char* field : {"accuracy", "nll", "ece", "rmse", "rows", "entropy"}) {
      const float a = field_of(alone, field), b = field_of(eval, field);
      EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << link << " " << field;
    }
    question.index = 2;
    EXPECT_NE(english_of(ask(whole_engine(), *run, question).error), "");
    question.index = 0;
    EXPECT_NE(english_of(ask(whole_engine(), *run, question).error), "");
  }
}

// One member's outputs, inside and outside at once: what "shift" says of its eval pass.
TEST(AskUncertainty, EnsembleOfOneTellsShiftsApartAsItsEvalPass) {
  for (const char* link : {"p=0.3&width=16", "data=sine&p=0.1&width=16&tau=1", "model=text&p=0.3",
                           "model=cnn&p=0.3&width=16"}) {
    const auto run = run_of(link);
    Question outputs = question_of("outputs"), question = question_of("ensemble", "eval");
    outputs.text = question.text = "shift";
    question.index = 1;
    question.points = matrix_of(ask(whole_engine(), *run, outputs), "outputs");
    const Answer alone = ask(whole_engine(), *run, question),
                 eval = ask(whole_engine(), *run, question_of("shift", "eval"));
    for (const char* name : {"auroc", "inside", "outside"}) {
      const Matrix &a = matrix_of(alone, name), &b = matrix_of(eval, name);
      ASSERT_EQ(a.size(), b.size()) << link << " " << name;
      for (std::size_t i = 0; i < a.size(); ++i) {
        const float left = a.data()[i], right = b.data()[i];
        EXPECT_TRUE(left == right || (std::isnan(left) && std::isnan(right))) << link << name;
      }
    }
    for (int row : {0, 1}) {
      EXPECT_EQ(field_of(alone, "rows", row), field_of(eval, "rows", row));
      EXPECT_EQ(field_of(alone, "entropy", row) == field_of(eval, "entropy", row),
                !std::isnan(field_of(eval, "entropy", row)));
    }
    question.index = 2;
    EXPECT_NE(english_of(ask(whole_engine(), *run, question).error), "");
  }
}

TEST(AskUncertainty, ConvergenceEndsAtAllPasses) {
  const auto run = run_of("p=0.5&width=16");
  Question question = question_of("convergence");
  question.samples = 1000;
  question.index = 3;
  const Answer answer = ask(whole_engine(), *run, question);
  const Matrix &path = matrix_of(answer, "path"), &passes = matrix_of(answer, "passes");
  ASSERT_EQ(path.rows(), 200);
  EXPECT_EQ(path(199, 0), 1000);
  double sum = 0;
  for (int t = 0; t < 1000; ++t) sum += passes(0, t);
  EXPECT_NEAR(path(199, 1), sum / 1000, 1e-5);
  EXPECT_NEAR(path(199, 3), path(199, 2) / std::sqrt(1000), 1e-6);
  EXPECT_TRUE(std::isfinite(matrix_of(answer, "eval")(0, 0)));
}

TEST(AskUncertainty, EnumerationAndItsLimits) {
  const auto run = run_of("p=0.5&width=12&depth=1");
  Question question = question_of("enumerate");
  question.samples = 2000;
  question.count = 4;
  const Answer answer = ask(whole_engine(), *run, question);
  EXPECT_EQ(matrix_of(answer, "summary")(0, 0), 12);
  EXPECT_EQ(matrix_of(answer, "summary")(0, 1), 4096);
  EXPECT_LT(matrix_of(answer, "summary")(0, 3), 1e-5f);  // one softmax layer: exact
  const Matrix &exact = matrix_of(answer, "arithmetic"),
               &deviation = matrix_of(answer, "deviation");
  for (int r = 0; r < 4; ++r) {
    EXPECT_NEAR(matrix_of(answer, "mc")(r, 0), exact(r, 0),
                5 * deviation(r, 0) / std::sqrt(2000) + 1e-6);
  }
  for (const char* link : {"p=0.5&width=15&depth=1", "p=0&width=4", "p=0.5&width=4&drop=gaussian",
                           "model=lstm&data=names&p=0.5&width=4&depth=2"}) {
    EXPECT_NE(english_of(ask(whole_engine(), *run_of(link), question).error), "") << link;
  }
}

// Asking leaves no hold, no statistic and no weight behind.
TEST(AskUncertainty, ModesScoreOneNetwork) {
  const auto run = run_of("p=0.5&width=32&norm=batch", 50);
  const std::uint64_t before = run->digest();
  const Answer answer = ask(whole_engine(), *run, question_of("mode3"));
  const Matrix& modes = matrix_of(answer, "modes");
  const Score eval = run->score(run->data().valid, Phase::eval);
  EXPECT_NEAR(modes(0, 0), eval.accuracy, 1e-6);
  EXPECT_NEAR(modes(0, 1), eval.loss, 1e-4);
  EXPECT_EQ(modes(0, 3), 0);
  EXPECT_GT(modes(1, 3), 0);            // the jitter of a forgotten eval()
  EXPECT_GT(modes(2, 1), modes(3, 1));  // Jensen: one pass loses more than their mean
  EXPECT_EQ(matrix_of(answer, "train").rows(), 10);
  EXPECT_EQ(run->digest(), before);
}

TEST(AskNetwork, VarianceShiftAndItsCure) {
  const auto run = run_of("p=0.5&width=64&depth=2&norm=batch&epochs=200", 300);
  const Matrix shift = matrix_of(ask(whole_engine(), *run, question_of("variance")), "ratios");
  ASSERT_EQ(shift.rows(), 2);
  EXPECT_LT(shift(1, 0), 0.95f);  // behind dropout, eval's variance is smaller
  EXPECT_NEAR(shift(1, 1), 1, 0.2);
  const Answer cured = ask(whole_engine(), *run, question_of("recalibrate"));
  EXPECT_EQ(matrix_of(cured, "scores").rows(), 2);
  // The second norm saw the first normalize by its batches, not by the average over them.
  EXPECT_NEAR(matrix_of(cured, "ratios")(0, 0), 1, 1e-3);
  EXPECT_NEAR(matrix_of(cured, "ratios")(1, 0), 1, 0.1);
  EXPECT_NE(english_of(ask(whole_engine(), *run_of("p=0.5"), question_of("variance")).error), "");
}

// A branch that stochastic depth drops still normalises every row.
TEST(AskNetwork, VarianceInsideBranches) {
  const auto run = run_of("p=0.5&width=32&depth=3&norm=batch&drop=path", 100);
  const std::size_t norms = run->network().buffers().size() / 2;
  ASSERT_GT(norms, 1u);
  const Answer shift = ask(whole_engine(), *run, question_of("variance"));
  EXPECT_EQ(static_cast<std::size_t>(matrix_of(shift, "ratios").rows()), norms);
  const Matrix cured = matrix_of(ask(whole_engine(), *run, question_of("recalibrate")), "ratios");
  for (int i = 0; i < cured.rows(); ++i) EXPECT_NEAR(cured(i, 0), 1, 0.1) << i;
}

TEST(AskNetwork, LeakIsLargestForPlainDropout) {
  const auto run = run_of("model=cnn&width=16", 50);
  Question question = question_of("leak");
  question.number = 0.3;
  const Matrix leak = matrix_of(ask(whole_engine(), *run, question), "leak");
  EXPECT_GT(leak(0, 0), leak(0, 1));
  EXPECT_NEAR(leak(0, 1), 0, 1e-6);
  for (int kind = 0; kind < 2; ++kind) EXPECT_NEAR(leak(1, kind), 0.3, 0.1);
  EXPECT_NE(english_of(ask(whole_engine(), *run_of("p=0.5"), question).error), "");
}

TEST(AskNetwork, HistogramsCountEverything) {
  const auto run = run_of("p=0.5&width=16");
  for (const char* name : {"hidden1.weight", "hidden1.drop.before", "out"}) {
    Question question = question_of("histogram", "eval");
    question.text = name;
    question.count = 7;
    const Answer answer = ask(whole_engine(), *run, question);
    const Matrix &bins = matrix_of(answer, "histogram"), &summary = matrix_of(answer, "summary");
    ASSERT_EQ(bins.rows(), 7);
    float count = 0;
    for (int b = 0; b < 7; ++b) count += bins(b, 2);
    EXPECT_EQ(count, summary(0, 0)) << name;
    EXPECT_NEAR(bins(0, 0), summary(0, 3), 1e-6);
  }
  Question nothing = question_of("histogram");
  nothing.text = "nowhere";
  EXPECT_NE(english_of(ask(whole_engine(), *run, nothing).error), "");
}

TEST(AskNetwork, LagsOfTheRecallTask) {
  const auto run = run_of("model=lstm&data=recall&width=8&context=16", 5);
  const Matrix lags = matrix_of(ask(whole_engine(), *run, question_of("lag", "eval")), "lag");
  ASSERT_EQ(lags.rows(), 4);
  float count = 0, right = 0;
  for (int r = 0; r < 4; ++r) {
    count += lags(r, 2);
    right += lags(r, 1) * lags(r, 2);
  }
  EXPECT_EQ(count, static_cast<float>(run->data().valid.size()));
  const Score eval = run->score(run->data().valid, Phase::eval);
  EXPECT_NEAR(right / count, eval.accuracy, 1e-5);
  EXPECT_NE(english_of(ask(whole_engine(), *run_of("p=0.5"), question_of("lag")).error), "");
}

}  // namespace
}  // namespace dropout
