// Sequential passes each layer's output to the next; SequencePool reduces tokens to one row.
#include "nn/sequential.h"

#include <algorithm>

#include "math/vector.h"

namespace dropout {

ConstView Sequential::forward(ConstView x, const Pass& pass) {
  for (const LayerPtr& layer : layers_) x = layer->forward(x, pass);
  return x;
}

ConstView Sequential::backward(ConstView dy) {
  for (std::size_t i = layers_.size(); i-- > 0;) dy = layers_[i]->backward(dy);
  return dy;
}

void Sequential::parameters(std::vector<Parameter*>& all) {
  for (const LayerPtr& layer : layers_) layer->parameters(all);
}

void Sequential::sites(std::vector<DropoutSite*>& all) {
  for (const LayerPtr& layer : layers_) layer->sites(all);
}

void Sequential::peeks(std::vector<Peek>& all) const {
  for (const LayerPtr& layer : layers_) layer->peeks(all);
}

void Sequential::buffers(std::vector<Parameter*>& all) {
  for (const LayerPtr& layer : layers_) layer->buffers(all);
}

void Sequential::norms(std::vector<BatchNorm*>& all) {
  for (const LayerPtr& layer : layers_) layer->norms(all);
}

double Sequential::flops_per_row() const {
  double sum = 0;
  for (const LayerPtr& layer : layers_) sum += layer->flops_per_row();
  return sum;
}

SequencePool::SequencePool(std::string name, How how, int max_rows, int max_examples, int units)
    : name_(std::move(name)), how_(how), y_(max_examples, units), dx_(max_rows, units) {}

/// Valid tokens of the example that became row `row` (at least 1).
int SequencePool::valid(int row) const {
  return lengths_ ? std::max(1, lengths_[row % examples_]) : length_;
}

// y_e = x_{e, last}  or  mean_t x_{e, t}
ConstView SequencePool::forward(ConstView x, const Pass& pass) {
  length_ = pass.length;
  lengths_ = pass.lengths;
  rows_ = x.rows / length_;
  examples_ = rows_ / pass.samples;
  for (int e = 0; e < rows_; ++e) {
    const int n = valid(e);
    const float* last = x.row(e * length_ + n - 1);
    std::copy_n(last, x.cols, y_.row(e));
    if (how_ == How::last) continue;
    for (int t = 0; t + 1 < n; ++t) axpy(1, x.row(e * length_ + t), y_.row(e), x.cols);
    scale(1.0f / static_cast<float>(n), y_.row(e), x.cols);
  }
  return y_.top(rows_);
}

// y_e = x_{e, last}  =>  dx_{e, last} = dy_e;  y_e = mean_t x_{e, t}  =>  dx_{e, t} = dy_e / n
ConstView SequencePool::backward(ConstView dy) {
  for (int e = 0; e < rows_; ++e) {
    const int n = valid(e), first = how_ == How::last ? n - 1 : 0;
    const float share = how_ == How::last ? 1.0f : 1.0f / static_cast<float>(n);
    for (int t = 0; t < length_; ++t) {
      float* dx = dx_.row(e * length_ + t);
      const bool gets = t >= first && t < n;
      for (int c = 0; c < dy.cols; ++c) dx[c] = gets ? dy(e, c) * share : 0.0f;
    }
  }
  return dx_.top(rows_ * length_);
}

void SequencePool::peeks(std::vector<Peek>& all) const { all.push_back({name_, y_.top(rows_)}); }

}  // namespace dropout
