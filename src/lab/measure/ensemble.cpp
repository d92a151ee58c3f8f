// Outputs of members, and their mean.
#include "lab/measure/ensemble.h"

namespace dropout {

Predictive combine(ConstView stacked, int members, bool classes) {
  const int rows = stacked.rows / members;
  Predictive all(rows, stacked.cols, classes);
  for (int m = 0; m < members; ++m) all.add(stacked.slice(m * rows, rows));
  return all;
}

Matrix outputs_of(Network& network, Batcher& batcher, const Examples& part, int count) {
  SamplingPlan eval;
  eval.phase = Phase::eval;
  return predict_part(network, batcher, part, count, eval).mean();
}

}  // namespace dropout
