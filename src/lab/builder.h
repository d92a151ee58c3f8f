// What recipes are written with: adds layers in the way a Spec asks for. Everything a Spec says
// about hidden layers and their dropout is read here. For the files models_*.cpp.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "lab/network.h"
#include "math/simd.h"
#include "nn/activation.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/residual.h"
#include "nn/sequence.h"

namespace dropout {

/// Concrete dropout's prior length scale (Gal, Hron & Kendall 2017: l = 1e-2).
inline constexpr float kLengthSquared = 1e-4f;

/// Adds layers to a recipe in the way the Spec asks for; `n` examples are planned.
class Builder {
 public:
  Builder(const Spec& spec, const Shape& shape, int n) : spec_(spec), shape_(shape), n_(n) {}

  template <class L, class... Arguments>
  L& add(Arguments&&... arguments) {
    auto layer = std::make_unique<L>(std::forward<Arguments>(arguments)...);
    L& added = *layer;
    recipe.layers.push_back(std::move(layer));
    return added;
  }
  void add_layer(LayerPtr layer) { recipe.layers.push_back(std::move(layer)); }

  /// Elementwise dropout of the Spec's kind. `next` is the weight matrix that reads it, where it
  /// is already known.
  LayerPtr dropout(const std::string& name, Rate rate, int rows, int units, Parameter* next) {
    switch (spec_.drop()) {
      case Drop::classic:
        return std::make_unique<ClassicDropout>(name, rate, rows, units);
      case Drop::gaussian:
        return std::make_unique<GaussianDropout>(name, rate, rows, units);
      case Drop::alpha:
        return std::make_unique<AlphaDropout>(name, rate, rows, units);
      case Drop::concrete: {
        auto layer = std::make_unique<ConcreteDropout>(name, rate, rows, units, next);
        const float examples = static_cast<float>(std::max(1, shape_.examples));
        const float entropy = shape_.task == Task::regress ? 2.0f : 1.0f;
        layer->set_regularizers(kLengthSquared / examples, entropy / examples);
        recipe.concrete.push_back(layer.get());
        return layer;
      }
      default:
        return std::make_unique<Dropout>(name, rate, rows, units);
    }
  }

  /// Whether p drops units after hidden layers (and not weights, words, maps or paths).
  bool drops_units() const {
    switch (spec_.drop()) {
      case Drop::standard:
      case Drop::classic:
      case Drop::gaussian:
      case Drop::alpha:
      case Drop::concrete:
        return true;
      default:
        return false;
    }
  }

  /// Normalisation, if any, then the activation, of `channels` columns at each of `pixels`.
  template <class Into>
  void activate(Into& into, const std::string& name, int rows, int pixels, int channels) {
    const int units = pixels * channels;
    if (spec_.norm() == Norm::batch) {
      into.template add<BatchNorm>(name + ".norm", rows * pixels, channels);
    } else if (spec_.norm() == Norm::layer) {
      into.template add<LayerNorm>(name + ".norm", rows, units);
    }
    into.template add<Activation>(name + ".act", spec_.act(), rows, units);
  }

  /// One hidden layer, and its dropout.
  void hidden(const std::string& name, int in, int out, int rows) {
    Linear* layer;
    if (spec_.drop() == Drop::dropconnect) {
      layer = &add<DropConnect>(name, Rate::hidden, in, out, rows, n_);
    } else {
      layer = &add<Linear>(name, in, out, rows);
    }
    start(*layer, in);
    activate(*this, name, rows, 1, out);
    if (!drops_units()) return;
    add_layer(dropout(name + ".drop", Rate::hidden, rows, out, nullptr));
    if (spec_.drop() == Drop::concrete) unread_ = recipe.concrete.back();
  }

  /// A hidden layer as a residual branch that stochastic depth may drop.
  void hidden_branch(const std::string& name, int width, int rows, int l, int count) {
    auto branch = std::make_unique<Sequence>();
    start(branch->add<Linear>(name, width, width, rows), width);
    activate(*branch, name, rows, 1, width);
    add<Residual>(name + ".path", std::move(branch), rows, width, Residual::depth_share(l, count));
  }

  /// The Spec's hidden layers, then the read-out.
  void classifier(int in, int rows) {
    const int width = spec_.integer(Key::width), depth = spec_.integer(Key::depth);
    for (int i = 1; i <= depth; ++i) {
      const std::string name = "hidden" + std::to_string(i);
      if (spec_.drop() == Drop::path && i > 1) {
        hidden_branch(name, width, rows, i - 1, depth - 1);
      } else {
        hidden(name, in, width, rows);
      }
      in = width;
    }
    read_out(in, rows);
  }

  void read_out(int in, int rows) { start(add<Linear>("out", in, shape_.outputs, rows), in); }

  /// One row an example from the rows of its tokens, where that is what is classified.
  int pool(SequencePool::How how, int rows, int units) {
    if (shape_.task == Task::language) return rows;
    recipe.pool = static_cast<int>(recipe.layers.size());
    add<SequencePool>("pool", how, rows, n_, units);
    return n_;
  }

  Recipe recipe;

 private:
  /// Weights N(0, gain / in), biases 0: gain 2 where the activation halves the variance (He et
  /// al. 2015), else 1 (Klambauer et al. 2017). Whoever drops before this layer learns who reads
  /// it.
  void start(Linear& layer, int in) {
    const bool halves = spec_.act() == Function::relu || spec_.act() == Function::gelu;
    layer.weight().start = {0, 0, sqrt((halves ? 2.0f : 1.0f) / static_cast<float>(in))};
    layer.bias().start = {};
    if (unread_) unread_->set_next(&layer.weight());
    unread_ = nullptr;
  }

  const Spec& spec_;
  const Shape& shape_;
  int n_;
  ConcreteDropout* unread_ = nullptr;
};

}  // namespace dropout
