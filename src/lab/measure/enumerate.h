// The exact sum over all 2^n subnetworks of a small network: the truth that Monte Carlo dropout
// samples and weight scaling approximates.
#pragma once

#include <string>

#include "lab/model/network.h"

namespace dropout {

constexpr int kMostEnumerated = 14;

/// Of class probabilities or predictions, (rows, outputs) each.
struct Enumeration {
  int units = 0;      // n: units that may drop
  Matrix arithmetic;  // sum over masks of q^k p^(n-k) f(mask): what Monte Carlo dropout tends to
  Matrix deviation;   // of f over the masks
  Matrix geometric;   // normalised geometric mean; of a regression, the arithmetic one
  Matrix scaling;     // the eval pass
  Error error;
};

/// Units that a Spec's network may drop now.
int droppable_units(const Network& network);

/// Over all masks, one for all rows of the batch alike, by holding every unit. For kinds of dropout
/// that keep or drop units independently, one mask an example (not for each token); at most 14
/// units. The reader's own holds are put back.
Enumeration enumerate(Network& network, const Batch& batch, Drop kind);

}  // namespace dropout
