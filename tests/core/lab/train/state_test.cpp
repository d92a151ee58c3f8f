// A run that is kept at any step and taken up by a fresh one comes to the same weights and the same
// curves, bit for bit, as one that was never interrupted; and what does not fit changes nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

struct Stored {
  const char* link;
  std::uint64_t digest;
};
// clang-format off
constexpr Stored kSpecs[] = {
#include "tests/core/digests.inc"
};
// clang-format on

/// 44 examples in batches of 12: 4 steps an epoch, the last of them a short one.
std::unique_ptr<Experiment> run_of(const std::string& link, const std::string& more = "") {
  const Reading reading = read_link("batch=12&epochs=3&n=44&" + link + more);
  EXPECT_EQ(english_of(reading.error), "") << link;
  if (reading.arms.empty()) return nullptr;
  const Spec& spec = reading.arms[0];
  DataOptions options;
  options.n = 44;
  options.noise = spec.number(Key::noise);
  options.seed = static_cast<std::uint32_t>(spec[Key::seed]);
  options.context = spec.integer(Key::context);
  options.points = spec.points;
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec,
                              testing::tiny_data(spec.data(), 44, 20, options), error);
  EXPECT_EQ(english_of(error), "") << link;
  return run;
}

struct Kept {
  std::vector<float> values;
  int points = 0;
};

Kept keep(Experiment& run) {
  Kept kept;
  for (const Named& one : run.state()) {
    kept.values.insert(kept.values.end(), one.values.data(), one.values.data() + one.values.size());
  }
  kept.points = static_cast<int>(run.points().size());
  return kept;
}

void finish(Experiment& run) {
  while (!run.status().finished) run.advance();
}

/// As bits, so that NaN equals NaN.
bool same(const Score& a, const Score& b) {
  return std::memcmp(&a.loss, &b.loss, sizeof a.loss) == 0 &&
         std::memcmp(&a.accuracy, &b.accuracy, sizeof a.accuracy) == 0;
}

void expect_same_curves(const Experiment& a, const Experiment& b) {
  ASSERT_EQ(a.points().size(), b.points().size());
  for (std::size_t i = 0; i < a.points().size(); ++i) {
    const Point &p = a.points()[i], &q = b.points()[i];
    EXPECT_EQ(p.step, q.step);
    EXPECT_EQ(p.epoch, q.epoch);
    EXPECT_TRUE(same(p.batch, q.batch) && same(p.train, q.train) && same(p.valid, q.valid)) << i;
    EXPECT_TRUE(p.lr == q.lr && p.p == q.p) << i;
    EXPECT_EQ(std::memcmp(&p.gradient_norm, &q.gradient_norm, sizeof p.gradient_norm), 0) << i;
  }
}

TEST(State, IsTakenUpToTheSameBitsWhereverItWasKept) {
  const int steps[] = {0, 1, 4, 7, 11, 12};
  int turn = 0;
  for (const Stored& stored : kSpecs) {
    SCOPED_TRACE(stored.link);
    const auto whole = run_of(stored.link);
    ASSERT_TRUE(whole);
    finish(*whole);
    const int end = whole->status().step;
    const int step = std::min(steps[turn++ % 6], end);
    const auto first = run_of(stored.link);
    first->advance_to(step);
    const Kept kept = keep(*first);
    const auto second = run_of(stored.link);
    if (turn % 2 == 0) second->advance_to(5);  // whatever it did before
    ASSERT_EQ(english_of(second->resume(kept.values, kept.points)), "");
    EXPECT_EQ(second->status().step, step);
    EXPECT_EQ(second->digest(), first->digest());
    EXPECT_EQ(second->status().finished, step == end);
    finish(*second);
    EXPECT_EQ(second->digest(), whole->digest()) << "kept at step " << step;
    expect_same_curves(*whole, *second);
    finish(*first);
    EXPECT_EQ(first->digest(), whole->digest()) << "keeping disturbs nothing";
  }
}

TEST(State, KeepsWhatStopsEarlyAndWhatRatesStandAt) {
  const std::string link = "model=mlp&data=sine&p=0.3&psched=ramp&lr=0.05";
  const std::string more = "&epochs=60&patience=3";
  const auto whole = run_of(link, more);
  finish(*whole);
  ASSERT_TRUE(whole->status().stopped_early);
  const int step = whole->status().step - 5;
  const auto first = run_of(link, more);
  first->advance_to(step);
  const Kept kept = keep(*first);
  const auto second = run_of(link, more);
  ASSERT_EQ(english_of(second->resume(kept.values, kept.points)), "");
  EXPECT_EQ(second->network().sites().back()->p(), first->network().sites().back()->p());
  finish(*second);
  EXPECT_TRUE(second->status().stopped_early);
  EXPECT_EQ(second->status().step, whole->status().step);
  EXPECT_EQ(second->digest(), whole->digest());
}

TEST(State, NamesEveryTensorOnceAndItsMomentsLikeIt) {
  for (const Stored& stored : kSpecs) {
    SCOPED_TRACE(stored.link);
    const auto run = run_of(stored.link);
    ASSERT_TRUE(run);
    const std::vector<Named> state = run->state();
    EXPECT_EQ(state[0].name, write_hex(run->digest()));
    const std::size_t trained = run->network().parameters().size();
    const std::size_t tensors = trained + run->network().buffers().size();
    const Opt rule = run->spec().opt();
    const std::size_t moments = rule == Opt::sgd                          ? 0
                                : rule == Opt::adam || rule == Opt::adamw ? 2
                                                                          : 1;
    ASSERT_EQ(state.size(), 1 + tensors + moments * trained);
    std::set<std::string> names;
    for (std::size_t i = 1; i <= tensors; ++i) {
      EXPECT_TRUE(names.insert(state[i].name).second) << state[i].name << " stands there twice";
    }
    for (std::size_t i = 0; i < moments * trained; ++i) {
      EXPECT_EQ(state[1 + tensors + i].name, state[1 + i % trained].name);
    }
  }
}

TEST(State, OfAnotherNetworkChangesNothing) {
  const auto wide = run_of("width=9"), run = run_of("width=8");
  wide->advance_to(6);
  run->advance_to(3);
  const std::uint64_t before = run->digest();
  Kept kept = keep(*wide);
  EXPECT_NE(english_of(run->resume(kept.values, kept.points)), "");
  kept = keep(*run);
  kept.values.pop_back();
  EXPECT_NE(english_of(run->resume(kept.values, kept.points)), "");
  EXPECT_NE(english_of(run->resume({}, 0)), "");
  EXPECT_NE(english_of(run->resume(keep(*run).values, -1)), "");
  EXPECT_NE(english_of(run->resume(keep(*run).values, 1 << 30)), "");
  for (const double wrong : {std::nan(""), 1e300, -1.0, 2.5}) {
    for (const std::size_t at : {0u, 6u, 22u}) {  // steps, examples since the last point, its step
      Kept damaged = keep(*run);
      std::memcpy(damaged.values.data() + at, &wrong, sizeof wrong);
      EXPECT_NE(english_of(run->resume(damaged.values, damaged.points)), "")
          << wrong << " at " << at;
    }
  }
  EXPECT_EQ(run->digest(), before);
  EXPECT_EQ(run->status().step, 3);
}

}  // namespace
}  // namespace dropout
