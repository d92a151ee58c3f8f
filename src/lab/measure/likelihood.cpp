// Mixtures of T normals of one width.
#include "lab/measure/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "math/elementary.h"

namespace dropout {
namespace {

double ln(double x) { return log(static_cast<float>(x)); }
double exponential(double x) { return exp(static_cast<float>(x)); }

}  // namespace

double precision_of_dropout(double q, double length_scale, double examples, double lambda) {
  return q * length_scale * length_scale / (2 * examples * lambda);
}

void LogMeanExp::add(double x) {
  if (count_ == 0 || x > highest_) {
    sum_ = count_ == 0 ? 1 : sum_ * exponential(highest_ - x) + 1;
    highest_ = x;
  } else {
    sum_ += exponential(x - highest_);
  }
  ++count_;
}

double LogMeanExp::value() const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  return highest_ + ln(sum_) - ln(count_);
}

double PredictiveLikelihood::value() const {
  constexpr double kHalfLogTwoPi = 0.9189385332046727;
  return mixture_.value() - kHalfLogTwoPi + 0.5 * ln(tau_);
}

double likeliest_precision(ConstView squared_errors) {
  const int passes = squared_errors.rows, truths = squared_errors.cols;
  double variance = 0;
  for (int t = 0; t < passes; ++t) {
    for (int i = 0; i < truths; ++i) variance += squared_errors(t, i);
  }
  variance = std::max(variance / std::max(1, passes * truths), 1e-12);
  const auto likelihood = [&](double tau) {
    double sum = 0;
    for (int i = 0; i < truths; ++i) {
      PredictiveLikelihood one(tau);
      for (int t = 0; t < passes; ++t) one.add(squared_errors(t, i));
      sum += one.value();
    }
    return sum;
  };
  double best = 1 / variance, highest = likelihood(best);
  const auto try_out = [&](double tau) {
    const double likely = likelihood(tau);
    if (!(likely > highest)) return;
    best = tau;
    highest = likely;
  };
  // The passes' own spread is part of `variance`: the noise may be much smaller, up to 1e6 times.
  double tau = best;
  for (int i = 0; i < 62; ++i) try_out(tau *= 1.25);
  double factor = 1.12;
  for (int halving = 0; halving < 11; ++halving, factor = 1 + (factor - 1) / 2) {
    const double middle = best;
    try_out(middle * factor);
    try_out(middle / factor);
  }
  return best;
}

}  // namespace dropout
