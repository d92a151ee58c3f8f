// Dropout's arithmetic. Every backward stands under its forward and uses the same mask.
#include "nn/dropout.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "math/elementary.h"
#include "math/simd.h"

namespace dropout {
DropoutSite::DropoutSite(std::string name, Rate rate, int max_rows, int units, double share)
    : name_(std::move(name)),
      rate_(rate),
      share_(share),
      units_(units),
      holds_(static_cast<std::size_t>(units), Hold::free),
      mask_(static_cast<std::size_t>(max_rows) * units, kept_element) {}

Counter DropoutSite::counter(std::uint32_t sample, const Pass& pass) const {
  return {0, index_, pass.sample + sample, frozen_ ? frozen_step_ : pass.step};
}

const Keep* DropoutSite::draw(int rows, const Pass& pass) {
  rows_ = rows;
  const int group = rows / pass.samples;                                    // rows of one sample
  const int own = pass.shared_mask ? std::min(pass.length, group) : group;  // rows that are drawn
  for (int s = 0; s < pass.samples; ++s) {
    Keep* mask = mask_.data() + static_cast<std::size_t>(s) * group * units_;
    keep_mask(mask, own * units_, p_, pass.random, counter(static_cast<std::uint32_t>(s), pass));
    for (int r = own; r < group; ++r) {
      std::memcpy(mask + static_cast<std::size_t>(r) * units_,
                  mask + static_cast<std::size_t>(r % own) * units_,
                  static_cast<std::size_t>(units_) * sizeof *mask);
    }
  }
  apply_holds();
  return mask_.data();
}

void DropoutSite::apply_holds() {
  if (held_ == 0) return;
  for (int u = 0; u < units_; ++u) {
    if (holds_[u] == Hold::free) continue;
    const Keep held = holds_[u] == Hold::kept ? kept_element : dropped_element;
    for (int r = 0; r < rows_; ++r) mask_[static_cast<std::size_t>(r) * units_ + u] = held;
  }
}

bool DropoutSite::drops(std::uint32_t element, std::uint32_t sample, const Pass& pass) const {
  Counter at = counter(sample, pass);
  at.block += 4 * (element / 64);  // keep_mask: 4 blocks for 64 elements, continued seamlessly
  Keep group[64];
  keep_mask(group, static_cast<int>(element % 64) + 1, p_, pass.random, at);
  return group[element % 64] == dropped_element;
}

void DropoutSite::hold(int unit, Hold how) {
  held_ += (how != Hold::free) - (holds_[unit] != Hold::free);
  holds_[unit] = how;
}

Dropout::Dropout(std::string name, Rate rate, int max_rows, int units)
    : site_(std::move(name), rate, max_rows, units), y_(max_rows, units), dx_(max_rows, units) {}

// y = m x / q
ConstView Dropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  if (idle_) return x;
  apply_mask(x.data, site_.draw(x.rows, pass), site_.scale(), y_.data(),
             static_cast<int>(x.size()));
  return y_.top(x.rows);
}

// y = m x / q  =>  dx = m dy / q
ConstView Dropout::backward(ConstView dy) {
  if (idle_) return dy;
  apply_mask(dy.data, site_.mask(), site_.scale(), dx_.data(), static_cast<int>(dy.size()));
  return dx_.top(dy.rows);
}

void Dropout::peeks(std::vector<Peek>& all) const {
  all.push_back({site_.name() + ".before", x_});
  all.push_back({site_.name() + ".after", idle_ ? x_ : y_.top(x_.rows)});
}

// y = m x while dropping, q x else
ConstView ClassicDropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  const int n = static_cast<int>(x.size());
  if (!idle_) {
    apply_mask(x.data, site_.draw(x.rows, pass), 1.0f, y_.data(), n);
    return y_.top(x.rows);
  }
  factor_ = pass.drops() ? 1.0f : static_cast<float>(1.0 - site_.p());
  if (factor_ == 1.0f) return x;
  for (int i = 0; i < n; ++i) y_.data()[i] = x.data[i] * factor_;
  return y_.top(x.rows);
}

// y = m x  =>  dx = m dy;  y = q x  =>  dx = q dy
ConstView ClassicDropout::backward(ConstView dy) {
  const int n = static_cast<int>(dy.size());
  if (!idle_) {
    apply_mask(dy.data, site_.mask(), 1.0f, dx_.data(), n);
    return dx_.top(dy.rows);
  }
  if (factor_ == 1.0f) return dy;
  for (int i = 0; i < n; ++i) dx_.data()[i] = dy.data[i] * factor_;
  return dx_.top(dy.rows);
}

GaussianDropout::GaussianDropout(std::string name, Rate rate, int max_rows, int units)
    : Dropout(std::move(name), rate, max_rows, units), noise_(max_rows, units) {}

// y = x e, e ~ N(1, p/q)
ConstView GaussianDropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  if (idle_) return x;
  const double p = site_.p();
  const float deviation = p < 1 ? sqrt(static_cast<float>(p / (1.0 - p))) : 0.0f;
  const int group = x.rows / pass.samples, units = x.cols;
  const int own = pass.shared_mask ? std::min(pass.length, group) : group;
  for (int s = 0; s < pass.samples; ++s) {
    float* e = noise_.row(s * group);
    fill_normal(e, own * units, pass.random, site_.counter(static_cast<std::uint32_t>(s), pass),
                p < 1 ? 1.0f : 0.0f, deviation);
    for (int r = own; r < group; ++r) std::copy_n(e + (r % own) * units, units, e + r * units);
  }
  for (int r = 0; r < x.rows; ++r) {
    for (int u = 0; u < units; ++u) {
      if (site_.held(u) != Hold::free) noise_(r, u) = site_.held(u) == Hold::kept ? 1.0f : 0.0f;
      y_(r, u) = x(r, u) * noise_(r, u);
    }
  }
  return y_.top(x.rows);
}

// y = x e  =>  dx = dy e
ConstView GaussianDropout::backward(ConstView dy) {
  if (idle_) return dy;
  const std::size_t n = dy.size();
  for (std::size_t i = 0; i < n; ++i) dx_.data()[i] = dy.data[i] * noise_.data()[i];
  return dx_.top(dy.rows);
}

AlphaDropout::Affine AlphaDropout::affine(double p) {
  if (p >= 1) return {0, 0, 0};
  const double alpha = -1.7580993408473766, q = 1 - p;  // SELU's limit for x -> -infinity
  const double a = 1 / std::sqrt((alpha * alpha * p + 1) * q), b = -a * alpha * p;
  return {static_cast<float>(a), static_cast<float>(b), static_cast<float>(a * alpha + b)};
}

// y = a x + b where kept, a alpha' + b where dropped
ConstView AlphaDropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = site_.idle(pass);
  if (idle_) return x;
  const Keep* mask = site_.draw(x.rows, pass);
  const Affine to = affine(site_.p());
  const std::size_t n = x.size();
  for (std::size_t i = 0; i < n; ++i) {
    y_.data()[i] = mask[i] ? to.a * x.data[i] + to.b : to.dropped;
  }
  return y_.top(x.rows);
}

// y = a x + b where kept  =>  dx = a dy where kept, else 0
ConstView AlphaDropout::backward(ConstView dy) {
  if (idle_) return dy;
  apply_mask(dy.data, site_.mask(), affine(site_.p()).a, dx_.data(), static_cast<int>(dy.size()));
  return dx_.top(dy.rows);
}

ConcreteDropout::ConcreteDropout(std::string name, Rate rate, int max_rows, int units,
                                 Parameter* next)
    : Dropout(name, rate, max_rows, units),
      logit_(name + ".logit_p", 1, 1, false),
      next_(next),
      z_(max_rows, units) {}

void ConcreteDropout::set_regularizers(float weight_reg, float dropout_reg) {
  weight_reg_ = weight_reg;
  dropout_reg_ = dropout_reg;
}

void ConcreteDropout::start_at(double p) {
  const float inside = static_cast<float>(std::min(std::max(p, 0.001), 0.999));
  logit_.value(0, 0) = log(inside) - log(1.0f - inside);
}

double ConcreteDropout::learned_p() const { return sigmoid(logit_.value(0, 0)); }

// z = sigmoid((logit p + log u - log(1-u)) / t);  y = x (1-z) / q
ConstView ConcreteDropout::forward(ConstView x, const Pass& pass) {
  x_ = x;
  idle_ = !pass.drops();
  if (idle_) return x;
  const float logit = logit_.value(0, 0), q = sigmoid(-logit);
  const int group = x.rows / pass.samples, units = x.cols;
  const int own = pass.shared_mask ? std::min(pass.length, group) : group;
  constexpr float kTiny = 0x1p-25f;  // u is a multiple of 2^-24: move it off 0
  for (int s = 0; s < pass.samples; ++s) {
    float* z = z_.row(s * group);
    fill_uniform(z, own * units, pass.random, site_.counter(static_cast<std::uint32_t>(s), pass),
                 kTiny, 1.0f);
    for (int i = 0; i < own * units; ++i) {
      const float u = std::min(z[i], 1.0f - kTiny * 2);
      z[i] = sigmoid((logit + log(u) - log(1.0f - u)) / kTemperature);
    }
    for (int r = own; r < group; ++r) std::copy_n(z + (r % own) * units, units, z + r * units);
  }
  for (int r = 0; r < x.rows; ++r) {
    for (int u = 0; u < units; ++u) {
      if (site_.held(u) != Hold::free) z_(r, u) = site_.held(u) == Hold::kept ? 0.0f : 1.0f;
      y_(r, u) = x(r, u) * (1.0f - z_(r, u)) / q;
    }
  }
  return y_.top(x.rows);
}

// y = x (1-z) / q  =>  dx = dy (1-z) / q,
// dlogit = sum dy x (-z (1-z) / (t q) + (1-z) p / q)
ConstView ConcreteDropout::backward(ConstView dy) {
  logit_.gradient(0, 0) = 0;
  if (idle_) return dy;
  const float logit = logit_.value(0, 0), p = sigmoid(logit), q = sigmoid(-logit);
  double sum = 0;
  const std::size_t n = dy.size();
  for (std::size_t i = 0; i < n; ++i) {
    const float z = z_.data()[i], keep = 1.0f - z, g = dy.data[i];
    dx_.data()[i] = g * keep / q;
    sum += static_cast<double>(g * x_.data[i] * keep * (p - z / kTemperature) / q);
  }
  logit_.gradient(0, 0) = static_cast<float>(sum);
  return dx_.top(dy.rows);
}

// R = weight_reg sum W^2 / q + dropout_reg n (p log p + q log q)
// dR/dW = 2 weight_reg W / q,  dR/dlogit = weight_reg sum W^2 p / q + dropout_reg n logit p q
double ConcreteDropout::regularize() {
  const float logit = logit_.value(0, 0), p = sigmoid(logit), q = sigmoid(-logit);
  double squares = 0;
  if (next_) {
    const std::size_t n = next_->value.size();
    for (std::size_t i = 0; i < n; ++i) {
      const float w = next_->value.data()[i];
      squares += static_cast<double>(w) * w;
      next_->gradient.data()[i] += 2.0f * weight_reg_ * w / q;
    }
  }
  const float units = static_cast<float>(site_.units());
  logit_.gradient(0, 0) +=
      weight_reg_ * static_cast<float>(squares) * p / q + dropout_reg_ * units * logit * p * q;
  return weight_reg_ * squares / q + dropout_reg_ * units * (p * log(p) + q * log(q));
}

}  // namespace dropout
