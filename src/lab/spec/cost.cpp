// Plain arithmetic. tests/corpus/costs.json keeps it in step with web/page/state/cost.ts.
#include "lab/spec/cost.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "lab/spec/limits.h"

namespace dropout {
namespace {

/// What a part of a network has, for one example.
struct Size {
  double weights = 0, products = 0, activations = 0;

  void linear(double in, double out, double rows = 1) {
    weights += in * out + out;
    products += rows * in * out;
    activations += rows * out;
  }
};

Size size_of(const Spec& spec, const DataInfo& data, double length) {
  const double w = spec[Key::width], depth = spec[Key::depth];
  Size size;
  switch (spec.model()) {
    case Model::mlp:
    case Model::text: {
      double in = data.features;
      if (spec.model() == Model::text) {
        in = spec[Key::emb];
        size.weights += data.vocabulary * in;
      }
      for (int layer = 0; layer < depth; ++layer) {
        size.linear(in, w);
        in = w;
      }
      size.linear(in, data.outputs);
      break;
    }
    case Model::cnn:
      size.linear(9, 16, 784);
      size.linear(144, 32, 196);
      size.linear(1568, w);
      for (int layer = 1; layer < depth; ++layer) size.linear(w, w);
      size.linear(w, data.outputs);
      break;
    case Model::lstm: {
      double in = spec[Key::emb];
      size.weights += data.vocabulary * in;
      for (int layer = 0; layer < depth; ++layer) {
        size.linear(in + w, 4 * w, length);
        in = w;
      }
      size.linear(w, data.outputs, length);
      break;
    }
    case Model::transformer:
      size.weights += (data.vocabulary + length) * w;
      for (int block = 0; block < depth; ++block) {
        size.linear(w, 4 * w, length);  // queries, keys, values and the output
        size.linear(w, 8 * w, length);  // both halves of the feed-forward network
        size.products += 2 * length * length * w;
        size.activations += 2 * length * length * spec[Key::heads];
      }
      size.linear(w, data.outputs, length);
      break;
  }
  return size;
}

}  // namespace

Cost cost_of(const Spec& spec) {
  const DataInfo& data = info(spec.data());
  const double length = data.features > 0 ? 1 : std::min<double>(data.length, spec[Key::context]);
  const double batch = spec[Key::batch];
  const double examples = spec[Key::n] > 0 ? spec[Key::n] : data.examples;
  const Size size = size_of(spec, data, length);
  Cost cost{};
  cost.parameters = size.weights;
  cost.flops_per_step = 6 * size.products * batch;
  cost.steps = spec[Key::epochs] * std::ceil(examples / batch);
  cost.bytes = 16 * size.weights +
               16 * size.activations * std::max<double>(batch, info(spec.model()).planned) +
               4 * examples * std::max<double>(data.features, length);
  return cost;
}

Error check_cost(const Spec& spec) {
  const Cost cost = cost_of(spec);
  if (cost.bytes > kMostBytes) {
    return error_of<Code::too_much_memory>(std::round(cost.bytes / 1e6), kMostBytes / 1e6);
  }
  const double flops = cost.flops_per_step * cost.steps;
  if (flops > kMostFlops) {
    return error_of<Code::too_much_work>(std::round(flops / 1e12), kMostFlops / 1e12);
  }
  return {};
}

}  // namespace dropout
