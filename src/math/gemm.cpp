// The loops follow Goto & van de Geijn, "Anatomy of high-performance matrix multiplication" (2008):
// a block of op(b) becomes panels of 8 columns, a block of op(a) panels of 4 rows, and a 4 x 8 tile
// of c is summed in eight registers. Why not 6 x 8, which would use the registers best: compilers
// to and of WebAssembly move all loads of a step before its arithmetic, and then the operands of a
// larger tile, or of an unrolled loop, no longer fit into the registers (measured: 25 GFLOP/s
// instead of 40).
#include "math/gemm.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "math/simd.h"

namespace dropout {
namespace {

constexpr int depth = 256;       // k is summed in chunks of this many, each chunk from zero
constexpr int block_rows = 32;   // rows of op(a) in a packed block
constexpr int block_cols = 256;  // columns of op(b) in a packed block
constexpr int panel_rows = 4;
constexpr int panel_cols = 8;
constexpr int few_cols = 16;  // up to here so is op(a), if transposed
constexpr int few_rows = 32;  // up to here b is read where it lies: cheaper than a packed copy

using Step = std::ptrdiff_t;

// Panels of op(b): column 0 of row k of panel p is at data + p * panel_step + k * row_step.
struct Panels {
  const float* data;
  Step panel_step, row_step;
};

// Rows of op(a): row i, column k at data + i + k * col_step; the next `panel_rows` rows lie
// panel_step further.
struct Rows {
  const float* data;
  Step panel_step, col_step;
};

// Where tiles go: `width` columns at c, row i at c + i * stride.
struct Target {
  float* c;
  Step stride;
  const float* bias;  // added if not null
  bool keep;          // the old c is added
  int width;
};

// The edge of finish(): `rows` rows of `step` sums, of which the first `width` count.
__attribute__((noinline)) void finish_edge(const float* sums, int rows, int step, const Target& to,
                                           float* c) {
  for (int i = 0; i < rows; ++i, sums += step, c += to.stride)
    for (int j = 0; j < to.width; ++j)
      c[j] = ((to.keep ? c[j] : 0.0f) + (to.bias ? to.bias[j] : 0.0f)) + sums[j];
}

// c = (old c + bias) + sums, in this order for all tiles. A bias of zero changes no bit, as no sum
// is -0.
template <int R, int V>
__attribute__((always_inline)) inline void finish(f32x4 (&sums)[R][V], const Target& to, float* c) {
  if (to.width < 4 * V) {
    float scratch[R][4 * V];
    for (int i = 0; i < R; ++i)
      for (int v = 0; v < V; ++v) store(&scratch[i][4 * v], sums[i][v]);
    return finish_edge(scratch[0], R, 4 * V, to, c);
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

// A tile of R rows x 4 V columns, of one or more panels of b.
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
__attribute__((noinline)) void column(int rows, int k_count, Rows a, const Panels& b,
                                      const Target& to) {
  float* c = to.c;
  if constexpr (V <= 2) {
    for (; rows >= panel_rows; rows -= panel_rows) {
      tile<panel_rows, V>(k_count, a.data, a.col_step, b, to, c);
      a.data += a.panel_step;
      c += panel_rows * to.stride;
    }
    if (rows == 3) tile<3, V>(k_count, a.data, a.col_step, b, to, c);
  }
  if (rows == 2) tile<2, V>(k_count, a.data, a.col_step, b, to, c);
  if (rows == 1) tile<1, V>(k_count, a.data, a.col_step, b, to, c);
}

// One chunk of k, for rows and columns that stand ready; the last cols % 8 columns stand in `edge`.
void columns(int rows, int cols, int k_count, const Rows& a, Panels b, const Panels& edge,
             Target to) {
  const auto take = [&]<int V>() {
    to.width = 4 * V;
    for (int count = cols / to.width; count > 0; --count) {
      column<V>(rows, k_count, a, b, to);
      to.c += 4 * V;
      if (to.bias) to.bias += 4 * V;
      b.data += 4 * V / panel_cols * b.panel_step;
    }
    cols %= 4 * V;
  };
  if (rows <= 2) take.template operator()<4>();  // few sums: twice the columns, to keep busy
  take.template operator()<2>();
  to.width = cols;
  if (cols > 4) {
    column<2>(rows, k_count, a, edge, to);
  } else if (cols > 0) {
    column<1>(rows, k_count, a, edge, to);
  }
}

// Four rows of four become four columns.
inline void transpose(f32x4 (&m)[4]) {
  const f32x4 a = __builtin_shufflevector(m[0], m[1], 0, 4, 1, 5);
  const f32x4 b = __builtin_shufflevector(m[0], m[1], 2, 6, 3, 7);
  const f32x4 c = __builtin_shufflevector(m[2], m[3], 0, 4, 1, 5);
  const f32x4 d = __builtin_shufflevector(m[2], m[3], 2, 6, 3, 7);
  m[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  m[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  m[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  m[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

// out[k * step + i] = rows[i][k] for i < count <= 4, and 0 up to 3 if `fill`.
void pack_transposed(const float* rows, Step stride, int count, int k_count, bool fill, float* out,
                     Step step) {
  int k = 0;
  if (count == 4) {
    for (; k + 4 <= k_count; k += 4) {
      f32x4 m[4];
      for (int i = 0; i < 4; ++i) m[i] = load(rows + i * stride + k);
      transpose(m);
      for (int i = 0; i < 4; ++i) store(out + (k + i) * step, m[i]);
    }
  }
  for (; k < k_count; ++k) {
    for (int i = 0; i < count; ++i) out[k * step + i] = rows[i * stride + k];
    if (fill)
      for (int i = count; i < 4; ++i) out[k * step + i] = 0;
  }
}

// out[k * step + j] = rows[k][j] for j < count, and 0 up to step - 1.
void pack_straight(const float* rows, Step stride, int count, int k_count, float* out, Step step) {
  if (count == panel_cols) {
    for (int k = 0; k < k_count; ++k, rows += stride, out += step) {
      store(out, load(rows));
      store(out + 4, load(rows + 4));
    }
    return;
  }
  if (count == panel_rows) {
    for (int k = 0; k < k_count; ++k, rows += stride, out += step) store(out, load(rows));
    return;
  }
  for (int k = 0; k < k_count; ++k, rows += stride, out += step)
    for (int j = 0; j < step; ++j) out[j] = j < count ? rows[j] : 0.0f;
}

// Columns j .. j + width of rows k .. k + k_count of op(b), as a panel of `step` columns.
void pack_panel(ConstView b, Op tb, int k, int k_count, int j, int width, Step step, float* out) {
  if (tb == Op::n) return pack_straight(b.row(k) + j, b.stride, width, k_count, out, step);
  for (int half = 0; half < step; half += 4)
    pack_transposed(b.row(j + half) + k, b.stride, std::min(4, width - half), k_count, true,
                    out + half, step);
}

// Rows i .. i + count of columns k .. k + k_count of op(a), for a product with `cols` columns:
// where they lie, if they lie well or are hardly used again; else packed.
Rows rows_of(ConstView a, Op ta, int i, int count, int k, int k_count, int cols, float* packed) {
  if (ta == Op::t && cols <= few_cols) return {a.row(k) + i, panel_rows, a.stride};
  if (ta == Op::n && count == 1) return {a.row(i) + k, 0, 1};
  for (int r = 0; r < count; r += panel_rows) {
    const int width = std::min(panel_rows, count - r);
    float* out = packed + r * k_count;
    if (ta == Op::t) {
      pack_straight(a.row(k) + i + r, a.stride, width, k_count, out, panel_rows);
    } else {
      pack_transposed(a.row(i + r) + k, a.stride, width, k_count, false, out, panel_rows);
    }
  }
  return {packed, panel_rows * static_cast<Step>(k_count), panel_rows};
}

}  // namespace

void gemm(ConstView a, Op ta, ConstView b, Op tb, View c, bool accumulate, const float* bias) {
  const int k_all = ta == Op::n ? a.cols : a.rows;
  assert((ta == Op::n ? a.rows : a.cols) == c.rows);
  assert((tb == Op::n ? b.cols : b.rows) == c.cols);
  assert((tb == Op::n ? b.rows : b.cols) == k_all);

  alignas(16) float packed_a[block_rows * depth];
  alignas(16) float packed_b[depth * block_cols];
  const bool direct = tb == Op::n && c.rows <= few_rows;

  for (int j = 0; j < c.cols; j += block_cols) {
    const int cols = std::min(block_cols, c.cols - j);
    const int whole = cols / panel_cols * panel_cols, rest = cols - whole;
    int k = 0;
    do {
      const int k_count = std::min(depth, k_all - k);
      Panels panels = {packed_b, static_cast<Step>(k_count) * panel_cols, panel_cols};
      float* end = packed_b;
      if (direct) {
        panels = {b.row(k) + j, panel_cols, b.stride};
      } else {
        for (int p = 0; p < whole; p += panel_cols, end += k_count * panel_cols)
          pack_panel(b, tb, k, k_count, j + p, panel_cols, panel_cols, end);
      }
      const Panels edge = {end, 0, rest > 4 ? 8 : 4};
      if (rest) pack_panel(b, tb, k, k_count, j + whole, rest, edge.row_step, end);

      for (int i = 0; i < c.rows; i += block_rows) {
        const int rows = std::min(block_rows, c.rows - i);
        const Target to = {c.row(i) + j, c.stride, k == 0 && bias ? bias + j : nullptr,
                           accumulate || k > 0, 0};
        columns(rows, cols, k_count, rows_of(a, ta, i, rows, k, k_count, c.cols, packed_a), panels,
                edge, to);
      }
      k += k_count;
    } while (k < k_all);
  }
}

}  // namespace dropout
