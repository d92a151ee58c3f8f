// Wrong labels: how many there are, that they are wrong, and what they leave alone.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "lab/query/engine.h"
#include "lab/train/experiment.h"
#include "tests/core/spec_tools.h"

namespace dropout {
namespace {

std::unique_ptr<Experiment> run_of(const std::string& link) {
  Error error;
  auto run = Experiment::open(whole_engine().recipes, testing::only_arm("#v=1&" + link), {}, error);
  EXPECT_EQ(english_of(error), "");
  return run;
}

const std::vector<int>& labels_of(const Experiment& run) { return run.data().train.label; }

int differing(const std::vector<int>& a, const std::vector<int>& b, std::size_t n) {
  int count = 0;
  for (std::size_t i = 0; i < n; ++i) count += a[i] != b[i];
  return count;
}

TEST(Flip, IsTheShareOfTrainingLabelsThatAreWrong) {
  constexpr int n = 20000;
  for (const std::string data : {"moons", "blobs"}) {
    const auto right = run_of("data=" + data + "&n=20000");
    for (const double share : {0.1, 0.5}) {
      const auto wrong = run_of("data=" + data + "&n=20000&flip=" + std::to_string(share));
      const int count = differing(labels_of(*right), labels_of(*wrong), n);
      EXPECT_NEAR(count, n * share, 5 * std::sqrt(n * share * (1 - share))) << data;
      for (const int label : labels_of(*wrong))
        ASSERT_TRUE(label >= 0 && label < right->data().outputs);
      EXPECT_EQ(right->data().valid.label, wrong->data().valid.label);
    }
  }
}

TEST(Flip, OfThreeClassesTakesBothOthersAlike) {
  constexpr int n = 20000;
  const auto right = run_of("data=blobs&n=20000"), wrong = run_of("data=blobs&n=20000&flip=0.5");
  int next = 0, all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const int step = (labels_of(*wrong)[i] - labels_of(*right)[i] + 3) % 3;
    next += step == 1;
    all += step != 0;
  }
  EXPECT_NEAR(next, all / 2.0, 5 * std::sqrt(all) / 2);
}

TEST(Flip, IsAFunctionOfTheDataSeedAndTheExample) {
  const auto few = run_of("data=moons&n=100&flip=0.3"), many = run_of("data=moons&n=300&flip=0.3");
  EXPECT_EQ(differing(labels_of(*few), labels_of(*many), 100), 0);
  const auto weights = run_of("data=moons&n=300&flip=0.3&seed=9&dseed=1");
  EXPECT_EQ(labels_of(*many), labels_of(*weights));
  const auto other = run_of("data=moons&n=300&flip=0.3&dseed=2");
  EXPECT_GT(differing(labels_of(*many), labels_of(*other), 300), 60);
  // A larger share keeps what a smaller one replaced.
  const auto right = run_of("data=moons&n=300"), more = run_of("data=moons&n=300&flip=0.4");
  for (std::size_t i = 0; i < 300; ++i) {
    if (labels_of(*many)[i] == labels_of(*right)[i]) continue;
    EXPECT_EQ(labels_of(*many)[i], labels_of(*more)[i]);
  }
}

TEST(Flip, LeavesRegressionsAlone) {
  const auto plain = run_of("data=sine&epochs=2"), flipped = run_of("data=sine&epochs=2&flip=0.5");
  plain->advance_to(1000);
  flipped->advance_to(1000);
  EXPECT_EQ(plain->digest(), flipped->digest());
}

}  // namespace
}  // namespace dropout
