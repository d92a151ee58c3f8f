// What an engine is made of: recipes, rare layers and answers. One file of engines/ is linked into
// each program and names them: what it does not name is left out of the download.
#pragma once

#include <span>
#include <string_view>

#include "lab/ask.h"
#include "lab/builder.h"
#include "lab/network.h"

namespace dropout {

struct RecipeEntry {
  Model model;
  Recipe (*make)(const Spec& spec, const Shape& shape, int max_examples);
};

struct AnswerEntry {
  std::string_view what;
  Answer (*answer)(const Asked&, const Question&);
};

/// Every model this engine can make, and every question it can answer.
std::span<const RecipeEntry> recipes();
std::span<const AnswerEntry> answers();

/// models_dense.cpp
Recipe make_mlp(const Spec& spec, const Shape& shape, int max_examples);
Recipe make_text(const Spec& spec, const Shape& shape, int max_examples);
/// models_image.cpp
Recipe make_cnn(const Spec& spec, const Shape& shape, int max_examples);
/// models_sequence.cpp
Recipe make_lstm(const Spec& spec, const Shape& shape, int max_examples);
Recipe make_transformer(const Spec& spec, const Shape& shape, int max_examples);

/// rare_layers.cpp
const RareLayers& all_rare_layers();

}  // namespace dropout
