// What the page says too, in TypeScript: links, sweeps, costs and drawn points, by the examples of
// tests/corpus. tests/web/page reads the same files.
#include "tests/core/corpus.h"

#include <gtest/gtest.h>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/spec/cost.h"
#include "lab/spec/link.h"
#include "lab/spec/points.h"
#include "lab/spec/sweep.h"
#include "lab/train/experiment.h"
#include "tests/core/spec_tools.h"

namespace dropout {
namespace {

using testing::corpus;
using testing::only_arm;
using Json = nlohmann::json;

double value_in(const KeyInfo& row, const Json& value) {
  if (row.kind != Kind::choice) return value.get<double>();
  for (std::size_t i = 0; i < row.choices.size(); ++i) {
    if (value == row.choices[i]) return static_cast<double>(i);
  }
  ADD_FAILURE() << row.name << " has no choice " << value;
  return -1;
}

/// The defaults as they were when the corpus began, then what an arm says.
Spec spec_in(const Json& defaults, const Json& arm) {
  Spec spec;
  for (const Json& row : defaults) {
    if (row["model"] != arm["model"]) continue;
    spec = Spec(static_cast<Model>(value_in(info(Key::model), row["model"])));
    for (const auto& [key, value] : row.items()) {
      spec[find_key(key)->key] = value_in(*find_key(key), value);
    }
  }
  for (const auto& [key, value] : arm.items()) {
    spec[find_key(key)->key] = value_in(*find_key(key), value);
  }
  return spec;
}

/// The link without what says nothing to the core: at, h, e, sweep and seeds come last.
std::string without_extras(std::string link) {
  for (const char* key : {"&at=", "&h=", "&e=", "&sweep=", "&seeds="}) {
    const std::size_t at = link.find(key);
    if (at != std::string::npos) link.erase(at, link.find('&', at + 1) - at);
  }
  return link;
}

TEST(Corpus, LinksMeanWhatTheyMeantWhenTheyWereMade) {
  const Json all = corpus("links.json");
  int read = 0;
  for (const Json& row : all["links"]) {
    const auto link = row["link"].get<std::string>();
    Reading reading = read_link(link);
    EXPECT_EQ(!!reading.error, row.contains("refused"))
        << link << ": " << english_of(reading.error);
    if (row.contains("refused") || reading.error) continue;
    EXPECT_EQ(write_link(reading.arms), without_extras(row["canonical"])) << link;
    ASSERT_EQ(reading.arms.size(), row["arms"].size()) << link;
    for (std::size_t i = 0; i < reading.arms.size(); ++i) {
      reading.arms[i].points.clear();
      EXPECT_EQ(reading.arms[i], spec_in(all["defaults"], row["arms"][i])) << link << " arm " << i;
    }
    ++read;
  }
  EXPECT_GT(read, 25);
}

TEST(Corpus, SweepsHaveTheirRunsInOrder) {
  const Json all = corpus("sweeps.json");
  for (const Json& row : all["plans"]) {
    const auto link = row["link"].get<std::string>();
    const SweepPlan plan = plan_sweep(read_link(link).arms, row["axes"], row["seeds"]);
    EXPECT_EQ(english_of(plan.error), "") << link;
    ASSERT_EQ(plan.jobs.size(), row["jobs"].size()) << link;
    for (std::size_t i = 0; i < plan.jobs.size(); ++i) {
      const SweepJob& job = plan.jobs[i];
      const Json& wanted = row["jobs"][i];
      EXPECT_EQ(job.index, static_cast<int>(i));
      EXPECT_EQ(job.arm, wanted["arm"]) << link << " job " << i;
      EXPECT_EQ(Json(job.values), wanted["values"]) << link << " job " << i;
      EXPECT_EQ(write_link({job.spec}), wanted["link"]) << link << " job " << i;
    }
  }
  for (const Json& row : all["refused"]) {
    const auto link = row["link"].get<std::string>();
    const SweepPlan plan = plan_sweep(read_link(link).arms, row["axes"], row["seeds"]);
    EXPECT_NE(english_of(plan.error), "") << row;
  }
}

TEST(Corpus, CostsAreWhatThePageSays) {
  const Json all = corpus("costs.json");
  for (const Json& row : all["costs"]) {
    const auto link = row["link"].get<std::string>();
    const Cost cost = cost_of(only_arm(link));
    EXPECT_EQ(cost.parameters, row["parameters"]) << link;
    EXPECT_EQ(cost.flops_per_step, row["flopsPerStep"]) << link;
    EXPECT_EQ(cost.steps, row["steps"]) << link;
    EXPECT_EQ(cost.bytes, row["bytes"]) << link;
  }
  for (const Json& row : all["over"]) {
    const auto link = row["link"].get<std::string>();
    const std::string about = "needs about " + std::to_string(row["about"].get<int>()) +
                              (row["what"] == "bytes" ? " MB" : " trillion");
    EXPECT_NE(english_of(read_link(link).error).find(about), std::string::npos) << link;
  }
}

// Where a data set has its nominal size, the estimate is exact: these are counted, not estimated.
TEST(Corpus, ParametersAreThoseOfTheNetwork) {
  const Json all = corpus("costs.json");
  int counted = 0;
  for (const Json& row : all["costs"]) {
    const Spec spec = only_arm(row["link"]);
    if (spec.model() != Model::mlp || info(spec.data()).source != Source::generated) continue;
    Error error;
    const auto run = Experiment::open(whole_engine().recipes, spec, {}, error);
    ASSERT_EQ(english_of(error), "") << row["link"];
    std::size_t numbers = 0;
    for (const Parameter* part : run->network().parameters()) numbers += part->value.size();
    EXPECT_EQ(numbers, row["parameters"]) << row["link"];
    ++counted;
  }
  EXPECT_GE(counted, 3);
}

TEST(Corpus, DrawnPointsReadAsThePageWritesThem) {
  const Json all = corpus("drawn.json");
  DrawnPoints points;
  for (const Json& row : all["drawn"]) {
    const auto kind = static_cast<Data>(value_in(info(Key::data), row["data"]));
    ASSERT_TRUE(read_drawn(kind, row["text"].get<std::string>(), points)) << row;
    ASSERT_EQ(points.count, static_cast<int>(row["points"].size())) << row;
    for (std::size_t i = 0; i < row["points"].size(); ++i) {
      EXPECT_NEAR(points.all[i].x, row["points"][i][0].get<double>(), 1e-5) << row;
      EXPECT_NEAR(points.all[i].y, row["points"][i][1].get<double>(), 1e-5) << row;
      EXPECT_EQ(points.all[i].label, row["points"][i][2].get<int>()) << row;
    }
  }
  for (const Json& text : all["refused"]) {
    EXPECT_FALSE(read_drawn(Data::moons, text.get<std::string>(), points)) << text;
  }
}

}  // namespace
}  // namespace dropout
