// Differences and means, in double.
#include "lab/measure/check.h"

#include <algorithm>
#include <cmath>

namespace dropout {
namespace {

constexpr double kStandardErrors = 5;  // a correct engine fails once in two million seeds
constexpr int kPerTensor = 24;
constexpr float kStep = 1e-2f;
constexpr double kGradientAllowed = 1e-2;

}  // namespace

bool MeanCheck::passed() const { return std::abs(mean - 1) <= allowed; }
bool GradientCheck::passed() const { return weights > 0 && error <= allowed; }

MeanCheck check_mean(Layer& layer, int units, double p, int draws, const Pass& first) {
  constexpr int kRows = 10;
  Matrix ones(kRows, units);
  std::fill_n(ones.data(), ones.size(), 1.0f);
  MeanCheck check;
  double sum = 0;
  for (Pass pass = first; check.draws < draws; ++pass.step) {
    const int rows = std::min(kRows, (draws - check.draws + units - 1) / units);
    const ConstView y = layer.forward(ones.top(rows), pass);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < units; ++c) sum += y(r, c);
    }
    check.draws += rows * units;
  }
  check.mean = sum / check.draws;
  check.allowed = kStandardErrors * std::sqrt(p / (1 - p) / check.draws);
  return check;
}

GradientCheck check_gradients(const std::vector<Parameter*>& parameters,
                              const std::function<double()>& loss) {
  GradientCheck check;
  check.allowed = kGradientAllowed;
  for (Parameter* parameter : parameters) {
    const std::size_t n = parameter->value.size();
    const float* gradient = parameter->gradient.data();
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) squares += static_cast<double>(gradient[i]) * gradient[i];
    const double rms = std::sqrt(squares / static_cast<double>(std::max<std::size_t>(n, 1)));
    const std::size_t count = std::min<std::size_t>(n, kPerTensor);
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t i = k * n / count;
      float& weight = parameter->value.data()[i];
      const float before = weight;
      const auto slope = [&](float step) {
        const float up = before + step, down = before - step;
        weight = up;
        const double above = loss();
        weight = down;
        const double below = loss();
        weight = before;
        return (above - below) / (static_cast<double>(up) - down);
      };
      const double numeric = (4 * slope(kStep / 2) - slope(kStep)) / 3;
      const double scale =
          std::max({std::abs(numeric), std::abs(static_cast<double>(gradient[i])), rms, 1e-6});
      const double error = std::abs(numeric - gradient[i]) / scale;
      if (std::isnan(error) || error > check.error) check.error = error;
      ++check.weights;
    }
  }
  return check;
}

}  // namespace dropout
