// Dropout: the place where units drop (DropoutSite), and the layer that multiplies by its mask.
// `p` is the probability to DROP, q = 1 - p. Knows no schedule and no optimizer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/layer.h"

namespace dropout {

/// Which of a network's rates drives a site.
enum class Rate { hidden, input, attention, residual, maps };

/// The state in which a reader holds a unit.
enum class Hold : std::uint8_t { free, kept, dropped };

/// A place that drops: its rate, its current mask, and units that a reader holds. Masks are pure
/// functions of (seed, step, sample, index, element): freezing one means repeating its step.
class DropoutSite {
 public:
  /// `units` mask elements a row, with a buffer for `max_rows` rows. The site's rate is `share`
  /// times the network's rate (DropPath's linear depth rule).
  DropoutSite(std::string name, Rate rate, int max_rows, int units, double share = 1);

  const std::string& name() const { return name_; }
  Rate rate() const { return rate_; }
  double share() const { return share_; }
  int units() const { return units_; }
  /// Number of the site in its network: the `layer` word of its Philox counter.
  void set_index(std::uint32_t index) { index_ = index; }
  std::uint32_t index() const { return index_; }

  double p() const { return p_; }
  void set_p(double p) { p_ = p; }
  /// 1/(1-p), or 0 where everything drops (as torch: no 0 * inf).
  float scale() const { return p_ < 1 ? static_cast<float>(1.0 / (1.0 - p_)) : 0.0f; }

  /// True where a pass leaves this site's input as it is.
  bool idle(const Pass& pass) const { return !pass.drops() || (p_ <= 0 && held_ == 0); }

  /// Draws the mask of a pass: (rows, units). Rows are pass.samples
  /// groups; with pass.shared_mask every row of a group has the group's first row.
  const Keep* draw(int rows, const Pass& pass);
  /// For a layer that makes its masks itself: the mask of `rows` rows, to be written by the layer;
  /// then apply_holds(). draw() is both, with Bernoulli(p) elements.
  Keep* prepare(int rows) {
    rows_ = rows;
    return mask_.data();
  }
  /// Lets the reader's holds overrule the mask.
  void apply_holds();
  /// Whether one element drops, without drawing the rest: the same answer as draw() gives.
  bool drops(std::uint32_t element, std::uint32_t sample, const Pass& pass) const;
  /// The counter of a pass's draws at this site (for noise other than Bernoulli).
  Counter counter(std::uint32_t sample, const Pass& pass) const;
  /// The mask of the last draw, its rows, and whether there is one.
  const Keep* mask() const { return mask_.data(); }
  int rows() const { return rows_; }

  /// Repeats the masks of `step` until release(): a frozen mask, or mask #step recalled.
  void freeze(std::uint32_t step) { frozen_ = true, frozen_step_ = step; }
  void release() { frozen_ = false; }
  bool frozen() const { return frozen_; }
  /// Drops or keeps one unit in every row, whatever the mask says.
  void hold(int unit, Hold how);
  Hold held(int unit) const { return holds_[unit]; }

 private:
  std::string name_;
  Rate rate_;
  double share_, p_ = 0;
  int units_, rows_ = 0;
  std::uint32_t index_ = 0, frozen_step_ = 0;
  bool frozen_ = false;
  int held_ = 0;
  std::vector<Hold> holds_;
  std::vector<Keep> mask_;  // (max_rows, units)
};

/// Bernoulli dropout, inverted: y = m x / q in train and mc, y = x in eval (Srivastava 2014 §10;
/// the 1/q is today's convention).
class Dropout : public Layer {
 public:
  Dropout(std::string name, Rate rate, int max_rows, int units);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void sites(std::vector<DropoutSite*>& all) override { all.push_back(&site_); }
  void peeks(std::vector<Peek>& all) const override;

 protected:
  DropoutSite site_;
  Matrix y_, dx_;  // (max_rows, units)
  bool idle_ = true;
  ConstView x_;
};

/// Dropout as published in 2014: y = m x while training, y = q x in eval.
class ClassicDropout : public Dropout {
 public:
  using Dropout::Dropout;
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;

 private:
  float factor_ = 1;
};

/// y = x (1 + sqrt(p/q) e), e ~ N(0,1): the mean and variance of Bernoulli dropout (Srivastava
/// 2014 §10). p = 1, where the variance has no bound, gives 0 as Bernoulli dropout does.
class GaussianDropout : public Dropout {
 public:
  GaussianDropout(std::string name, Rate rate, int max_rows, int units);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;

 private:
  Matrix noise_;  // (max_rows, units)
};

/// Dropped units go to SELU's negative limit alpha', then an affine map restores mean 0 and
/// variance 1 (Klambauer 2017). p = 1 gives 0, as torch does.
class AlphaDropout : public Dropout {
 public:
  using Dropout::Dropout;
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  /// y = a x + b where kept, a alpha' + b where dropped.
  struct Affine {
    float a, b, dropped;
  };
  static Affine affine(double p);
};

/// Concrete dropout (Gal, Hron & Kendall 2017): y = x (1 - z) / q with
/// z = sigmoid((logit p + logit u) / t), t = 0.1, and p learned. Adds to the loss
/// weight_reg sum W^2 / q + dropout_reg n (p log p + q log q), W the weights that read y.
class ConcreteDropout : public Dropout {
 public:
  static constexpr float kTemperature = 0.1f;
  /// `next` is the weight matrix that reads y, or nullptr.
  ConcreteDropout(std::string name, Rate rate, int max_rows, int units, Parameter* next);
  void set_regularizers(float weight_reg, float dropout_reg);
  void set_next(Parameter* next) { next_ = next; }
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override { all.push_back(&logit_); }
  /// Starts learning from p.
  void start_at(double p);
  double learned_p() const;
  /// Adds the regularizer's gradients (after every layer's backward) and returns its value.
  double regularize();

 private:
  Parameter logit_;  // (1, 1) logit of p
  Parameter* next_;
  Matrix z_;  // (max_rows, units)
  float weight_reg_ = 0, dropout_reg_ = 0;
};

}  // namespace dropout
