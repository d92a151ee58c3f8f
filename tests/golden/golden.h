// Reads the reference values that make.py wrote, and compares with them. Knows no layer.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "math/matrix.h"

namespace dropout::golden {

inline const char* const kLines[] = {
#include "tests/golden/values.inc"
};

inline constexpr double kTolerance = 1e-5;

/// The tensors by name. Masks are 1 for kept.
inline const std::map<std::string, Matrix>& tensors() {
  static const auto* const all = [] {
    auto* named = new std::map<std::string, Matrix>;
    for (const char* line : kLines) {
      const char* blank = std::strchr(line, ' ');
      const std::string name(line, blank);
      char* at;
      const int rows = static_cast<int>(std::strtol(blank, &at, 10));
      const int cols = static_cast<int>(std::strtol(at, &at, 10));
      Matrix m(rows, cols);
      const bool mask = at[1] == '#';
      if (mask) at += 2;
      for (std::size_t i = 0; i < m.size(); ++i) {
        m.data()[i] = mask ? static_cast<float>(*at++ - '0') : std::strtof(at, &at);
      }
      (*named)[name] = std::move(m);
    }
    return named;
  }();
  return *all;
}

inline const Matrix& read(const std::string& name) {
  const auto found = tensors().find(name);
  if (found != tensors().end()) return found->second;
  ADD_FAILURE() << "values.inc has no " << name;
  static const Matrix nothing;
  return nothing;
}

inline std::vector<int> integers(const std::string& name) {
  const Matrix& m = read(name);
  std::vector<int> out;
  for (std::size_t i = 0; i < m.size(); ++i) out.push_back(static_cast<int>(m.data()[i]));
  return out;
}

inline Matrix copy(ConstView v) {
  Matrix m(v.rows, v.cols);
  for (int r = 0; r < v.rows; ++r) std::copy_n(v.row(r), v.cols, m.row(r));
  return m;
}

/// The largest error of a test's tensors, which it reports.
class Errors {
 public:
  ~Errors() {
    char text[32];
    std::snprintf(text, sizeof text, "%.2g", largest_);
    ::testing::Test::RecordProperty("largest_error", text);
  }

  /// Compares in reading order: shapes may differ in how they are cut into rows.
  void compare(ConstView actual, const std::string& name) { compare(actual, read(name), name); }
  void compare(ConstView actual, ConstView expected, const std::string& name) {
    ASSERT_EQ(actual.size(), expected.size()) << name;
    double largest = 0, off = 0;
    for (std::size_t i = 0; i < actual.size(); ++i) {
      const double truth = expected.data[i];
      largest = std::max(largest, std::abs(truth));
      const double error = std::abs(actual.data[i] - truth);
      off = std::isnan(error) ? 1e300 : std::max(off, error);
    }
    const double relative = off / (largest > 0 ? largest : 1);
    EXPECT_LE(relative, kTolerance) << name;
    largest_ = std::max(largest_, relative);
  }

 private:
  double largest_ = 0;
};

}  // namespace dropout::golden
