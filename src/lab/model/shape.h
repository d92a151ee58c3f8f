// What a network must know of its data.
#pragma once

#include "lab/data/data.h"
#include "lab/spec/spec.h"

namespace dropout {

struct Shape {
  Task task = Task::classify;
  int features = 0, outputs = 0, vocabulary = 0;
  int length = 1;  // tokens an example, at most
  ImageShape image;
  int examples = 0;  // in the training set (regularizers are per example)
};

Shape shape_of(const Spec& spec, const Dataset& data);

}  // namespace dropout
