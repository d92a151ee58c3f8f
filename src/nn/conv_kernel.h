// The register-blocked inner loops of Conv2d: 3x3 windows of a padded image in f32x4.
// Knows strides, not layers.
#pragma once

#include <cstddef>

#include "math/simd.h"

namespace dropout::conv {

inline constexpr int panel = 8;  // outputs computed together: two vectors

/// A padded image or one within another: pixel (i, j) starts at data + i * row + j * pixel.
struct Image {
  const float* data;
  std::ptrdiff_t row, pixel;
};

/// Outputs of one panel for P neighbouring pixels of a row: out[j * step + o] = start[o] + sum over
/// ky < 3, k < run of from[ky * row + j * pixel + k] w[(ky * run + k) * panel + o], o < valid.
/// `run` is a multiple of 3.
template <int P>
void pixels(Image from, int run, const float* w, const float* start, float* out, int step,
            int valid) {
  f32x4 sums[P][2];
  for (int j = 0; j < P; ++j) {
    sums[j][0] = load(start);
    sums[j][1] = load(start + 4);
  }
  for (int ky = 0; ky < 3; ++ky) {
    const float* x = from.data + ky * from.row;
    for (int k = 0; k < run; k += 3) {
      for (int u = 0; u < 3; ++u) {
        const f32x4 low = load(w + u * panel), high = load(w + u * panel + 4);
        for (int j = 0; j < P; ++j) {
          const f32x4 value = splat(x[j * from.pixel + u]);
          sums[j][0] += value * low;
          sums[j][1] += value * high;
        }
      }
      x += 3;
      w += 3 * panel;
    }
  }
  for (int j = 0; j < P; ++j) {
    float* y = out + static_cast<std::ptrdiff_t>(j) * step;
    if (valid == panel) {
      store(y, sums[j][0]);
      store(y + 4, sums[j][1]);
    } else {
      for (int o = 0; o < valid; ++o) y[o] = sums[j][o / 4][o % 4];
    }
  }
}

/// A row of `width` pixels in tiles of at most 6, as equal as possible.
inline void pixel_row(Image from, int width, int run, const float* w, const float* start,
                      float* out, int step, int valid) {
  int tiles = (width + 5) / 6;
  while (width > 0) {
    const int count = (width + tiles - 1) / tiles;
    switch (count) {
      case 6:
        pixels<6>(from, run, w, start, out, step, valid);
        break;
      case 5:
        pixels<5>(from, run, w, start, out, step, valid);
        break;
      case 4:
        pixels<4>(from, run, w, start, out, step, valid);
        break;
      case 3:
        pixels<3>(from, run, w, start, out, step, valid);
        break;
      case 2:
        pixels<2>(from, run, w, start, out, step, valid);
        break;
      default:
        pixels<1>(from, run, w, start, out, step, valid);
    }
    from.data += count * from.pixel;
    out += static_cast<std::ptrdiff_t>(count) * step;
    width -= count;
    --tiles;
  }
}

/// sums[k * stride + o] += sum over the height x width pixels of x[pixel + k] dy[pixel + o], for
/// k < K and the panel's o: a tile of the weight gradient. The pixels of an image are summed first.
template <int K>
void weight_tile(Image x, Image dy, int height, int width, float* sums, int stride) {
  f32x4 tile[K][2] = {};
  for (int i = 0; i < height; ++i) {
    const float* a = x.data + i * x.row;
    const float* b = dy.data + i * dy.row;
    for (int j = 0; j < width; ++j) {
      const f32x4 low = load(b), high = load(b + 4);
      for (int k = 0; k < K; ++k) {
        const f32x4 value = splat(a[k]);
        tile[k][0] += value * low;
        tile[k][1] += value * high;
      }
      a += x.pixel;
      b += dy.pixel;
    }
  }
  for (int k = 0; k < K; ++k) {
    float* to = sums + k * stride;
    store(to, load(to) + tile[k][0]);
    store(to + 4, load(to + 4) + tile[k][1]);
  }
}

}  // namespace dropout::conv
