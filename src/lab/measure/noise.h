// What a Spec says of Monte Carlo passes, and the noise of a regression: told by rows that a second
// run has not seen. Knows no question and no page.
#pragma once

#include <memory>

#include "lab/measure/sampling.h"
#include "lab/train/experiment.h"

namespace dropout {

/// The T passes of a run's Spec; one in eval mode where nothing drops.
SamplingPlan usual_plan(Experiment& run);

/// The noise precision of a regression in the data's own units: the Spec's tau, or the likeliest
/// for a fifth of the training rows under a second run, trained without them. That run advances one
/// unit of work at a time. What is no regression has no noise: 0.
class Noise {
 public:
  explicit Noise(Experiment& run);

  /// Does one unit of work; false where there is none left.
  bool advance();
  /// How much of the work is done, 0 to 1.
  double share() const;
  /// After the work is done; 0 where it is not known.
  double precision();

 private:
  double tau_ = 0;
  std::unique_ptr<Experiment> inner_;
};

}  // namespace dropout
