// An ensemble: the same network trained from k seeds, its members' predictions taken together
// (Lakshminarayanan et al. 2017). Members may be trained anywhere; combining them is arithmetic.
#pragma once

#include "lab/measure/uncertainty.h"

namespace dropout {

/// Members' outputs (rows, outputs), one below the other, as passes.
Predictive combine(ConstView stacked, int members, bool classes);

/// Eval-mode outputs of a network for a part's first `count` examples: probabilities, or
/// standardised predictions. (rows, outputs)
Matrix outputs_of(Network& network, Batcher& batcher, const Examples& part, int count);

}  // namespace dropout
