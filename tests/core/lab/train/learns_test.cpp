// Every model learns its data to a stated figure, which broken training would miss by far. Fails
// on figures alone, never on the clock. What needs files is skipped where there are none.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"

namespace dropout {
namespace {

/// The bytes of build/data/<name>.bin; none where it cannot be read.
std::vector<std::uint8_t> container_of([[maybe_unused]] Data data) {
  std::vector<std::uint8_t> bytes;
#ifndef __EMSCRIPTEN__
  const std::string path =
      std::string(DROPOUT_SOURCE_DIR "/build/data/") + std::string(file_of(data)) + ".bin";
  std::ifstream file(path, std::ios::binary);
  if (file) bytes.assign(std::istreambuf_iterator<char>(file), {});
#endif
  return bytes;
}

/// A link trained to its end; null where its data are not at hand.
std::unique_ptr<Experiment> trained(const std::string& link) {
  const Reading reading = read_link(link);
  EXPECT_EQ(english_of(reading.error), "") << link;
  if (reading.arms.empty()) return nullptr;
  const Spec& spec = reading.arms[0];
  std::vector<std::uint8_t> bytes;
  if (!file_of(spec.data()).empty()) {
    bytes = container_of(spec.data());
    if (bytes.empty()) return nullptr;
  }
  Error error;
  auto run = Experiment::open(whole_engine().recipes, spec, bytes, error);
  EXPECT_EQ(english_of(error), "") << link;
  if (!run) return nullptr;
  while (!run->status().finished) run->advance();
  EXPECT_FALSE(run->status().diverged) << link;
  return run;
}

#define SKIP_WITHOUT(run) \
  if (!(run))             \
  GTEST_SKIP() << "no data files: node scripts/data/make.mjs makes them; WebAssembly reads none"

const Score& valid(const Experiment& run) { return run.points().back().valid; }
const Score& train(const Experiment& run) { return run.points().back().train; }

TEST(Learns, PointsOfThePlane) {
  EXPECT_GE(valid(*trained("data=moons&p=0.1&epochs=100")).accuracy, 0.94);
  EXPECT_GE(valid(*trained("data=circles&noise=0.1&epochs=100")).accuracy, 0.97);
  EXPECT_GE(valid(*trained("data=spirals&noise=0.05&epochs=300")).accuracy, 0.95);
  EXPECT_GE(valid(*trained("data=xor&noise=0.1&epochs=100")).accuracy, 0.95);
  EXPECT_GE(valid(*trained("data=blobs&epochs=60")).accuracy, 0.97);
}

TEST(Learns, CurvesOnALine) {  // a standardised target has a variance of 1
  EXPECT_LE(valid(*trained("data=xsinx&noise=0.1")).loss, 0.02);
  EXPECT_LE(valid(*trained("data=sine&noise=0.05&p=0.02")).loss, 0.1);
}

TEST(Learns, EveryOptimizerDescends) {
  for (const char* rule : {"opt=sgd&lr=0.2", "opt=momentum&lr=0.05", "opt=nesterov&lr=0.05",
                           "opt=adam&lr=0.01", "opt=adamw&lr=0.01&decay=0.01"}) {
    const auto run = trained("data=circles&noise=0.1&epochs=80&" + std::string(rule));
    EXPECT_GE(train(*run).accuracy, 0.97) << rule;
  }
}

TEST(Learns, LstmRecallsItsFirstSymbol) {
  const auto run = trained("model=lstm&data=recall&context=6&width=24&emb=12&epochs=12&depth=1");
  EXPECT_GE(valid(*run).accuracy, 0.98) << "1 in 8 by chance";
}

TEST(Learns, TablesOfNumbers) {
  const auto cars = trained("data=cars&epochs=60"), co2 = trained("data=co2&epochs=60");
  SKIP_WITHOUT(cars && co2);
  EXPECT_LE(valid(*cars).loss, 0.2) << "four fifths of the variance explained";
  EXPECT_LE(valid(*co2).loss, 0.05);
}

TEST(Learns, ConvolutionsOnFashion) {
  const auto run = trained("model=cnn&epochs=3&lr=0.003&width=64&depth=1&batch=25&p=0.1");
  SKIP_WITHOUT(run);
  EXPECT_GE(valid(*run).accuracy, 0.82);
}

TEST(Learns, WordsOfDefinitions) {
  const auto run = trained("model=text&n=10000&epochs=4&p=0.2&lr=0.002&batch=128");
  SKIP_WITHOUT(run);
  EXPECT_GE(valid(*run).accuracy, 0.5) << "of 24 classes; the largest has less than a fifth";
  EXPECT_GE(train(*run).accuracy, 0.65);
}

/// Mean loss of a bigram model on the validation part: counts of the training part, with half a
/// count more for every pair.
double bigram_loss(const Dataset& data) {
  const int words = data.outputs;
  std::vector<double> pairs(static_cast<std::size_t>(words) * words, 0.5), of(words, 0.5 * words);
  const auto each = [](const Examples& part, auto visit) {
    for (int e = 0; e < part.size(); ++e) {
      for (int t = 1; t < part.count[e]; ++t) {
        visit(part.tokens[part.begin[e] + t - 1], part.tokens[part.begin[e] + t]);
      }
    }
  };
  each(data.train, [&](int a, int b) { pairs[a * words + b] += 1, of[a] += 1; });
  double loss = 0, count = 0;
  each(data.valid, [&](int a, int b) {
    loss -= std::log(pairs[a * words + b] / of[a]);
    count += 1;
  });
  return loss / count;
}

TEST(Learns, NamesBetterThanPairsOfLetters) {
  const auto transformer =
      trained("model=transformer&depth=1&width=32&n=4000&epochs=3&lr=0.005&patt=0.05&batch=32");
  SKIP_WITHOUT(transformer);
  const double baseline = bigram_loss(transformer->data());
  EXPECT_GT(baseline, 2.2);
  EXPECT_LT(baseline, 2.6);
  EXPECT_LT(valid(*transformer).loss, baseline - 0.1);
  const auto lstm = trained("model=lstm&depth=1&width=48&emb=16&n=4000&epochs=4&lr=0.01");
  EXPECT_LT(valid(*lstm).loss, baseline - 0.1);
}

TEST(Learns, ProseBetterThanPairsOfLetters) {
  const auto run = trained("model=lstm&data=moby&depth=1&width=64&emb=16&n=400&epochs=8&lr=0.01");
  SKIP_WITHOUT(run);
  EXPECT_LT(valid(*run).loss, bigram_loss(run->data()));
}

}  // namespace
}  // namespace dropout
