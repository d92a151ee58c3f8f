// How good predictions are: proper scores, calibration, ranking and information, as plain functions
// of predictions and truths. Knows no network, no sampling and no data set.
#pragma once

#include <span>
#include <vector>
#include <xtl/xoptional.hpp>

#include "math/matrix.h"

namespace dropout {

/// A number that may be missing: nothing was there to measure it on.
using Measured = xtl::xoptional<double, bool>;

/// Half of the central 95 % of a normal distribution, in standard deviations.
constexpr double kHalfBand = 1.959963984540054;

// Classification: probabilities (rows, classes), labels (rows); rows of label -1 do not count.

/// Share of rows whose likeliest class (the first of equals) is the label.
Measured accuracy(ConstView probabilities, std::span<const int> labels);
/// Mean of -ln p[label], p taken as at least 1e-30.
Measured negative_log_likelihood(ConstView probabilities, std::span<const int> labels);
/// Mean over rows of the sum over classes of (p - [class = label])^2: 0 to 2 (Brier 1950).
Measured brier(ConstView probabilities, std::span<const int> labels);

struct ReliabilityBin {
  double confidence = 0, accuracy = 0;  // means over the bin; 0 where it is empty
  int count = 0;
};

struct Reliability {
  std::vector<ReliabilityBin> bins;
  Measured error;  // ECE = sum of count / rows |accuracy - confidence|
};

/// Bins ((b-1)/M, b/M] of the highest probability (Guo et al. 2017): a confidence at an edge falls
/// into the lower bin.
Reliability reliability(ConstView probabilities, std::span<const int> labels, int bins = 15);

/// -sum p ln p, in nats.
double entropy(const float* probabilities, int classes);

// Regression: predictions, deviations and truths (rows, outputs) in one unit.

Measured rmse(ConstView predictions, ConstView truths);
/// Share of truths within 1.96 sqrt(deviation^2 + noise_variance) of the mean.
Measured coverage(ConstView mean, ConstView deviation, ConstView truths, double noise_variance);
/// Mean of -ln N(truth; mean, deviation^2 + noise_variance).
Measured gaussian_nll(ConstView mean, ConstView deviation, ConstView truths, double noise_variance);

// Samples of numbers.

/// The chance that a positive is above a negative, ties half: the area under the ROC curve.
/// Missing where either is empty or a score is NaN.
Measured auroc(std::span<const float> negatives, std::span<const float> positives);
/// Level 0 .. 1 by linear interpolation between order statistics (NumPy's default); not of nothing.
double quantile(std::vector<float> values, double level);

}  // namespace dropout
