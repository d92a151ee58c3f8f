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

#include "math/gemm_nonzeros.h"
#include "math/gemm_tile.h"
#include "math/simd.h"

namespace dropout {
namespace {

constexpr int depth = 256;       // k is summed in chunks of this many, each chunk from zero
constexpr int block_rows = 32;   // rows of op(a) in a packed block
constexpr int block_cols = 256;  // columns of op(b) in a packed block
constexpr int few_cols = 16;     // up to here op(a), if transposed, is read in place
constexpr int few_rows = 32;     // up to here b is read in place: cheaper than packing it

using gemm_detail::mostly_zeros, gemm_detail::panel_cols, gemm_detail::panel_rows,
    gemm_detail::Panels, gemm_detail::Rows, gemm_detail::SparseRows, gemm_detail::Step,
    gemm_detail::Target;
static_assert(depth <= gemm_detail::longest && block_rows <= SparseRows::most);

// One chunk of k, for rows and columns that stand ready.
template <class Left>
void columns(const Left& a, int cols, int k_count, Panels b, Target to) {
  const auto take = [&]<int V>(int least) {
    for (; cols >= least; cols -= 4 * V) {
      to.width = std::min(cols, 4 * V);
      a.template times<V>(k_count, b, to);
      to.c += 4 * V;
      if (to.bias) to.bias += 4 * V;
      b.data += V / 2 * b.panel_step + V % 2 * 4;
    }
  };
  a.in_widths(take);
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
  if (count == panel_rows && step == panel_rows) {
    for (int k = 0; k < k_count; ++k, rows += stride, out += step) store(out, load(rows));
    return;
  }
  for (int k = 0; k < k_count; ++k, rows += stride, out += step)
    for (int j = 0; j < step; ++j) out[j] = j < count ? rows[j] : 0.0f;
}

// Columns j .. j + width of rows k .. k + k_count of op(b), as a panel of eight filled up with
// zeros.
void pack_panel(ConstView b, Op tb, int k, int k_count, int j, int width, float* out) {
  if (tb == Op::n) return pack_straight(b.row(k) + j, b.stride, width, k_count, out, panel_cols);
  for (int c = 0; c < panel_cols; c += 4)
    pack_transposed(b.row(j + c) + k, b.stride, std::min(4, std::max(0, width - c)), k_count, true,
                    out + c, panel_cols);
}

// The same columns, ready to be multiplied: panels of eight; for a few rows as they lie, if that
// is possible.
Panels panels_of(ConstView b, Op tb, int k, int k_count, int j, int width, bool few,
                 float* packed) {
  if (few && tb == Op::n && width % panel_cols == 0) return {b.row(k) + j, panel_cols, b.stride};
  const Step step = static_cast<Step>(k_count) * panel_cols;
  for (int c = 0; c < width; c += panel_cols)
    pack_panel(b, tb, k, k_count, j + c, std::min(panel_cols, width - c),
               packed + c / panel_cols * step);
  return {packed, step, panel_cols};
}

// Rows i .. i + count of columns k .. k + k_count of op(a), for a product with `cols` columns:
// where they lie, if they lie well or are hardly used again; else packed.
Rows rows_of(ConstView a, Op ta, int i, int count, int k, int k_count, int cols, float* packed) {
  if (ta == Op::t && cols <= few_cols) return {count, a.row(k) + i, panel_rows, a.stride};
  if (ta == Op::n && count == 1) return {count, a.row(i) + k, 0, 1};
  for (int r = 0; r < count; r += panel_rows) {
    const int width = std::min(panel_rows, count - r);
    float* out = packed + r * k_count;
    if (ta == Op::t) {
      pack_straight(a.row(k) + i + r, a.stride, width, k_count, out, panel_rows);
    } else {
      pack_transposed(a.row(i + r) + k, a.stride, width, k_count, false, out, panel_rows);
    }
  }
  return {count, packed, panel_rows * static_cast<Step>(k_count), panel_rows};
}

// The same rows for a product with zeros left out. False if that would not be faster.
bool find_sparse(ConstView a, Op ta, int i, int count, int k, int k_count, int cols, float* packed,
                 SparseRows& rows) {
  if (cols < panel_cols || k_count < 16) return false;
  rows.count = count;
  rows.stride = a.stride;
  rows.data = ta == Op::n ? a.row(i) + k : a.row(k) + i;
  const bool found = ta == Op::n ? mostly_zeros(rows.data, a.stride, count, k_count)
                                 : mostly_zeros(rows.data, a.stride, k_count, count);
  if (!found) return false;
  if (ta == Op::t) {
    for (int from = 0; from < k_count; from += 4)
      pack_transposed(a.row(k + from) + i, a.stride, std::min(4, k_count - from), count, false,
                      packed + from, depth);
    rows.data = packed;
    rows.stride = depth;
  }
  rows.find(k_count);
  return true;
}

}  // namespace

void gemm_detail::finish_from(const float* sums, int rows, int step, const Target& to, float* c) {
  for (int i = 0; i < rows; ++i, sums += step, c += to.stride) {
    int j = 0;
    for (; j + 4 <= to.width; j += 4) {
      f32x4 old = to.keep ? load(c + j) : f32x4{};
      if (to.bias) old += load(to.bias + j);
      store(c + j, old + load(sums + j));
    }
    for (; j < to.width; ++j)
      c[j] = ((to.keep ? c[j] : 0.0f) + (to.bias ? to.bias[j] : 0.0f)) + sums[j];
  }
}

void gemm(ConstView a, Op ta, ConstView b, Op tb, View c, bool accumulate, const float* bias) {
  const int k_all = ta == Op::n ? a.cols : a.rows;
  assert((ta == Op::n ? a.rows : a.cols) == c.rows);
  assert((tb == Op::n ? b.cols : b.rows) == c.cols);
  assert((tb == Op::n ? b.rows : b.cols) == k_all);

  alignas(16) float packed_a[block_rows * depth];
  alignas(16) float packed_b[depth * block_cols];
  SparseRows sparse;

  for (int j = 0; j < c.cols; j += block_cols) {
    const int cols = std::min(block_cols, c.cols - j);
    int k = 0;
    do {
      const int k_count = std::min(depth, k_all - k);
      const Panels panels = panels_of(b, tb, k, k_count, j, cols, c.rows <= few_rows, packed_b);
      for (int i = 0; i < c.rows; i += block_rows) {
        const int rows = std::min(block_rows, c.rows - i);
        const Target to = {c.row(i) + j, c.stride, k == 0 && bias ? bias + j : nullptr,
                           accumulate || k > 0, 0};
        if (find_sparse(a, ta, i, rows, k, k_count, c.cols, packed_a, sparse)) {
          columns(sparse, cols, k_count, panels, to);
        } else {
          columns(rows_of(a, ta, i, rows, k, k_count, c.cols, packed_a), cols, k_count, panels, to);
        }
      }
      k += k_count;
    } while (k < k_all);
  }
}

}  // namespace dropout
