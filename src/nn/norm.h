// Normalisation of columns over a batch (BatchNorm) and of each row (LayerNorm).
// Knows nothing of dropout; the variance shift that dropout causes can be measured here.
#pragma once

#include <string>
#include <vector>

#include "nn/layer.h"

namespace dropout {

/// y = gamma (x - mean) / sqrt(variance + 1e-5) + beta per column (Ioffe & Szegedy 2015).
///
/// x is any shape of contiguous floats that reads as (rows, channels); y has x's shape. Pixels are
/// rows, so images (N, H * W * C) need nothing else. In train, mean and (biased) variance are the
/// batch's, and, with pass.update_statistics, the running ones learn:
///   running = 0.9 running + 0.1 batch, the variance unbiased (rows / (rows - 1)), as torch.
/// In eval and mc they are the running ones. One row alone, which torch refuses, has variance 0:
/// y = beta, dx = 0, and the running variance stays as it is.
class BatchNorm : public Layer {
 public:
  static constexpr double kEpsilon = 1e-5, kMomentum = 0.1;

  /// `max_rows` counts values of one channel: examples, or examples * pixels.
  BatchNorm(std::string name, int max_rows, int channels);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void buffers(std::vector<Parameter*>& all) override;
  void norms(std::vector<BatchNorm*>& all) override { all.push_back(this); }
  Parameter& weight() { return weight_; }  // gamma (1, channels), 1 at first
  Parameter& bias() { return bias_; }      // beta (1, channels), 0 at first
  const Matrix& running_mean() const { return running_mean_.value; }          // (1, channels)
  const Matrix& running_variance() const { return running_variance_.value; }  // (1, channels)

  /// Recalibration: from begin to finish every forward, in whatever phase, normalises by its
  /// batch's statistics, and finish makes the running ones their plain average over the batches.
  /// Forward in eval recalibrates for a network that does not drop (Li et al. 2019 §4).
  void begin_recalibration();
  void finish_recalibration();

  /// Measurement: from begin to finish every forward averages its batch's statistics and changes
  /// nothing else.
  void begin_measurement();
  void finish_measurement() { observing_ = Observing::nothing; }
  /// Averages over the batches since begin, (channels): the mean, the unbiased variance.
  std::vector<double> observed_mean() const;
  std::vector<double> observed_variance() const;
  /// Li et al.'s variance shift: observed / running variance, averaged over the channels whose
  /// running variance is above 0. 1 is no shift; also 1 where there is no such channel or no batch.
  double variance_ratio() const;

 private:
  enum class Observing { nothing, measurement, recalibration };
  void statistics(ConstView x);
  void learn(int rows);
  void observe(int rows);

  Parameter weight_, bias_, running_mean_, running_variance_;
  Matrix y_, dx_;                                          // (max_rows, channels)
  Matrix mean_, inverse_, scale_, slope_, offset_;         // (1, channels) of the last pass
  std::vector<double> batch_mean_, batch_variance_;        // (channels) biased variance
  std::vector<double> observed_mean_, observed_variance_;  // (channels) sums over the batches
  std::vector<double> totals_;                             // (2 channels)
  int observed_ = 0;                                       // batches
  Observing observing_ = Observing::nothing;
  bool by_batch_ = false;
  ConstView x_;
};

/// y = gamma (x - mean) / sqrt(variance + 1e-5) + beta per row of `features` values, in every phase
/// alike (Ba, Kiros & Hinton 2016); variance biased. x is any shape of contiguous floats that reads
/// as (rows, features); y has x's shape.
class LayerNorm : public Layer {
 public:
  static constexpr float kEpsilon = 1e-5f;

  LayerNorm(std::string name, int max_rows, int features);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  Parameter& weight() { return weight_; }  // gamma (1, features), 1 at first
  Parameter& bias() { return bias_; }      // beta (1, features), 0 at first

 private:
  Parameter weight_, bias_;
  Matrix y_, dx_;          // (max_rows, features)
  Matrix mean_, inverse_;  // (max_rows, 1)
  Matrix z_;               // (1, features) of the row that backward is at
  ConstView x_;
};

}  // namespace dropout
