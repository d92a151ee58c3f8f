// Checks of the engine against independent arithmetic: the mean that dropout must keep, and
// gradients by central differences. They measure; the result carries the tolerance.
#pragma once

#include <functional>
#include <vector>

#include "nn/layer.h"

namespace dropout {

struct MeanCheck {
  int draws = 0;
  double mean = 0;     // of the outputs for the input 1; 1 is expected
  double allowed = 0;  // five standard errors: sqrt(p / (1 - p) / draws) each
  bool passed() const;
};

/// Sends ones through a layer of `units` units at rate p in train mode until it has put out `draws`
/// values.
MeanCheck check_mean(Layer& layer, int units, double p, int draws, const Pass& pass);

struct GradientCheck {
  int weights = 0;   // compared
  double error = 0;  // the largest |numeric - gradient|, relative to the larger of them and
                     // to the root mean square of the tensor's gradient
  double allowed = 0;
  bool passed() const;
};

/// Compares Parameter::gradient with Richardson's central differences of `loss`, a function of the
/// parameters' values, which are left as they were. The loss must be smooth.
GradientCheck check_gradients(const std::vector<Parameter*>& parameters,
                              const std::function<double()>& loss);

}  // namespace dropout
