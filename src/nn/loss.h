// Losses with their gradients. Know nothing of networks or metrics beyond "was it right".
#pragma once

#include "math/matrix.h"

namespace dropout {

/// Sums over the rows that count; gradients are of the mean.
struct LossSum {
  double loss = 0;
  int correct = 0, count = 0;
};

/// Softmax cross-entropy of logits (rows, classes) against labels (rows; -1: the row does not
/// count), targets smoothed to (1-s) onehot + s/classes (Szegedy 2016). Writes dL/dlogits of the
/// mean over the counted rows where `gradient` has data, and 0 for what is below 2^-50 in it before
/// the label's part. Ties count as right for the first class.
LossSum cross_entropy(ConstView logits, const int* labels, float smoothing, View gradient = {});

/// Squared error of predictions (rows, outputs) against targets: the mean over rows and outputs,
/// as torch.nn.MSELoss. Its sum is of row means.
LossSum squared_error(ConstView predictions, ConstView targets, View gradient = {});

/// y = softmax of each row, and 0 for probabilities below 2^-50; in place where y is the logits.
void softmax_rows(ConstView logits, View y);
inline void softmax_rows(View logits) { softmax_rows(logits, logits); }

}  // namespace dropout
