// Gathering copies rows; nothing is allocated after construction.
#include "lab/train/batcher.h"

#include <algorithm>

#include "math/vector.h"

namespace dropout {

Batcher::Batcher(const Shape& shape, int max_examples) : shape_(shape) {
  const bool dense = shape.vocabulary == 0;
  const int tokens = max_examples * shape.length;
  if (dense) x_ = Matrix(max_examples, shape.features);
  if (shape.task == Task::regress) y_ = Matrix(max_examples, shape.outputs);
  if (shape.task == Task::classify) labels_.resize(static_cast<std::size_t>(max_examples));
  if (shape.task == Task::language) labels_.resize(static_cast<std::size_t>(tokens));
  if (!dense) {
    tokens_.resize(static_cast<std::size_t>(tokens));
    lengths_.resize(static_cast<std::size_t>(max_examples));
  }
  range_.resize(static_cast<std::size_t>(max_examples));
}

const Batch& Batcher::gather(const Examples& part, const int* which, int count) {
  batch_ = Batch{};
  batch_.examples = count;
  batch_.length = shape_.length;
  const bool dense = shape_.vocabulary == 0;
  for (int i = 0; i < count; ++i) {
    const int example = which[i];
    if (dense) copy(part.x.row(example), x_.row(i), shape_.features);
    if (shape_.task == Task::regress) std::copy_n(part.y.row(example), shape_.outputs, y_.row(i));
    if (shape_.task == Task::classify) labels_[i] = part.label[example];
    if (dense) continue;
    int* tokens = tokens_.data() + static_cast<std::ptrdiff_t>(i) * shape_.length;
    if (shape_.task == Task::language) {
      int* targets = labels_.data() + static_cast<std::ptrdiff_t>(i) * shape_.length;
      lengths_[i] = part.copy_pairs(example, tokens, targets, shape_.length);
    } else {
      lengths_[i] = part.copy_tokens(example, tokens, shape_.length);
    }
  }
  if (dense) {
    batch_.x = x_.top(count);
  } else {
    batch_.tokens = tokens_.data();
    batch_.lengths = lengths_.data();
  }
  return batch_;
}

const Batch& Batcher::gather_range(const Examples& part, int begin, int count) {
  for (int i = 0; i < count; ++i) range_[i] = begin + i;
  return gather(part, range_.data(), count);
}

LossSum Batcher::loss(ConstView outputs, float smoothing, View gradient) const {
  if (shape_.task == Task::regress) return squared_error(outputs, targets(), gradient);
  return cross_entropy(outputs, labels_.data(), smoothing, gradient);
}

}  // namespace dropout
