// y = x + branch(x), and stochastic depth: the branch of an example that drops as a whole.
// Knows nothing of what the branch computes.
#pragma once

#include <optional>
#include <string>

#include "nn/dropout.h"
#include "nn/layer.h"

namespace dropout {

/// y = x + f(x); rows and columns of y as of x.
/// With a path that drops: y = x + m f(x) / q with one m for each example, all its tokens alike
/// ("DropPath"). The surviving branches are scaled while training; the original paper (Huang et
/// al. 2016) scales by q in eval instead.
class Residual : public Layer {
 public:
  Residual(LayerPtr branch, int max_rows, int width);
  /// `share`: the branch's part of the network's rate p, see depth_share().
  Residual(const std::string& name, LayerPtr branch, int max_rows, int width, double share);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override { branch_->parameters(all); }
  void sites(std::vector<DropoutSite*>& all) override;
  void peeks(std::vector<Peek>& all) const override { branch_->peeks(all); }
  void buffers(std::vector<Parameter*>& all) override { branch_->buffers(all); }
  void norms(std::vector<BatchNorm*>& all) override { branch_->norms(all); }
  double flops_per_row() const override { return branch_->flops_per_row(); }

  /// The linear depth rule: branch l = 1 .. count drops with p l / count, the last with p.
  static double depth_share(int l, int count) { return static_cast<double>(l) / count; }

 private:
  LayerPtr branch_;
  std::optional<DropoutSite> path_;  // one unit
  Matrix y_, dx_;                    // (max_rows, width)
  Matrix d_branch_;                  // (max_rows, width) m dy / q; empty without a path
  const Keep* mask_ = nullptr;       // an element an example, null where nothing drops
  int length_ = 1;
};

}  // namespace dropout
