// The LSTM against its equations in double precision, one example and one step at a time, with
// the masks that its sites show; and what the three kinds of dropout promise.
#include "nn/lstm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "nn/sequential.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;

constexpr int kIn = 3, kWidth = 5, kLength = 6, kExamples = 4;
constexpr LstmDropout kKinds[] = {LstmDropout::none, LstmDropout::variational,
                                  LstmDropout::recurrent};
const std::vector<int> kLengths = {6, 1, 0, 4};

Pass train(int length = kLength, const int* lengths = nullptr) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {42, Stream::masks};
  pass.step = 7;
  pass.length = length;
  pass.lengths = lengths;
  return pass;
}

Lstm make(LstmDropout kind, int in = kIn, int width = kWidth) {
  return Lstm("lstm", in, width, 2 * kExamples * kLength, kLength, kind);
}

std::vector<DropoutSite*> sites_of(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    sites[i]->set_index(static_cast<std::uint32_t>(i) + 1);
    sites[i]->set_p(p);
  }
  return sites;
}

/// What the mask of a site does to value `v` of unit `unit` of sequence `n`; nothing without a
/// site.
double masked(const DropoutSite* site, int n, int unit, double v) {
  if (!site) return v;
  return site->mask()[n * site->units() + unit] ? v / (1 - site->p()) : 0;
}

/// y of the equations, from the layer's parameters and the masks of its last pass.
std::vector<std::vector<double>> reference(Lstm& layer, const Matrix& x, int length,
                                           const std::vector<int>& lengths, bool drops) {
  std::vector<Parameter*> w;
  layer.parameters(w);
  const int width = w[1]->value.cols(), in = x.cols();
  std::vector<DropoutSite*> sites;
  if (drops) layer.sites(sites);
  const bool variational = sites.size() == 3;
  const DropoutSite* input = variational ? sites[0] : nullptr;
  const DropoutSite* recurrent = sites.empty() ? nullptr : sites[variational ? 1 : 0];
  const DropoutSite* output = variational ? sites[2] : nullptr;
  const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };

  std::vector<std::vector<double>> y(x.rows(), std::vector<double>(width, 0.0));
  for (int n = 0; n < x.rows() / length; ++n) {
    std::vector<double> h(width, 0.0), c(width, 0.0);
    for (int t = 0; t < lengths[n]; ++t) {
      const int row = n * length + t;
      std::vector<double> z(4 * width);
      for (int g = 0; g < 4 * width; ++g) {
        z[g] = static_cast<double>(w[2]->value(0, g)) + w[3]->value(0, g);
        for (int k = 0; k < in; ++k) z[g] += w[0]->value(g, k) * masked(input, n, k, x(row, k));
        for (int k = 0; k < width; ++k) {
          const int unit = variational ? k : t * width + k;
          z[g] += w[1]->value(g, k) * masked(recurrent, n, unit, h[k]);
        }
      }
      for (int k = 0; k < width; ++k) {
        c[k] = sigmoid(z[width + k]) * c[k] + sigmoid(z[k]) * std::tanh(z[2 * width + k]);
        h[k] = sigmoid(z[3 * width + k]) * std::tanh(c[k]);
        y[row][k] = masked(output, n, k, h[k]);
      }
    }
  }
  return y;
}

TEST(Lstm, IsItsEquations) {
  for (const LstmDropout kind : kKinds) {
    for (const int width : {kWidth, 8}) {
      for (const double p : {0.1, 0.8}) {
        Lstm layer = make(kind, kIn, width);
        testing::randomize(layer, 3);
        sites_of(layer, p);
        const Matrix x = random_matrix(kExamples * kLength, kIn, 1);
        for (const Phase phase : {Phase::train, Phase::eval}) {
          Pass pass = train(kLength, kLengths.data());
          pass.phase = phase;
          const ConstView y = layer.forward(x, pass);
          const auto truth = reference(layer, x, kLength, kLengths, phase == Phase::train);
          for (int r = 0; r < y.rows; ++r) {
            for (int j = 0; j < width; ++j) ASSERT_NEAR(y(r, j), truth[r][j], 1e-6);
          }
        }
      }
    }
  }
}

TEST(Lstm, GradientsAgree) {
  for (const LstmDropout kind : kKinds) {
    for (const double p : {0.1, 0.8}) {
      Lstm layer = make(kind);
      testing::randomize(layer, 3);
      sites_of(layer, p);
      const Matrix x = random_matrix(kExamples * kLength, kIn, 1);
      EXPECT_TRUE(gradients_agree(layer, x, train()));
      EXPECT_TRUE(gradients_agree(layer, x, train(kLength, kLengths.data()))) << "padded";
      EXPECT_TRUE(gradients_agree(layer, random_matrix(3, kIn, 1), train(3))) << "batch 1";
      EXPECT_TRUE(gradients_agree(layer, random_matrix(1, kIn, 1), train(1))) << "length 1";
      Lstm wider = make(kind, kIn, 8);
      testing::randomize(wider, 3);
      sites_of(wider, p);
      EXPECT_TRUE(gradients_agree(wider, x, train()));
    }
  }
}

/// Rows [begin, begin + count) bit for bit.
bool same(ConstView a, ConstView b) {
  if (a.rows != b.rows || a.cols != b.cols) return false;
  for (int r = 0; r < a.rows; ++r) {
    if (std::memcmp(a.row(r), b.row(r), sizeof(float) * a.cols) != 0) return false;
  }
  return true;
}

Matrix copy(ConstView v) {
  Matrix m(v.rows, v.cols);
  for (int r = 0; r < v.rows; ++r) std::copy_n(v.row(r), v.cols, m.row(r));
  return m;
}

TEST(Lstm, AnExampleDoesNotSeeItsPaddingOrTheOthers) {
  constexpr int kTokens = 4;
  const std::vector<int> lengths = {kTokens, 6};
  for (const LstmDropout kind : kKinds) {
    Lstm layer = make(kind), other = make(kind);
    testing::randomize(layer, 3);
    testing::randomize(other, 3);
    sites_of(layer, 0.3);
    sites_of(other, 0.3);
    const Matrix alone = random_matrix(kTokens, kIn, 1);
    Matrix batch = random_matrix(2 * kLength, kIn, 2);
    std::copy_n(alone.data(), alone.size(), batch.data());
    for (int t = kTokens; t < kLength; ++t) {
      batch(t, 0) = std::numeric_limits<float>::quiet_NaN();
    }
    const Matrix y = copy(layer.forward(alone, train(kTokens)));
    const ConstView wide = other.forward(batch, train(kLength, lengths.data()));
    EXPECT_TRUE(same(y, wide.slice(0, kTokens)));
    for (int t = kTokens; t < kLength; ++t) EXPECT_EQ(wide(t, 0), 0.0f);

    // Gradients: nothing comes from the padding, whatever dL/dy says there.
    Matrix dy(2 * kLength, kWidth);
    const Matrix dy_alone = random_matrix(kTokens, kWidth, 4);
    std::copy_n(dy_alone.data(), dy_alone.size(), dy.data());
    for (int t = kTokens; t < kLength; ++t) dy(t, 1) = 1e9f;
    const ConstView dx = layer.backward(dy_alone), dx_wide = other.backward(dy);
    EXPECT_TRUE(same(dx, dx_wide.slice(0, kTokens)));
    for (int t = kTokens; t < kLength; ++t) EXPECT_EQ(dx_wide(t, 0), 0.0f);
    std::vector<Parameter*> a, b;
    layer.parameters(a);
    other.parameters(b);
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t k = 0; k < a[i]->gradient.size(); ++k) {
        ASSERT_NEAR(a[i]->gradient.data()[k], b[i]->gradient.data()[k], 1e-5) << a[i]->name;
      }
    }
  }
}

TEST(LstmDropout, VariationalDropsTheSameUnitsAtAllSteps) {
  Lstm layer = make(LstmDropout::variational);
  testing::randomize(layer, 3);
  ASSERT_EQ(sites_of(layer, 0.5).size(), 3u);
  const ConstView y = layer.forward(random_matrix(kExamples * kLength, kIn, 1), train());
  int dropped = 0, differ = 0;
  for (int n = 0; n < kExamples; ++n) {
    for (int j = 0; j < kWidth; ++j) {
      const bool first = y(n * kLength, j) == 0.0f;
      for (int t = 1; t < kLength; ++t) EXPECT_EQ(y(n * kLength + t, j) == 0.0f, first);
      dropped += first;
      differ += first != (y(0, j) == 0.0f);
    }
  }
  EXPECT_TRUE(dropped > 0 && dropped < kExamples * kWidth);
  EXPECT_GT(differ, 0) << "examples must not share a mask";
}

TEST(LstmDropout, RecurrentDrawsAFreshMaskEachStep) {
  constexpr int kUnits = 64;
  Lstm layer("lstm", kIn, kUnits, kLength, kLength, LstmDropout::recurrent);
  const std::vector<DropoutSite*> sites = sites_of(layer, 0.5);
  ASSERT_EQ(sites.size(), 1u);
  layer.forward(random_matrix(kLength, kIn, 1), train());
  const Keep* mask = sites[0]->mask();
  for (int t = 1; t < kLength; ++t) {
    int differ = 0;
    for (int j = 0; j < kUnits; ++j) differ += mask[t * kUnits + j] != mask[j];
    EXPECT_NEAR(differ, kUnits / 2, 5 * std::sqrt(kUnits) / 2);
  }
}

TEST(LstmDropout, AStackAsTorchDropsBetweenItsLayersOnly) {
  Sequential stack;
  stack.add<Lstm>("lstm0", kIn, kWidth, kExamples * kLength, kLength);
  stack.add<Dropout>("between", Rate::hidden, kExamples * kLength, kWidth);
  stack.add<Lstm>("lstm1", kWidth, kWidth, kExamples * kLength, kLength);
  testing::randomize(stack, 3);
  const std::vector<DropoutSite*> sites = sites_of(stack, 0.5);
  ASSERT_EQ(sites.size(), 1u);
  const ConstView y = stack.forward(random_matrix(kExamples * kLength, kIn, 1), train());
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NE(y.data[i], 0.0f);
  int steps_alike = 0;
  const Keep* mask = sites[0]->mask();
  for (int r = 1; r < kExamples * kLength; ++r) {
    steps_alike += std::memcmp(mask, mask + r * kWidth, kWidth * sizeof *mask) == 0;
  }
  EXPECT_LE(steps_alike, 6) << "23 masks, each the first one's with probability 1/32";
  EXPECT_TRUE(gradients_agree(stack, random_matrix(kExamples * kLength, kIn, 1), train()));
}

TEST(LstmDropout, IdleIsTheLayerWithoutIt) {
  const Matrix x = random_matrix(kExamples * kLength, kIn, 1);
  Lstm plain = make(LstmDropout::none);
  testing::randomize(plain, 3);
  for (const LstmDropout kind : {LstmDropout::variational, LstmDropout::recurrent}) {
    Lstm layer = make(kind);
    testing::randomize(layer, 3);
    sites_of(layer, 0);
    const Matrix y = copy(plain.forward(x, train()));
    EXPECT_TRUE(same(y, layer.forward(x, train()))) << "p 0";
    const Matrix dy = random_matrix(y.rows(), y.cols(), 2);
    EXPECT_TRUE(same(plain.backward(dy), layer.backward(dy)));
    sites_of(layer, 0.8);
    EXPECT_FALSE(same(y, layer.forward(x, train())));
    EXPECT_TRUE(same(y, layer.forward(x, Pass{.length = kLength}))) << "eval";
  }
}

TEST(LstmDropout, EverythingDropped) {
  const Matrix x = random_matrix(kExamples * kLength, kIn, 1);
  Lstm variational = make(LstmDropout::variational);
  testing::randomize(variational, 3);
  sites_of(variational, 1);
  const ConstView y = variational.forward(x, train());
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_EQ(y.data[i], 0.0f);

  // Without h, step t is a first step with the cell of step t - 1.
  Lstm recurrent = make(LstmDropout::recurrent), deaf = make(LstmDropout::none);
  testing::randomize(recurrent, 3);
  testing::randomize(deaf, 3);
  sites_of(recurrent, 1);
  std::vector<Parameter*> all;
  deaf.parameters(all);
  std::fill_n(all[1]->value.data(), all[1]->value.size(), 0.0f);
  const Matrix forgets = copy(recurrent.forward(x, train()));
  EXPECT_TRUE(same(forgets, deaf.forward(x, train())));
}

TEST(LstmDropout, SamplesOfOnePassAreTheSamplesOfTwo) {
  for (const LstmDropout kind : {LstmDropout::variational, LstmDropout::recurrent}) {
    Lstm layer = make(kind);
    testing::randomize(layer, 3);
    sites_of(layer, 0.5);
    const int rows = kExamples * kLength;
    const Matrix x = random_matrix(rows, kIn, 1);
    Matrix twice(2 * rows, kIn);
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
    EXPECT_FALSE(same(first, second));
  }
}

}  // namespace
}  // namespace dropout
