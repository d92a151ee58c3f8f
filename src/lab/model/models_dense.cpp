// Recipes of fully connected networks: on numbers, and on the mean of word vectors.
#include "lab/model/builder.h"
#include "nn/embedding.h"

namespace dropout {

namespace {

/// Initial standard deviation of the text classifier's word vectors. It decides how fast words are
/// memorized: with 1 an epoch learns little, with 0.1 dropout hardly slows memorization.
constexpr float kWordDeviation = 0.5f;

}  // namespace

Recipe make_mlp(Builder build) {
  const Shape& shape = build.shape();
  const int n = build.examples();
  build.add<Dropout>("input.drop", Rate::input, n, shape.features);
  build.reads_input = true;
  build.classifier(shape.features, n);
  return std::move(build.recipe);
}

Recipe make_text(Builder build) {
  const Spec& spec = build.spec();
  const Shape& shape = build.shape();
  const int n = build.examples();
  const int width = spec.integer(Key::emb);
  auto bag = std::make_unique<EmbeddingBag>("embedding", shape.vocabulary, width, n, shape.length,
                                            spec.drop() == Drop::word);
  bag->table().initializer.normal = kWordDeviation;
  build.recipe.front = std::move(bag);
  build.add<Dropout>("embedding.drop", Rate::input, n, width);
  build.classifier(width, n);
  return std::move(build.recipe);
}

}  // namespace dropout
