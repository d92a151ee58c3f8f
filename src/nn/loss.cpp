// Softmax cross-entropy in one pass over each row, and squared error.
#include "nn/loss.h"

#include <limits>

#include "math/elementary.h"
#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

int argmax(const float* x, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i) {
    if (x[i] > x[best]) best = i;
  }
  return best;
}

/// y = exp(x - shift) over n elements; returns their sum, in the order of sum().
float exp_row(const float* x, float shift, float* y, int n) {
  const f32x4 offset = splat(shift);
  f32x4 total = {};
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    const f32x4 e = exp(load(x + i) - offset);
    total += e;
    store(y + i, e);
  }
  float tail = 0;
  for (; i < n; ++i) tail += y[i] = exp(x[i] - shift);
  return horizontal_sum(total) + tail;
}

/// exp without keeping it: for measurements, which want the loss only.
float exp_sum(const float* x, float shift, int n) {
  const f32x4 offset = splat(shift);
  f32x4 total = {};
  int i = 0;
  for (; i + 4 <= n; i += 4) total += exp(load(x + i) - offset);
  float tail = 0;
  for (; i < n; ++i) tail += exp(x[i] - shift);
  return horizontal_sum(total) + tail;
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
    const float total = dz ? exp_row(z, z[best], dz, classes) : exp_sum(z, z[best], classes);
    sum.correct += best == labels[r];
    float target = z[labels[r]];
    if (smoothing > 0) {
      target = (1 - smoothing) * target +
               smoothing * dropout::sum(z, classes) / static_cast<float>(classes);
    }
    sum.loss += static_cast<double>(z[best] - target + log(total));  // far from 0 as near it
    if (!dz) continue;
    scale(weight / total, dz, classes);
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

void softmax_rows(View logits) {
  for (int r = 0; r < logits.rows; ++r) {
    float* z = logits.row(r);
    const float total = exp_row(z, z[argmax(z, logits.cols)], z, logits.cols);
    scale(1.0f / total, z, logits.cols);
  }
}

}  // namespace dropout
