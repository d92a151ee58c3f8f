// The recipe of a convolutional network.
#include "lab/model/builder.h"
#include "nn/conv.h"
#include "nn/pool.h"
#include "nn/spatial.h"

namespace dropout {

/// AlexNet's shape in small: two stages of convolution and pooling, then dropped-out
/// fully connected layers.
Recipe make_cnn(Builder build) {
  const Spec& spec = build.spec();
  const Shape& shape = build.shape();
  const int n = build.examples();
  int height = shape.image.height, width = shape.image.width, channels = shape.image.channels;
  for (int stage = 1; stage <= 2; ++stage) {
    const std::string name = "conv" + std::to_string(stage);
    const int maps = 16 * stage, pixels = height * width;
    auto& conv = build.add<Conv2d>(name, height, width, channels, maps, n);
    if (stage == 1) conv.set_first();
    build.activate(build.recipe.layers, name, n, pixels, maps);
    if (spec.drop() == Drop::spatial) {
      build.add<SpatialDropout>(name + ".drop", Rate::hidden, n, pixels, maps);
    } else if (spec.drop() == Drop::dropblock) {
      build.add<DropBlock>(name + ".drop", Rate::hidden, n, height, width, maps,
                           spec.integer(Key::block));
    }
    build.add<Dropout>(name + ".maps.drop", Rate::maps, n, pixels * maps);
    build.add<MaxPool2d>(name + ".pool", height, width, maps, n);
    height /= 2, width /= 2, channels = maps;
  }
  build.classifier(height * width * channels, n);
  return std::move(build.recipe);
}

}  // namespace dropout
