// What a Spec costs before it runs, and which models, data and kinds of dropout fit together.
// Knows no network: plain arithmetic on the Spec, the same on the page and here.
#pragma once

#include <string>

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

/// Limits of one experiment: 25 minutes at 40 GFLOP/s, and under a fifth of the module's memory.
constexpr double kMostFlops = 6e13;
constexpr double kMostBytes = 192e6;

/// Refuses a Spec over the limit.
Error check_cost(const Spec& spec);

/// Whether a model takes a data set or a kind of dropout.
template <class Info>
constexpr bool fits(Model model, const Info& info) {
  return (info.models & only(model)) != 0;
}
inline bool fits(Model model, Data data) { return fits(model, info(data)); }
inline bool fits(Model model, Drop drop) { return fits(model, info(drop)); }
std::string data_for(Model model);
std::string drops_for(Model model);

}  // namespace dropout
