// Plain arithmetic, kept in step with the page's copy by a test through the door.
#include "lab/spec/cost.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dropout {
namespace {

/// Nominal sizes of a data set: what a cost is reckoned with before anything is loaded.
struct Nominal {
  double examples, features, outputs, length, vocabulary;
};

Nominal nominal(Data data) {
  switch (data) {
    case Data::moons:
    case Data::circles:
    case Data::xor_:
      return {200, 2, 2, 1, 0};
    case Data::spirals:
    case Data::blobs:
      return {200, 2, 3, 1, 0};
    case Data::sine:
    case Data::xsinx:
      return {200, 1, 1, 1, 0};
    case Data::co2:
      return {600, 1, 1, 1, 0};
    case Data::cars:
      return {320, 9, 1, 1, 0};
    case Data::fashion:
      return {5000, 784, 10, 1, 0};
    case Data::wordnet:
      return {40000, 0, 24, 60, 20000};
    case Data::names:
      return {7000, 0, 30, 16, 30};
    case Data::moby:
      return {10000, 0, 90, 256, 90};
    case Data::recall:
      return {2000, 0, 10, 256, 20};
    case Data::csv:
      return {10000, 32, 8, 1, 0};
    case Data::points:
      return {200, 2, 4, 1, 0};
    case Data::curve:
      return {200, 1, 1, 1, 0};
  }
  return {1, 1, 1, 1, 0};
}

constexpr unsigned bit(Drop drop) { return 1u << static_cast<int>(drop); }
constexpr unsigned bit(Data data) { return 1u << static_cast<int>(data); }

unsigned data_bits(Model model) {
  switch (model) {
    case Model::mlp:
      return bit(Data::moons) | bit(Data::circles) | bit(Data::spirals) | bit(Data::xor_) |
             bit(Data::blobs) | bit(Data::sine) | bit(Data::xsinx) | bit(Data::co2) |
             bit(Data::cars) | bit(Data::fashion) | bit(Data::csv) | bit(Data::points) |
             bit(Data::curve);
    case Model::text:
      return bit(Data::wordnet);
    case Model::cnn:
      return bit(Data::fashion);
    case Model::lstm:
    case Model::transformer:
      return bit(Data::wordnet) | bit(Data::names) | bit(Data::moby) | bit(Data::recall);
  }
  return 0;
}

unsigned drop_bits(Model model) {
  const unsigned everywhere = bit(Drop::standard) | bit(Drop::classic) | bit(Drop::gaussian) |
                              bit(Drop::alpha) | bit(Drop::concrete);
  switch (model) {
    case Model::mlp:
      return everywhere | bit(Drop::dropconnect) | bit(Drop::path);
    case Model::text:
      return everywhere | bit(Drop::dropconnect) | bit(Drop::word);
    case Model::cnn:
      return everywhere | bit(Drop::dropconnect) | bit(Drop::spatial) | bit(Drop::dropblock);
    case Model::lstm:
      return everywhere | bit(Drop::word) | bit(Drop::variational) | bit(Drop::recurrent);
    case Model::transformer:
      return everywhere | bit(Drop::word) | bit(Drop::path);
  }
  return 0;
}

/// The names of a key's choices whose bit is set, for a sentence.
std::string names_of(Key key, unsigned bits) {
  std::string names;
  unsigned choice = 1;
  for (std::string_view name : choices_of(info(key))) {
    if (bits & choice) names += (names.empty() ? "" : ", ") + std::string(name);
    choice <<= 1;
  }
  return names;
}

/// What a part of a network has, for one example.
struct Size {
  double weights = 0, products = 0, activations = 0;

  void linear(double in, double out, double rows = 1) {
    weights += in * out + out;
    products += rows * in * out;
    activations += rows * out;
  }
};

Size size_of(const Spec& spec, const Nominal& data, double length) {
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
        size.linear(w, 8 * w, length);  // both halves of the feed-forward net
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
  const Nominal data = nominal(spec.data());
  const double length = data.features > 0 ? 1 : std::min(data.length, spec[Key::context]);
  const double batch = spec[Key::batch];
  const double examples = spec[Key::n] > 0 ? spec[Key::n] : data.examples;
  const Size size = size_of(spec, data, length);
  Cost cost{};
  cost.parameters = size.weights;
  cost.flops_per_step = 6 * size.products * batch;
  cost.steps = spec[Key::epochs] * std::ceil(examples / batch);
  cost.bytes = 16 * size.weights + 16 * size.activations * std::max(batch, 32.0) +
               4 * examples * std::max(data.features, length);
  return cost;
}

std::string check_cost(const Spec& spec) {
  const Cost cost = cost_of(spec);
  const auto whole = [](double x) { return std::to_string(static_cast<std::int64_t>(x + 0.5)); };
  if (cost.bytes > kMostBytes) {
    return "This network needs about " + whole(cost.bytes / 1e6) + " MB and at most " +
           whole(kMostBytes / 1e6) + " MB are allowed: choose a smaller width, depth or batch.";
  }
  const double flops = cost.flops_per_step * cost.steps;
  if (flops > kMostFlops) {
    return "This run needs about " + whole(flops / 1e12) + " trillion operations and at most " +
           whole(kMostFlops / 1e12) + " are allowed: choose fewer epochs or a smaller network.";
  }
  return "";
}

bool fits(Model model, Data data) { return (data_bits(model) & bit(data)) != 0; }
bool fits(Model model, Drop drop) { return (drop_bits(model) & bit(drop)) != 0; }
std::string data_for(Model model) { return names_of(Key::data, data_bits(model)); }
std::string drops_for(Model model) { return names_of(Key::drop, drop_bits(model)); }

}  // namespace dropout
