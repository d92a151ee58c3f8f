// What changing a live key does to a run, and what it leaves alone.
#include "lab/train/experiment.h"

#include <gtest/gtest.h>

#include <string>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "tests/core/spec_tools.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

constexpr int kSteps = 10, kDone = 6;  // an epoch has one step

std::unique_ptr<Experiment> run_of(const std::string& keys) {
  const Spec spec = testing::only_arm("epochs=10&batch=64&" + keys);
  DataOptions options;
  options.n = 44;
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec,
                              testing::tiny_data(spec.data(), 44, 20, options), error);
  EXPECT_EQ(english_of(error), "");
  EXPECT_EQ(run->status().steps, kSteps);
  return run;
}

double rate_of(Experiment& run) { return run.network().sites().back()->p(); }

TEST(Set, KeepsTheScheduleOfRates) {
  const auto run = run_of("p=0.5&psched=ramp");
  run->advance_to(kDone);
  const double factor = static_cast<double>(kDone - 1) / kSteps;  // of the step done last
  ASSERT_NEAR(rate_of(*run), 0.5 * factor, 1e-6);
  EXPECT_EQ(english_of(run->set(info(Key::lr), "0.001")), "");
  EXPECT_NEAR(rate_of(*run), 0.5 * factor, 1e-6);
  EXPECT_EQ(english_of(run->set(info(Key::p), "0.8")), "");
  EXPECT_NEAR(rate_of(*run), 0.8 * factor, 1e-6);
}

TEST(Set, GivesTheSpecsOwnRateBeforeTheFirstStep) {
  const auto run = run_of("p=0.5&psched=ramp");
  EXPECT_EQ(english_of(run->set(info(Key::p), "0.8")), "");
  EXPECT_NEAR(rate_of(*run), 0.8, 1e-6);
}

TEST(Set, ToTheSameValueChangesNoWeight) {
  const auto run = run_of("p=0.5&psched=late"), other = run_of("p=0.5&psched=late");
  run->advance_to(kDone);
  EXPECT_EQ(english_of(run->set(info(Key::p), "0.5")), "");
  run->advance_to(kSteps);
  other->advance_to(kSteps);
  EXPECT_EQ(run->digest(), other->digest());
}

TEST(Set, RefusesWhatIsNotLive) {
  const auto run = run_of("p=0.5");
  EXPECT_NE(english_of(run->set(info(Key::width), "8")), "");
  EXPECT_NE(english_of(run->set(info(Key::p), "2")), "");
  EXPECT_EQ(rate_of(*run), 0.5);
}

}  // namespace
}  // namespace dropout
