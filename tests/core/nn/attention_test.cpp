// Attention against its equations in double precision, with the mask that its site shows; and
// the statistics of dropped weights: rows sum to 1 on average only.
#include "nn/attention.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
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

DropoutSite& set_rate(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  sites[0]->set_index(5);
  sites[0]->set_p(p);
  return *sites[0];
}

MultiHeadAttention make(bool causal) {
  return MultiHeadAttention("attention", kWidth, kHeads, 2 * kExamples * kLength, kLength, causal);
}

Matrix copy(ConstView v) {
  Matrix m(v.rows, v.cols);
  for (int r = 0; r < v.rows; ++r) std::copy_n(v.row(r), v.cols, m.row(r));
  return m;
}

bool same(ConstView a, ConstView b) {
  if (a.rows != b.rows || a.cols != b.cols) return false;
  for (int r = 0; r < a.rows; ++r) {
    if (std::memcmp(a.row(r), b.row(r), sizeof(float) * a.cols) != 0) return false;
  }
  return true;
}

/// softmax(Q K^T / sqrt d) before or after dropout, and what the layer makes of them.
struct Truth {
  std::vector<std::vector<double>> before, after;  // (examples x heads x length, length)
  std::vector<std::vector<double>> y;
};

Truth reference(MultiHeadAttention& layer, const Matrix& x, const std::vector<int>& lengths,
                bool causal, const DropoutSite* site) {
  std::vector<Parameter*> w;
  layer.parameters(w);
  const auto project = [&](int row, int out) {
    double sum = w[1]->value(0, out);
    for (int k = 0; k < kWidth; ++k) sum += static_cast<double>(w[0]->value(out, k)) * x(row, k);
    return sum;
  };
  constexpr int d = kWidth / kHeads;
  Truth truth;
  for (int e = 0; e < kExamples; ++e) {
    std::vector<std::vector<double>> heads(kLength, std::vector<double>(kWidth, 0.0));
    for (int h = 0; h < kHeads; ++h) {
      for (int i = 0; i < kLength; ++i) {
        std::vector<double> before(kLength, 0.0), after(kLength, 0.0);
        const int keys = causal ? i + 1 : lengths[e];
        if (i < lengths[e]) {
          double total = 0;
          for (int j = 0; j < keys; ++j) {
            double score = 0;
            for (int k = 0; k < d; ++k) {
              score += project(e * kLength + i, h * d + k) *
                       project(e * kLength + j, kWidth + h * d + k);
            }
            total += before[j] = std::exp(score / std::sqrt(static_cast<double>(d)));
          }
          for (int j = 0; j < keys; ++j) {
            before[j] /= total;
            const int unit = (h * kLength + i) * kLength + j;
            const bool kept = !site || site->mask()[e * site->units() + unit];
            after[j] = kept ? before[j] / (site ? 1 - site->p() : 1) : 0;
            for (int k = 0; k < d; ++k) {
              heads[i][h * d + k] += after[j] * project(e * kLength + j, 2 * kWidth + h * d + k);
            }
          }
        }
        truth.before.push_back(before);
        truth.after.push_back(after);
      }
    }
    for (int i = 0; i < kLength; ++i) {
      std::vector<double> y(kWidth);
      for (int out = 0; out < kWidth; ++out) {
        y[out] = w[3]->value(0, out);
        for (int k = 0; k < kWidth; ++k) {
          y[out] += static_cast<double>(w[2]->value(out, k)) * heads[i][k];
        }
      }
      truth.y.push_back(y);
    }
  }
  return truth;
}

void expect_near(ConstView values, const std::vector<std::vector<double>>& truth) {
  ASSERT_EQ(values.rows, static_cast<int>(truth.size()));
  for (int r = 0; r < values.rows; ++r) {
    for (int c = 0; c < values.cols; ++c) ASSERT_NEAR(values(r, c), truth[r][c], 3e-6);
  }
}

TEST(Attention, IsItsEquations) {
  for (const bool causal : {false, true}) {
    for (const double p : {0.1, 0.8}) {
      MultiHeadAttention layer = make(causal);
      testing::randomize(layer, 3);
      const DropoutSite& site = set_rate(layer, p);
      const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
      for (const Phase phase : {Phase::train, Phase::eval}) {
        Pass pass = train(kLength, kLengths.data());
        pass.phase = phase;
        const ConstView y = layer.forward(x, pass);
        const Truth truth =
            reference(layer, x, kLengths, causal, phase == Phase::train ? &site : nullptr);
        expect_near(y, truth.y);
        std::vector<Peek> peeks;
        layer.peeks(peeks);
        ASSERT_EQ(peeks.size(), 2u);
        expect_near(peeks[0].values, truth.before);
        expect_near(peeks[1].values, truth.after);
      }
    }
  }
}

TEST(Attention, GradientsAgree) {
  for (const bool causal : {false, true}) {
    for (const double p : {0.0, 0.1, 0.8}) {
      MultiHeadAttention layer = make(causal);
      testing::randomize(layer, 3);
      set_rate(layer, p);
      const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
      EXPECT_TRUE(gradients_agree(layer, x, train()));
      EXPECT_TRUE(gradients_agree(layer, x, train(kLength, kLengths.data()))) << "padded";
      EXPECT_TRUE(gradients_agree(layer, random_matrix(4, kWidth, 1), train(4))) << "batch 1";
      EXPECT_TRUE(gradients_agree(layer, random_matrix(1, kWidth, 1), train(1))) << "length 1";
    }
  }
}

TEST(Attention, AnExampleDoesNotSeeItsPaddingOrTheOthers) {
  constexpr int kTokens = 5;
  const std::vector<int> lengths = {kTokens, 7};
  for (const bool causal : {false, true}) {
    MultiHeadAttention layer = make(causal), other = make(causal);
    testing::randomize(layer, 3);
    testing::randomize(other, 3);
    set_rate(layer, 0.3);
    set_rate(other, 0.3);
    const Matrix alone = random_matrix(kTokens, kWidth, 1);
    Matrix batch = random_matrix(2 * kLength, kWidth, 2, 100);
    std::copy_n(alone.data(), alone.size(), batch.data());
    const Matrix y = copy(layer.forward(alone, train(kTokens)));
    const ConstView wide = other.forward(batch, train(kLength, lengths.data()));
    EXPECT_TRUE(same(y, wide.slice(0, kTokens)));

    Matrix dy(2 * kLength, kWidth);
    const Matrix dy_alone = random_matrix(kTokens, kWidth, 4);
    std::copy_n(dy_alone.data(), dy_alone.size(), dy.data());
    const ConstView dx = layer.backward(dy_alone), dx_wide = other.backward(dy);
    EXPECT_TRUE(same(dx, dx_wide.slice(0, kTokens)));
    for (int r = kTokens; r < 2 * kLength; ++r) EXPECT_EQ(dx_wide(r, 0), 0.0f);
  }
}

TEST(Attention, CausalTokensDoNotSeeTheFuture) {
  MultiHeadAttention layer = make(true);
  testing::randomize(layer, 3);
  Matrix x = random_matrix(kLength, kWidth, 1);
  const Matrix y = copy(layer.forward(x, Pass{.length = kLength}));
  for (int c = 0; c < kWidth; ++c) x(4, c) += 1;
  const ConstView z = layer.forward(x, Pass{.length = kLength});
  EXPECT_TRUE(same(y.view().slice(0, 4), z.slice(0, 4)));
  EXPECT_FALSE(same(y.view().slice(4, 1), z.slice(4, 1)));
}

// E[row sum] = 1, Var[row sum] = p/q sum_j a_j^2, and a weight is exactly 0 or a/q.
TEST(AttentionDropout, RowsOfWeightsSumToOneOnAverageOnly) {
  constexpr int kDraws = 4000;
  for (const double p : {0.1, 0.8}) {
    MultiHeadAttention layer = make(false);
    testing::randomize(layer, 3);
    set_rate(layer, p);
    const Matrix x = random_matrix(kLength, kWidth, 1);
    const int rows = kHeads * kLength;
    std::vector<double> mean(rows, 0.0), square(rows, 0.0), variance(rows, 0.0), fourth(rows, 0.0);
    for (int draw = 0; draw < kDraws; ++draw) {
      Pass pass = train();
      pass.step = static_cast<std::uint32_t>(draw);
      layer.forward(x, pass);
      std::vector<Peek> peeks;
      layer.peeks(peeks);
      for (int r = 0; r < rows; ++r) {
        double sum = 0, squares = 0;
        for (int j = 0; j < kLength; ++j) {
          const float a = peeks[0].values(r, j), dropped = peeks[1].values(r, j);
          if (dropped != 0.0f) {
            ASSERT_FLOAT_EQ(dropped, static_cast<float>(a / (1 - p)));
          }
          sum += dropped;
          squares += static_cast<double>(a) * a;
        }
        mean[r] += sum / kDraws;
        square[r] += (sum - 1) * (sum - 1) / kDraws;
        fourth[r] += std::pow(sum - 1, 4) / kDraws;
        variance[r] = p / (1 - p) * squares;
      }
    }
    for (int r = 0; r < rows; ++r) {
      EXPECT_NEAR(mean[r], 1, 5 * std::sqrt(variance[r] / kDraws));
      const double deviation = std::sqrt((fourth[r] - variance[r] * variance[r]) / kDraws);
      EXPECT_NEAR(square[r], variance[r], 5 * deviation);
    }
  }
}

TEST(AttentionDropout, IdleAndEverything) {
  MultiHeadAttention layer = make(false);
  testing::randomize(layer, 3);
  const Matrix x = random_matrix(kExamples * kLength, kWidth, 1);
  set_rate(layer, 0);
  const Matrix eval = copy(layer.forward(x, Pass{.length = kLength}));
  EXPECT_TRUE(same(eval, layer.forward(x, train())));
  set_rate(layer, 0.8);
  EXPECT_TRUE(same(eval, layer.forward(x, Pass{.length = kLength})));
  EXPECT_FALSE(same(eval, layer.forward(x, train())));

  set_rate(layer, 1);  // only the output's bias is left
  const ConstView y = layer.forward(x, train());
  std::vector<Parameter*> w;
  layer.parameters(w);
  for (int r = 0; r < y.rows; ++r) {
    for (int c = 0; c < kWidth; ++c) EXPECT_EQ(y(r, c), w[3]->value(0, c));
  }
  const ConstView dx = layer.backward(random_matrix(y.rows, kWidth, 2));
  for (std::size_t i = 0; i < dx.size(); ++i) EXPECT_EQ(dx.data[i], 0.0f);
}

TEST(AttentionDropout, AFunctionDrawSharesItsMaskAmongExamples) {
  MultiHeadAttention layer = make(false);
  testing::randomize(layer, 3);
  set_rate(layer, 0.5);
  const Matrix one = random_matrix(kLength, kWidth, 1);
  Matrix x(kExamples * kLength, kWidth);
  for (int e = 0; e < kExamples; ++e) std::copy_n(one.data(), one.size(), x.row(e * kLength));
  Pass pass = train();
  pass.phase = Phase::mc;
  const Matrix own = copy(layer.forward(x, pass));
  EXPECT_FALSE(same(own.view().slice(0, kLength), own.view().slice(kLength, kLength)));
  pass.shared_mask = true;
  const ConstView shared = layer.forward(x, pass);
  EXPECT_TRUE(same(shared.slice(0, kLength), shared.slice(kLength, kLength)));
}

TEST(AttentionDropout, SamplesOfOnePassAreTheSamplesOfTwo) {
  MultiHeadAttention layer = make(true);
  testing::randomize(layer, 3);
  set_rate(layer, 0.5);
  const int rows = kExamples * kLength;
  const Matrix x = random_matrix(rows, kWidth, 1);
  Matrix twice(2 * rows, kWidth);
  std::copy_n(x.data(), x.size(), twice.row(0));
  std::copy_n(x.data(), x.size(), twice.row(rows));
  Pass pass = train(kLength, kLengths.data());
  pass.phase = Phase::mc;
  const Matrix first = copy(layer.forward(x, pass));
  pass.sample = 1;
  const Matrix second = copy(layer.forward(x, pass));
  pass.sample = 0;
  pass.samples = 2;
  const ConstView both = layer.forward(twice, pass);
  EXPECT_TRUE(same(first, both.slice(0, rows)));
  EXPECT_TRUE(same(second, both.slice(rows, rows)));
}

}  // namespace
}  // namespace dropout
