// An ensemble: the same network trained from k seeds, its members' predictions taken together
// (Lakshminarayanan et al. 2017). Members may be trained anywhere; combining them is arithmetic.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lab/measure/uncertainty.h"
#include "lab/train/experiment.h"

namespace dropout {

/// Members' outputs (rows, outputs), one below the other, as passes.
Predictive combine(ConstView stacked, int members, bool classes);

/// Eval-mode outputs of a network for a part's first `count` examples: probabilities, or
/// standardised predictions. (rows, outputs)
Matrix outputs_of(Network& network, Batcher& batcher, const Examples& part, int count);

/// Trains `members` runs of the Spec to their end, with seeds seed, seed + 1, ... on the same data,
/// and stacks their outputs for the first `count` validation examples (members * rows, outputs).
/// Empty, with a sentence, where the Spec is refused.
Matrix train_ensemble(const Recipes& recipes, const Spec& spec, const Dataset& data, int members,
                      int count, std::string& error);

}  // namespace dropout
