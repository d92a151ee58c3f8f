// Updates of parameters from their gradients. Knows no network and no schedule.
#pragma once

#include <vector>

#include "nn/layer.h"

namespace dropout {

enum class Rule { sgd, momentum, nesterov, adam, adamw };

/// What may change between two updates.
struct UpdateSettings {
  float lr = 1e-3f;
  float momentum = 0.9f;     // of momentum and nesterov
  float decay = 0;           // L2 added to the gradient; decoupled for adamw
  float gradient_scale = 1;  // of clipping
  float max_norm = 0;        // longest row of a weight matrix (weights into one unit); 0 is off
};

/// SGD (with momentum or Nesterov's, as torch.optim.SGD), Adam (Kingma & Ba 2015) and AdamW
/// (Loshchilov & Hutter 2019), betas .9 and .999, eps 1e-8. Sparse parameters: only touched rows
/// move (their moments wait; bias correction counts all steps). Every 64 steps, moments below
/// 2^-104 become 0, and so do weights below 2^-52 where they decay.
class Optimizer {
 public:
  Optimizer(Rule rule, std::vector<Parameter*> parameters);
  void update(const UpdateSettings& settings);
  /// Forgets all moments.
  void reset();
  int steps() const { return steps_; }
  /// Every moment that the rule keeps: the first of all parameters, then the second.
  std::vector<Matrix*> moments();
  /// Counts on from `steps` updates, whose moments the caller has put in place.
  void resume(int steps);

 private:
  struct Slot {
    Parameter* parameter;
    Matrix first, second;  // as the parameter; empty where the rule needs none
  };
  void count_step();
  void update_range(Slot& slot, std::size_t begin, std::size_t count,
                    const UpdateSettings& settings, float decay);

  Rule rule_;
  std::vector<Slot> slots_;
  int steps_ = 0;
  double beta1_power_ = 1, beta2_power_ = 1;  // beta^steps
};

/// Euclidean length of all gradients together.
double gradient_norm(const std::vector<Parameter*>& parameters);

}  // namespace dropout
