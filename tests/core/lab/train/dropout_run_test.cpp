// What dropout promises of whole runs: rate zero is no layer, eval knows no masks, sampling does
// not depend on how passes are grouped.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/train/batcher.h"
#include "lab/train/experiment.h"
#include "nn/dropout.h"
#include "tests/core/dropout_tools.h"
#include "tests/core/gradient_check.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

using testing::copy;
using testing::pass_of;
using testing::same;

std::unique_ptr<Experiment> run_of(const std::string& link) {
  const Reading reading = read_link(link);
  EXPECT_EQ(english_of(reading.error), "") << link;
  if (reading.arms.empty()) return nullptr;
  const Spec& spec = reading.arms[0];
  Error error;
  DataOptions options;
  options.n = 40;
  options.context = spec.integer(Key::context);
  auto run = Experiment::make(whole_engine().recipes, spec,
                              testing::tiny_data(spec.data(), 40, 16, options), error);
  EXPECT_EQ(english_of(error), "") << link;
  return run;
}

std::uint64_t digest_of(const std::string& link, int steps = 6) {
  const auto run = run_of(link);
  run->advance_to(steps);
  return run->digest();
}

// p = 0 is no layer: kinds that put no layer there train to the same bits as kinds that do.
TEST(DropoutRun, RateZeroIsTheNetworkWithoutDropout) {
  const std::map<std::string, std::vector<std::string>> kinds = {
      {"model=mlp&data=circles&width=9&norm=batch",
       {"dropconnect", "standard", "classic", "gaussian", "alpha"}},
      {"model=text&width=10&emb=6", {"word", "standard", "classic", "gaussian", "alpha"}},
      {"model=cnn&width=10", {"spatial", "dropblock", "standard", "classic", "gaussian", "alpha"}},
      {"model=lstm&width=6&emb=5",
       {"variational", "recurrent", "word", "standard", "classic", "gaussian", "alpha"}},
      {"model=transformer&width=8&heads=2&depth=2",
       {"path", "word", "standard", "classic", "gaussian", "alpha"}}};
  for (const auto& [link, names] : kinds) {
    const std::uint64_t without = digest_of(link + "&batch=8&drop=" + names[0]);
    for (const std::string& name : names) {
      EXPECT_EQ(digest_of(link + "&batch=8&drop=" + name), without) << link << " " << name;
    }
    EXPECT_NE(digest_of(link + "&batch=8&p=0.5"), without) << link;
  }
}

TEST(DropoutRun, RateOneTrainsWithoutBreaking) {
  for (const char* link :
       {"model=mlp&drop=standard", "model=mlp&drop=classic", "model=mlp&drop=gaussian",
        "model=mlp&drop=alpha&act=selu", "model=mlp&drop=dropconnect", "model=mlp&drop=path",
        "model=mlp&drop=concrete", "model=text&drop=word", "model=cnn&drop=spatial",
        "model=cnn&drop=dropblock&pconv=1", "model=lstm&drop=variational",
        "model=lstm&drop=recurrent", "model=transformer&patt=1&pres=1&pin=1",
        "model=transformer&drop=path"}) {
    const auto run = run_of(std::string(link) + "&p=1&width=8&batch=8");
    run->advance_to(5);
    EXPECT_FALSE(run->status().diverged) << link;
    EXPECT_TRUE(std::isfinite(run->points().back().valid.loss)) << link;
  }
}

TEST(DropoutRun, EvalNeitherKnowsMasksNorChangesAnything) {
  const auto run = run_of("model=text&p=0.5&pin=0.2&width=12&emb=8&batch=8");
  run->advance_to(4);
  const std::uint64_t digest = run->digest();
  const Examples& part = run->data().valid;
  const double loss = run->score(part, Phase::eval, 0).loss;
  EXPECT_EQ(run->score(part, Phase::eval, 1).loss, loss);
  EXPECT_NE(run->score(part, Phase::mc, 0).loss, run->score(part, Phase::mc, 1).loss);
  EXPECT_EQ(run->score(part, Phase::mc, 0).loss, run->score(part, Phase::mc, 0).loss);
  EXPECT_EQ(run->score(part, Phase::eval, 0).loss, loss);
  EXPECT_EQ(run->digest(), digest);
}

TEST(DropoutRun, AChangedRateKeepsTheOptimizersMoments) {
  // Changed and changed back between two steps: nothing may have happened.
  const auto run = run_of("p=0.5&batch=8"), twin = run_of("p=0.5&batch=8");
  run->advance_to(5), twin->advance_to(5);
  EXPECT_EQ(english_of(run->set(*find_key("p"), "0.1")), "");
  EXPECT_EQ(english_of(run->set(*find_key("p"), "0.5")), "");
  run->advance_to(9), twin->advance_to(9);
  EXPECT_EQ(run->digest(), twin->digest());
  EXPECT_EQ(english_of(run->set(*find_key("p"), "0")), "");
  run->advance_to(12), twin->advance_to(12);
  EXPECT_NE(run->digest(), twin->digest());
  EXPECT_NE(english_of(run->set(*find_key("p"), "1.5")), "");
  EXPECT_NE(english_of(run->set(*find_key("width"), "9")), "") << "not while it trains";
}

// One call of T samples is T calls of one sample, bit for bit, for every model and kind.
TEST(DropoutRun, SamplesDoNotDependOnHowTheyAreGrouped) {
  constexpr int kT = 5;
  for (const char* link : {"model=mlp&p=0.5&pin=0.1",
                           "model=mlp&p=0.5&norm=batch",
                           "model=mlp&p=0.3&drop=gaussian",
                           "model=mlp&p=0.3&drop=alpha",
                           "model=mlp&p=0.3&drop=concrete",
                           "model=mlp&p=0.3&drop=classic",
                           "model=mlp&p=0.3&drop=dropconnect",
                           "model=mlp&p=0.3&drop=path",
                           "model=text&p=0.4&drop=word",
                           "model=text&p=0.5",
                           "model=cnn&p=0.5",
                           "model=cnn&p=0.3&drop=spatial",
                           "model=cnn&p=0.3&pconv=0.1",
                           "model=cnn&p=0.1&drop=dropblock",
                           "model=lstm&p=0.4",
                           "model=lstm&p=0.4&drop=variational",
                           "model=lstm&p=0.4&drop=recurrent",
                           "model=lstm&p=0.4&drop=word&pin=0.2",
                           "model=transformer&p=0.2&patt=0.2&pres=0.2&pin=0.2",
                           "model=transformer&p=0.5&drop=path",
                           "model=transformer&data=wordnet&p=0.3",
                           "model=lstm&data=recall&context=4&p=0.3"}) {
    for (const bool shared : {false, true}) {
      const auto run = run_of(std::string(link) + "&width=8&batch=8");
      run->advance_to(2);
      Network& network = run->network();
      const Dataset& data = run->data();
      Batcher batcher(network.shape(), network.max_examples());
      const Batch& batch = batcher.gather_range(data.valid, 0, 3);
      Pass pass = pass_of(Phase::mc);
      pass.shared_mask = shared;
      pass.samples = kT;
      pass.sample = 2;
      const Matrix all = copy(network.forward(batch, pass));
      const int rows = all.rows() / kT;
      pass.samples = 1;
      for (int s = 0; s < kT; ++s) {
        pass.sample = static_cast<std::uint32_t>(2 + s);
        EXPECT_TRUE(same(network.forward(batch, pass), all.view().slice(s * rows, rows)))
            << link << " sample " << s << (shared ? " shared" : "");
      }
      EXPECT_FALSE(same(all.view().slice(0, rows), all.view().slice(rows, rows))) << link;
    }
  }
}

TEST(DropoutRun, AFunctionDrawGivesEqualExamplesEqualAnswers) {
  const auto run = run_of("p=0.5&width=16&batch=8");
  run->advance_to(3);
  Matrix x(6, 2);
  for (int r = 0; r < 6; ++r) x(r, 0) = 0.3f, x(r, 1) = -0.7f;
  Batch batch;
  batch.x = x;
  batch.examples = 6;
  Pass pass = pass_of(Phase::mc);
  pass.shared_mask = true;
  const ConstView y = run->network().forward(batch, pass);
  for (int r = 1; r < 6; ++r) EXPECT_TRUE(same(y.slice(r, 1), y.slice(0, 1)));
  pass.shared_mask = false;
  const ConstView own = run->network().forward(batch, pass);
  EXPECT_FALSE(same(own.slice(1, 1), own.slice(0, 1)));
}

}  // namespace
}  // namespace dropout
