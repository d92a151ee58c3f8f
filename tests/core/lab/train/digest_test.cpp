// Short runs of every kind, trained to their end, against stored digests of all their weights and
// of a loss in eval and one with masks: any bit that changes, in any compiler, is seen here and
// must be meant. The rows of a failing test are what to store then.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <set>
#include <string>

#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

struct Stored {
  const char* link;  // with &batch=12&epochs=3&n=44 before it: 12 steps
  std::uint64_t digest;
};

// clang-format off
constexpr Stored kStored[] = {
#include "tests/core/digests.inc"
};
// clang-format on

std::uint64_t mixed(std::uint64_t hash, double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  if (value != value) bits = 0x7ff8000000000000u;
  return (hash ^ bits) * 0x100000001b3ull;
}

std::uint64_t digest_of(const Spec& spec) {
  DataOptions options;
  options.n = spec.integer(Key::n);
  options.noise = spec.number(Key::noise);
  options.seed = spec.data_seed();
  options.context = spec.integer(Key::context);
  options.points = spec.points;
  Error error;
  auto run =
      Experiment::make(whole_engine().recipes, spec,
                       testing::tiny_data(spec.data(), spec.integer(Key::n), 20, options), error);
  EXPECT_EQ(english_of(error), "");
  if (!run) return 0;
  while (!run->status().finished) run->advance();
  std::uint64_t hash = run->digest();
  hash = mixed(hash, run->points().back().valid.loss);
  return mixed(hash, run->score(run->data().valid, Phase::mc, 3).loss);
}

TEST(Digests, AreTheStoredOnes) {
  std::set<int> models, data, kinds, rules, acts, norms;
  std::string rows;
  for (const Stored& stored : kStored) {
    const Reading reading = read_link("batch=12&epochs=3&n=44&" + std::string(stored.link));
    ASSERT_EQ(english_of(reading.error), "") << stored.link;
    const Spec& spec = reading.arms[0];
    models.insert(spec.integer(Key::model));
    data.insert(spec.integer(Key::data));
    kinds.insert(spec.integer(Key::drop));
    rules.insert(spec.integer(Key::opt));
    acts.insert(spec.integer(Key::act));
    norms.insert(spec.integer(Key::norm));
    const std::uint64_t digest = digest_of(spec);
    EXPECT_EQ(digest, stored.digest) << stored.link;
    char row[400];
    std::snprintf(row, sizeof row, "{\"%s\", 0x%016llx},\n", stored.link,
                  static_cast<unsigned long long>(digest));
    rows += row;
  }
  if (HasFailure()) std::printf("tests/core/digests.inc would be\n%s", rows.c_str());
  EXPECT_GE(std::size(kStored), 40u);
  EXPECT_EQ(models.size(), kModels.size()) << "every model";
  EXPECT_EQ(data.size(), kDataSets.size()) << "every data set, or its stand-in";
  EXPECT_EQ(kinds.size(), kDropKinds.size()) << "every kind of dropout";
  EXPECT_EQ(rules.size(), 5u) << "every optimizer";
  EXPECT_EQ(acts.size(), 5u) << "every activation";
  EXPECT_EQ(norms.size(), 3u) << "every normalisation";
}

TEST(Digests, AreThoseOfARunThatWasRewound) {
  for (const char* link : {"p=0.5&norm=batch", "model=lstm&p=0.3&width=8&emb=6"}) {
    const Spec spec = read_link("batch=12&epochs=2&n=44&" + std::string(link)).arms[0];
    Error error;
    DataOptions options;
    options.n = 44;
    auto run = Experiment::make(whole_engine().recipes, spec,
                                testing::tiny_data(spec.data(), 44, 20, options), error);
    ASSERT_EQ(english_of(error), "");
    const std::uint64_t born = run->digest();
    run->advance_to(8);
    const std::uint64_t trained = run->digest();
    EXPECT_NE(trained, born);
    run->rewind();
    EXPECT_EQ(run->digest(), born) << link;
    run->advance_to(8);
    EXPECT_EQ(run->digest(), trained) << link;
  }
}

TEST(Digests, DependOnTheSeed) {
  std::set<std::uint64_t> seen;
  for (const char* seed : {"0", "1", "2", "4294967295"}) {
    const auto reading = read_link("batch=12&epochs=1&n=44&p=0.5&seed=" + std::string(seed));
    EXPECT_TRUE(seen.insert(digest_of(reading.arms[0])).second) << seed;
  }
}

}  // namespace
}  // namespace dropout
