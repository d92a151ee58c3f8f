// Which recipe a Spec is made by, of those that the engine has.
#include "lab/model/recipes.h"

namespace dropout {

bool has_recipe(const Spec& spec) {
  const bool plain = spec.norm() == Norm::none && info(spec.drop()).in_small;
  if (!plain && !optional_layers()) return false;
  for (const RecipeEntry& entry : recipes()) {
    if (entry.model == spec.model()) return true;
  }
  return false;
}

Recipe make_recipe(const Spec& spec, const Shape& shape, int max_examples) {
  for (const RecipeEntry& entry : recipes()) {
    if (entry.model == spec.model()) return entry.make(spec, shape, max_examples);
  }
  return {};
}

}  // namespace dropout
