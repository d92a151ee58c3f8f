// Sums in double, row by row; logarithms are the core's own, so that every build agrees.
#include "lab/measure/metrics.h"

#include <algorithm>
#include <cmath>

#include "math/elementary.h"

namespace dropout {
namespace {

double ln(double x) { return log(static_cast<float>(std::max(x, 1e-30))); }

int likeliest(const float* p, int classes) {
  return static_cast<int>(std::max_element(p, p + classes) - p);
}

Measured mean(double sum, int count) {
  return count > 0 ? Measured(sum / count) : xtl::missing<double>();
}

/// The mean of value(row) over the rows that count.
template <class Value>
Measured mean_over(std::span<const int> labels, Value value) {
  double sum = 0;
  int count = 0;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    if (labels[r] < 0) continue;
    sum += value(static_cast<int>(r));
    ++count;
  }
  return mean(sum, count);
}

/// The mean of value(row, output) over all elements.
template <class Value>
Measured mean_over(ConstView shape, Value value) {
  double sum = 0;
  for (int r = 0; r < shape.rows; ++r) {
    for (int c = 0; c < shape.cols; ++c) sum += value(r, c);
  }
  return mean(sum, shape.rows * shape.cols);
}

}  // namespace

Measured accuracy(ConstView probabilities, std::span<const int> labels) {
  return mean_over(labels, [&](int r) {
    return likeliest(probabilities.row(r), probabilities.cols) == labels[r] ? 1.0 : 0.0;
  });
}

Measured negative_log_likelihood(ConstView probabilities, std::span<const int> labels) {
  return mean_over(labels, [&](int r) { return -ln(probabilities(r, labels[r])); });
}

Measured brier(ConstView probabilities, std::span<const int> labels) {
  return mean_over(labels, [&](int r) {
    double sum = 0;
    for (int c = 0; c < probabilities.cols; ++c) {
      const double off = static_cast<double>(probabilities(r, c)) - (c == labels[r] ? 1 : 0);
      sum += off * off;
    }
    return sum;
  });
}

Reliability reliability(ConstView probabilities, std::span<const int> labels, int bins) {
  Reliability result;
  result.bins.resize(static_cast<std::size_t>(bins));
  int rows = 0;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    if (labels[r] < 0) continue;
    const float* p = probabilities.row(static_cast<int>(r));
    const int top = likeliest(p, probabilities.cols);
    int b = 0;  // the edge is rounded to float as a confidence of that value is
    while (b + 1 < bins && p[top] > static_cast<float>((b + 1.0) / bins)) ++b;
    ReliabilityBin& bin = result.bins[static_cast<std::size_t>(b)];
    bin.confidence += p[top];
    bin.accuracy += top == labels[r] ? 1 : 0;
    ++bin.count;
    ++rows;
  }
  double error = 0;
  for (ReliabilityBin& bin : result.bins) {
    if (bin.count == 0) continue;
    error += std::abs(bin.accuracy - bin.confidence);
    bin.confidence /= bin.count;
    bin.accuracy /= bin.count;
  }
  result.error = mean(error, rows);
  return result;
}

double entropy(const float* probabilities, int classes) {
  double sum = 0;
  for (int c = 0; c < classes; ++c) {
    if (probabilities[c] > 0) sum -= probabilities[c] * ln(probabilities[c]);
  }
  return sum;
}

Measured rmse(ConstView predictions, ConstView truths) {
  const Measured squares = mean_over(truths, [&](int r, int c) {
    const double error = static_cast<double>(predictions(r, c)) - truths(r, c);
    return error * error;
  });
  return squares.has_value() ? Measured(std::sqrt(squares.value())) : squares;
}

Measured coverage(ConstView mean, ConstView deviation, ConstView truths, double noise_variance) {
  return mean_over(truths, [&](int r, int c) {
    const double s = deviation(r, c), error = static_cast<double>(truths(r, c)) - mean(r, c);
    return std::abs(error) <= kHalfBand * std::sqrt(s * s + noise_variance) ? 1.0 : 0.0;
  });
}

Measured gaussian_nll(ConstView mean, ConstView deviation, ConstView truths,
                      double noise_variance) {
  constexpr double kLogTwoPi = 1.8378770664093453;
  return mean_over(truths, [&](int r, int c) {
    const double s = deviation(r, c), error = static_cast<double>(truths(r, c)) - mean(r, c);
    const double variance = std::max(s * s + noise_variance, 1e-30);
    return 0.5 * (kLogTwoPi + ln(variance) + error * error / variance);
  });
}

// Mann-Whitney: the mean rank of the positives, equal values sharing their mean rank.
Measured auroc(std::span<const float> negatives, std::span<const float> positives) {
  struct Scored {
    float score;
    bool positive;
  };
  std::vector<Scored> all;
  for (float score : negatives) all.push_back({score, false});
  for (float score : positives) all.push_back({score, true});
  const bool broken =
      std::any_of(all.begin(), all.end(), [](Scored one) { return std::isnan(one.score); });
  if (negatives.empty() || positives.empty() || broken) return xtl::missing<double>();
  std::sort(all.begin(), all.end(), [](Scored a, Scored b) { return a.score < b.score; });
  double ranks = 0;  // of the positives, from 1
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    int equal_positives = 0;
    while (end < all.size() && all[end].score == all[begin].score) {
      equal_positives += all[end++].positive;
    }
    ranks += equal_positives * 0.5 * static_cast<double>(begin + 1 + end);
  }
  const auto p = static_cast<double>(positives.size()), n = static_cast<double>(negatives.size());
  return (ranks - p * (p + 1) / 2) / (p * n);
}

double quantile(std::vector<float> values, double level) {
  std::sort(values.begin(), values.end());
  const double at = std::clamp(level, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = at - static_cast<double>(below);
  return (1 - part) * values[below] + part * values[above];
}

}  // namespace dropout
