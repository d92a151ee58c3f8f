// Linear equations with a symmetric positive definite matrix, in double. For small ones: nothing
// is blocked. The same bits everywhere, since every sum has one order.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace dropout {

/// Solves a x = b by a = L L^T; a (n, n) is row-major, its lower triangle is read and becomes L;
/// b (n) becomes x. Positive definite is the caller's promise: a ridge keeps it.
inline void solve_positive(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return a[i * n + j]; };
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = at(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= at(i, k) * at(j, k);
      at(i, j) = i == j ? std::sqrt(rest) : rest / at(j, j);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {  // L z = b
    for (std::size_t k = 0; k < i; ++k) b[i] -= at(i, k) * b[k];
    b[i] /= at(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {  // L^T x = z
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= at(k, i) * b[k];
    b[i] /= at(i, i);
  }
}

}  // namespace dropout
