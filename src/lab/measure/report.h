// One table of what was measured of predictions: scores, calibration, entropies, coverage; and how
// the noise of a regression is found. Knows no question and no page.
#pragma once

#include "lab/measure/metrics.h"
#include "lab/measure/uncertainty.h"

namespace dropout {

/// Means over rows, missing where they do not apply. Errors, deviations and likelihoods of a
/// regression are in the data's own units.
struct Report {
  Measured rows, passes;
  Measured accuracy, nll, brier, ece;                             // of classes
  Measured confidence, entropy, aleatoric, epistemic, variation;  // of classes; no truths needed
  Measured rmse, deviation;  // of a regression; `deviation` of the passes, no truths needed
  Measured tau;              // noise precision that was used
  Measured coverage;         // of the 95 % band of passes and noise
  Measured coverage_plain;   // of the 95 % band of the passes alone
  Measured ll;               // predictive log-likelihood: the mixture of the passes (likelihood.h)
  Reliability reliability;   // of classes
};

struct ReportField {
  const char* name;
  Measured Report::*value;
};
std::span<const ReportField> report_fields();

/// Which examples a report is of, and what noise it assumes.
struct ReportPlan {
  int count = 0;       // of the part's first examples
  bool truths = true;  // whether the part has truths
  double tau = 0;      // noise precision in the data's own units; 0: no noise, no likelihood
};

/// The report of a part, with the predictions it is made of.
struct Reported {
  Report report;
  Predictive predictive;
  Truths truths;
};
Reported report(Network& network, Batcher& batcher, const Dataset& data, const Examples& part,
                const ReportPlan& plan, const SamplingPlan& sampling);

/// The same of predictions at hand: passes or members of an ensemble (no `ll`).
Report summarise(const Dataset& data, const Predictive& predictive, const Truths* truths,
                 double tau);

/// The noise precision that makes a part's truths likeliest under at most 50 passes over at most
/// 500 of its examples, in the data's own units. 0 where the task is no regression.
double estimate_precision(Network& network, Batcher& batcher, const Dataset& data,
                          const Examples& part, SamplingPlan sampling);

}  // namespace dropout
