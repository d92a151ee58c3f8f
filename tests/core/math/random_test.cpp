// Philox against its published vectors; masks against a naive 32-bit comparison; everything drawn
// against the distribution it claims, with tolerances from the number of draws.
#include "math/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace dropout {
namespace {

using Words = std::array<uint32_t, 4>;

// Random123, kat_vectors, philox4x32 10.
TEST(Philox, PublishedVectors) {
  EXPECT_EQ(philox({0, 0, 0, 0}, 0, 0), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  const uint32_t f = 0xffffffff;
  EXPECT_EQ(philox({f, f, f, f}, f, f), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, FourAtOnceEqualOneByOne) {
  const Counter starts[] = {{0, 0, 0, 0}, {0xfffffffe, 1, 2, 3}, {0x243f6a88, 0x85a308d3, 7, ~0u}};
  for (const Counter& start : starts) {
    const Random key = {0xa4093822, Stream::samples};
    const auto four = philox4(key, start);
    for (uint32_t j = 0; j < 4; ++j) {
      Counter at = start;
      at.block += j;
      const Words one = philox(key, at);
      for (int i = 0; i < 4; ++i) EXPECT_EQ(four[i][j], one[i]);
    }
  }
}

std::vector<Keep> mask_of(int n, double p, Random key, Counter at) {
  std::vector<Keep> mask(n, 0x5a);
  keep_mask(mask.data(), n, p, key, at);
  return mask;
}

// As random.h states it, one element at a time.
std::vector<Keep> naive_mask(int n, double p, Random key, Counter at) {
  const double threshold = std::floor(p * 0x1p32 + 0.5);
  std::vector<Keep> mask(n);
  for (uint32_t e = 0; e < static_cast<uint32_t>(n); ++e) {
    const Counter top = {at.block + 4 * (e / 64) + (e % 16) / 4, at.layer, at.sample, at.step};
    const Counter low = {4 * at.block + e / 4, at.layer | 0x80000000, at.sample, at.step};
    const uint32_t byte = philox(key, top)[(e % 64) / 16] >> (8 * (e % 4)) & 0xff;
    const uint32_t draw = byte << 24 | (philox(key, low)[e % 4] & 0xffffff);
    mask[e] = draw < threshold ? 0 : 255;
  }
  return mask;
}

TEST(KeepMask, EqualsTheNaive32BitComparison) {
  for (double p : {0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1e-3, 0.999, 1.0 / 256, 0.5 + 1e-9, 1e-9}) {
    const Random key = {17, Stream::masks};
    const Counter at = {8, 3, 2, 1000};
    EXPECT_EQ(mask_of(20011, p, key, at), naive_mask(20011, p, key, at)) << p;
  }
}

TEST(KeepMask, AShorterMaskIsTheBeginningOfALongerOne) {
  const Random key = {1, Stream::masks};
  const auto longest = mask_of(700, 0.3, key, {});
  for (int n = 0; n <= 300; ++n) {
    const auto mask = mask_of(n, 0.3, key, {});
    ASSERT_TRUE(std::equal(mask.begin(), mask.end(), longest.begin())) << n;
  }
  // and a mask can be taken up again at any multiple of 64 elements
  const auto rest = mask_of(700 - 128, 0.3, key, {8, 0, 0, 0});
  EXPECT_TRUE(std::equal(rest.begin(), rest.end(), longest.begin() + 128));
}

TEST(KeepMask, ZeroKeepsAllAndOneDropsAll) {
  for (int n : {1, 63, 64, 129, 1000}) {
    for (Keep m : mask_of(n, 0.0, {5, Stream::masks}, {})) EXPECT_EQ(m, 255);
    for (Keep m : mask_of(n, 1.0, {5, Stream::masks}, {})) EXPECT_EQ(m, 0);
  }
}

TEST(KeepMask, WritesOnlyItsElements) {
  for (int n : {0, 1, 63, 64, 65, 127, 128, 200}) {
    std::vector<Keep> buffer(n + 8, 0x5a);
    keep_mask(buffer.data(), n, 0.5, {5, Stream::masks}, {});
    for (int i = n; i < n + 8; ++i) EXPECT_EQ(buffer[i], 0x5a);
  }
}

TEST(KeepMask, SurvivorsAreBinomial) {
  const int n = 1 << 20;
  for (double p : {0.1, 0.2, 0.5, 0.8, 0.9}) {
    for (uint32_t seed : {0u, 1u, 2u, 12345u}) {
      const auto mask = mask_of(n, p, {seed, Stream::masks}, {});
      const auto kept = static_cast<double>(std::count(mask.begin(), mask.end(), 255));
      EXPECT_NEAR(kept, n * (1 - p), 5 * std::sqrt(n * p * (1 - p))) << p << " " << seed;
    }
  }
}

// Each element of its own, over steps: no place in a vector of 128 is favoured.
TEST(KeepMask, EveryElementSurvivesAsOften) {
  const int n = 192, steps = 20000;
  const double p = 0.2;
  std::vector<int> kept(n);
  for (uint32_t step = 0; step < steps; ++step) {
    const auto mask = mask_of(n, p, {3, Stream::masks}, {0, 1, 0, step});
    for (int e = 0; e < n; ++e) kept[e] += mask[e] != 0;
  }
  for (int e = 0; e < n; ++e)
    EXPECT_NEAR(kept[e], steps * (1 - p), 5 * std::sqrt(steps * p * (1 - p))) << e;
}

// The correlation of two independent masks of n elements is about N(0, 1 / n).
double correlation(const std::vector<Keep>& a, const std::vector<Keep>& b, double p) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += ((a[i] & 1) - (1 - p)) * ((b[i] & 1) - (1 - p));
  return sum / (static_cast<double>(a.size()) * p * (1 - p));
}

TEST(KeepMask, NeighboursInEveryCoordinateAreUnrelated) {
  const int n = 1 << 18;
  const double p = 0.3, bound = 5 / std::sqrt(n);
  const Random key = {41, Stream::masks};
  const Counter at = {0, 2, 5, 100};
  const auto mask = mask_of(n, p, key, at);
  EXPECT_LT(std::fabs(correlation(mask, mask_of(n, p, {42, Stream::masks}, at), p)), bound);
  EXPECT_LT(std::fabs(correlation(mask, mask_of(n, p, {41, Stream::samples}, at), p)), bound);
  EXPECT_LT(std::fabs(correlation(mask, mask_of(n, p, key, {0, 3, 5, 100}), p)), bound);
  EXPECT_LT(std::fabs(correlation(mask, mask_of(n, p, key, {0, 2, 6, 100}), p)), bound);
  EXPECT_LT(std::fabs(correlation(mask, mask_of(n, p, key, {0, 2, 5, 101}), p)), bound);
  for (int lag : {1, 2, 4, 16, 64, 100, 128}) {
    const std::vector<Keep> head(mask.begin(), mask.end() - lag);
    const std::vector<Keep> tail(mask.begin() + lag, mask.end());
    EXPECT_LT(std::fabs(correlation(head, tail, p)), bound) << "lag " << lag;
  }
}

// The largest distance of the sample's distribution function from `cdf`; 1.95 / sqrt(n) is passed
// once in a thousand times (Kolmogorov).
template <class Cdf>
double kolmogorov(std::vector<float> x, Cdf cdf) {
  std::sort(x.begin(), x.end());
  const auto n = static_cast<double>(x.size());
  double distance = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double f = cdf(x[i]), below = static_cast<double>(i);
    distance = std::max({distance, f - below / n, (below + 1) / n - f});
  }
  return distance;
}

TEST(Draws, UniformAndNormalFollowTheirLaws) {
  const int n = 200000;
  std::vector<float> x(n);
  for (uint32_t seed : {0u, 1u}) {
    fill_uniform(x.data(), n, {seed, Stream::data}, {});
    EXPECT_LT(kolmogorov(x, [](double v) { return v; }), 1.95 / std::sqrt(n));
    EXPECT_GE(*std::min_element(x.begin(), x.end()), 0.0f);
    EXPECT_LT(*std::max_element(x.begin(), x.end()), 1.0f);
    fill_normal(x.data(), n, {seed, Stream::data}, {0, 1, 0, 0});
    const auto cdf = [](double v) { return 0.5 * std::erfc(-v / std::sqrt(2.0)); };
    EXPECT_LT(kolmogorov(x, cdf), 1.95 / std::sqrt(n));
    double mean = 0, square = 0, next = 0;
    for (int i = 0; i < n; ++i) {
      mean += x[i] / n;
      square += double{x[i]} * x[i] / n;
      next += i > 0 ? double{x[i]} * x[i - 1] / n : 0;
    }
    EXPECT_NEAR(mean, 0, 5 / std::sqrt(n));
    EXPECT_NEAR(square, 1, 5 * std::sqrt(2.0 / n));
    EXPECT_NEAR(next, 0, 5 / std::sqrt(n));
  }
}

TEST(Draws, UniformElementsTakeTheWordsThatTheHeaderNames) {
  std::vector<float> x(100);
  const Random key = {9, Stream::data};
  fill_uniform(x.data(), 100, key, {8, 1, 2, 3});
  for (uint32_t e = 0; e < 100; ++e) {
    const uint32_t word = philox(key, Counter{8 + 4 * (e / 16) + e % 4, 1, 2, 3})[e % 16 / 4];
    EXPECT_EQ(x[e], static_cast<float>(word >> 8) * 0x1p-24f);
  }
  EXPECT_EQ(uniform(key, {8, 1, 2, 3}), x[0]);
}

TEST(Draws, RangesAndScales) {
  std::vector<float> unit(1000), scaled(1000);
  fill_uniform(unit.data(), 1000, {9, Stream::weights}, {});
  fill_uniform(scaled.data(), 1000, {9, Stream::weights}, {}, -2, 6);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(scaled[i], -2 + 8 * unit[i]);
  fill_normal(unit.data(), 1000, {9, Stream::weights}, {});
  fill_normal(scaled.data(), 1000, {9, Stream::weights}, {}, 3, 0.5f);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(scaled[i], 3 + 0.5f * unit[i]);
}

TEST(Draws, FewAreTheBeginningOfMany) {
  std::vector<float> many(100);
  fill_normal(many.data(), 100, {9, Stream::weights}, {0, 4, 0, 0});
  for (int n = 0; n < 40; ++n) {
    std::vector<float> few(n + 1, 7.0f);
    fill_normal(few.data(), n, {9, Stream::weights}, {0, 4, 0, 0});
    EXPECT_TRUE(std::equal(few.begin(), few.end() - 1, many.begin()));
    EXPECT_EQ(few[n], 7.0f);
  }
}

TEST(Draws, SequenceIsWordsInOrder) {
  Draws draws({3, Stream::data}, {10, 1, 2, 3});
  for (uint32_t block = 10; block < 14; ++block)
    for (uint32_t word : philox(Random{3, Stream::data}, Counter{block, 1, 2, 3}))
      EXPECT_EQ(draws.word(), word);
}

TEST(Draws, BelowIsUniform) {
  Draws draws({4, Stream::data});
  for (uint32_t n : {1u, 2u, 3u, 7u, 10u}) {
    const int count = 60000;
    std::vector<int> seen(n);
    for (int i = 0; i < count; ++i) {
      const uint32_t value = draws.below(n);
      ASSERT_LT(value, n);
      ++seen[value];
    }
    const double q = 1.0 / n;
    for (int s : seen) EXPECT_NEAR(s, count * q, 5 * std::sqrt(count * q * (1 - q)));
  }
  // n = 3 * 2^30: a plain remainder would give the lower third twice as often.
  int low = 0;
  for (int i = 0; i < 30000; ++i) low += draws.below(3u << 30) < 1u << 30;
  EXPECT_NEAR(low, 10000, 5 * std::sqrt(30000 * 2.0 / 9));
}

TEST(Draws, NormalHasUnitVariance) {
  Draws draws({6, Stream::noise});
  const int n = 50000;
  double mean = 0, square = 0;
  for (int i = 0; i < n; ++i) {
    const double x = draws.normal();
    mean += x / n;
    square += x * x / n;
  }
  EXPECT_NEAR(mean, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(square, 1, 5 * std::sqrt(2.0 / n));
}

TEST(Permutation, EveryOrderIsAsLikely) {
  const int trials = 48000;
  std::array<int, 256> seen = {};
  for (uint32_t step = 0; step < trials; ++step) {
    int32_t order[4];
    permutation(order, 4, {7, Stream::batches}, {0, 0, 0, step});
    ++seen[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]];
  }
  int orders = 0;
  for (int code = 0; code < 256; ++code) {
    if (seen[code] == 0) continue;
    ++orders;
    EXPECT_NEAR(seen[code], trials / 24.0, 5 * std::sqrt(trials / 24.0)) << code;
  }
  EXPECT_EQ(orders, 24);
}

TEST(Permutation, HoldsEveryNumberOnce) {
  for (int n : {0, 1, 2, 1000}) {
    std::vector<int32_t> order(n);
    permutation(order.data(), n, {7, Stream::batches});
    std::sort(order.begin(), order.end());
    for (int i = 0; i < n; ++i) EXPECT_EQ(order[i], i);
  }
}

}  // namespace
}  // namespace dropout
