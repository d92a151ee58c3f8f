// DropKey against its equations in double precision, with the mask that its site shows; against the
// closed form of its mean for two keys; and gradients by central differences.
#include "nn/dropkey.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;

constexpr int kWidth = 12, kHeads = 3, kLength = 7, kExamples = 3;
const std::vector<int> kLengths = {7, 1, 5};

Pass train(int length = kLength, const int* lengths = nullptr) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {42, Stream::masks};
  pass.step = 7;
  pass.length = length;
  pass.lengths = lengths;
  return pass;
}

DropKeyAttention make(bool causal, int examples = kExamples, int length = kLength) {
  return DropKeyAttention("attention", kWidth, kHeads, examples * length, length, causal);
}

/// The site of the keys, at rate p; attention's own site stays at 0.
DropoutSite& set_rate(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  EXPECT_EQ(sites.size(), 2u);
  sites[1]->set_index(5);
  sites[1]->set_p(p);
  return *sites[1];
}

ConstView weights_of(const Layer& layer) {
  std::vector<Peek> peeks;
  layer.peeks(peeks);
  return peeks.front().values;
}

/// Whether key j is there for query i: dropped ones are not, unless all of a query are dropped.
bool seen(const DropoutSite& site, int example, int head, int query, int key, int keys) {
  const Keep* row = site.mask() + static_cast<std::ptrdiff_t>(example) * site.units() +
                    (head * kLength + query) * kLength;
  bool any = false;
  for (int j = 0; j < keys; ++j) any |= row[j] != 0;
  return !any || row[key] != 0;
}

TEST(DropKey, IsASoftmaxOverTheKeysThatAreKept) {
  for (const bool causal : {false, true}) {
    for (const double p : {0.1, 0.8}) {
      DropKeyAttention layer = make(causal);
      testing::randomize(layer, 3);
      const DropoutSite& site = set_rate(layer, p);
      const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
      std::vector<Parameter*> w;
      layer.parameters(w);
      const auto project = [&](int row, int out) {
        double sum = w[1]->value(0, out);
        for (int k = 0; k < kWidth; ++k) {
          sum += static_cast<double>(w[0]->value(out, k)) * x(row, k);
        }
        return sum;
      };
      layer.forward(x, train(kLength, kLengths.data()));
      const ConstView shown = weights_of(layer);
      constexpr int d = kWidth / kHeads;
      int dropped = 0;
      for (int row = 0; row < shown.rows; ++row) {
        const int e = row / (kHeads * kLength), h = row / kLength % kHeads, i = row % kLength;
        const int keys = i >= kLengths[e] ? 0 : causal ? i + 1 : kLengths[e];
        std::vector<double> truth(kLength, 0.0);
        double total = 0, sum = 0;
        for (int j = 0; j < keys; ++j) {
          if (!seen(site, e, h, i, j, keys)) continue;
          double score = 0;
          for (int k = 0; k < d; ++k) {
            score +=
                project(e * kLength + i, h * d + k) * project(e * kLength + j, kWidth + h * d + k);
          }
          total += truth[j] = std::exp(score / std::sqrt(static_cast<double>(d)));
        }
        for (int j = 0; j < kLength; ++j) {
          ASSERT_NEAR(shown(row, j), total > 0 ? truth[j] / total : 0, 3e-6);
          dropped += j < keys && shown(row, j) == 0;
          sum += shown(row, j);
        }
        ASSERT_NEAR(sum, keys > 0 ? 1 : 0, 1e-6) << "rows sum to 1 with any mask";
      }
      EXPECT_GT(dropped, 0);
    }
  }
}

TEST(DropKey, GradientsAgreeWithCentralDifferences) {
  for (const bool causal : {false, true}) {
    for (const double p : {0.1, 0.8}) {
      DropKeyAttention layer = make(causal);
      testing::randomize(layer, 3);
      set_rate(layer, p);
      const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
      EXPECT_TRUE(gradients_agree(layer, x, train(kLength, kLengths.data())));
    }
  }
}

TEST(DropKey, DroppingNothingOrEverythingIsAttentionBitForBit) {
  MultiHeadAttention plain("attention", kWidth, kHeads, kExamples * kLength, kLength, false);
  testing::randomize(plain, 3);
  const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
  const ConstView expected = plain.forward(x, train());
  const auto same = [&](ConstView y) {
    for (int r = 0; r < y.rows; ++r) {
      if (std::memcmp(y.row(r), expected.row(r), sizeof(float) * kWidth) != 0) return false;
    }
    return y.rows == expected.rows;
  };
  for (const double p : {0.0, 1.0}) {
    DropKeyAttention layer = make(false);
    testing::randomize(layer, 3);
    set_rate(layer, p);
    EXPECT_TRUE(same(layer.forward(x, train()))) << p;
  }
  DropKeyAttention layer = make(false);
  testing::randomize(layer, 3);
  set_rate(layer, 0.5);
  Pass pass = train();
  pass.phase = Phase::eval;
  EXPECT_TRUE(same(layer.forward(x, pass)));
  EXPECT_FALSE(same(layer.forward(x, train())));
}

// With two keys of weight a and 1 - a: both stay, or both drop and stay, with q^2 + p^2; only the
// first stays with q p. So E[A_1] = (q^2 + p^2) a + q p.
TEST(DropKey, TheMeanWeightOfTwoKeysIsItsClosedForm) {
  constexpr int examples = 2000;
  for (const double p : {0.1, 0.5, 0.8}) {
    DropKeyAttention layer = make(false, examples, 2);
    testing::randomize(layer, 3);
    set_rate(layer, p);
    const Matrix one = random_matrix(2, kWidth, 1);
    Matrix x(2 * examples, kWidth);
    for (int r = 0; r < x.rows(); ++r) std::copy_n(one.row(r % 2), kWidth, x.row(r));
    Pass pass = train(2);
    pass.phase = Phase::eval;
    layer.forward(x, pass);
    std::vector<double> a;
    for (int row = 0; row < 2 * kHeads; ++row) a.push_back(weights_of(layer)(row, 0));
    layer.forward(x, train(2));
    std::vector<double> mean(2 * kHeads, 0.0);
    const ConstView shown = weights_of(layer);
    for (int row = 0; row < shown.rows; ++row) {
      mean[static_cast<std::size_t>(row % (2 * kHeads))] += shown(row, 0) / examples;
    }
    const double q = 1 - p;
    for (std::size_t row = 0; row < a.size(); ++row) {
      // A weight is in [0, 1]: its deviation is at most 1/2. Five of the mean's.
      EXPECT_NEAR(mean[row], (q * q + p * p) * a[row] + q * p, 5 * 0.5 / std::sqrt(examples)) << p;
    }
  }
}

}  // namespace
}  // namespace dropout
