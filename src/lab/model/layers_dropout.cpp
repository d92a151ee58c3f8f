// The kinds of dropout of hidden layers beyond the standard one.
#include <algorithm>

#include "lab/model/builder.h"
#include "nn/residual.h"
#include "nn/sequential.h"

namespace dropout {
namespace {

/// Concrete dropout's prior length scale (Gal, Hron & Kendall 2017: l = 1e-2).
constexpr float kLengthSquared = 1e-4f;

}  // namespace

LayerPtr make_dropout(Builder& build, const std::string& name, Rate rate, int rows, int units,
                      Parameter* next) {
  switch (build.spec().drop()) {
    case Drop::classic:
      return std::make_unique<ClassicDropout>(name, rate, rows, units);
    case Drop::gaussian:
      return std::make_unique<GaussianDropout>(name, rate, rows, units);
    case Drop::alpha:
      return std::make_unique<AlphaDropout>(name, rate, rows, units);
    case Drop::concrete: {
      auto layer = std::make_unique<ConcreteDropout>(name, rate, rows, units, next);
      const float examples = static_cast<float>(std::max(1, build.shape().examples));
      const float entropy = build.shape().task == Task::regress ? 2.0f : 1.0f;
      layer->set_regularizers(kLengthSquared / examples, entropy / examples);
      build.recipe.concrete.push_back(layer.get());
      return layer;
    }
    default:
      return std::make_unique<Dropout>(name, rate, rows, units);
  }
}

std::unique_ptr<Linear> make_dropconnect(const std::string& name, int in, int out, int rows,
                                         int examples) {
  return std::make_unique<DropConnect>(name, Rate::hidden, in, out, rows, examples);
}

LayerPtr make_branch(const std::string& name, std::vector<LayerPtr> layers, int rows, int width,
                     double share) {
  auto branch = std::make_unique<Sequential>();
  for (LayerPtr& layer : layers) branch->add_layer(std::move(layer));
  return std::make_unique<Residual>(name, std::move(branch), rows, width, share);
}

}  // namespace dropout
