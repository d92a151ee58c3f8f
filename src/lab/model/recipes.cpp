// Which recipe a Spec is made by.
#include "lab/model/recipes.h"

#include "lab/model/builder.h"

namespace dropout {
namespace {

const RecipeEntry* find(const Recipes& recipes, Model model) {
  for (const RecipeEntry& entry : recipes.models) {
    if (entry.model == model) return &entry;
  }
  return nullptr;
}

}  // namespace

bool can_make(const Recipes& recipes, const Spec& spec) {
  if (!find(recipes, spec.model())) return false;
  if (spec.norm() != Norm::none && !recipes.layers.norm) return false;
  return info(spec.drop()).in_small || recipes.layers.dropout;
}

Recipe make_recipe(const Recipes& recipes, const Spec& spec, const Shape& shape, int max_examples) {
  const RecipeEntry* entry = find(recipes, spec.model());
  return entry ? entry->make(Builder(recipes.layers, spec, shape, max_examples)) : Recipe{};
}

}  // namespace dropout
