// Elementwise nonlinearities. Know nothing of what stands before or after them.
#pragma once

#include "nn/layer.h"

namespace dropout {

enum class Function { relu, gelu, tanh, sigmoid, selu };

/// y = f(x), rows and columns as x. gelu is x Phi(x), by erf (Hendrycks & Gimpel 2016); selu has
/// Klambauer et al.'s (2017) constants. Slopes of gelu and sigmoid below 2^-40 count as 0.
class Activation : public Layer {
 public:
  Activation(std::string name, Function function, int max_rows, int units);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void peeks(std::vector<Peek>& all) const override;

 private:
  std::string name_;
  Function function_;
  Matrix y_, dx_;  // (max_rows, units)
  ConstView x_;
};

}  // namespace dropout
