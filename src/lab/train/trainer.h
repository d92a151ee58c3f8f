// The training loop, one step at a time: batch order, schedules, forward, backward, update.
// Knows no curves and no questions.
#pragma once

#include <vector>

#include "lab/model/network.h"
#include "lab/train/batcher.h"
#include "nn/optimizer.h"

namespace dropout {

class Trainer {
 public:
  Trainer(const Spec& spec, const Dataset& data, Network& network);

  /// One training step with the live values of `spec`; allocates nothing.
  LossSum step(const Spec& spec);
  /// Back to step 0 with empty moments (the network resets its own weights).
  void rewind();

  /// Continues after `step`; the caller has restored the network's weights and
  /// optimizer().moments().
  void resume(const Spec& spec, int step);
  /// Gives the network the rates of the last step, or the Spec's own before the first.
  void apply_rates(const Spec& spec);
  Optimizer& optimizer() { return optimizer_; }

  int steps_done() const { return step_; }
  int steps_per_epoch() const { return steps_per_epoch_; }
  int steps(const Spec& spec) const { return steps_per_epoch_ * spec.integer(Key::epochs); }
  double epoch() const { return static_cast<double>(step_) / steps_per_epoch_; }
  /// Of the last step.
  double lr() const { return lr_; }
  double gradient_length() const { return gradient_norm(network_.parameters()); }

 private:
  void set_rates(const Spec& spec, int step);
  void begin_epoch(std::uint32_t epoch);

  const Dataset& data_;
  Network& network_;
  Optimizer optimizer_;
  Batcher batcher_;
  Matrix gradient_;         // (max rows, outputs) of the loss
  std::vector<int> order_;  // (N) this epoch's order of the examples
  std::uint32_t seed_;
  int batch_, steps_per_epoch_, step_ = 0;
  double lr_ = 0;
};

}  // namespace dropout
