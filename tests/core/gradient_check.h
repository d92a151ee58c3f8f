// Central differences as the independent truth of every backward. A layer's masks are functions of
// the Pass, so repeating the Pass freezes them. Knows no particular layer.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "math/matrix.h"
#include "math/random.h"
#include "nn/layer.h"

namespace dropout::testing {

/// (rows, cols) draws of N(0, scale^2), a function of the seed alone.
inline Matrix random_matrix(int rows, int cols, std::uint32_t seed, float scale = 1) {
  Matrix m(rows, cols);
  fill_normal(m.data(), static_cast<int>(m.size()), {seed, Stream::tests}, {}, 0, scale);
  return m;
}

/// Gives every parameter N(0, 1 / cols) values, so that sums over a row stay near 1.
inline void randomize(const std::vector<Parameter*>& parameters, std::uint32_t seed) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    Matrix& v = parameters[i]->value;
    const float scale = 1.0f / std::sqrt(static_cast<float>(std::max(1, v.cols())));
    v = random_matrix(v.rows(), v.cols(), seed + 1000 + static_cast<std::uint32_t>(i), scale);
  }
}
inline void randomize(Layer& layer, std::uint32_t seed) {
  std::vector<Parameter*> all;
  layer.parameters(all);
  randomize(all, seed);
}

struct GradientOptions {
  /// Largest allowed |numeric - analytic| / max(|numeric|, |analytic|, rms of the tensor's
  /// analytic gradient). Float forwards leave about 1e-7 / step of noise.
  double tolerance = 2e-3;
  /// h. The estimate is Richardson's (4 D(h/2) - D(h)) / 3, so its own error is of order h^4.
  double step = 1e-2;
  /// An element is at a kink (ReLU, max) where its differences at h and h/2 contradict a smooth
  /// function by more than this, in the same relative measure. It is skipped; see max_skipped.
  double kink = 1e-2;
  /// Largest share of elements that may be skipped as kinks: 0 for smooth layers.
  double max_skipped = 0;
  /// Elements checked per tensor, evenly spread.
  int max_elements = 300;
  /// Off for a layer that computes no dx (the first of a network).
  bool input = true;
  std::uint32_t seed = 99;  // of the objective sum_ij w_ij y_ij
};

/// One tensor whose gradient is checked.
struct Checked {
  std::string name;
  Matrix* value;
  std::function<float(std::size_t)> gradient;  // after the backward
};

/// The general form, for what is no Layer: `forward` gives y for the tensors' present values,
/// `backward` takes dL/dy. The objective is a random linear functional of y, summed in double.
inline ::testing::AssertionResult gradients_agree(const std::function<ConstView()>& forward,
                                                  const std::function<void(ConstView)>& backward,
                                                  const std::vector<Checked>& tensors,
                                                  const GradientOptions& options = {}) {
  const auto copy = [](ConstView v) {
    Matrix m(v.rows, v.cols);
    for (int r = 0; r < v.rows; ++r) std::copy_n(v.row(r), v.cols, m.row(r));
    return m;
  };
  const Matrix y = copy(forward());
  const Matrix again = copy(forward());
  if (y.size() == 0 || y.size() != again.size() ||
      std::memcmp(y.data(), again.data(), y.size() * sizeof(float)) != 0)
    return ::testing::AssertionFailure() << "two equal forwards differ (or y is empty)";

  // A backward must overwrite the gradients of the one before it, not add to them.
  const Matrix w = random_matrix(y.rows(), y.cols(), options.seed);
  const Matrix other = random_matrix(y.rows(), y.cols(), options.seed + 1);
  backward(other);
  forward();
  backward(w);

  const auto functional = [&](const Matrix& a, const Matrix& b) {  // sum w (a - b)
    double sum = 0;
    for (std::size_t i = 0; i < w.size(); ++i)
      sum += static_cast<double>(w.data()[i]) * (static_cast<double>(a.data()[i]) - b.data()[i]);
    return sum;
  };

  for (const Checked& t : tensors) {
    const std::size_t n = t.value->size();
    std::vector<double> analytic(n);
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      analytic[i] = t.gradient(i);
      squares += analytic[i] * analytic[i];
    }
    const double rms = std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, n)));
    const std::size_t count = std::min<std::size_t>(n, options.max_elements);
    std::size_t skipped = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t i = k * n / count;
      float& x = t.value->data()[i];
      const float before = x;
      const auto at = [&](double offset, double& exact) {
        x = static_cast<float>(before + offset);
        exact = static_cast<double>(x) - before;  // what float made of the offset
        Matrix result = copy(forward());
        x = before;
        return result;
      };
      double up, down, half_up, half_down;
      const Matrix y_up = at(options.step, up), y_down = at(-options.step, down);
      const Matrix y_hup = at(options.step / 2, half_up),
                   y_hdown = at(-options.step / 2, half_down);
      const double d1 = functional(y_up, y_down) / (up - down);
      const double d2 = functional(y_hup, y_hdown) / (half_up - half_down);
      // Bends: the one-sided slopes' difference, which for a smooth function halves with h.
      const double bend1 = functional(y_up, y) / up - functional(y, y_down) / -down;
      const double bend2 = functional(y_hup, y) / half_up - functional(y, y_hdown) / -half_down;
      const double numeric = (4 * d2 - d1) / 3;
      const double scale = std::max({std::abs(numeric), std::abs(analytic[i]), rms, 1e-6});
      if (std::max(std::abs(d1 - d2), std::abs(bend1 - 2 * bend2)) > options.kink * scale) {
        ++skipped;
        continue;
      }
      const double error = std::abs(numeric - analytic[i]) / scale;
      if (!(error <= options.tolerance))
        return ::testing::AssertionFailure()
               << t.name << "[" << i / t.value->cols() << ", " << i % t.value->cols()
               << "]: backward says " << analytic[i] << ", central differences say " << numeric
               << " (relative error " << error << ", allowed " << options.tolerance << ")";
    }
    if (static_cast<double>(skipped) > options.max_skipped * static_cast<double>(count))
      return ::testing::AssertionFailure()
             << t.name << ": " << skipped << " of " << count << " elements are at kinks, allowed "
             << options.max_skipped * 100 << " %";
  }
  return ::testing::AssertionSuccess();
}

/// The gradients of a set of parameters, as gradients_agree takes them. Rows that a sparse
/// parameter has not touched have gradient 0.
inline void add_parameters(const std::vector<Parameter*>& parameters, std::vector<Checked>& all) {
  for (Parameter* p : parameters)
    all.push_back({p->name, &p->value, [p](std::size_t i) {
                     const int row = static_cast<int>(i) / p->value.cols();
                     const auto& rows = p->touched;
                     const bool has =
                         !p->sparse || std::find(rows.begin(), rows.end(), row) != rows.end();
                     return has ? p->gradient.data()[i] : 0.0f;
                   }});
}

/// Whether a layer's dx and parameter gradients at x agree with central differences:
///   EXPECT_TRUE(gradients_agree(layer, random_matrix(3, 8, 1), pass));
/// Running statistics stay as they are.
inline ::testing::AssertionResult gradients_agree(Layer& layer, Matrix x, Pass pass,
                                                  const GradientOptions& options = {}) {
  pass.update_statistics = false;
  std::vector<Parameter*> parameters;
  layer.parameters(parameters);
  std::vector<Checked> tensors;
  ConstView dx;
  if (options.input)
    tensors.push_back({"x", &x, [&](std::size_t i) {
                         const int cols = x.cols();
                         return dx.cols == cols ? dx.row(static_cast<int>(i) / cols)[i % cols]
                                                : dx.data[i];
                       }});
  add_parameters(parameters, tensors);
  return gradients_agree([&] { return layer.forward(x, pass); },
                         [&](ConstView dy) {
                           dx = layer.backward(dy);
                           if (options.input) {
                             EXPECT_EQ(dx.size(), x.size()) << "size of dx";
                           }
                         },
                         tensors, options);
}

}  // namespace dropout::testing
