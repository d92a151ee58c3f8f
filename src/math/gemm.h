// Matrix products on packed, register-blocked f32x4 kernels.
// Knows nothing of layers; the shapes are the caller's promise (asserted in debug builds only).
#pragma once

#include <cstdint>

#include "math/matrix.h"

namespace dropout {

/// How an operand is read: as it stands, or transposed.
enum class Op : std::uint8_t { n, t };

/// c (M, N) = op(a) op(b), plus the old c if `accumulate`, plus `bias` (N values, one a column) if
/// given; op(a) is (M, K), op(b) is (K, N). c must not overlap a, b or bias. Any size, also 0.
///
/// Each element is summed over k = 0 .. K - 1 in one fixed order, whatever M, N, the strides and
/// the transposes are: a row of c does not depend on which other rows stand in the batch. Allocates
/// nothing; takes at most 310 KB of stack.
///
/// Where op(a) is mostly zeros, as behind a ReLU and dropout, only its nonzeros are multiplied: the
/// same bits for finite b, and no NaN from a zero times an infinite b.
void gemm(ConstView a, Op ta, ConstView b, Op tb, View c, bool accumulate = false,
          const float* bias = nullptr);

}  // namespace dropout
