// gemm against a naive product in double, with the error bound that K rounded sums allow.
#include "math/gemm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "math/random.h"
#include "math/vector.h"

namespace dropout {
namespace {

constexpr float canary = 12345.0f;

// A rows x cols matrix of normal numbers inside a larger one: its stride is cols + padding.
struct Padded {
  Matrix storage;
  int cols;

  Padded(int rows, int cols_, int padding, uint32_t seed)
      : storage(rows, cols_ + padding), cols(cols_) {
    fill_normal(storage.data(), static_cast<int>(storage.size()), {seed, Stream::tests}, {});
    for (int r = 0; r < rows; ++r)
      for (int c = cols; c < storage.cols(); ++c) storage(r, c) = canary;
  }
  View view() { return {storage.data(), storage.rows(), cols, storage.cols()}; }
  bool padding_intact() const {
    for (int r = 0; r < storage.rows(); ++r)
      for (int c = cols; c < storage.cols(); ++c)
        if (storage(r, c) != canary) return false;
    return true;
  }
};

struct Case {
  int m, n, k, padding;
  Op ta, tb;
  bool accumulate, bias;
};

void check(const Case& t) {
  SCOPED_TRACE(testing::Message() << "m " << t.m << " n " << t.n << " k " << t.k << " ta "
                                  << int(t.ta) << " tb " << int(t.tb) << " padding " << t.padding
                                  << " accumulate " << t.accumulate << " bias " << t.bias);
  const bool at = t.ta == Op::t, bt = t.tb == Op::t;
  Padded a(at ? t.k : t.m, at ? t.m : t.k, t.padding, 1);
  Padded b(bt ? t.n : t.k, bt ? t.k : t.n, t.padding, 2);
  Padded c(t.m, t.n, t.padding, 3);
  const Padded old = c;
  std::vector<float> bias(t.n);
  fill_normal(bias.data(), t.n, {4, Stream::tests}, {});

  gemm(a.view(), t.ta, b.view(), t.tb, c.view(), t.accumulate, t.bias ? bias.data() : nullptr);

  for (int i = 0; i < t.m; ++i) {
    for (int j = 0; j < t.n; ++j) {
      double want = (t.accumulate ? old.storage(i, j) : 0.0) + (t.bias ? bias[j] : 0.0);
      double sizes = std::fabs(want);
      for (int k = 0; k < t.k; ++k) {
        const double x = at ? a.storage(k, i) : a.storage(i, k);
        const double y = bt ? b.storage(j, k) : b.storage(k, j);
        want += x * y;
        sizes += std::fabs(x * y);
      }
      // Higham: |error| <= gamma_(k + 3) sum |a b|, with u = 2^-24.
      const double bound = (t.k + 3) * 0x1p-24 * 1.01 * sizes;
      ASSERT_LE(std::fabs(c.storage(i, j) - want), bound) << "at " << i << ", " << j;
    }
  }
  EXPECT_TRUE(c.padding_intact());
}

constexpr Op ops[] = {Op::n, Op::t};

TEST(Gemm, AllSmallSizes) {
  for (Op ta : ops)
    for (Op tb : ops)
      for (int m = 1; m <= 17; ++m)
        for (int n = 1; n <= 17; ++n)
          for (int k : {1, 2, 3, 4, 7, 13})
            check({m, n, k, (m + n) % 3, ta, tb, (m + k) % 2 == 0, (n + k) % 2 == 0});
}

TEST(Gemm, BlocksAndTheirEdges) {
  for (Op ta : ops)
    for (Op tb : ops) {
      check({65, 33, 257, 1, ta, tb, false, true});
      check({31, 259, 40, 3, ta, tb, true, true});
      check({100, 64, 32, 0, ta, tb, false, false});
      check({70, 300, 513, 0, ta, tb, true, false});
      check({2, 64, 300, 0, ta, tb, false, true});
      check({1, 1, 1000, 0, ta, tb, false, false});
    }
}

TEST(Gemm, EmptySizes) {
  for (Op ta : ops)
    for (Op tb : ops) {
      check({0, 5, 3, 0, ta, tb, false, true});
      check({5, 0, 3, 0, ta, tb, false, true});
      check({5, 9, 0, 1, ta, tb, false, true});   // the bias alone
      check({5, 9, 0, 1, ta, tb, true, false});   // the old c alone
      check({5, 9, 0, 1, ta, tb, false, false});  // zeros
    }
}

// The same product, cut into any rows and columns and read through any transposes, has the same
// bits.
TEST(Gemm, AnElementDoesNotDependOnWhatStandsAroundIt) {
  const int m = 70, n = 45, k = 300;
  Matrix a(m, k), b(k, n), whole(m, n);
  fill_normal(a.data(), m * k, {1, Stream::tests}, {});
  fill_normal(b.data(), k * n, {2, Stream::tests}, {});
  std::vector<float> bias(n);
  fill_normal(bias.data(), n, {3, Stream::tests}, {});
  gemm(a, Op::n, b, Op::n, whole, false, bias.data());
  Matrix a_t(k, m), b_t(n, k);
  for (int i = 0; i < k; ++i) {
    for (int r = 0; r < m; ++r) a_t(i, r) = a(r, i);
    for (int c = 0; c < n; ++c) b_t(c, i) = b(i, c);
  }
  for (Op ta : ops) {
    for (Op tb : ops) {
      const ConstView left = ta == Op::n ? a.view() : a_t.view();
      const ConstView right = tb == Op::n ? b.view() : b_t.view();
      for (int rows : {1, 2, 3, 5, 32, 69}) {
        for (int cols : {1, 4, 7, 10, 16, 44}) {
          for (int row = 0; row + rows <= m; row += 11) {
            const int col = (row * 3) % (n - cols + 1);
            Matrix part(rows, cols);
            gemm(ta == Op::n ? left.slice(row, rows) : left.columns(row, rows), ta,
                 tb == Op::n ? right.columns(col, cols) : right.slice(col, cols), tb, part, false,
                 bias.data() + col);
            for (int r = 0; r < rows; ++r)
              ASSERT_EQ(0, std::memcmp(part.row(r), whole.row(row + r) + col, sizeof(float) * cols))
                  << rows << " x " << cols << " at " << row << ", " << col;
          }
        }
      }
    }
  }
}

TEST(Gemm, NanAndInfinitySpreadOverTheirRowAndColumnOnly) {
  const int m = 13, n = 19, k = 9;
  for (float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    Matrix a(m, k), b(k, n), c(m, n);
    fill_normal(a.data(), m * k, {1, Stream::tests}, {});
    fill_normal(b.data(), k * n, {2, Stream::tests}, {});
    a(6, 4) = bad;
    gemm(a, Op::n, b, Op::n, c);
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j) EXPECT_EQ(std::isfinite(c(i, j)), i != 6) << i << ", " << j;
    a(6, 4) = 0;
    b(2, 17) = bad;
    gemm(a, Op::n, b, Op::n, c);
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j) EXPECT_EQ(std::isfinite(c(i, j)), j != 17) << i << ", " << j;
  }
}

TEST(Vector, SumsAndUpdates) {
  for (int n : {0, 1, 3, 4, 5, 17, 64, 1001}) {
    std::vector<float> x(n), y(n);
    fill_normal(x.data(), n, {1, Stream::tests}, {});
    fill_normal(y.data(), n, {2, Stream::tests}, {});
    double product = 0, total = 0, sizes = 0;
    for (int i = 0; i < n; ++i) {
      product += double{x[i]} * y[i];
      total += x[i];
      sizes += std::fabs(double{x[i]} * y[i]) + std::fabs(x[i]);
    }
    const double bound = (n + 3) * 0x1p-24 * sizes;
    EXPECT_NEAR(dot(x.data(), y.data(), n), product, bound);
    EXPECT_NEAR(sum(x.data(), n), total, bound);
    const std::vector<float> before = y;
    axpy(0.1f, x.data(), y.data(), n);
    for (int i = 0; i < n; ++i) EXPECT_EQ(y[i], before[i] + 0.1f * x[i]);
    scale(0.3f, x.data(), n);
    fill_normal(y.data(), n, {1, Stream::tests}, {});
    for (int i = 0; i < n; ++i) EXPECT_EQ(x[i], 0.3f * y[i]);
  }
}

TEST(Vector, ColumnSumsGoDownTheRowsInOrder) {
  for (int cols : {1, 10, 16, 35}) {
    Padded m(33, cols, 2, 7);
    std::vector<float> sums(cols, 0.5f), more(cols, 0.5f);
    column_sums(m.view(), sums.data());
    column_sums(m.view(), more.data(), true);
    for (int c = 0; c < cols; ++c) {
      float want = 0;
      for (int r = 0; r < 33; ++r) want += m.storage(r, c);
      EXPECT_EQ(sums[c], want);
      EXPECT_EQ(more[c], want + 0.5f);
    }
    column_sums(m.view().slice(0, 0), sums.data());
    for (int c = 0; c < cols; ++c) EXPECT_EQ(sums[c], 0.0f);
  }
}

}  // namespace
}  // namespace dropout
