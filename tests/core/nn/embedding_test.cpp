// Embeddings against sums written out by hand, and word dropout: one fate for a word within an
// example, none of its neighbours'.
#include "nn/embedding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <set>
#include <vector>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;

constexpr int kWords = 11, kWidth = 6;

// Repeats within an example, across examples, padding, and an example of nothing.
const std::vector<int> kTokens = {3,  5,  3,  0,  -1,  //
                                  5,  10, -1, -1, -1,  //
                                  -1, -1, -1, -1, -1,  //
                                  1,  2,  4,  6,  10};
const std::vector<int> kLengths = {4, 2, 0, 5};

Batch batch_of(const std::vector<int>& tokens, const std::vector<int>& lengths) {
  const int examples = static_cast<int>(lengths.size());
  return {{}, tokens.data(), lengths.data(), examples, static_cast<int>(tokens.size()) / examples};
}
Batch example_batch() { return batch_of(kTokens, kLengths); }

Pass train(std::uint32_t step = 7, int length = 5) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {42, Stream::masks};
  pass.step = step;
  pass.length = length;
  return pass;
}

template <class Layer>
void set_rate(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  ASSERT_EQ(sites.size(), 1u);
  sites[0]->set_index(3);
  sites[0]->set_p(p);
}

template <class Layer>
::testing::AssertionResult check_gradients(Layer& layer, const Batch& batch, const Pass& pass) {
  std::vector<Parameter*> parameters;
  layer.parameters(parameters);
  testing::randomize(parameters, 5);
  std::vector<testing::Checked> tensors;
  testing::add_parameters(parameters, tensors);
  return gradients_agree([&] { return layer.forward(batch, pass); },
                         [&](ConstView dy) { layer.backward(dy); }, tensors);
}

TEST(EmbeddingBag, IsTheSumOverRootOfTheNumberOfWords) {
  EmbeddingBag bag("bag", kWords, kWidth, 4, 5);
  bag.table().value = random_matrix(kWords, kWidth, 1);
  const Matrix& w = bag.table().value;
  const ConstView y = bag.forward(example_batch(), Pass{});
  ASSERT_EQ(y.rows, 4);
  for (int j = 0; j < kWidth; ++j) {
    EXPECT_NEAR(y(0, j), (2.0 * w(3, j) + w(5, j) + w(0, j)) / 2.0, 1e-6);
    EXPECT_NEAR(y(1, j), (static_cast<double>(w(5, j)) + w(10, j)) / std::sqrt(2.0), 1e-6);
    EXPECT_EQ(y(2, j), 0.0f);
  }
}

TEST(EmbeddingBag, GradientsAgree) {
  for (const double p : {0.0, 0.1, 0.8}) {
    EmbeddingBag bag("bag", kWords, kWidth, 8, 5, true);
    set_rate(bag, p);
    EXPECT_TRUE(check_gradients(bag, example_batch(), train())) << "p " << p;
    const std::vector<int> one = {4};
    EXPECT_TRUE(check_gradients(bag, batch_of(one, {1}), train())) << "one word, p " << p;
    Pass pass = train();
    pass.samples = 2;
    EXPECT_TRUE(check_gradients(bag, example_batch(), pass)) << "two samples, p " << p;
  }
}

TEST(EmbeddingBag, TouchesTheRowsOfItsWordsAndNoOthers) {
  EmbeddingBag bag("bag", kWords, kWidth, 4, 5);
  Matrix& gradient = bag.table().gradient;
  std::fill_n(gradient.data(), gradient.size(), 77.0f);
  for (int repeat = 0; repeat < 2; ++repeat) {
    bag.forward(example_batch(), train());
    bag.backward(random_matrix(4, kWidth, 2));
    const std::vector<int>& touched = bag.table().touched;
    const std::set<int> words(touched.begin(), touched.end());
    EXPECT_EQ(words, (std::set<int>{0, 1, 2, 3, 4, 5, 6, 10}));
    EXPECT_EQ(words.size(), touched.size()) << "each row once";
    for (const int untouched : {7, 8, 9}) EXPECT_EQ(gradient(untouched, 0), 77.0f);
  }
}

TEST(WordDropout, AWordHasOneFateInAnExample) {
  constexpr int kExamples = 400, kVocabulary = 20, kLength = 40;
  std::vector<int> tokens(kExamples * kLength);
  const std::vector<int> lengths(kExamples, kLength);
  for (int e = 0; e < kExamples; ++e) {  // every word twice
    for (int t = 0; t < kLength; ++t) tokens[e * kLength + t] = t % kVocabulary;
  }
  for (const double p : {0.1, 0.8}) {
    Embedding layer("words", kVocabulary, kWidth, kExamples, kLength, false, true);
    layer.table().value = random_matrix(kVocabulary, kWidth, 1);
    set_rate(layer, p);
    const ConstView y = layer.forward(batch_of(tokens, lengths), train(7, kLength));
    int dropped = 0, as_first_example = 0;
    for (int e = 0; e < kExamples; ++e) {
      for (int word = 0; word < kVocabulary; ++word) {
        const bool drop = layer.dropped(e, word);
        ASSERT_EQ(drop, layer.dropped(e, word + kVocabulary));
        dropped += drop;
        as_first_example += drop == layer.dropped(0, word);
        for (int j = 0; j < kWidth; ++j) {
          const float kept = static_cast<float>(layer.table().value(word, j) * (1 / (1 - p)));
          ASSERT_FLOAT_EQ(y(e * kLength + word, j), drop ? 0.0f : kept);
        }
      }
    }
    const double n = kExamples * kVocabulary, sigma = std::sqrt(n * p * (1 - p));
    EXPECT_NEAR(dropped, n * p, 5 * sigma);
    EXPECT_LT(as_first_example, n - kExamples) << "examples must not share a mask";
  }
}

TEST(WordDropout, IdleIsTheLayerWithoutIt) {
  EmbeddingBag with("bag", kWords, kWidth, 4, 5, true), without("bag", kWords, kWidth, 4, 5);
  with.table().value = without.table().value = random_matrix(kWords, kWidth, 1);
  const auto equal = [&](const Pass& pass) {
    const ConstView a = with.forward(example_batch(), pass);
    const ConstView b = without.forward(example_batch(), pass);
    return std::memcmp(a.data, b.data, a.size() * sizeof(float)) == 0;
  };
  set_rate(with, 0);
  EXPECT_TRUE(equal(train()));
  set_rate(with, 0.8);
  EXPECT_TRUE(equal(Pass{}));
  EXPECT_FALSE(equal(train()));
}

TEST(WordDropout, EverythingAndSingleWordsOnRequest) {
  EmbeddingBag bag("bag", kWords, kWidth, 4, 5, true);
  bag.table().value = random_matrix(kWords, kWidth, 1);
  set_rate(bag, 1);
  ConstView y = bag.forward(example_batch(), train());
  for (std::size_t i = 0; i < y.size(); ++i) ASSERT_EQ(y.data[i], 0.0f);
  bag.backward(random_matrix(4, kWidth, 2));
  EXPECT_TRUE(bag.table().touched.empty());

  set_rate(bag, 0);
  std::vector<DropoutSite*> sites;
  bag.sites(sites);
  sites[0]->hold(5, Hold::dropped);
  bag.forward(example_batch(), train());
  EXPECT_TRUE(bag.dropped(0, 1) && bag.dropped(1, 0));
  EXPECT_FALSE(bag.dropped(0, 0) || bag.dropped(1, 1));
}

TEST(WordDropout, AFunctionDrawSharesItsMaskAmongExamplesNotAmongSamples) {
  constexpr int kExamples = 3, kVocabulary = 64;
  std::vector<int> tokens;
  for (int e = 0; e < kExamples; ++e) {
    for (int word = 0; word < kVocabulary; ++word) tokens.push_back(word);
  }
  Embedding layer("words", kVocabulary, 1, 2 * kExamples, kVocabulary, false, true);
  set_rate(layer, 0.5);
  Pass pass = train(7, kVocabulary);
  pass.phase = Phase::mc;
  pass.shared_mask = true;
  pass.samples = 2;
  layer.forward(batch_of(tokens, std::vector<int>(kExamples, kVocabulary)), pass);
  int differ = 0;
  for (int word = 0; word < kVocabulary; ++word) {
    EXPECT_EQ(layer.dropped(0, word), layer.dropped(2, word));
    EXPECT_EQ(layer.dropped(3, word), layer.dropped(5, word));
    differ += layer.dropped(0, word) != layer.dropped(3, word);
  }
  EXPECT_NEAR(differ, kVocabulary / 2, 5 * std::sqrt(kVocabulary) / 2);
}

TEST(Embedding, AddsThePlaceAndLeavesPaddingZero) {
  Embedding layer("tokens", kWords, kWidth, 4, 8, true);
  layer.table().value = random_matrix(kWords, kWidth, 1);
  layer.positions().value = random_matrix(8, kWidth, 2);
  const Batch batch = example_batch();
  const ConstView y = layer.forward(batch, train());
  ASSERT_EQ(y.rows, 20);
  for (int r = 0; r < y.rows; ++r) {
    for (int j = 0; j < kWidth; ++j) {
      const int word = kTokens[r];
      EXPECT_EQ(y(r, j),
                word < 0 ? 0.0f : layer.table().value(word, j) + layer.positions().value(r % 5, j));
    }
  }
}

TEST(Embedding, GradientsAgree) {
  for (const bool positions : {false, true}) {
    for (const double p : {0.0, 0.1, 0.8}) {
      Embedding layer("tokens", kWords, kWidth, 8, 6, positions, true);
      set_rate(layer, p);
      EXPECT_TRUE(check_gradients(layer, example_batch(), train()));
      const std::vector<int> one = {4};
      EXPECT_TRUE(check_gradients(layer, batch_of(one, {1}), train(7, 1))) << "batch 1, length 1";
    }
  }
}

}  // namespace
}  // namespace dropout
