// What commands that train and predict share: training with a progress bar, and the noise of a
// regression.
#pragma once

#include <limits>

#include "cli/progress.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

constexpr int kToTheEnd = std::numeric_limits<int>::max();

/// Trains up to a step, or to the end.
void train(Experiment& run, int step, Progress& progress);

/// The noise precision of a regression, which takes a second training where the Spec does not say
/// it. 0 where it is no regression.
double precision_of(Experiment& run, Progress& progress);

}  // namespace dropout::cli
