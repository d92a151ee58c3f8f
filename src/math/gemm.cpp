#include "math/gemm.h"

namespace dropout {
namespace {

constexpr int depth = 256;  // k is summed in chunks of this many, each from zero

float at(ConstView m, Op op, int r, int c) { return op == Op::n ? m(r, c) : m(c, r); }

}  // namespace

void gemm(ConstView a, Op ta, ConstView b, Op tb, View c, bool accumulate, const float* bias) {
  const int k_all = ta == Op::n ? a.cols : a.rows;
  for (int i = 0; i < c.rows; ++i) {
    for (int j = 0; j < c.cols; ++j) {
      float total = accumulate ? c(i, j) : 0;
      if (bias) total += bias[j];
      for (int begin = 0; begin < k_all; begin += depth) {
        const int end = begin + depth < k_all ? begin + depth : k_all;
        float sum = 0;
        for (int k = begin; k < end; ++k) sum += at(a, ta, i, k) * at(b, tb, k, j);
        total += sum;
      }
      c(i, j) = total;
    }
  }
}

}  // namespace dropout
