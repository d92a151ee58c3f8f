// BatchNorm and LayerNorm. Sums over a batch are taken in float over 64 rows at a time and in
// double over those, always in this order.
#include "nn/norm.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

// Initializes a parameter to ones or zeros, now and in Network::initialize().
Parameter constant(std::string name, int cols, float value) {
  Parameter p(std::move(name), 1, cols, false);
  p.initializer.constant = value;
  std::fill_n(p.value.data(), cols, value);
  return p;
}

template <class V, class Term>
V partial_sum(int begin, int end, int c, const Term& term) {
  V sum{};
  for (int r = begin; r < end; ++r) sum += term(r, c, V{});
  return sum;
}

// totals[c] = sum over r < rows of term(r, c, V{}); V is f32x4 for columns c .. c + 3, or float.
template <class Term>
void column_totals(int rows, int cols, double* totals, const Term& term) {
  constexpr int chunk = 64;
  std::fill_n(totals, cols, 0.0);
  for (int begin = 0; begin < rows; begin += chunk) {
    const int end = std::min(rows, begin + chunk);
    int c = 0;
    for (; c + lanes <= cols; c += lanes) {
      const f32x4 sum = partial_sum<f32x4>(begin, end, c, term);
      for (int j = 0; j < lanes; ++j) totals[c + j] += static_cast<double>(sum[j]);
    }
    for (; c < cols; ++c) totals[c] += static_cast<double>(partial_sum<float>(begin, end, c, term));
  }
}

// y[i] = f(i, V{}) for i < n, four at a time and then one at a time.
template <class F>
void each(int n, float* y, const F& f) {
  int i = 0;
  for (; i + lanes <= n; i += lanes) store(y + i, f(i, f32x4{}));
  for (; i < n; ++i) y[i] = f(i, 0.0f);
}

}  // namespace

BatchNorm::BatchNorm(std::string name, int max_rows, int channels)
    : weight_(constant(name + ".weight", channels, 1)),
      bias_(constant(name + ".bias", channels, 0)),
      running_mean_(constant(name + ".running_mean", channels, 0)),
      running_variance_(constant(name + ".running_variance", channels, 1)),
      y_(max_rows, channels),
      dx_(max_rows, channels),
      mean_(1, channels),
      inverse_(1, channels),
      scale_(1, channels),
      slope_(1, channels),
      offset_(1, channels),
      batch_mean_(channels),
      batch_variance_(channels),
      observed_mean_(channels),
      observed_variance_(channels),
      totals_(2 * static_cast<std::size_t>(channels)) {}

void BatchNorm::parameters(std::vector<Parameter*>& all) {
  all.push_back(&weight_);
  all.push_back(&bias_);
}

void BatchNorm::buffers(std::vector<Parameter*>& all) {
  all.push_back(&running_mean_);
  all.push_back(&running_variance_);
}

// The batch's mean, and its biased variance around that mean.
void BatchNorm::statistics(ConstView x) {
  const int channels = x.cols;
  column_totals(x.rows, channels, batch_mean_.data(),
                [&](int r, int c, auto v) { return load<decltype(v)>(x.row(r) + c); });
  for (int c = 0; c < channels; ++c) {
    batch_mean_[c] /= x.rows;
    mean_(0, c) = static_cast<float>(batch_mean_[c]);
  }
  // Around the rounded mean m: E (x - mean)^2 = E (x - m)^2 - (mean - m)^2.
  const float* mean = mean_.data();
  column_totals(x.rows, channels, batch_variance_.data(), [&](int r, int c, auto v) {
    const auto d = load<decltype(v)>(x.row(r) + c) - load<decltype(v)>(mean + c);
    return d * d;
  });
  for (int c = 0; c < channels; ++c) {
    const double off = batch_mean_[c] - static_cast<double>(mean[c]);
    batch_variance_[c] = std::max(0.0, batch_variance_[c] / x.rows - off * off);
  }
}

// running = 0.9 running + 0.1 batch
void BatchNorm::learn(int rows) {
  const auto blend = [](float& running, double batch) {
    running =
        static_cast<float>((1 - kMomentum) * static_cast<double>(running) + kMomentum * batch);
  };
  for (int c = 0; c < mean_.cols(); ++c) {
    blend(running_mean_.value(0, c), batch_mean_[c]);
    if (rows > 1) blend(running_variance_.value(0, c), batch_variance_[c] * rows / (rows - 1));
  }
}

void BatchNorm::observe(int rows) {
  if (rows < 2) return;  // no unbiased variance
  ++observed_;
  for (int c = 0; c < mean_.cols(); ++c) {
    observed_mean_[c] += batch_mean_[c];
    observed_variance_[c] += batch_variance_[c] * rows / (rows - 1);
  }
}

// y = gamma (x - mean) / sqrt(variance + eps) + beta
ConstView BatchNorm::forward(ConstView x, const Pass& pass) {
  const int channels = mean_.cols(), rows = static_cast<int>(x.size()) / channels;
  x_ = x.reshape(rows, channels);
  by_batch_ = pass.phase == Phase::train || observing_ == Observing::recalibration;
  if (by_batch_ || observing_ != Observing::nothing) statistics(x_);
  if (observing_ != Observing::nothing) observe(rows);
  for (int c = 0; c < channels; ++c) {
    if (!by_batch_) mean_(0, c) = running_mean_.value(0, c);
    const double variance =
        by_batch_ ? batch_variance_[c] : static_cast<double>(running_variance_.value(0, c));
    inverse_(0, c) = static_cast<float>(1 / std::sqrt(variance + kEpsilon));
    scale_(0, c) = weight_.value(0, c) * inverse_(0, c);
  }
  if (pass.phase == Phase::train && pass.update_statistics &&
      observing_ != Observing::recalibration)
    learn(rows);
  const float *mean = mean_.data(), *scale = scale_.data(), *beta = bias_.value.data();
  for (int r = 0; r < rows; ++r) {
    const float* from = x_.row(r);
    each(channels, y_.row(r), [&](int c, auto v) {
      using V = decltype(v);
      return (load<V>(from + c) - load<V>(mean + c)) * load<V>(scale + c) + load<V>(beta + c);
    });
  }
  return {y_.data(), x.rows, x.cols};
}

// With z = (x - mean) / sqrt(variance + eps), y = gamma z + beta:
//   dbeta = sum dy,  dgamma = sum dy z,
//   running statistics: dx = gamma / sqrt(variance + eps) dy
//   batch statistics:   dx = gamma / sqrt(variance + eps) (dy - dbeta / n - z dgamma / n)
ConstView BatchNorm::backward(ConstView dy) {
  const int channels = mean_.cols(), rows = x_.rows;
  const ConstView g = dy.reshape(rows, channels);
  const float *mean = mean_.data(), *inverse = inverse_.data(), *scale = scale_.data();
  double *dbeta = totals_.data(), *dgamma = totals_.data() + channels;
  column_totals(rows, channels, dbeta,
                [&](int r, int c, auto v) { return load<decltype(v)>(g.row(r) + c); });
  column_totals(rows, channels, dgamma, [&](int r, int c, auto v) {
    using V = decltype(v);
    return load<V>(g.row(r) + c) * (load<V>(x_.row(r) + c) - load<V>(mean + c));
  });
  float *slope = slope_.data(), *offset = offset_.data();
  for (int c = 0; c < channels; ++c) {
    dgamma[c] *= static_cast<double>(inverse[c]);
    bias_.gradient(0, c) = static_cast<float>(dbeta[c]);
    weight_.gradient(0, c) = static_cast<float>(dgamma[c]);
    // The batch terms: offset + (x - mean) slope.
    const double share = by_batch_ ? static_cast<double>(scale[c]) / rows : 0;
    offset[c] = static_cast<float>(share * dbeta[c]);
    slope[c] = static_cast<float>(share * dgamma[c] * static_cast<double>(inverse[c]));
  }
  for (int r = 0; r < rows; ++r) {
    const float *from = x_.row(r), *grad = g.row(r);
    each(channels, dx_.row(r), [&](int c, auto v) {
      using V = decltype(v);
      const V own = load<V>(grad + c) * load<V>(scale + c);
      return (own - load<V>(offset + c)) -
             (load<V>(from + c) - load<V>(mean + c)) * load<V>(slope + c);
    });
  }
  return {dx_.data(), dy.rows, dy.cols};
}

void BatchNorm::begin_measurement() {
  observing_ = Observing::measurement;
  observed_ = 0;
  std::fill(observed_mean_.begin(), observed_mean_.end(), 0.0);
  std::fill(observed_variance_.begin(), observed_variance_.end(), 0.0);
}

void BatchNorm::begin_recalibration() {
  begin_measurement();
  observing_ = Observing::recalibration;
}

void BatchNorm::finish_recalibration() {
  observing_ = Observing::nothing;
  if (observed_ == 0) return;
  for (int c = 0; c < mean_.cols(); ++c) {
    running_mean_.value(0, c) = static_cast<float>(observed_mean_[c] / observed_);
    running_variance_.value(0, c) = static_cast<float>(observed_variance_[c] / observed_);
  }
}

std::vector<double> BatchNorm::observed_mean() const {
  std::vector<double> mean(observed_mean_);
  for (double& m : mean) m /= std::max(1, observed_);
  return mean;
}

std::vector<double> BatchNorm::observed_variance() const {
  std::vector<double> variance(observed_variance_);
  for (double& v : variance) v /= std::max(1, observed_);
  return variance;
}

double BatchNorm::variance_ratio() const {
  double sum = 0;
  int counted = 0;
  const std::vector<double> now = observed_variance();
  for (int c = 0; c < mean_.cols() && observed_ > 0; ++c) {
    const double running = static_cast<double>(running_variance_.value(0, c));
    if (!(running > 0)) continue;
    sum += now[c] / running;
    ++counted;
  }
  return counted ? sum / counted : 1;
}

LayerNorm::LayerNorm(std::string name, int max_rows, int features)
    : weight_(constant(name + ".weight", features, 1)),
      bias_(constant(name + ".bias", features, 0)),
      y_(max_rows, features),
      dx_(max_rows, features),
      mean_(max_rows, 1),
      inverse_(max_rows, 1),
      z_(1, features) {}

void LayerNorm::parameters(std::vector<Parameter*>& all) {
  all.push_back(&weight_);
  all.push_back(&bias_);
}

// y = gamma z + beta, z = (x - mean) / sqrt(variance + eps)
ConstView LayerNorm::forward(ConstView x, const Pass&) {
  const int features = y_.cols(), rows = static_cast<int>(x.size()) / features;
  x_ = x.reshape(rows, features);
  const float *gamma = weight_.value.data(), *beta = bias_.value.data();
  const float count = static_cast<float>(features);
  for (int r = 0; r < rows; ++r) {
    const float* from = x_.row(r);
    float* y = y_.row(r);
    const float mean = sum(from, features) / count;
    each(features, y, [&](int c, auto v) { return load<decltype(v)>(from + c) - mean; });
    const float inverse = 1.0f / sqrt(dot(y, y, features) / count + kEpsilon);
    each(features, y, [&](int c, auto v) {
      using V = decltype(v);
      return load<V>(y + c) * inverse * load<V>(gamma + c) + load<V>(beta + c);
    });
    mean_(r, 0) = mean;
    inverse_(r, 0) = inverse;
  }
  return {y_.data(), x.rows, x.cols};
}

// y = gamma z + beta  =>  dbeta = sum over rows of dy, dgamma = sum over rows of dy z,
//   dx = (gamma dy - mean(gamma dy) - z mean(gamma dy z)) / sqrt(variance + eps)
ConstView LayerNorm::backward(ConstView dy) {
  const int features = y_.cols(), rows = x_.rows;
  const ConstView g = dy.reshape(rows, features);
  const float* gamma = weight_.value.data();
  float *dgamma = weight_.gradient.data(), *dbeta = bias_.gradient.data();
  std::fill_n(dgamma, features, 0.0f);
  column_sums(g, dbeta);
  const float count = static_cast<float>(features);
  for (int r = 0; r < rows; ++r) {
    const float *from = x_.row(r), *grad = g.row(r), mean = mean_(r, 0), inverse = inverse_(r, 0);
    float *dx = dx_.row(r), *z = z_.data();
    each(features, z,
         [&](int c, auto v) { return (load<decltype(v)>(from + c) - mean) * inverse; });
    each(features, dgamma, [&](int c, auto v) {
      using V = decltype(v);
      return load<V>(dgamma + c) + load<V>(grad + c) * load<V>(z + c);
    });
    each(features, dx, [&](int c, auto v) {
      using V = decltype(v);
      return load<V>(grad + c) * load<V>(gamma + c);
    });
    const float own = sum(dx, features) / count, along = dot(dx, z, features) / count;
    each(features, dx, [&](int c, auto v) {
      using V = decltype(v);
      return (load<V>(dx + c) - own - load<V>(z + c) * along) * inverse;
    });
  }
  return {dx_.data(), dy.rows, dy.cols};
}

}  // namespace dropout
