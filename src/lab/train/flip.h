// Wrong labels: the key `flip`.
#pragma once

#include <cstdint>

#include "lab/data/data.h"

namespace dropout {

/// Replaces a share of the training labels by another class. Which ones, and by what, is a pure
/// function of the data seed and the example, so more examples do not change the first ones, and a
/// larger share keeps what a smaller one replaced.
void flip_labels(Dataset& data, double share, std::uint32_t seed);

}  // namespace dropout
