// Layers one after the other, and pooling over the tokens of a sequence.
#pragma once

#include <utility>

#include "nn/layer.h"

namespace dropout {

/// y = last(... first(x)).
class Sequential : public Layer {
 public:
  template <class L, class... Arguments>
  L& add(Arguments&&... arguments) {
    auto layer = std::make_unique<L>(std::forward<Arguments>(arguments)...);
    L& added = *layer;
    layers_.push_back(std::move(layer));
    return added;
  }
  void add_layer(LayerPtr layer) { layers_.push_back(std::move(layer)); }

  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void sites(std::vector<DropoutSite*>& all) override;
  void peeks(std::vector<Peek>& all) const override;
  void buffers(std::vector<Parameter*>& all) override;
  void norms(std::vector<BatchNorm*>& all) override;
  double flops_per_row() const override;

 private:
  std::vector<LayerPtr> layers_;
};

/// One row an example from the rows of its tokens: (examples * length, D) -> (examples, D).
class SequencePool : public Layer {
 public:
  enum class How { last, mean };  // the last valid token, or the mean of all valid ones
  SequencePool(std::string name, How how, int max_rows, int max_examples, int units);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void peeks(std::vector<Peek>& all) const override;

 private:
  int valid(int row) const;

  std::string name_;
  How how_;
  Matrix y_, dx_;  // (max_examples, units), (max_rows, units)
  const int* lengths_ = nullptr;
  int length_ = 1, examples_ = 1, rows_ = 0;
};

}  // namespace dropout
