// The inner loops of gemm.cpp: what they read, where they write, and tiles of c summed in
// registers. Knows neither packing nor transposes.
#pragma once

#include <cstddef>

#include "math/simd.h"

namespace dropout::gemm_detail {

inline constexpr int panel_rows = 4;
inline constexpr int panel_cols = 8;

using Step = std::ptrdiff_t;

// Panels of op(b): column 0 of row k of panel p is at data + p * panel_step + k * row_step.
struct Panels {
  const float* data;
  Step panel_step, row_step;
};

// Where tiles go: `width` columns at c, row i at c + i * stride.
struct Target {
  float* c;
  Step stride;
  const float* bias;  // added if not null
  bool keep;          // the old c is added
  int width;
};

// As finish(), of `rows` rows of `step` sums in memory, of which the first to.width count.
void finish_from(const float* sums, int rows, int step, const Target& to, float* c);

// c = (old c + bias) + sums, in this order for all tiles. A bias of zero changes no bit, as no sum
// is -0. Only what is common is written out here: the rest costs more to download than to call.
template <int R, int V>
__attribute__((always_inline)) inline void finish(f32x4 (&sums)[R][V], const Target& to, float* c) {
  if (R == 3 || to.width < 4 * V) {
    float scratch[R][4 * V];
    for (int i = 0; i < R; ++i)
      for (int v = 0; v < V; ++v) store(&scratch[i][4 * v], sums[i][v]);
    return finish_from(scratch[0], R, 4 * V, to, c);
  }
  f32x4 bias[V] = {};
  if (to.bias)
    for (int v = 0; v < V; ++v) bias[v] = load(to.bias + 4 * v);
  const auto each = [&](auto old) {
    for (int i = 0; i < R; ++i)
      for (int v = 0; v < V; ++v) {
        float* at = c + i * to.stride + 4 * v;
        store(at, old(at, bias[v]) + sums[i][v]);
      }
  };
  if (to.keep) {
    each([](const float* at, f32x4 b) { return load(at) + b; });
  } else {
    each([](const float*, f32x4 b) { return b; });
  }
}

// Rows of op(a): row i, column k at data + i + k * col_step; the next `panel_rows` rows lie
// panel_step further.
struct Rows {
  int count;
  const float* data;
  Step panel_step, col_step;

  // Calls take<V>(least) for tiles of 4 V columns, to be taken while there are at least so many.
  template <class Take>
  void in_widths(const Take& take) const {
    take.template operator()<2>(5);
    take.template operator()<1>(1);
  }
  template <int V>
  __attribute__((noinline)) void times(int k_count, const Panels& b, const Target& to) const;
};

// A tile of R rows x 4 V columns, of a panel of b or half of one.
template <int R, int V>
__attribute__((always_inline)) inline void tile(int k_count, const float* a, Step a_step,
                                                const Panels& b, const Target& to, float* c) {
  f32x4 sums[R][V] = {};
  const float* b_row = b.data;
  for (int k = 0; k < k_count; ++k) {
    f32x4 right[V];
    for (int v = 0; v < V; ++v) right[v] = load(b_row + (v / 2) * b.panel_step + (v % 2) * 4);
    for (int i = 0; i < R; ++i) {
      const f32x4 left = splat(a[i]);
      for (int v = 0; v < V; ++v) sums[i][v] += left * right[v];
    }
    a += a_step;
    b_row += b.row_step;
  }
  finish<R, V>(sums, to, c);
}

// All the rows of 4 V columns.
template <int V>
void Rows::times(int k_count, const Panels& b, const Target& to) const {
  float* c = to.c;
  const float* a = data;
  int rows = count;
  for (; rows >= panel_rows; rows -= panel_rows) {
    tile<panel_rows, V>(k_count, a, col_step, b, to, c);
    a += panel_step;
    c += panel_rows * to.stride;
  }
  if (rows == 3) tile<3, V>(k_count, a, col_step, b, to, c);
  if (rows == 2) tile<2, V>(k_count, a, col_step, b, to, c);
  if (rows == 1) tile<1, V>(k_count, a, col_step, b, to, c);
}

}  // namespace dropout::gemm_detail
