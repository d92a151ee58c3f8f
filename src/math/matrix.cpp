// Construction, copying and destruction of matrices.
#include "math/matrix.h"

namespace dropout {

Matrix::Matrix() = default;
Matrix::Matrix(int rows, int cols)
    : values_(static_cast<std::size_t>(rows) * cols, 0.0f), rows_(rows), cols_(cols) {}
Matrix::Matrix(const Matrix&) = default;
Matrix::Matrix(Matrix&&) noexcept = default;
Matrix& Matrix::operator=(const Matrix&) = default;
Matrix& Matrix::operator=(Matrix&&) noexcept = default;
Matrix::~Matrix() = default;

}  // namespace dropout
