// Normalisation behind hidden layers and convolutions.
#include "lab/model/recipes.h"
#include "nn/norm.h"

namespace dropout {

LayerPtr make_norm(Norm norm, const std::string& name, int rows, int pixels, int channels) {
  if (norm == Norm::batch) return std::make_unique<BatchNorm>(name, rows * pixels, channels);
  return std::make_unique<LayerNorm>(name, rows, pixels * channels);
}

}  // namespace dropout
