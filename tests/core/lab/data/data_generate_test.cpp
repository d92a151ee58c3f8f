// Synthetic problems: against their equations, and as functions of seed and index alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "lab/data/data.h"

namespace dropout {
namespace {

constexpr Data kPlane[] = {Data::moons, Data::circles, Data::spirals, Data::xor_, Data::blobs};

TEST(Generate, PlanesAreBalancedAndFinite) {
  for (const Data kind : kPlane) {
    const Loaded loaded = load(kind, {}, {.n = 300, .noise = 0.1f});
    ASSERT_EQ(english_of(loaded.error), "");
    const Dataset& data = loaded.data;
    ASSERT_EQ(data.train.size(), 300);
    std::vector<int> counts(data.outputs);
    for (const int label : data.train.label) ++counts[label];
    for (const int count : counts) EXPECT_EQ(count, 300 / data.outputs);
    for (std::size_t i = 0; i < data.train.x.size(); ++i) {
      EXPECT_LT(std::abs(data.train.x.data()[i]), 4);
    }
  }
}

TEST(Generate, SizesAreThoseOfTheTable) {
  for (const DataInfo& row : kDataInfos) {
    if (row.source != Source::generated) continue;
    const Dataset data = load(row.data, {}, {.context = row.length}).data;
    EXPECT_EQ(data.train.size(), row.examples) << row.name;
    EXPECT_EQ(data.features, row.features) << row.name;
    EXPECT_EQ(data.outputs, row.outputs) << row.name;
    EXPECT_EQ(data.vocabulary.size(), row.vocabulary) << row.name;
    EXPECT_TRUE(row.is(data.task)) << row.name;
  }
}

TEST(Generate, MoreExamplesBeginWithTheSameOnes) {
  for (const Data kind : {Data::moons, Data::blobs, Data::recall}) {
    const Dataset few = load(kind, {}, {.n = 3, .seed = 7}).data;
    const Dataset many = load(kind, {}, {.n = 50, .seed = 7}).data;
    const Dataset other = load(kind, {}, {.n = 50, .seed = 8}).data;
    for (std::size_t i = 0; i < few.train.x.size(); ++i) {
      EXPECT_EQ(few.train.x.data()[i], many.train.x.data()[i]);
    }
    for (std::size_t i = 0; i < few.train.tokens.size(); ++i) {
      EXPECT_EQ(few.train.tokens[i], many.train.tokens[i]);
    }
    ASSERT_EQ(few.valid.size(), many.valid.size());
    if (few.valid.x.rows() > 0) {
      EXPECT_EQ(few.valid.x(5, 1), many.valid.x(5, 1));
      EXPECT_NE(few.valid.x(5, 1), other.valid.x(5, 1));
      EXPECT_NE(few.valid.x(0, 0), few.train.x(0, 0));
    }
  }
}

// Without noise the shapes are exact, by their equations.
TEST(Generate, ShapesWithoutNoise) {
  const Dataset circles = load(Data::circles, {}, {.noise = 0}).data;
  const Dataset xors = load(Data::xor_, {}, {.noise = 0}).data;
  const Dataset moons = load(Data::moons, {}, {.noise = 0}).data;
  for (int i = 0; i < 100; ++i) {
    const Matrix& c = circles.train.x;
    EXPECT_NEAR(std::hypot(c(i, 0), c(i, 1)), circles.train.label[i] == 0 ? 1.4 : 0.6, 1e-6);
    EXPECT_EQ(xors.train.x(i, 0) * xors.train.x(i, 1) < 0, xors.train.label[i] == 1);
    const float side = moons.train.label[i] == 0 ? 1.0f : -1.0f;
    const float x = side * moons.train.x(i, 0) + 0.5f, y = side * moons.train.x(i, 1) + 0.25f;
    EXPECT_NEAR(std::hypot(x, y), 1, 1e-6);
    EXPECT_GE(y, -1e-6);
  }
}

TEST(Generate, CurvesFollowTheirFormula) {
  const Dataset sine = load(Data::sine, {}, {.n = 200, .noise = 0}).data;
  const Dataset xsinx = load(Data::xsinx, {}, {.n = 200, .noise = 0}).data;
  for (const Examples* part : {&sine.train, &sine.valid, &sine.ood}) {
    for (int i = 0; i < part->size(); ++i) {
      const float x = sine.x_scale.undo(0, part->x(i, 0));
      EXPECT_NEAR(sine.y_scale.undo(0, part->y(i, 0)), std::sin(x), 2e-6);
      const bool trained = std::abs(x) > 0.999 && std::abs(x) < 3.001;
      EXPECT_EQ(trained, part != &sine.ood) << x;
    }
  }
  for (int i = 0; i < 200; ++i) {
    const double x = xsinx.x_scale.undo(0, xsinx.train.x(i, 0));
    EXPECT_NEAR(xsinx.y_scale.undo(0, xsinx.train.y(i, 0)), x * std::sin(x), 1e-5);
  }
}

// Residuals of n = 2000 have deviation s within 5 standard errors s / sqrt(2 n).
TEST(Generate, NoiseHasItsDeviation) {
  const int n = 2000;
  const float s = 0.8f;
  const Dataset data = load(Data::xsinx, {}, {.n = n, .noise = s}).data;
  double squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = data.x_scale.undo(0, data.train.x(i, 0));
    const double residual = data.y_scale.undo(0, data.train.y(i, 0)) - x * std::sin(x);
    squares += residual * residual;
  }
  EXPECT_NEAR(std::sqrt(squares / n), s, 5 * s / std::sqrt(2.0 * n));
}

TEST(Generate, RecallAsksForItsFirstSymbol) {
  for (const int context : {1, 2, 5, 40}) {
    const Dataset data = load(Data::recall, {}, {.n = 400, .context = context}).data;
    EXPECT_EQ(data.longest, context + 2);
    std::set<int> lags, symbols;
    for (int i = 0; i < data.train.size(); ++i) {
      const int* tokens = data.train.tokens.data() + data.train.begin[i];
      const int lag = data.train.count[i] - 2;
      lags.insert(lag);
      symbols.insert(tokens[0]);
      EXPECT_EQ(tokens[0], data.train.label[i]);
      EXPECT_EQ(data.vocabulary[tokens[lag + 1]], "?");
      for (int t = 1; t <= lag; ++t) EXPECT_GE(tokens[t], data.outputs);
    }
    EXPECT_EQ(*lags.rbegin(), context);
    EXPECT_GE(*lags.begin(), 1);
    EXPECT_EQ(symbols.size(), 8u);
    EXPECT_EQ(lags.size(), static_cast<std::size_t>(std::min(context, 4)));
  }
}

}  // namespace
}  // namespace dropout
