// What is computed over stochastic passes: means, spreads, votes and entropies of predictions.
// Sampling knows the network; everything else here is plain arithmetic on outputs, whether these
// come from masks or from members of an ensemble.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "lab/measure/sampling.h"
#include "lab/train/batcher.h"

namespace dropout {

/// Running mean and sample deviation (n-1) of matrices, by Welford's update.
struct Moments {
  Moments(int rows, int cols);
  void add(ConstView values);
  /// The `number`-th values (from 1) of the rows [begin, begin + part.rows) alone; `deviation`
  /// waits for finish().
  void add(ConstView part, int begin, int number);
  /// After all parts, with so many values each.
  void finish(int values);

  Matrix mean, deviation;  // (rows, cols)
  int count = 0;

 private:
  Matrix squares_;
};

/// Statistics of the passes for each row. A pass is one (rows, outputs) matrix: class
/// probabilities, or predictions of a regression.
class Predictive {
 public:
  Predictive(int rows, int outputs, bool classes);
  void add(ConstView pass) { add(pass, 0); }
  /// A part of a pass: its rows are [begin, begin + part.rows) of all. Every row must get the same
  /// number of parts before anything is asked.
  void add(ConstView part, int begin);

  int rows() const { return mean_.rows(); }
  int passes() const { return counts_.empty() ? 0 : counts_[0]; }
  const Matrix& mean() const { return mean_; }            // (rows, outputs)
  const Matrix& deviation() const { return deviation_; }  // (rows, outputs), n-1; 0 of one pass
  /// Of the mean: deviation / sqrt(passes).
  double standard_error(int row, int output) const;

  // Of class probabilities, in nats (Depeweg et al. 2018; Houlsby et al. 2011):
  double total_entropy(int row) const;       // H of the mean
  double aleatoric_entropy(int row) const;   // mean of the passes' H
  double mutual_information(int row) const;  // total - aleatoric, at least 0: the epistemic part
  /// 1 - share of passes that agree with the most frequent class.
  double variation_ratio(int row) const;
  /// The highest mean probability.
  double confidence(int row) const;

 private:
  Matrix mean_, deviation_, squares_;
  std::vector<int> counts_;        // (rows) passes
  std::vector<double> entropies_;  // (rows) sum over passes; empty for a regression
  std::vector<int> votes_;         // (rows, outputs)
};

/// The truths of a part's first examples: labels of rows, or targets (standardised).
struct Truths {
  std::vector<int> labels;  // (rows), -1 where a row does not count
  Matrix targets;           // (rows, outputs)
};

/// Rows of `count` examples: examples, or their tokens where every token is predicted.
int rows_of(const Network& network, int count);
Truths truths_of(const Network& network, Batcher& batcher, const Examples& part, int count);

/// Calls visit(first_row, pass, outputs) for slices of a part's first `count` examples and all
/// passes of the plan. Slices have one size whatever the network's buffers hold, and draws of their
/// own (none, where one mask is for all): the masks of an example depend on its number, the phase,
/// the seed, the draw (below 2^14) and the pass.
void sample_part(Network& network, Batcher& batcher, const Examples& part, int count,
                 const SamplingPlan& plan,
                 const std::function<void(int first_row, int pass, ConstView outputs)>& visit);

/// The same of the examples [begin, end) alone, where `begin` is a multiple of kRange.
void sample_range(Network& network, Batcher& batcher, const Examples& part, int begin, int end,
                  const SamplingPlan& plan,
                  const std::function<void(int first_row, int pass, ConstView outputs)>& visit);
constexpr int kRange = 32;

Predictive predict_part(Network& network, Batcher& batcher, const Examples& part, int count,
                        const SamplingPlan& plan);

/// How an estimate converges as passes are added: rows t = 1 .. T of
///   mean, deviation (n-1), standard error of the mean = deviation / sqrt(t),
///   relative standard error of the deviation = 1 / sqrt(2 (t-1)) (of normal values; 0 at t = 1).
Matrix convergence(std::span<const float> passes);

/// Predictive variance of a regression by the law of total variance: the noise's and the passes'.
inline double total_variance(double deviation, double tau) {
  return deviation * deviation + (tau > 0 ? 1 / tau : 0);
}

}  // namespace dropout
