// The examples that a reader's drawn points make (their spelling: spec/points.h).
#pragma once

#include <string>

#include "lab/data/data.h"

namespace dropout {

/// Puts the drawn points in place of the training examples. Where a generator stands behind them,
/// its validation examples stay; else every fifth point validates instead of training, and all of
/// them do both while there are fewer than ten. Returns what is wrong.
Error put_drawn(Data kind, const DataOptions& options, Dataset& data);

}  // namespace dropout
