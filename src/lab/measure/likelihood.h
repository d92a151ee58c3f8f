// Regression by Monte Carlo dropout as Gal & Ghahramani (2016) read it: the noise precision tau and
// the predictive log-likelihood. Knows no network.
#pragma once

#include "math/matrix.h"

namespace dropout {

/// tau = q l^2 / (2 N lambda): the noise precision that dropout of rate 1 - q with weight decay
/// `lambda` (of the mean loss over N examples) stands for, under a prior length scale l
/// (Gal & Ghahramani 2016, eq. 7). Infinite where lambda is 0.
double precision_of_dropout(double q, double length_scale, double examples, double lambda);

/// ln (1/n) sum exp(x_t), one x after the other: no overflow, no memory.
class LogMeanExp {
 public:
  void add(double x);
  double value() const;  // NaN of nothing
  int count() const { return count_; }

 private:
  double highest_ = 0, sum_ = 0;
  int count_ = 0;
};

/// Predictive log-likelihood of one truth from passes' squared errors e_t = (y - y_t)^2:
///   logsumexp_t(-tau/2 e_t) - ln T - (1/2) ln 2 pi + (1/2) ln tau    (eq. 8, one output).
/// With y and tau in the data's own units it is theirs.
class PredictiveLikelihood {
 public:
  explicit PredictiveLikelihood(double tau) : tau_(tau) {}
  void add(double squared_error) { mixture_.add(-0.5 * tau_ * squared_error); }
  double value() const;

 private:
  double tau_;
  LogMeanExp mixture_;
};

/// The tau that makes truths likeliest, given squared errors (passes, truths), to 0.1 %: a search
/// on ever finer grids. Positive.
double likeliest_precision(ConstView squared_errors);

}  // namespace dropout
