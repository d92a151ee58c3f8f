// Welford's update, four series at a time.
#include "math/moments.h"

#include <algorithm>

#include "math/simd.h"

namespace dropout {
namespace {

struct Moments4 {
  f32x4 mean, squares;
};

inline Moments4 next(f32x4 value, f32x4 count, Moments4 now) {
  const f32x4 before = value - now.mean;
  now.mean += before / count;
  now.squares += before * (value - now.mean);
  return now;
}

}  // namespace

void add_to_moments(const float* values, int n, int number, float* means, float* squares) {
  int i = 0;
  if (number == 1) {  // a single pass asks for no more
    for (; i + 4 <= n; i += 4) store(means + i, load(values + i));
    for (; i < n; ++i) means[i] = values[i];
    std::fill_n(squares, n, 0.0f);
    return;
  }
  const f32x4 count = splat(static_cast<float>(number));
  for (; i + 4 <= n; i += 4) {
    const Moments4 m = next(load(values + i), count, {load(means + i), load(squares + i)});
    store(means + i, m.mean);
    store(squares + i, m.squares);
  }
  for (; i < n; ++i) {
    const Moments4 m = next(splat(values[i]), count, {splat(means[i]), splat(squares[i])});
    means[i] = m.mean[0];
    squares[i] = m.squares[0];
  }
}

void deviations_of(const float* squares, int n, int number, float* deviations) {
  if (number < 2) return (void)std::fill_n(deviations, n, 0.0f);
  const f32x4 others = splat(static_cast<float>(number - 1));
  int i = 0;
  for (; i + 4 <= n; i += 4) store(deviations + i, sqrt(load(squares + i) / others));
  for (; i < n; ++i) deviations[i] = sqrt(squares[i] / others[0]);
}

}  // namespace dropout
