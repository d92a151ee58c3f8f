// Normal equations summed in a fixed order, then solved by Cholesky's method.
#include "lab/measure/neighbours.h"

#include <array>
#include <cmath>
#include <vector>

#include "math/cholesky.h"

namespace dropout {
namespace {

constexpr int kReach = 2, kNeighbours = (2 * kReach + 1) * (2 * kReach + 1) - 1;
constexpr int kMostValues = 20000;
constexpr double kRidge = 1e-3;

using Features = std::array<double, kNeighbours>;

/// Mean and 1 / deviation of each channel; 0 for a channel that is constant.
struct Channels {
  std::vector<double> mean, inverse;
};

Channels channels_of(ConstView maps, int channels) {
  Channels result{std::vector<double>(static_cast<std::size_t>(channels)),
                  std::vector<double>(static_cast<std::size_t>(channels))};
  const int pixels = maps.cols / channels;
  const double n = static_cast<double>(maps.rows) * pixels;
  for (int c = 0; c < channels; ++c) {
    double sum = 0, squares = 0;
    for (int r = 0; r < maps.rows; ++r) {
      for (int i = 0; i < pixels; ++i) {
        const double x = maps(r, i * channels + c);
        sum += x;
        squares += x * x;
      }
    }
    const double mean = sum / n, variance = squares / n - mean * mean;
    result.mean[c] = mean;
    result.inverse[c] = variance > 1e-12 ? 1 / std::sqrt(variance) : 0;
  }
  return result;
}

class NeighbourRegression {
 public:
  NeighbourRegression(ConstView maps, const ImageShape& shape, const Keep* kept)
      : maps_(maps), shape_(shape), kept_(kept), channels_(channels_of(maps, shape.channels)) {}

  NeighbourR2 measure() {
    count();
    stride_ = std::max<std::int64_t>(1, dropped_ / kMostValues);
    NeighbourR2 result;
    result.dropped = static_cast<double>(dropped_) / static_cast<double>(maps_.size());
    fit();
    double errors = 0, squares = 0;
    each_dropped(1, [&](const Features& x, double y) {
      double predicted = 0;
      for (int i = 0; i < kNeighbours; ++i) predicted += weights_[i] * x[i];
      errors += (y - predicted) * (y - predicted);
      squares += y * y;
    });
    result.r2 = squares > 0 ? 1 - errors / squares : 0;
    result.values = values_;
    return result;
  }

 private:
  void count() {
    for (std::size_t i = 0; i < maps_.size(); ++i) dropped_ += kept_[i] == 0;
  }

  void fit() {
    std::vector<double> gram(kNeighbours * kNeighbours);
    weights_.assign(kNeighbours, 0);
    int fitted = 0;
    each_dropped(0, [&](const Features& x, double y) {
      for (int i = 0; i < kNeighbours; ++i) {
        weights_[i] += x[i] * y;
        for (int j = 0; j <= i; ++j) gram[i * kNeighbours + j] += x[i] * x[j];
      }
      ++fitted;
    });
    for (int i = 0; i < kNeighbours; ++i) gram[i * kNeighbours + i] += kRidge * (fitted + 1);
    solve_positive(gram, weights_);
  }

  /// Calls visit(neighbours, value) for every stride-th dropped activation of even (0) or odd (1)
  /// examples.
  template <class Visit>
  void each_dropped(int parity, Visit visit) {
    std::int64_t seen = 0;
    for (int n = parity; n < maps_.rows; n += 2) {
      for (int y = 0; y < shape_.height; ++y) {
        for (int x = 0; x < shape_.width; ++x) {
          for (int c = 0; c < shape_.channels; ++c) {
            if (channels_.inverse[c] == 0 || is_kept(n, y, x, c)) continue;
            if (seen++ % stride_ != 0) continue;
            ++values_;
            visit(neighbours(n, y, x, c), value(n, y, x, c));
          }
        }
      }
    }
  }

  Features neighbours(int n, int y, int x, int c) const {
    Features features{};
    int i = 0;
    for (int dy = -kReach; dy <= kReach; ++dy) {
      for (int dx = -kReach; dx <= kReach; ++dx) {
        if (dy == 0 && dx == 0) continue;
        const int v = y + dy, u = x + dx;
        const bool inside = v >= 0 && u >= 0 && v < shape_.height && u < shape_.width;
        features[i++] = inside && is_kept(n, v, u, c) ? value(n, v, u, c) : 0;
      }
    }
    return features;
  }

  int at(int y, int x, int c) const { return (y * shape_.width + x) * shape_.channels + c; }
  bool is_kept(int n, int y, int x, int c) const {
    return kept_[static_cast<std::size_t>(n) * maps_.cols + at(y, x, c)] != 0;
  }
  double value(int n, int y, int x, int c) const {
    return (maps_(n, at(y, x, c)) - channels_.mean[c]) * channels_.inverse[c];
  }

  ConstView maps_;
  ImageShape shape_;
  const Keep* kept_;
  Channels channels_;
  std::vector<double> weights_;  // of the neighbours
  std::int64_t dropped_ = 0, stride_ = 1;
  int values_ = 0;
};

}  // namespace

NeighbourR2 neighbour_r2(ConstView maps, const ImageShape& shape, const Keep* kept) {
  return NeighbourRegression(maps, shape, kept).measure();
}

}  // namespace dropout
