// The update rules, each one loop over a contiguous range.
#include "nn/optimizer.h"

#include <cmath>

#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

constexpr double kDecay1 = 0.9, kDecay2 = 0.999;  // of the moments, a step
constexpr float kBeta1 = static_cast<float>(kDecay1), kBeta2 = static_cast<float>(kDecay2);
constexpr float kEpsilon = 1e-8f;

/// Every kSweep steps, moments below kFlushBelow become 0, and weights below its root where they
/// decay (simd.h, flush): a unit that no longer activates has no gradient, so they decay. Beside
/// epsilon, neither such moments nor their roots change a bit of an update.
constexpr int kSweep = 64;
constexpr float kFlushBelow = 0x1p-104f, kFlushWeightsBelow = 0x1p-52f;

bool adaptive(Rule rule) { return rule == Rule::adam || rule == Rule::adamw; }

/// Calls f on four lanes at a time; the rest is padded by f's own zero lanes.
template <class F>
void lanes_of(std::size_t n, F&& f) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) f(i, 4);
  if (i < n) f(i, static_cast<int>(n - i));
}

f32x4 load_some(const float* x, int count) {
  if (count == 4) return load(x);
  f32x4 v = {};
  for (int i = 0; i < count; ++i) v[i] = x[i];
  return v;
}

void store_some(float* x, f32x4 v, int count) {
  if (count == 4) return store(x, v);
  for (int i = 0; i < count; ++i) x[i] = v[i];
}

void sweep(Matrix& m, float limit) {
  float* x = m.data();
  lanes_of(m.size(), [=](std::size_t i, int count) {
    store_some(x + i, flush(load_some(x + i, count), limit), count);
  });
}

/// Shortens every row that is longer than max_norm to it (Srivastava 2014 §5.1).
void limit_rows(Matrix& weight, float max_norm) {
  for (int r = 0; r < weight.rows(); ++r) {
    const float squared = dot(weight.row(r), weight.row(r), weight.cols());
    if (squared > max_norm * max_norm)
      scale(max_norm / sqrt(squared), weight.row(r), weight.cols());
  }
}

}  // namespace

Optimizer::Optimizer(Rule rule, std::vector<Parameter*> parameters) : rule_(rule) {
  for (Parameter* parameter : parameters) {
    const int rows = parameter->value.rows(), cols = parameter->value.cols();
    Slot slot{parameter, {}, {}};
    if (rule != Rule::sgd) slot.first = Matrix(rows, cols);
    if (adaptive(rule)) slot.second = Matrix(rows, cols);
    slots_.push_back(std::move(slot));
  }
}

void Optimizer::reset() {
  for (Slot& slot : slots_) {
    for (Matrix* m : {&slot.first, &slot.second}) std::fill_n(m->data(), m->size(), 0.0f);
  }
  steps_ = 0;
  beta1_power_ = beta2_power_ = 1;
}

std::vector<Matrix*> Optimizer::moments() {
  std::vector<Matrix*> all;
  for (Matrix Slot::*moment : {&Slot::first, &Slot::second}) {
    for (Slot& slot : slots_) {
      if ((slot.*moment).size() > 0) all.push_back(&(slot.*moment));
    }
  }
  return all;
}

void Optimizer::resume(int steps) {
  steps_ = 0;
  beta1_power_ = beta2_power_ = 1;
  while (steps_ < steps) count_step();
}

void Optimizer::count_step() {
  ++steps_;
  beta1_power_ *= kDecay1;
  beta2_power_ *= kDecay2;
}

void Optimizer::update(const UpdateSettings& settings) {
  count_step();
  for (Slot& slot : slots_) {
    Parameter& parameter = *slot.parameter;
    const float decay = parameter.decays ? settings.decay : 0.0f;
    const std::size_t cols = static_cast<std::size_t>(parameter.value.cols());
    if (parameter.sparse) {
      for (int row : parameter.touched) {
        update_range(slot, static_cast<std::size_t>(row) * cols, cols, settings, decay);
      }
    } else {
      update_range(slot, 0, parameter.value.size(), settings, decay);
      if (settings.max_norm > 0 && parameter.decays) {
        limit_rows(parameter.value, settings.max_norm);
      }
      if (steps_ % kSweep == 0) {
        sweep(slot.first, kFlushBelow);
        sweep(slot.second, kFlushBelow);
        if (decay > 0) sweep(parameter.value, kFlushWeightsBelow);
      }
    }
  }
}

void Optimizer::update_range(Slot& slot, std::size_t begin, std::size_t count,
                             const UpdateSettings& settings, float decay) {
  float* w = slot.parameter->value.data() + begin;
  const float* gradient = slot.parameter->gradient.data() + begin;
  const f32x4 clip = splat(settings.gradient_scale), lr = splat(settings.lr);

  if (!adaptive(rule_)) {
    const f32x4 l2 = splat(decay), mu = splat(settings.momentum);
    float* momentum = rule_ == Rule::sgd ? nullptr : slot.first.data() + begin;
    lanes_of(count, [&](std::size_t i, int n) {
      const f32x4 value = load_some(w + i, n);
      f32x4 g = clip * load_some(gradient + i, n) + l2 * value;
      if (momentum) {
        const f32x4 b = mu * load_some(momentum + i, n) + g;
        store_some(momentum + i, b, n);
        g = rule_ == Rule::nesterov ? g + mu * b : b;
      }
      store_some(w + i, value - lr * g, n);
    });
    return;
  }

  // m = b1 m + (1-b1) g;  v = b2 v + (1-b2) g^2;  w -= lr (m / c1) / (sqrt(v / c2) + eps)
  const bool decoupled = rule_ == Rule::adamw;
  const f32x4 l2 = splat(decoupled ? 0.0f : decay);
  const f32x4 keep = splat(decoupled ? 1.0f - settings.lr * decay : 1.0f);
  const f32x4 step = splat(static_cast<float>(settings.lr / (1 - beta1_power_)));
  const f32x4 root = splat(static_cast<float>(1 / std::sqrt(1 - beta2_power_)));
  const f32x4 b1 = splat(kBeta1), a1 = splat(1 - kBeta1), b2 = splat(kBeta2),
              a2 = splat(1 - kBeta2), epsilon = splat(kEpsilon);
  float* first = slot.first.data() + begin;
  float* second = slot.second.data() + begin;
  lanes_of(count, [&](std::size_t i, int n) {
    const f32x4 value = load_some(w + i, n) * keep;
    const f32x4 g = clip * load_some(gradient + i, n) + l2 * value;
    const f32x4 m = b1 * load_some(first + i, n) + a1 * g;
    const f32x4 v = b2 * load_some(second + i, n) + a2 * (g * g);
    store_some(first + i, m, n);
    store_some(second + i, v, n);
    store_some(w + i, value - step * m / (sqrt(v) * root + epsilon), n);
  });
}

double gradient_norm(const std::vector<Parameter*>& parameters) {
  double squares = 0;
  for (const Parameter* parameter : parameters) {
    const Matrix& g = parameter->gradient;
    if (parameter->sparse) {
      for (int row : parameter->touched) squares += dot(g.row(row), g.row(row), g.cols());
    } else {
      for (int r = 0; r < g.rows(); ++r) squares += dot(g.row(r), g.row(r), g.cols());
    }
  }
  return std::sqrt(squares);
}

}  // namespace dropout
