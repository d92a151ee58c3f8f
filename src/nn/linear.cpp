// Linear and DropConnect: three products each, written by gemm.
#include "nn/linear.h"

#include "math/gemm.h"
#include "math/simd.h"
#include "math/vector.h"

namespace dropout {

Linear::Linear(std::string name, int in, int out, int max_rows, bool bias)
    : weight_(name + ".weight", out, in),
      bias_(name + ".bias", 1, out, false),
      y_(max_rows, out),
      dx_(max_rows, in),
      has_bias_(bias) {
  const float bound = 1.0f / sqrt(static_cast<float>(in));
  weight_.initializer.uniform = bias_.initializer.uniform = bound;
}

void Linear::parameters(std::vector<Parameter*>& all) {
  all.push_back(&weight_);
  if (has_bias_) all.push_back(&bias_);
}

double Linear::flops_per_row() const { return 2.0 * weight_.value.size(); }

// y = x W^T + b
ConstView Linear::forward(ConstView x, const Pass&) {
  x_ = x;
  View y = y_.top(x.rows);
  gemm(x, Op::n, weight_.value, Op::t, y, false, has_bias_ ? bias_.value.data() : nullptr);
  return y;
}

// y = x W^T + b  =>  dW = dy^T x, db = sum over rows of dy, dx = dy W
ConstView Linear::backward(ConstView dy) {
  backward_parameters(dy);
  return backward_input(dy, weight_.value);
}

void Linear::backward_parameters(ConstView dy) {
  gemm(dy, Op::t, x_, Op::n, weight_.gradient);
  if (has_bias_) column_sums(dy, bias_.gradient.data());
}

ConstView Linear::backward_input(ConstView dy, ConstView weight) {
  View dx = dx_.top(dy.rows);
  if (!first_) gemm(dy, Op::n, weight, Op::n, dx);
  return dx;
}

DropConnect::DropConnect(std::string name, Rate rate, int in, int out, int max_rows,
                         int max_samples)
    : Linear(name, in, out, max_rows),
      site_(name + ".dropconnect", rate, max_samples, in * out),
      masked_(max_samples * out, in) {}

// y = x (M o W / q)^T + b, for the rows of each sample its own M
ConstView DropConnect::forward(ConstView x, const Pass& pass) {
  idle_ = site_.idle(pass);
  if (idle_) return Linear::forward(x, pass);
  x_ = x;
  samples_ = pass.samples;
  const int group = x.rows / samples_, out = weight_.value.rows(), size = site_.units();
  Pass one_row = pass;  // a mask row a sample, whatever the rows of x are
  one_row.length = 1;
  const Keep* mask = site_.draw(samples_, one_row);
  View y = y_.top(x.rows);
  for (int s = 0; s < samples_; ++s) {
    View masked = masked_.view().slice(s * out, out);
    apply_mask(weight_.value.data(), mask + static_cast<std::size_t>(s) * size, site_.scale(),
               masked.data, size);
    gemm(x.slice(s * group, group), Op::n, masked, Op::t, y.slice(s * group, group), false,
         bias_.value.data());
  }
  return y;
}

// y = x (M o W / q)^T + b  =>  dW = M o (dy^T x) / q, dx = dy (M o W / q)
ConstView DropConnect::backward(ConstView dy) {
  if (idle_) return Linear::backward(dy);
  backward_parameters(dy);  // training is one sample: its mask is row 0
  apply_mask(weight_.gradient.data(), site_.mask(), site_.scale(), weight_.gradient.data(),
             site_.units());
  return backward_input(dy, masked_.view().slice(0, weight_.value.rows()));
}

}  // namespace dropout
