// The recipes of the models, and which of them this program has: engines/ names them, and what it
// does not name is left out of the download.
#pragma once

#include <span>

#include "lab/model/builder.h"
#include "lab/model/network.h"

namespace dropout {

struct RecipeEntry {
  Model model;
  Recipe (*make)(const Spec& spec, const Shape& shape, int max_examples);
};

/// Every model this engine can make.
std::span<const RecipeEntry> recipes();

/// models_dense.cpp
Recipe make_mlp(const Spec& spec, const Shape& shape, int max_examples);
Recipe make_text(const Spec& spec, const Shape& shape, int max_examples);
/// models_image.cpp
Recipe make_cnn(const Spec& spec, const Shape& shape, int max_examples);
/// models_sequence.cpp
Recipe make_lstm(const Spec& spec, const Shape& shape, int max_examples);
Recipe make_transformer(const Spec& spec, const Shape& shape, int max_examples);

/// optional_layers.cpp
const OptionalLayers& all_optional_layers();

}  // namespace dropout
