// The register-blocked inner loops of Conv2d, and the layouts they read.
// Knows offsets, not layers.
//
// Tiles are 4 x 8, as in gemm. Where a tile reads four values of x at once they are neighbours in
// memory: four pixels of a plane, or four channels of a pixel. At a stride of 64 bytes, say of 16
// channels, the same loads fall into one bank of the cache (measured: 30 GFLOP/s instead of 40).
#pragma once

#include <cstddef>

#include "math/simd.h"

namespace dropout::conv {

inline constexpr int panel = 8;  // outputs computed together: two vectors

/// Floats from one plane (height + 2, width + 2) to the next: an odd number of cache lines, so that
/// the same pixel of all channels is spread over the cache's sets.
inline int plane_step(int height, int width) {
  return (((height + 2) * (width + 2) + 15) / 16 | 1) * 16;
}

/// planes[c, i + 1, j + 1] = image[i, j, c], a plane for every channel. The border stays as it is.
inline void to_planes(const float* image, int height, int width, int channels, float* planes) {
  const int row = width + 2;
  for (int c = 0; c < channels; ++c, planes += plane_step(height, width))
    for (int i = 0; i < height; ++i) {
      const float* from = image + static_cast<std::ptrdiff_t>(i) * width * channels + c;
      float* to = planes + (i + 1) * row + 1;
      for (int j = 0; j < width; ++j) to[j] = from[j * channels];
    }
}

/// One panel of outputs for P neighbouring pixels: y[j * step + o] = start[o] +
/// sum over k < count of x[offsets[k] + j] w[k * panel + o], for o < valid.
template <int P>
void pixels(const float* x, const int* offsets, int count, const float* w, const float* start,
            float* y, int step, int valid) {
  f32x4 sums[P][2];
  for (int j = 0; j < P; ++j) {
    sums[j][0] = load(start);
    sums[j][1] = load(start + 4);
  }
  for (int k = 0; k < count; ++k) {
    const float* at = x + offsets[k];
    const f32x4 low = load(w), high = load(w + 4);
    for (int j = 0; j < P; ++j) {
      const f32x4 value = splat(at[j]);
      sums[j][0] += value * low;
      sums[j][1] += value * high;
    }
    w += panel;
  }
  for (int j = 0; j < P; ++j, y += step) {
    if (valid == panel) {
      store(y, sums[j][0]);
      store(y + 4, sums[j][1]);
    } else {
      for (int o = 0; o < valid; ++o) y[o] = sums[j][o / 4][o % 4];
    }
  }
}

/// A row of `width` pixels in tiles of at most 4, as equal as possible.
inline void pixel_row(const float* x, const int* offsets, int count, int width, const float* w,
                      const float* start, float* y, int step, int valid) {
  for (int tiles = (width + 3) / 4; tiles > 0; --tiles) {
    const int now = (width + tiles - 1) / tiles;
    switch (now) {
      case 4:
        pixels<4>(x, offsets, count, w, start, y, step, valid);
        break;
      case 3:
        pixels<3>(x, offsets, count, w, start, y, step, valid);
        break;
      case 2:
        pixels<2>(x, offsets, count, w, start, y, step, valid);
        break;
      default:
        pixels<1>(x, offsets, count, w, start, y, step, valid);
    }
    x += now;
    y += static_cast<std::ptrdiff_t>(now) * step;
    width -= now;
  }
}

/// One panel of an image (count, channels), channels first .. first + 7, zeros beyond the last: to
/// (count, 8).
inline void to_panel(const float* image, int count, int channels, int first, float* to) {
  const int valid = channels - first;
  for (int i = 0; i < count; ++i, to += panel) {
    const float* from = image + static_cast<std::ptrdiff_t>(i) * channels + first;
    if (valid >= panel) {
      store(to, load(from));
      store(to + 4, load(from + 4));
    } else {
      for (int o = 0; o < panel; ++o) to[o] = o < valid ? from[o] : 0.0f;
    }
  }
}

/// A tile of the weight gradient: sums[k * stride + o] += sum over i < count of x[offsets[i] + k]
/// dy[i, o], for k < K and the o of a panel (count, 8). The pixels of an image are summed first.
template <int K>
void weight_tile(const float* x, const int* offsets, int count, const float* dy, float* sums,
                 int stride) {
  f32x4 tile[K][2] = {};
  for (int i = 0; i < count; ++i) {
    const float* at = x + offsets[i];
    const f32x4 low = load(dy), high = load(dy + 4);
    for (int k = 0; k < K; ++k) {
      const f32x4 value = splat(at[k]);
      tile[k][0] += value * low;
      tile[k][1] += value * high;
    }
    dy += panel;
  }
  for (int k = 0; k < K; ++k, sums += stride) {
    store(sums, load(sums) + tile[k][0]);
    store(sums + 4, load(sums + 4) + tile[k][1]);
  }
}

/// The nonzeros of a column of a panel (count, 8), with the offset of each one's pixel; returns how
/// many. Behind a pooling layer three quarters of a gradient are zero, and more behind a ReLU.
inline int nonzeros(const float* column, const int* pixels, int count, int* offsets,
                    float* values) {
  int found = 0;
  for (int i = 0; i < count; ++i, column += panel) {  // no branch: it would be unpredictable
    values[found] = *column;
    offsets[found] = pixels[i];
    found += *column != 0;
  }
  return found;
}

inline constexpr int run_width = 24;  // no more: see gemm.cpp on tiles that V8 cannot hold

/// What weight_tile() adds for one output, of nonzeros alone: sums[k] += sum over i < count of
/// x[offsets[i] + k] dy[i], for k < run_width. The same bits, as zeros change no sum.
inline void weight_run(const float* x, const int* offsets, const float* dy, int count,
                       float* sums) {
  constexpr int vectors = run_width / 4;
  f32x4 tile[vectors] = {};
  for (int i = 0; i < count; ++i) {
    const float* at = x + offsets[i];
    const f32x4 value = splat(dy[i]);
    for (int v = 0; v < vectors; ++v) tile[v] += load(at + 4 * v) * value;
  }
  for (int v = 0; v < vectors; ++v) store(sums + 4 * v, load(sums + 4 * v) + tile[v]);
}

inline constexpr int scatter_width = 16;  // inputs computed together where dy is mostly zeros

/// The nonzeros of an image (height, width, channels) row by row, in its frame of zeros.
struct Nonzeros {
  const int* begin;     // of each pixel of the frame, and the end of the last
  const int* at;        // (pixel of the frame * channels + channel) * scatter_width
  const float* values;  // of each
};

/// dx[c] = sum over ky, kx, o of dy[frame pixel first + ky row + kx, o] w[(3 ky + kx) channels + o,
/// c] for c < scatter_width: the bits of the product with all of dy, as zeros change no sum.
inline void window_of_nonzeros(const Nonzeros& dy, int first, int row, int channels, const float* w,
                               float* dx) {
  constexpr int vectors = scatter_width / 4;
  f32x4 sums[vectors] = {};
  for (int ky = 0; ky < 3; ++ky) {  // three neighbours lie in one run
    const int pixel = first + ky * row;
    const float* weights =
        w + static_cast<std::ptrdiff_t>(3 * ky - pixel) * channels * scatter_width;
    for (int i = dy.begin[pixel], end = dy.begin[pixel + 3]; i < end; ++i) {
      const f32x4 value = splat(dy.values[i]);
      const float* from = weights + dy.at[i];
      for (int v = 0; v < vectors; ++v) sums[v] += value * load(from + 4 * v);
    }
  }
  for (int v = 0; v < vectors; ++v) store(dx + 4 * v, sums[v]);
}

}  // namespace dropout::conv
