// A data set's shape as a Spec's model takes it.
#include "lab/model/shape.h"

#include <algorithm>

namespace dropout {

Shape shape_of(const Spec& spec, const Dataset& data) {
  Shape shape;
  shape.task = data.task;
  shape.features = data.features;
  shape.outputs = data.outputs;
  shape.vocabulary = data.vocabulary.size();
  shape.image = data.image;
  shape.examples = data.train.size();
  if (data.features == 0) {
    shape.length = std::max(1, data.longest);
    // The recall task's question stands behind its longest lag: cut off, there is none.
    if (spec.model() != Model::text && spec.data() != Data::recall) {
      shape.length = std::min(shape.length, spec.integer(Key::context));
    }
  }
  return shape;
}

}  // namespace dropout
