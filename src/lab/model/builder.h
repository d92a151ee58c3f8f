// Adds layers to a recipe as a Spec asks for: everything it says about hidden layers and their
// dropout is read here. For the files models_*.cpp.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lab/model/recipes.h"
#include "nn/activation.h"
#include "nn/linear.h"

namespace dropout {

/// Adds layers to a recipe in the way the Spec asks for, with buffers for `n` examples.
class Builder {
 public:
  Builder(const LayerMakers& makers, const Spec& spec, const Shape& shape, int n)
      : makers_(makers), spec_(spec), shape_(shape), n_(n) {}

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
  LayerPtr dropout(const std::string& name, Rate rate, int rows, int units, Parameter* next);
  /// Whether p drops units after hidden layers (and not weights, words, maps or paths).
  bool drops_units() const;
  /// Normalisation, if any, then the activation, of `channels` columns at each of `pixels`.
  void activate(std::vector<LayerPtr>& into, const std::string& name, int rows, int pixels,
                int channels);
  /// The Spec's hidden layers, each with its dropout, then the read-out.
  void classifier(int in, int rows);
  void read_out(int in, int rows);

  const Spec& spec() const { return spec_; }
  const Shape& shape() const { return shape_; }
  int examples() const { return n_; }

  Recipe recipe;
  bool reads_input = false;  // whether nothing below the next linear layer learns

 private:
  void hidden(const std::string& name, int in, int out, int rows);
  void hidden_branch(const std::string& name, int width, int rows, double share);
  void initialize(Linear& layer, int in);

  const LayerMakers& makers_;
  const Spec& spec_;
  const Shape& shape_;
  int n_;
  ConcreteDropout* unread_ = nullptr;
};

}  // namespace dropout
