// gemm leaves out the zeros of a left operand that is mostly zeros. Against plain loops in float
// that multiply every zero: the same bits, whatever the share of zeros.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "math/gemm.h"
#include "math/random.h"

namespace dropout {
namespace {

constexpr int chunk = 256;  // gemm.cpp sums k in chunks of this many, each from zero

// Normal numbers, of which a share becomes zeros: +0 and -0 in turn.
Matrix thinned(int rows, int cols, double zeros, std::uint32_t seed) {
  Matrix m(rows, cols);
  const int n = static_cast<int>(m.size());
  fill_normal(m.data(), n, {seed, Stream::tests}, {});
  std::vector<Keep> kept(m.size());
  keep_mask(kept.data(), n, zeros, {seed + 1, Stream::tests}, {});
  for (int i = 0; i < n; ++i)
    if (kept[i] == 0) m.data()[i] = i % 2 ? -0.0f : 0.0f;
  return m;
}

void expect_all_terms(ConstView a, Op ta, ConstView b, Op tb, bool accumulate, const float* bias) {
  const int m = ta == Op::n ? a.rows : a.cols, k_all = ta == Op::n ? a.cols : a.rows;
  const int n = tb == Op::n ? b.cols : b.rows;
  Matrix c(m, n);
  fill_normal(c.data(), m * n, {9, Stream::tests}, {});
  Matrix want = c;
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < n; ++j) {
      float value = (accumulate ? want(i, j) : 0.0f) + (bias ? bias[j] : 0.0f);
      for (int from = 0; from < k_all; from += chunk) {
        float sum = 0;
        for (int k = from; k < std::min(from + chunk, k_all); ++k)
          sum += (ta == Op::n ? a(i, k) : a(k, i)) * (tb == Op::n ? b(k, j) : b(j, k));
        value = value + sum;
      }
      want(i, j) = value;
    }
  }
  gemm(a, ta, b, tb, c, accumulate, bias);
  for (int i = 0; i < m; ++i)
    ASSERT_EQ(0, std::memcmp(c.row(i), want.row(i), sizeof(float) * n)) << "row " << i;
}

TEST(GemmZeros, LeavingThemOutChangesNoBit) {
  const int sizes[][3] = {{1, 8, 16},   {5, 10, 64},    {32, 64, 100}, {33, 100, 17},
                          {70, 47, 64}, {64, 300, 290}, {3, 256, 531}, {100, 13, 255},
                          {9, 24, 40},  {40, 60, 33}};
  std::vector<float> bias(300);
  fill_normal(bias.data(), 300, {7, Stream::tests}, {});
  for (const double zeros : {0.0, 0.3, 0.5, 0.65, 0.9, 0.99, 1.0}) {
    for (const auto& [m, n, k] : sizes) {
      SCOPED_TRACE(testing::Message() << zeros << " zeros, " << m << " x " << n << " x " << k);
      const Matrix a = thinned(m, k, zeros, 1), a_t = thinned(k, m, zeros, 3);
      const Matrix b = thinned(k, n, 0.1, 5), b_t = thinned(n, k, 0.1, 5);
      expect_all_terms(a, Op::n, b, Op::n, false, bias.data());
      expect_all_terms(a, Op::n, b_t, Op::t, false, nullptr);
      expect_all_terms(a_t, Op::t, b, Op::n, true, nullptr);
      expect_all_terms(a_t, Op::t, b_t, Op::t, true, bias.data());
    }
  }
}

// A view whose rows are longer than what is multiplied: what stands behind it is no term.
TEST(GemmZeros, ReadsNothingBesideItsView) {
  Matrix wide = thinned(40, 90, 0.8, 1);
  const Matrix b = thinned(64, 24, 0, 2);
  for (int r = 0; r < 40; ++r)
    for (int c = 64; c < 90; ++c) wide(r, c) = std::numeric_limits<float>::quiet_NaN();
  expect_all_terms(wide.view().columns(0, 64), Op::n, b, Op::n, false, nullptr);
  const Matrix narrow = thinned(40, 24, 0, 3);
  expect_all_terms(wide.view().columns(0, 64), Op::t, narrow, Op::n, false, nullptr);
}

// Denormals are no zeros, and a NaN among zeros still spoils its row.
TEST(GemmZeros, WhatIsNotZeroCounts) {
  Matrix a = thinned(20, 64, 1.0, 1), b(64, 32), c(20, 32);
  for (std::size_t i = 0; i < b.size(); ++i) b.data()[i] = 1;
  a(3, 10) = std::numeric_limits<float>::denorm_min();
  a(7, 63) = std::numeric_limits<float>::quiet_NaN();
  gemm(a, Op::n, b, Op::n, c);
  for (int i = 0; i < 20; ++i) {
    for (int j = 0; j < 32; ++j) {
      if (i == 7) {
        EXPECT_TRUE(std::isnan(c(i, j)));
      } else {
        EXPECT_EQ(c(i, j), i == 3 ? std::numeric_limits<float>::denorm_min() : 0.0f);
      }
    }
  }
}

}  // namespace
}  // namespace dropout
