// What commands that train and predict share: training with a progress bar, the plan of Monte Carlo
// passes, the noise of a regression.
#pragma once

#include <limits>

#include "cli/progress.h"
#include "lab/measure/sampling.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

constexpr int kToTheEnd = std::numeric_limits<int>::max();

/// Trains up to a step, or to the end.
void train(Experiment& run, int step, Progress& progress);

/// The T passes of a Spec; one where nothing drops.
SamplingPlan sampling_of(const Experiment& run, const Network& network);

/// The noise precision of a regression: the Spec's, or the likeliest for rows that a second run,
/// trained without them, has not seen. 0 where it is no regression.
double precision_of(const Experiment& run, Progress& progress);

}  // namespace dropout::cli
