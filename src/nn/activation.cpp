// The functions and their derivatives, four lanes at a time.
#include "nn/activation.h"

#include "math/elementary.h"
#include "math/simd.h"

namespace dropout {
namespace {

constexpr float kScale = 1.0507009873554805f, kAlpha = 1.6732632423543772f;  // SELU
constexpr float kFlushBelow = 0x1p-40f;  // slopes below count as 0 (simd.h, flush)
constexpr float kRootHalf = 0.70710678118654752f, kRootTwoPi = 0.39894228040143268f;

struct Relu {
  static f32x4 f(f32x4 x) { return select(x < splat(0.0f), splat(0.0f), x); }  // NaN stays NaN
  static f32x4 df(f32x4 x, f32x4) { return select(x > splat(0.0f), splat(1.0f), splat(0.0f)); }
};
struct Gelu {
  static f32x4 cdf(f32x4 x) { return splat(0.5f) * (splat(1.0f) + erf(x * splat(kRootHalf))); }
  static f32x4 f(f32x4 x) { return x * cdf(x); }
  static f32x4 df(f32x4 x, f32x4 y) {  // cdf(x) is y / x: an erf less
    const f32x4 c = select(abs(x) > splat(0x1p-100f), y / x, splat(0.5f));
    return flush(c + x * splat(kRootTwoPi) * exp(max(splat(-80.0f), splat(-0.5f) * x * x)),
                 kFlushBelow);
  }
};
struct Tanh {
  static f32x4 f(f32x4 x) { return tanh(x); }
  static f32x4 df(f32x4, f32x4 y) { return splat(1.0f) - y * y; }
};
struct Sigmoid {
  static f32x4 f(f32x4 x) { return sigmoid(x); }
  static f32x4 df(f32x4, f32x4 y) { return flush(y * (splat(1.0f) - y), kFlushBelow); }
};
struct Selu {
  static f32x4 f(f32x4 x) {
    const f32x4 low = splat(kScale * kAlpha) * (exp(min(x, splat(0.0f))) - splat(1.0f));
    return select(x < splat(0.0f), low, splat(kScale) * x);  // NaN stays NaN
  }
  static f32x4 df(f32x4 x, f32x4 y) {
    return select(x > splat(0.0f), splat(kScale), y + splat(kScale * kAlpha));
  }
};

template <class F>
void run_forward(const float* x, float* y, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) store(y + i, F::f(load<f32x4>(x + i)));
  for (; i < n; ++i) y[i] = F::f(splat(x[i]))[0];
}

template <class F>
void run_backward(const float* x, const float* y, const float* dy, float* dx, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    store(dx + i, load<f32x4>(dy + i) * F::df(load<f32x4>(x + i), load<f32x4>(y + i)));
  }
  for (; i < n; ++i) dx[i] = dy[i] * F::df(splat(x[i]), splat(y[i]))[0];
}

}  // namespace

Activation::Activation(std::string name, Function function, int max_rows, int units)
    : name_(std::move(name)), function_(function), y_(max_rows, units), dx_(max_rows, units) {}

// y = f(x)
ConstView Activation::forward(ConstView x, const Pass&) {
  x_ = x;
  const int n = static_cast<int>(x.size());
  switch (function_) {
    case Function::relu:
      run_forward<Relu>(x.data, y_.data(), n);
      break;
    case Function::gelu:
      run_forward<Gelu>(x.data, y_.data(), n);
      break;
    case Function::tanh:
      run_forward<Tanh>(x.data, y_.data(), n);
      break;
    case Function::sigmoid:
      run_forward<Sigmoid>(x.data, y_.data(), n);
      break;
    case Function::selu:
      run_forward<Selu>(x.data, y_.data(), n);
      break;
  }
  return y_.top(x.rows);
}

// y = f(x)  =>  dx = f'(x) dy
ConstView Activation::backward(ConstView dy) {
  const int n = static_cast<int>(dy.size());
  const float *x = x_.data, *y = y_.data();
  switch (function_) {
    case Function::relu:
      run_backward<Relu>(x, y, dy.data, dx_.data(), n);
      break;
    case Function::gelu:
      run_backward<Gelu>(x, y, dy.data, dx_.data(), n);
      break;
    case Function::tanh:
      run_backward<Tanh>(x, y, dy.data, dx_.data(), n);
      break;
    case Function::sigmoid:
      run_backward<Sigmoid>(x, y, dy.data, dx_.data(), n);
      break;
    case Function::selu:
      run_backward<Selu>(x, y, dy.data, dx_.data(), n);
      break;
  }
  return dx_.top(dy.rows);
}

void Activation::peeks(std::vector<Peek>& all) const { all.push_back({name_, y_.top(x_.rows)}); }

}  // namespace dropout
