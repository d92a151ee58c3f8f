// What a program can build networks of: the recipes of models, and the layers that only some Specs
// ask for. Passed in when an experiment is opened, so that a recipe that an engine does not name is
// not linked.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lab/model/shape.h"
#include "lab/spec/spec.h"
#include "nn/dropout.h"
#include "nn/layer.h"
#include "nn/linear.h"

namespace dropout {

class Builder;

/// The layers of a network, in order.
struct Recipe {
  std::unique_ptr<TokenLayer> front;
  std::vector<LayerPtr> layers;
  int pool = -1;  // index of the layer that turns tokens into examples, if any
  std::vector<ConcreteDropout*> concrete;
};

/// Makers of the layers beyond linear, activation and standard dropout, by subject; null where an
/// engine has none of it, which can_make() then tells.
struct LayerMakers {
  /// layers_dropout.cpp: the Spec's kind of elementwise dropout.
  LayerPtr (*dropout)(Builder& build, const std::string& name, Rate rate, int rows, int units,
                      Parameter* next) = nullptr;
  /// A linear layer whose weights drop.
  std::unique_ptr<Linear> (*dropconnect)(const std::string& name, int in, int out, int rows,
                                         int examples) = nullptr;
  /// The layers as a residual branch that stochastic depth may drop.
  LayerPtr (*branch)(const std::string& name, std::vector<LayerPtr> layers, int rows, int width,
                     double share) = nullptr;
  /// layers_norm.cpp
  LayerPtr (*norm)(Norm norm, const std::string& name, int rows, int pixels,
                   int channels) = nullptr;
};

/// layers_dropout.cpp
LayerPtr make_dropout(Builder& build, const std::string& name, Rate rate, int rows, int units,
                      Parameter* next);
std::unique_ptr<Linear> make_dropconnect(const std::string& name, int in, int out, int rows,
                                         int examples);
LayerPtr make_branch(const std::string& name, std::vector<LayerPtr> layers, int rows, int width,
                     double share);
/// layers_norm.cpp
LayerPtr make_norm(Norm norm, const std::string& name, int rows, int pixels, int channels);

struct RecipeEntry {
  Model model;
  Recipe (*make)(Builder build);
};

/// models_dense.cpp
Recipe make_mlp(Builder build);
Recipe make_text(Builder build);
/// models_image.cpp
Recipe make_cnn(Builder build);
/// models_sequence.cpp
Recipe make_lstm(Builder build);
Recipe make_transformer(Builder build);

/// What an engine can build.
struct Recipes {
  std::span<const RecipeEntry> models;
  LayerMakers layers;
};

/// Whether these recipes can make a Spec's network.
bool can_make(const Recipes& recipes, const Spec& spec);

/// The layers of a Spec that can_make() accepts, with buffers for `max_examples` examples.
Recipe make_recipe(const Recipes& recipes, const Spec& spec, const Shape& shape, int max_examples);

}  // namespace dropout
