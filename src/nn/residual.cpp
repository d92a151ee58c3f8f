// One addition each way; dropped examples skip it, so that a dropped NaN is gone.
#include "nn/residual.h"

#include <algorithm>

#include "math/simd.h"

namespace dropout {
namespace {

void add(const float* x, const float* y, float* out, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) store(out + i, load(x + i) + load(y + i));
  for (; i < n; ++i) out[i] = x[i] + y[i];
}

// out = x + alpha y
void add_scaled(const float* x, float alpha, const float* y, float* out, int n) {
  const f32x4 factor = splat(alpha);
  int i = 0;
  for (; i + 4 <= n; i += 4) store(out + i, load(x + i) + factor * load(y + i));
  for (; i < n; ++i) out[i] = x[i] + alpha * y[i];
}

}  // namespace

Residual::Residual(LayerPtr branch, int max_rows, int width)
    : branch_(std::move(branch)), y_(max_rows, width), dx_(max_rows, width) {}

Residual::Residual(const std::string& name, LayerPtr branch, int max_rows, int width, double share)
    : branch_(std::move(branch)),
      y_(max_rows, width),
      dx_(max_rows, width),
      d_branch_(max_rows, width) {
  path_.emplace(name, Rate::hidden, max_rows, 1, share);
}

void Residual::sites(std::vector<DropoutSite*>& all) {
  branch_->sites(all);
  if (path_) all.push_back(&*path_);
}

// y = x + m f(x) / q
ConstView Residual::forward(ConstView x, const Pass& pass) {
  length_ = pass.length;
  mask_ = nullptr;
  if (path_ && !path_->idle(pass)) {
    Pass one_row = pass;  // a mask row an example, whatever its length
    one_row.length = 1;
    mask_ = path_->draw(x.rows / length_, one_row);
  }
  const ConstView f = branch_->forward(x, pass);
  const View y = y_.top(x.rows);
  if (!mask_) {
    add(x.data, f.data, y.data, static_cast<int>(y.size()));
    return y;
  }
  for (int r = 0; r < y.rows; ++r) {
    if (mask_[r / length_]) {
      add_scaled(x.row(r), path_->scale(), f.row(r), y.row(r), y.cols);
    } else {
      std::copy_n(x.row(r), y.cols, y.row(r));
    }
  }
  return y;
}

// y = x + m f(x) / q  =>  dx = dy + f'(x)^T (m dy / q)
ConstView Residual::backward(ConstView dy) {
  ConstView d_branch = dy;
  if (mask_) {
    for (int r = 0; r < dy.rows; ++r) {
      const bool kept = mask_[r / length_] != 0;
      float* out = d_branch_.row(r);
      for (int c = 0; c < dy.cols; ++c) out[c] = kept ? dy(r, c) * path_->scale() : 0.0f;
    }
    d_branch = d_branch_.top(dy.rows);
  }
  const ConstView df = branch_->backward(d_branch);
  const View dx = dx_.top(dy.rows);
  add(dy.data, df.data, dx.data, static_cast<int>(dx.size()));
  return dx;
}

}  // namespace dropout
