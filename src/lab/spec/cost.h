// What a Spec costs before it runs. Knows no network: plain arithmetic on the Spec, the same on the
// page and here.
#pragma once

#include "lab/spec/spec.h"

namespace dropout {

/// Estimated from the Spec alone; `examples` are nominal sizes of the data sets.
struct Cost {
  double parameters;      // trained floats
  double flops_per_step;  // multiply-adds x 2, forward and backward
  double steps;
  double bytes;  // weights, gradients, optimizer state, activations, data
};

Cost cost_of(const Spec& spec);

/// Refuses a Spec over the limits (limits.h).
Error check_cost(const Spec& spec);

}  // namespace dropout
