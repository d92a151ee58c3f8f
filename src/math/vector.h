// Sums and updates of contiguous floats and of rows, vectorised with a fixed order.
// Knows nothing of layers.
#pragma once

#include "math/matrix.h"
#include "math/simd.h"

namespace dropout {

/// y = x; they must not overlap. Where memcpy is a loop over words (WebAssembly), four times as
/// fast; two vectors at a time, lest compilers see through it and call memcpy.
inline void copy(const float* x, float* y, int n) {
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    const f32x4 a = load(x + i), b = load(x + i + 4);
    store(y + i, a);
    store(y + i + 4, b);
  }
  for (; i < n; ++i) y[i] = x[i];
}

/// sum x_i y_i: four partial sums, lane j taking i % 4 = j, then one fixed sum of the four.
inline float dot(const float* x, const float* y, int n) {
  f32x4 sum = {};
  int i = 0;
  for (; i + 4 <= n; i += 4) sum += load(x + i) * load(y + i);
  float tail = 0;
  for (; i < n; ++i) tail += x[i] * y[i];
  return horizontal_sum(sum) + tail;
}

/// sum x_i, in the order of dot().
inline float sum(const float* x, int n) {
  f32x4 sum = {};
  int i = 0;
  for (; i + 4 <= n; i += 4) sum += load(x + i);
  float tail = 0;
  for (; i < n; ++i) tail += x[i];
  return horizontal_sum(sum) + tail;
}

/// y += alpha x.
inline void axpy(float alpha, const float* x, float* y, int n) {
  const f32x4 factor = splat(alpha);
  int i = 0;
  for (; i + 4 <= n; i += 4) store(y + i, load(y + i) + factor * load(x + i));
  for (; i < n; ++i) y[i] += alpha * x[i];
}

/// x *= alpha.
inline void scale(float alpha, float* x, int n) {
  for (int i = 0; i < n; ++i) x[i] *= alpha;
}

/// sums[c] = sum over the rows of m(r, c), in the order of the rows, plus the old sums[c] if
/// `accumulate`: the gradient of a bias.
inline void column_sums(ConstView m, float* sums, bool accumulate = false) {
  int c = 0;
  for (; c + 16 <= m.cols; c += 16) {
    f32x4 a = {}, b = {}, d = {}, e = {};
    for (int r = 0; r < m.rows; ++r) {
      const float* row = m.row(r) + c;
      a += load(row);
      b += load(row + 4);
      d += load(row + 8);
      e += load(row + 12);
    }
    if (accumulate) {
      a += load(sums + c);
      b += load(sums + c + 4);
      d += load(sums + c + 8);
      e += load(sums + c + 12);
    }
    store(sums + c, a);
    store(sums + c + 4, b);
    store(sums + c + 8, d);
    store(sums + c + 12, e);
  }
  for (; c + 4 <= m.cols; c += 4) {
    f32x4 total = {};
    for (int r = 0; r < m.rows; ++r) total += load(m.row(r) + c);
    store(sums + c, accumulate ? total + load(sums + c) : total);
  }
  for (; c < m.cols; ++c) {
    float total = 0;
    for (int r = 0; r < m.rows; ++r) total += m(r, c);
    sums[c] = accumulate ? total + sums[c] : total;
  }
}

}  // namespace dropout
