// Sweeps: every point once, whatever the shards; decimals that stay decimals; refusals.
#include "lab/spec/sweep.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/spec/limits.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::spec_of;

TEST(Sweep, RangesKeepTheirDecimals) {
  SweepAxis axis;
  ASSERT_EQ(english_of(read_axis("p=0:0.9:0.1", axis)), "");
  EXPECT_EQ(axis.values, (std::vector<std::string>{"0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6",
                                                   "0.7", "0.8", "0.9"}));
  SweepAxis one, list;
  ASSERT_EQ(english_of(read_axis("width=16:16:4", one)), "");
  EXPECT_EQ(one.values, std::vector<std::string>{"16"});
  ASSERT_EQ(english_of(read_axis("drop=standard,gaussian", list)), "");
  EXPECT_EQ(list.values, (std::vector<std::string>{"standard", "gaussian"}));
}

TEST(Sweep, PointsInCountingOrderWithSeeds) {
  const SweepPlan plan = plan_sweep({spec_of("seed=5"), spec_of("seed=5&norm=batch")},
                                    {"p=0,0.5", "width=8,16,32"}, 2);
  ASSERT_EQ(english_of(plan.error), "");
  ASSERT_EQ(plan.jobs.size(), 2u * 2 * 3 * 2);
  const SweepJob& job = plan.jobs[2 * 3 * 2 + 1 * 3 * 2 + 2 * 2 + 1];
  EXPECT_EQ(job.index, 23);
  EXPECT_EQ(job.arm, 1);
  EXPECT_EQ(job.values, (std::vector<std::string>{"0.5", "32"}));
  EXPECT_EQ(job.spec[Key::p], 0.5);
  EXPECT_EQ(job.spec[Key::width], 32);
  EXPECT_EQ(job.spec[Key::seed], 6);
  EXPECT_EQ(job.spec.norm(), Norm::batch);
}

TEST(Sweep, ShardsAreDisjointAndComplete) {
  for (int shards : {1, 2, 3, 7, 50}) {
    std::set<int> seen;
    for (int shard = 1; shard <= shards; ++shard) {
      for (int index = 0; index < 40; ++index) {
        if (in_shard(index, shard, shards)) {
          EXPECT_TRUE(seen.insert(index).second) << index << " twice";
        }
      }
    }
    EXPECT_EQ(seen.size(), 40u) << shards;
  }
}

TEST(Sweep, RefusesWhatMakesNoSense) {
  const std::vector<Spec> arms = {Spec()};
  for (const char* axis :
       {"p", "q=1,2", "p=", "p=0:1", "p=0:1:0", "p=1:0:0.1", "p=0:1:x", "p=0,2", "p=0.1,,0.2",
        "model=mlp,text", "v=1", "drop=word", "heads=nan", "drop=0:1:1"}) {
    EXPECT_NE(english_of(plan_sweep(arms, {axis}, 1).error), "") << axis;
  }
  EXPECT_NE(english_of(plan_sweep(arms, {"p=0,1", "p=0.5"}, 1).error), "");
  EXPECT_NE(english_of(plan_sweep(arms, {"seed=1,2"}, 3).error), "");
  EXPECT_NE(english_of(plan_sweep(arms, {}, 0).error), "") << "no seed";
  EXPECT_NE(english_of(plan_sweep({}, {}, 1).error), "") << "no arm";
  EXPECT_NE(english_of(plan_sweep(arms, {}, kMostJobs + 1).error), "")
      << "too many without an axis";
  EXPECT_EQ(english_of(plan_sweep(arms, {"seed=1,2"}, 1).error), "");
  EXPECT_NE(english_of(plan_sweep(arms, {"p=0:1:0.001", "lr=0:1:0.001"}, 1).error), "");
  EXPECT_NE(english_of(plan_sweep(arms, {"epochs=1:2:0.5"}, 1).error), "");
}

TEST(Sweep, ReadsShards) {
  int shard = 0, shards = 0;
  EXPECT_EQ(english_of(read_shard("3/8", shard, shards)), "");
  EXPECT_EQ(shard, 3);
  EXPECT_EQ(shards, 8);
  for (const char* text : {"", "3", "0/8", "9/8", "1/0", "a/b", "1/2/3", "1.5/2", "-1/2"}) {
    EXPECT_NE(english_of(read_shard(text, shard, shards)), "") << text;
  }
}

}  // namespace
}  // namespace dropout
