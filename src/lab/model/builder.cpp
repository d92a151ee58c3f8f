// Hidden layers as a Spec asks for them.
#include "lab/model/builder.h"

#include "math/simd.h"

namespace dropout {

LayerPtr Builder::dropout(const std::string& name, Rate rate, int rows, int units,
                          Parameter* next) {
  if (spec_.drop() == Drop::standard) return std::make_unique<Dropout>(name, rate, rows, units);
  return makers_.dropout(*this, name, rate, rows, units, next);
}

bool Builder::drops_units() const { return info(spec_.drop()).masked == Masked::units; }

void Builder::activate(std::vector<LayerPtr>& into, const std::string& name, int rows, int pixels,
                       int channels) {
  if (spec_.norm() != Norm::none) {
    into.push_back(makers_.norm(spec_.norm(), name + ".norm", rows, pixels, channels));
  }
  into.push_back(std::make_unique<Activation>(name + ".act", spec_.act(), rows, pixels * channels));
}

void Builder::hidden(const std::string& name, int in, int out, int rows) {
  auto layer = spec_.drop() == Drop::dropconnect ? makers_.dropconnect(name, in, out, rows, n_)
                                                 : std::make_unique<Linear>(name, in, out, rows);
  initialize(*layer, in);
  add_layer(std::move(layer));
  activate(recipe.layers, name, rows, 1, out);
  if (!drops_units()) return;
  add_layer(dropout(name + ".drop", Rate::hidden, rows, out, nullptr));
  if (spec_.drop() == Drop::concrete) unread_ = recipe.concrete.back();
}

void Builder::hidden_branch(const std::string& name, int width, int rows, double share) {
  std::vector<LayerPtr> layers;
  auto linear = std::make_unique<Linear>(name, width, width, rows);
  initialize(*linear, width);
  layers.push_back(std::move(linear));
  activate(layers, name, rows, 1, width);
  add_layer(makers_.branch(name + ".path", std::move(layers), rows, width, share));
}

void Builder::classifier(int in, int rows) {
  const int width = spec_.integer(Key::width), depth = spec_.integer(Key::depth);
  for (int i = 1; i <= depth; ++i) {
    const std::string name = "hidden" + std::to_string(i);
    if (spec_.drop() == Drop::path && i > 1) {
      hidden_branch(name, width, rows, static_cast<double>(i - 1) / (depth - 1));
    } else {
      hidden(name, in, width, rows);
    }
    in = width;
  }
  read_out(in, rows);
}

void Builder::read_out(int in, int rows) {
  initialize(add<Linear>("out", in, shape_.outputs, rows), in);
}

/// Weights N(0, gain / in), biases 0: gain 2 where the activation halves the variance (He et al.
/// 2015), else 1 (Klambauer et al. 2017). Concrete dropout before this layer gets its weights.
void Builder::initialize(Linear& layer, int in) {
  if (reads_input) layer.set_first();
  reads_input = false;
  const bool halves = spec_.act() == Function::relu || spec_.act() == Function::gelu;
  layer.weight().initializer = {0, 0, sqrt((halves ? 2.0f : 1.0f) / static_cast<float>(in))};
  layer.bias().initializer = {};
  if (unread_) unread_->set_next(&layer.weight());
  unread_ = nullptr;
}

}  // namespace dropout
