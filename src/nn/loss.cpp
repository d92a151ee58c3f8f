// Softmax cross-entropy in one pass over each row, and squared error.
#include "nn/loss.h"

#include <algorithm>
#include <bit>

#include "math/elementary.h"
#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

/// Probabilities below are 0 (simd.h, flush), in gradients too, where they are lost in Adam's
/// epsilon or beside any other; and no logit counts as further below the highest than kLowest.
constexpr float kFlushBelow = 0x1p-50f, kLowest = -80;

/// Four values from x + i; from x + n - 4 where fewer are left, so that a last vector repeats lanes
/// of the one before. Of less than four in all, the first lanes, and `fill` behind.
f32x4 load_last(const float* x, int n, float fill) {
  if (n >= 4) return load(x + n - 4);
  f32x4 v = splat(fill);
  for (int i = 0; i < n; ++i) v[i] = x[i];
  return v;
}

/// Index of the first largest of n values, without a branch on them; any index if one is NaN.
int argmax(const float* x, int n) {
  const f32x4 last = load_last(x, n, -__builtin_inff());
  f32x4 high = n >= 4 ? load(x) : last;
  for (int i = 4; i + 4 <= n; i += 4) high = max(load(x + i), high);
  high = max(last, high);
  high = max(high, __builtin_shufflevector(high, high, 2, 3, 0, 1));
  const f32x4 top = max(high, __builtin_shufflevector(high, high, 1, 0, 3, 2));
  const auto found = [&](f32x4 v) { return top_bits(bits_as<u8x16>(v == top)); };
  for (int i = 0; i + 4 <= n; i += 4)
    if (const auto bits = found(load(x + i))) return i + std::countr_zero(bits) / 4;
  const auto bits = found(last);
  return bits ? std::max(0, n - 4) + std::countr_zero(bits) / 4 : 0;
}

/// Passes exp(x - shift) of n elements to keep(i, e, lanes), four at a time; the last are those of
/// load_last(). Returns their sum, in the order of sum(). keep() may overwrite x.
template <class Keep>
float exp_sum(const float* x, float shift, int n, const Keep& keep) {
  const f32x4 offset = splat(shift), last = load_last(x, n, shift);
  f32x4 total = {};
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    const f32x4 e = exp(max(splat(kLowest), load(x + i) - offset));
    total += e;
    keep(i, e, 4);
  }
  const int rest = n - i;
  if (rest == 0) return horizontal_sum(total);
  const f32x4 e = exp(max(splat(kLowest), last - offset));
  keep(std::max(0, n - 4), e, std::min(4, n));
  float lane[4], tail = 0;
  store(lane, e);
  for (int j = n >= 4 ? 4 - rest : 0, left = rest; left > 0; ++j, --left) tail += lane[j];
  return horizontal_sum(total) + tail;
}

/// y = exp(x - shift) over n elements; returns their sum.
float exp_row(const float* x, float shift, float* y, int n) {
  return exp_sum(x, shift, n, [y](int i, f32x4 e, int lanes) {
    if (lanes == 4) return store(y + i, e);
    for (int j = 0; j < lanes; ++j) y[i + j] = e[j];
  });
}

/// y *= alpha, n values.
void scale_row(float alpha, float* y, int n) {
  const f32x4 factor = splat(alpha);
  int i = 0;
  for (; i + 4 <= n; i += 4) store(y + i, flush(load(y + i) * factor, kFlushBelow));
  for (; i < n; ++i) y[i] = flush(splat(y[i] * alpha), kFlushBelow)[0];
}

/// Softmax of two rows of two: the bits of softmax_rows.
f32x4 softmax_pairs(f32x4 z) {
  const auto swapped = [](f32x4 v) { return __builtin_shufflevector(v, v, 1, 0, 3, 2); };
  const f32x4 e = exp(max(splat(kLowest), z - max(z, swapped(z))));
  return flush(e * (splat(1.0f) / (e + swapped(e))), kFlushBelow);
}

}  // namespace

// L_r = -sum_c t_c log softmax(z)_c with t = (1-s) onehot(label) + s/C
//     = m + log sum exp(z - m) - (1-s) z_label - s mean(z)
// dL_r/dz_c = softmax(z)_c - t_c
LossSum cross_entropy(ConstView logits, const int* labels, float smoothing, View gradient) {
  LossSum sum;
  const int classes = logits.cols;
  for (int r = 0; r < logits.rows; ++r) sum.count += labels[r] >= 0;
  const float weight = sum.count > 0 ? 1.0f / static_cast<float>(sum.count) : 0.0f;
  for (int r = 0; r < logits.rows; ++r) {
    float* dz = gradient.data ? gradient.row(r) : nullptr;
    if (labels[r] < 0) {
      if (dz) scale(0, dz, classes);
      continue;
    }
    const float* z = logits.row(r);
    const int best = argmax(z, classes);
    const float total = dz ? exp_row(z, z[best], dz, classes)
                           : exp_sum(z, z[best], classes, [](int, f32x4, int) {});
    sum.correct += best == labels[r];
    float target = z[labels[r]];
    if (smoothing > 0) {
      target = (1 - smoothing) * target +
               smoothing * dropout::sum(z, classes) / static_cast<float>(classes);
    }
    sum.loss += static_cast<double>(z[best] - target + log(total));  // far from 0 as near it
    if (!dz) continue;
    scale_row(weight / total, dz, classes);
    dz[labels[r]] -= (1 - smoothing) * weight;
    if (smoothing > 0) {
      const float spread = smoothing / static_cast<float>(classes) * weight;
      for (int c = 0; c < classes; ++c) dz[c] -= spread;
    }
  }
  return sum;
}

// L = mean (z - t)^2  =>  dL/dz = 2 (z - t) / (rows outputs)
LossSum squared_error(ConstView predictions, ConstView targets, View gradient) {
  LossSum sum;
  sum.count = predictions.rows;
  const float weight = 2.0f / static_cast<float>(predictions.rows * predictions.cols);
  for (int r = 0; r < predictions.rows; ++r) {
    double row = 0;
    for (int c = 0; c < predictions.cols; ++c) {
      const float difference = predictions(r, c) - targets(r, c);
      row += static_cast<double>(difference * difference);
      if (gradient.data) gradient(r, c) = weight * difference;
    }
    sum.loss += row / predictions.cols;
  }
  return sum;
}

void softmax_rows(ConstView logits, View y) {
  int r = 0;
  if (logits.cols == 2 && logits.contiguous() && y.contiguous()) {
    for (; r + 2 <= logits.rows; r += 2) store(y.row(r), softmax_pairs(load(logits.row(r))));
  }
  for (; r < logits.rows; ++r) {
    const float* z = logits.row(r);
    const float total = exp_row(z, z[argmax(z, logits.cols)], y.row(r), logits.cols);
    scale_row(1.0f / total, y.row(r), logits.cols);
  }
}

}  // namespace dropout
