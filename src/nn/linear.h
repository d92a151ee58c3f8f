// The fully connected layer, with DropConnect on its weights where asked for.
#pragma once

#include "nn/dropout.h"
#include "nn/layer.h"

namespace dropout {

/// y = x W^T + b; x (rows, in), W (out, in), b (out). Weights start uniform in
/// +-1/sqrt(in), as torch.nn.Linear.
class Linear : public Layer {
 public:
  Linear(std::string name, int in, int out, int max_rows, bool bias = true);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  double flops_per_row() const override;
  Parameter& weight() { return weight_; }
  Parameter& bias() { return bias_; }
  /// Leaves dL/dx out: the layer reads the network's input.
  void set_first() { first_ = true; }

 protected:
  void backward_parameters(ConstView dy);
  ConstView backward_input(ConstView dy, ConstView weight);

  Parameter weight_, bias_;
  Matrix y_, dx_;  // (max_rows, out), (max_rows, in)
  ConstView x_;
  bool first_ = false, has_bias_;
};

/// DropConnect (Wan et al. 2013), inverted: y = x (M o W / q)^T + b, one mask M for all rows of a
/// pass (each MC sample has its own).
class DropConnect : public Linear {
 public:
  DropConnect(std::string name, Rate rate, int in, int out, int max_rows, int max_samples);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void sites(std::vector<DropoutSite*>& all) override { all.push_back(&site_); }

 private:
  DropoutSite site_;  // one row a sample, in * out units
  Matrix masked_;     // (max_samples * out, in)
  bool idle_ = true;
  int samples_ = 1;
};

}  // namespace dropout
