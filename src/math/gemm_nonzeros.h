// Products whose left operand is mostly zeros, as it is behind a ReLU and dropout, and as its
// gradient is: only the nonzeros are multiplied. The bits are those of gemm_tile.h, as a term of
// zero changes no sum (sums start at +0 and never become -0); where b is infinite or NaN the terms
// that zeros would have made NaN are missing.
#pragma once

#include <cstdint>
#include <cstring>

#include "math/gemm_tile.h"

namespace dropout::gemm_detail {

inline constexpr int longest = 256;  // columns of op(a) in a chunk: an index is a byte

// Whether so few of the values are not zero that skipping zeros is faster than multiplying them, as
// every eighth row says.
inline bool mostly_zeros(const float* x, Step stride, int rows, int cols) {
  i32x4 found = {};  // less one for each nonzero
  int seen = 0;
  for (int r = 0; r < rows; r += 8, x += 8 * stride, seen += cols / 4)
    for (int c = 0; c + 4 <= cols; c += 4) found += load(x + c) != splat(0.0f);
  return -(found[0] + found[1] + found[2] + found[3]) * 2 < 5 * seen;
}

// Writes k for every nonzero row[k], k < count <= longest, in order; returns how many. May write
// three bytes more.
inline int find_nonzeros(const float* row, int count, std::uint8_t* at) {
  // The set bits of a number below 16, one a byte, lowest first; and how many they are.
  static constexpr std::uint32_t places[16] = {0,     0,       1,       0x100,    2,     0x200,
                                               0x201, 0x20100, 3,       0x300,    0x301, 0x30100,
                                               0x302, 0x30200, 0x30201, 0x3020100};
  static constexpr std::uint8_t counts[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
  int found = 0, k = 0;
  for (; k + 4 <= count; k += 4) {
    const std::uint32_t bits = lane_bits(load(row + k) != splat(0.0f));
    store(at + found, places[bits] + static_cast<std::uint32_t>(k) * 0x01010101u);
    found += counts[bits];
  }
  for (; k < count; ++k) {
    at[found] = static_cast<std::uint8_t>(k);
    found += row[k] != 0;
  }
  return found;
}

// Up to `most` rows of op(a) with the places of their nonzeros; row i stands at data + i * stride.
struct SparseRows {
  static constexpr int most = 32;
  int count;
  const float* data;
  Step stride;
  int found[most];
  std::uint8_t at[most][longest + 4];

  void find(int k_count) {
    for (int i = 0; i < count; ++i) found[i] = find_nonzeros(data + i * stride, k_count, at[i]);
  }

  // As of Rows. What a tile reads beyond the last column is there: panels are filled up.
  template <class Take>
  void in_widths(const Take& take) const {
    take.template operator()<8>(25);
    take.template operator()<4>(9);
    take.template operator()<2>(1);
  }
  // All the rows of 4 V columns.
  template <int V>
  __attribute__((noinline)) void times(int, const Panels& b, const Target& to) const {
    float* c = to.c;
    const float* row = data;
    for (int i = 0; i < count; ++i, row += stride, c += to.stride) {
      f32x4 sums[1][V] = {};
      const std::uint8_t* places = at[i];
      for (int n = found[i]; n > 0; --n) {
        const Step k = *places++;
        const f32x4 left = splat(row[k]);
        const float* right = b.data + k * b.row_step;
        for (int v = 0; v < V; ++v)
          sums[0][v] += left * load(right + (v / 2) * b.panel_step + (v % 2) * 4);
      }
      finish<1, V>(sums, to, c);
    }
  }
};

}  // namespace dropout::gemm_detail
