// Row-major float matrices and the strided views that kernels read and write.
// Knows nothing of layers; arithmetic lives in simd, gemm and vector.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace dropout {

/// A block of floats that it does not own: rows x cols, row r starting at data + r * stride.
struct View {
  float* data = nullptr;
  int rows = 0, cols = 0, stride = 0;

  View() = default;
  View(float* values, int row_count, int col_count)
      : View(values, row_count, col_count, col_count) {}
  View(float* values, int row_count, int col_count, int row_stride)
      : data(values), rows(row_count), cols(col_count), stride(row_stride) {}

  float* row(int r) const { return data + static_cast<std::ptrdiff_t>(r) * stride; }
  float& operator()(int r, int c) const { return row(r)[c]; }
  std::size_t size() const { return static_cast<std::size_t>(rows) * cols; }
  bool contiguous() const { return stride == cols; }
  /// Rows [begin, begin + count) of the same floats.
  View slice(int begin, int count) const { return {row(begin), count, cols, stride}; }
  /// Columns [begin, begin + count) of the same floats.
  View columns(int begin, int count) const { return {data + begin, rows, count, stride}; }
  /// The same contiguous floats, seen with another number of columns.
  View reshape(int row_count, int col_count) const { return {data, row_count, col_count}; }
};

/// As View, read only.
struct ConstView {
  const float* data = nullptr;
  int rows = 0, cols = 0, stride = 0;

  ConstView() = default;
  ConstView(const float* values, int row_count, int col_count)
      : ConstView(values, row_count, col_count, col_count) {}
  ConstView(const float* values, int row_count, int col_count, int row_stride)
      : data(values), rows(row_count), cols(col_count), stride(row_stride) {}
  ConstView(View v)  // NOLINT(google-explicit-constructor): a writable view is readable
      : ConstView(v.data, v.rows, v.cols, v.stride) {}

  const float* row(int r) const { return data + static_cast<std::ptrdiff_t>(r) * stride; }
  float operator()(int r, int c) const { return row(r)[c]; }
  std::size_t size() const { return static_cast<std::size_t>(rows) * cols; }
  bool contiguous() const { return stride == cols; }
  ConstView slice(int begin, int count) const { return {row(begin), count, cols, stride}; }
  ConstView columns(int begin, int count) const { return {data + begin, rows, count, stride}; }
  ConstView reshape(int row_count, int col_count) const { return {data, row_count, col_count}; }
};

/// An owned matrix, initialized with zeros.
class Matrix {
 public:
  // Defined once, in matrix.cpp: where code is compiled for size, vector's own loops are slow.
  Matrix();
  Matrix(int rows, int cols);
  Matrix(const Matrix&);
  Matrix(Matrix&&) noexcept;
  Matrix& operator=(const Matrix&);
  Matrix& operator=(Matrix&&) noexcept;
  ~Matrix();

  int rows() const { return rows_; }
  int cols() const { return cols_; }
  std::size_t size() const { return values_.size(); }
  float* data() { return values_.data(); }
  const float* data() const { return values_.data(); }
  float* row(int r) { return data() + static_cast<std::ptrdiff_t>(r) * cols_; }
  const float* row(int r) const { return data() + static_cast<std::ptrdiff_t>(r) * cols_; }
  float& operator()(int r, int c) { return row(r)[c]; }
  float operator()(int r, int c) const { return row(r)[c]; }

  View view() { return {data(), rows_, cols_}; }
  ConstView view() const { return {data(), rows_, cols_}; }
  operator View() { return view(); }             // NOLINT(google-explicit-constructor)
  operator ConstView() const { return view(); }  // NOLINT(google-explicit-constructor)
  /// The first `count` rows: a batch smaller than its buffer.
  View top(int count) { return {data(), count, cols_}; }
  ConstView top(int count) const { return {data(), count, cols_}; }

 private:
  std::vector<float> values_;
  int rows_ = 0, cols_ = 0;
};

using EigenMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A view as an Eigen map, for block expressions and solvers (never for reductions: their
/// order depends on the target).
inline Eigen::Map<EigenMatrix, 0, Eigen::OuterStride<>> map(View v) {
  return {v.data, v.rows, v.cols, Eigen::OuterStride<>(v.stride)};
}
inline Eigen::Map<const EigenMatrix, 0, Eigen::OuterStride<>> map(ConstView v) {
  return {v.data, v.rows, v.cols, Eigen::OuterStride<>(v.stride)};
}

}  // namespace dropout
