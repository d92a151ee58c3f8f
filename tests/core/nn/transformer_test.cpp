// The transformer block as its recipe in one line, its four places that drop, and stochastic
// depth: how many branches are active, and what a dropped one leaves.
#include "nn/transformer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <vector>

#include "nn/attention.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/residual.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::gradients_agree;
using testing::random_matrix;

constexpr int kWidth = 8, kLength = 5, kExamples = 3, kRows = kExamples * kLength;
const std::vector<int> kLengths = {5, 1, 3};

Pass train(int length = kLength, const int* lengths = nullptr) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {42, Stream::masks};
  pass.step = 7;
  pass.length = length;
  pass.lengths = lengths;
  return pass;
}

std::vector<DropoutSite*> sites_of(Layer& layer, double p) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    sites[i]->set_index(static_cast<std::uint32_t>(i) + 1);
    sites[i]->set_p(sites[i]->share() * p);
  }
  return sites;
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

TransformerShape shape(bool pre_norm, bool causal = false) {
  TransformerShape s;
  s.width = kWidth;
  s.heads = 2;
  s.feedforward = 12;
  s.pre_norm = pre_norm;
  s.causal = causal;
  s.max_rows = 2 * kRows;
  s.max_length = kLength;
  return s;
}

std::map<std::string, Parameter*> by_name(Layer& layer) {
  std::vector<Parameter*> all;
  layer.parameters(all);
  std::map<std::string, Parameter*> names;
  for (Parameter* p : all) names[p->name] = p;
  EXPECT_EQ(names.size(), all.size()) << "names must differ";
  return names;
}

Matrix add(ConstView a, ConstView b) {
  Matrix sum = copy(a);
  for (int r = 0; r < sum.rows(); ++r) {
    for (int c = 0; c < sum.cols(); ++c) sum(r, c) += b(r, c);
  }
  return sum;
}

// The docstring's two lines, said with layers that have the block's weights.
TEST(TransformerBlock, IsItsRecipe) {
  for (const bool pre_norm : {true, false}) {
    TransformerBlock block("b", shape(pre_norm));
    testing::randomize(block, 3);
    const auto weights = by_name(block);
    MultiHeadAttention attention("b.attention", kWidth, 2, kRows, kLength, false);
    LayerNorm norm1("b.norm1", kRows, kWidth), norm2("b.norm2", kRows, kWidth);
    Linear linear1("b.linear1", kWidth, 12, kRows), linear2("b.linear2", 12, kWidth, kRows);
    Activation act("b.activation", Function::gelu, kRows, 12);
    std::size_t copied = 0;
    for (Layer* layer : std::vector<Layer*>{&attention, &norm1, &norm2, &linear1, &linear2}) {
      for (const auto& [name, p] : by_name(*layer)) {
        ASSERT_TRUE(weights.count(name)) << name;
        p->value = weights.at(name)->value;
        ++copied;
      }
    }
    EXPECT_EQ(copied, weights.size());

    const Pass pass{.length = kLength, .lengths = kLengths.data()};
    const auto feedforward = [&](ConstView x) {
      return linear2.forward(act.forward(linear1.forward(x, pass), pass), pass);
    };
    const Matrix x = random_matrix(kRows, kWidth, 1);
    const ConstView y = block.forward(x, pass);
    if (pre_norm) {
      const Matrix middle = add(x, attention.forward(norm1.forward(x, pass), pass));
      EXPECT_TRUE(same(y, add(middle, feedforward(norm2.forward(middle, pass)))));
    } else {
      const Matrix sum = add(x, attention.forward(x, pass));
      const Matrix middle = copy(norm1.forward(sum, pass));
      const Matrix end = add(middle, feedforward(middle));
      EXPECT_TRUE(same(y, norm2.forward(end, pass)));
    }
  }
}

TEST(TransformerBlock, GradientsAgree) {
  testing::GradientOptions options;
  options.step = 6e-3;       // LayerNorm of 8 values bends within the usual step, and a smaller one
  options.tolerance = 5e-3;  // leaves more of the floats' noise
  options.max_skipped = 0.02;  // where it bends most
  for (const bool pre_norm : {true, false}) {
    for (const double p : {0.1, 0.8}) {
      for (const bool path : {false, true}) {
        TransformerShape s = shape(pre_norm, path);
        s.drop_path = path;
        TransformerBlock block("b", s);
        testing::randomize(block, 3);
        sites_of(block, p);
        const Matrix x = random_matrix(kRows, kWidth, 1);
        EXPECT_TRUE(gradients_agree(block, x, train(), options));
        EXPECT_TRUE(gradients_agree(block, x, train(kLength, kLengths.data()), options))
            << "padded";
        EXPECT_TRUE(gradients_agree(block, random_matrix(1, kWidth, 1), train(1), options));
      }
    }
  }
}

TEST(TransformerBlock, DropsInFourPlacesWithThreeRates) {
  TransformerShape s = shape(true);
  TransformerBlock block("b", s);
  std::vector<DropoutSite*> sites = sites_of(block, 0.1);
  ASSERT_EQ(sites.size(), 4u);
  EXPECT_EQ(sites[0]->rate(), Rate::attention);
  EXPECT_EQ(sites[1]->rate(), Rate::residual);
  EXPECT_EQ(sites[2]->rate(), Rate::hidden);
  EXPECT_EQ(sites[2]->units(), 12);
  EXPECT_EQ(sites[3]->rate(), Rate::residual);

  s.drop_path = true;
  s.block = 2;
  s.of = 4;
  TransformerBlock deep("b", s, [](const auto&...) { return nullptr; });
  sites = sites_of(deep, 0.1);
  ASSERT_EQ(sites.size(), 5u) << "no hidden dropout, two paths";
  EXPECT_EQ(sites[2]->share(), 0.5);
}

TEST(TransformerBlock, IdleIsTheBlockWithoutDropout) {
  for (const bool pre_norm : {true, false}) {
    TransformerShape s = shape(pre_norm);
    s.drop_path = true;
    TransformerBlock block("b", s);
    testing::randomize(block, 3);
    const Matrix x = random_matrix(kRows, kWidth, 1);
    sites_of(block, 0);
    const Matrix y = copy(block.forward(x, train()));
    sites_of(block, 0.8);
    EXPECT_FALSE(same(y, block.forward(x, train())));
    EXPECT_TRUE(same(y, block.forward(x, Pass{.length = kLength})));
  }
}

TEST(TransformerBlock, AnExampleDoesNotSeeItsPaddingOrTheOthers) {
  constexpr int kTokens = 3;
  const std::vector<int> lengths = {kTokens, 4, 5};
  for (const bool pre_norm : {true, false}) {
    TransformerBlock block("b", shape(pre_norm));
    testing::randomize(block, 3);
    const Matrix alone = random_matrix(kTokens, kWidth, 1);
    Matrix batch = random_matrix(kRows, kWidth, 2, 100);
    std::copy_n(alone.data(), alone.size(), batch.data());
    const Matrix y = copy(block.forward(alone, Pass{.length = kTokens}));
    const ConstView wide = block.forward(batch, Pass{.length = kLength, .lengths = lengths.data()});
    EXPECT_TRUE(same(y, wide.slice(0, kTokens)));
  }
}

// y = x + m f(x) / q with one m for each example.
TEST(StochasticDepth, ABranchDropsForAWholeExample) {
  constexpr int kMany = 2000;
  for (const double p : {0.1, 0.8}) {
    auto branch = std::make_unique<Linear>("f", 2, 2, kMany * kLength);
    testing::randomize(*branch, 3);
    Linear& f = *branch;
    Residual layer("path", std::move(branch), kMany * kLength, 2, 1);
    sites_of(layer, p);
    const Matrix x = random_matrix(kMany * kLength, 2, 1);
    const ConstView y = layer.forward(x, train());
    const ConstView fx = f.forward(x, train());
    int active = 0;
    for (int e = 0; e < kMany; ++e) {
      const bool kept = y(e * kLength, 0) != x(e * kLength, 0);
      active += kept;
      for (int r = e * kLength; r < (e + 1) * kLength; ++r) {
        const double branch_part = kept ? fx(r, 1) / (1 - p) : 0;
        ASSERT_NEAR(y(r, 1), x(r, 1) + branch_part, 1e-5);
      }
    }
    EXPECT_NEAR(active, kMany * (1 - p), 5 * std::sqrt(kMany * p * (1 - p)));
  }
}

// The linear depth rule with p_L = 1/2 keeps (3 L - 1) / 4 of L branches (Huang et al. 2016).
TEST(StochasticDepth, KeepsAsManyBranchesAsTheLinearDepthRuleSays) {
  constexpr int kDepth = 12, kMany = 3000;
  Sequential net;
  for (int l = 1; l <= kDepth; ++l) {
    auto one = std::make_unique<Linear>("f", 1, 1, kMany);  // f(x) = 1
    one->bias().value(0, 0) = 1;
    net.add<Residual>("path", std::move(one), kMany, 1, Residual::depth_share(l, kDepth));
  }
  double expected = 0, variance = 0;
  for (const DropoutSite* site : sites_of(net, 0.5)) {
    expected += 1 - site->p();
    variance += site->p() * (1 - site->p());
  }
  EXPECT_NEAR(expected, 8.75, 1e-12);

  net.forward(Matrix(kMany, 1), train(1));
  std::vector<DropoutSite*> sites;
  net.sites(sites);
  double active = 0;
  for (const DropoutSite* site : sites) {
    for (int e = 0; e < kMany; ++e) active += site->mask()[e] != 0;
  }
  EXPECT_NEAR(active / kMany, 8.75, 5 * std::sqrt(variance / kMany));
}

TEST(StochasticDepth, ADroppedBranchLeavesNothingBehind) {
  auto branch = std::make_unique<Linear>("f", 2, 2, kRows);
  branch->bias().value(0, 1) = std::numeric_limits<float>::quiet_NaN();
  Residual layer("path", std::move(branch), kRows, 2, 1);
  sites_of(layer, 1);
  const Matrix x = random_matrix(kRows, 2, 1), dy = random_matrix(kRows, 2, 2);
  EXPECT_TRUE(same(x, layer.forward(x, train())));
  EXPECT_TRUE(same(dy, layer.backward(dy)));
}

TEST(StochasticDepth, AFunctionDrawSharesItsFateAmongExamples) {
  constexpr int kMany = 64;
  auto branch = std::make_unique<Linear>("f", 1, 1, 2 * kMany);
  branch->bias().value(0, 0) = 1;
  Residual layer("path", std::move(branch), 2 * kMany, 1, 1);
  sites_of(layer, 0.5);
  Pass pass = train(2);
  pass.phase = Phase::mc;
  pass.shared_mask = true;
  int kept = 0;
  for (int draw = 0; draw < kMany; ++draw) {
    pass.sample = static_cast<std::uint32_t>(draw);
    const ConstView y = layer.forward(Matrix(2 * kMany, 1), pass);
    for (int r = 1; r < y.rows; ++r) ASSERT_EQ(y(r, 0), y(0, 0));
    kept += y(0, 0) != 0;
  }
  EXPECT_NEAR(kept, kMany / 2, 5 * std::sqrt(kMany) / 2);
}

}  // namespace
}  // namespace dropout
