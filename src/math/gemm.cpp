#include "math/gemm.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstring>

#include "math/simd.h"

// The loops follow Goto & van de Geijn, "Anatomy of high-performance matrix multiplication" (2008):
// blocks of op(b) become panels of 8 columns; down each panel run tiles of up to 6 rows, whose 6 x
// 8 sums live in 12 of the 16 vector registers. What is already in cache and in order is not
// packed.
namespace dropout {
namespace {

constexpr int depth = 256;       // k is summed in chunks of this many, each chunk from zero
constexpr int block_cols = 256;  // columns of op(b) in a packed block
constexpr int panel_cols = 8;    // columns in a panel; the last one may have 4
constexpr std::ptrdiff_t packed_floats = depth * block_cols;

// How the rows of a tile lie: `rows` a[i * step + k], `cols` a[i + k * step].
enum class Lie { rows, cols };

// Where a strip of tiles writes: `width` columns at c, row i at c + i * stride.
struct Target {
  float* c;
  std::ptrdiff_t stride;
  const float* bias;  // added if not null
  bool keep;          // the old c is added
  int width;
};

// Panels of op(b): row k of panel p at data + p * panel_step + k * row_step.
struct Panels {
  const float* data;
  std::ptrdiff_t panel_step, row_step;
};

// The edge of finish(): `rows` rows of `step` sums, of which the first `width` count.
__attribute__((noinline)) void finish_edge(const float* sums, int rows, int step, const Target& to,
                                           float* c) {
  for (int i = 0; i < rows; ++i, sums += step, c += to.stride)
    for (int j = 0; j < to.width; ++j)
      c[j] = ((to.keep ? c[j] : 0.0f) + (to.bias ? to.bias[j] : 0.0f)) + sums[j];
}

// c = (old c + bias) + sums, one order for all tiles. A bias of zero changes no bit, as no sum is
// -0.
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
  for (int i = 0; i < R; ++i)
    for (int v = 0; v < V; ++v) {
      float* at = c + i * to.stride + 4 * v;
      store(at, ((to.keep ? load(at) : f32x4{}) + bias[v]) + sums[i][v]);
    }
}

// `tiles` tiles of R rows x 4 V columns, one below the other.
template <int R, int V, Lie lie>
void strip(int tiles, int k_count, const float* a, std::ptrdiff_t a_step, Panels b, Target to) {
  for (int tile = 0; tile < tiles; ++tile) {
    f32x4 sums[R][V] = {};
    const float* a_row[R];
    for (int i = 0; i < R; ++i) a_row[i] = lie == Lie::rows ? a + i * a_step : a + i;
    const float* b_row = b.data;
    const auto advance = [&](int offset) {
      f32x4 right[V];
      for (int v = 0; v < V; ++v) right[v] = load(b_row + (v / 2) * b.panel_step + (v % 2) * 4);
      for (int i = 0; i < R; ++i) {
        const f32x4 left = splat(lie == Lie::rows ? a_row[i][offset] : a_row[0][i]);
        for (int v = 0; v < V; ++v) sums[i][v] += left * right[v];
      }
      b_row += b.row_step;
      if (lie == Lie::cols) a_row[0] += a_step;
    };
    int k = 0;
    for (; k + 4 <= k_count; k += 4) {
      advance(0);
      advance(1);
      advance(2);
      advance(3);
      if (lie == Lie::rows)
        for (int i = 0; i < R; ++i) a_row[i] += 4;
    }
    for (; k < k_count; ++k) {
      advance(0);
      if (lie == Lie::rows)
        for (int i = 0; i < R; ++i) ++a_row[i];
    }
    finish<R, V>(sums, to, to.c);
    a += lie == Lie::rows ? R * a_step : R;
    to.c += R * to.stride;
  }
}

// All the rows of 4 V columns: tiles of 6 rows, and 4, 3, 2, 1 where the rows do not divide by 6.
template <int V, Lie lie>
void column(int rows, int k_count, const float* a, std::ptrdiff_t a_step, Panels b, Target to) {
  const auto take = [&]<int R>(int tiles) {
    if (tiles == 0) return;
    strip<R, V, lie>(tiles, k_count, a, a_step, b, to);
    a += tiles * (lie == Lie::rows ? R * a_step : R);
    to.c += tiles * R * to.stride;
    rows -= tiles * R;
  };
  if constexpr (V <= 2) {
    const int rest = rows % 6;
    const int sixes = rows / 6 - ((rest == 1 || rest == 2 || rest == 5) && rows > 6 ? 1 : 0);
    take.template operator()<6>(sixes);  // leaves 0 .. 4, or 5 of 5, or 7, 8, 11
    take.template operator()<4>(rows == 11 ? 2 : rows / 4);
    take.template operator()<3>(rows / 3);
  }
  if constexpr (V <= 4) take.template operator()<2>(rows / 2);
  take.template operator()<1>(rows);
}

// One chunk of k for `cols` columns whose panels stand ready.
template <Lie lie>
void columns(int rows, int cols, int k_count, const float* a, std::ptrdiff_t a_step, Panels b,
             Panels last, Target to) {
  const auto take = [&]<int V>(const Panels& panels, int width) {
    to.width = width;
    column<V, lie>(rows, k_count, a, a_step, panels, to);
    to.c += width;
    if (to.bias) to.bias += width;
    b.data += (V + 1) / 2 * b.panel_step;
    cols -= width;
  };
  if (rows == 1)
    while (cols >= 32) take.template operator()<8>(b, 32);
  if (rows == 2)
    while (cols >= 16) take.template operator()<4>(b, 16);
  while (cols >= panel_cols) take.template operator()<2>(b, panel_cols);
  if (cols > 4) take.template operator()<2>(last, cols);
  if (cols > 0) take.template operator()<1>(last, cols);
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

// Rows k .. k + k_count of `width` columns of op(b) from column j, as a panel of `lanes_` columns
// filled up with zeros.
void pack_panel(ConstView b, Op tb, int k, int k_count, int j, int width, int panel, float* out) {
  if (tb == Op::n) {
    const float* from = b.row(k) + j;
    if (width == panel_cols) {
      for (int i = 0; i < k_count; ++i, from += b.stride, out += panel_cols) {
        store(out, load(from));
        store(out + 4, load(from + 4));
      }
      return;
    }
    for (int i = 0; i < k_count; ++i, from += b.stride, out += panel)
      for (int c = 0; c < panel; ++c) out[c] = c < width ? from[c] : 0.0f;
    return;
  }
  for (int c = 0; c < panel; c += 4) {
    const int valid = std::min(4, width - c);
    int i = 0;
    if (valid == 4) {
      for (; i + 4 <= k_count; i += 4) {
        f32x4 m[4];
        for (int r = 0; r < 4; ++r) m[r] = load(b.row(j + c + r) + k + i);
        transpose(m);
        for (int r = 0; r < 4; ++r) store(out + (i + r) * panel + c, m[r]);
      }
    }
    for (; i < k_count; ++i)
      for (int r = 0; r < 4; ++r) out[i * panel + c + r] = r < valid ? b(j + c + r, k + i) : 0.0f;
  }
}

}  // namespace

void gemm(ConstView a, Op ta, ConstView b, Op tb, View c, bool accumulate, const float* bias) {
  const int rows = c.rows, cols = c.cols;
  const int k_all = ta == Op::n ? a.cols : a.rows;
  assert((ta == Op::n ? a.rows : a.cols) == rows);
  assert((tb == Op::n ? b.cols : b.rows) == cols);
  assert((tb == Op::n ? b.rows : b.cols) == k_all);
  if (rows == 0 || cols == 0) return;

  alignas(16) float packed[packed_floats];
  const bool direct = tb == Op::n && rows <= 64;  // reading b where it lies is cheaper than a copy

  for (int j = 0; j < cols; j += block_cols) {
    const int width = std::min(block_cols, cols - j);
    int k = 0;
    do {
      const int k_count = std::min(depth, k_all - k);
      const int whole = width / panel_cols * panel_cols, rest = width - whole;
      Panels panels = {packed, static_cast<std::ptrdiff_t>(k_count) * panel_cols, panel_cols};
      const int last_cols = rest > 4 ? 8 : 4;
      float* last = packed;
      if (direct) {
        panels = {b.row(k) + j, panel_cols, b.stride};
      } else {
        for (int p = 0; p < whole; p += panel_cols, last += k_count * panel_cols)
          pack_panel(b, tb, k, k_count, j + p, panel_cols, panel_cols, last);
      }
      if (rest) pack_panel(b, tb, k, k_count, j + whole, rest, last_cols, last);
      const Panels edge = {last, 0, last_cols};
      const Target to = {c.data + j, c.stride, k == 0 && bias ? bias + j : nullptr,
                         accumulate || k > 0, 0};
      if (ta == Op::n)
        columns<Lie::rows>(rows, width, k_count, a.data + k, a.stride, panels, edge, to);
      else
        columns<Lie::cols>(rows, width, k_count, a.row(k), a.stride, panels, edge, to);
      k += k_count;
    } while (k < k_all);
  }
}

}  // namespace dropout
