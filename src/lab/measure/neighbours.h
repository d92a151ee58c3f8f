// Neighbour R2: how well a dropped activation is predicted by its surviving neighbours in the same
// feature map, which is why plain dropout regularizes convolutions so little (Tompson et al. 2015;
// Ghiasi et al. 2018). Knows no network.
#pragma once

#include <cstdint>

#include "lab/data/data.h"
#include "math/matrix.h"

namespace dropout {

struct NeighbourR2 {
  double r2 = 0;       // of the regression on examples that it was not fitted to; at most 1
  double dropped = 0;  // share of the activations that dropped
  int values = 0;      // dropped activations that were predicted, fitted ones included
};

/// maps (examples, height * width * channels); kept: an element for each activation, 0 where it
/// dropped. The prediction is one ridge regression for all channels from the 24 neighbours of a 5 x
/// 5 window (each channel standardised; 0 for a neighbour that dropped or lies outside). It is
/// fitted to even examples and evaluated on odd ones.
NeighbourR2 neighbour_r2(ConstView maps, const ImageShape& shape, const Keep* kept);

}  // namespace dropout
