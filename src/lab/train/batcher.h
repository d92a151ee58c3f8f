// Gathers examples of a data set into the batches a network takes, with their targets. The
// caller chooses which examples.
#pragma once

#include <vector>

#include "lab/model/network.h"
#include "nn/loss.h"

namespace dropout {

class Batcher {
 public:
  /// Buffers for `max_examples` examples of the shape.
  Batcher(const Shape& shape, int max_examples);

  /// The batch of examples `which[0 .. count)`; lives until the next gather.
  const Batch& gather(const Examples& part, const int* which, int count);
  /// The batch of examples [begin, begin + count).
  const Batch& gather_range(const Examples& part, int begin, int count);

  /// Loss of outputs for the gathered batch against its targets; the gradient of the mean where
  /// `gradient` has data.
  LossSum loss(ConstView outputs, float smoothing, View gradient = {}) const;

  const Batch& batch() const { return batch_; }
  const int* labels() const { return labels_.data(); }
  ConstView targets() const { return y_.top(batch_.examples); }

 private:
  Shape shape_;
  Batch batch_;
  Matrix x_, y_;                                // (max_examples, features), (.., outputs)
  std::vector<int> labels_, tokens_, lengths_;  // labels of examples, or of tokens
  std::vector<int> range_;
};

}  // namespace dropout
