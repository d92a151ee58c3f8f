// Monte Carlo dropout: T stochastic passes over one batch, weights frozen. Knows nothing
// of what is made of them.
#pragma once

#include <cstdint>
#include <functional>

#include "lab/model/network.h"

namespace dropout {

/// How to sample.
struct SamplingPlan {
  Phase phase = Phase::mc;  // mc, or train: what forgetting eval() does
  std::uint32_t seed = 1;
  std::uint32_t draw = 0;    // number of the draw: another number, other masks
  int samples = 50;          // T; one pass where the phase is eval
  bool shared_mask = false;  // one mask for all examples: draws of functions
};

/// Calls visit(sample, outputs) for samples 0 .. T-1 in order; outputs (rows, outputs) are class
/// probabilities of a classifier, token probabilities of a language model, predictions of a
/// regression in the network's (standardised) units. They may be changed in place. Masks depend on
/// (seed, draw, sample) alone, not on how passes are grouped. The batch may have at most
/// network.max_examples() examples.
void sample_passes(Network& network, const Batch& batch, const SamplingPlan& plan,
                   const std::function<void(int sample, View outputs)>& visit);

}  // namespace dropout
