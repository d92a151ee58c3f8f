// Recipes of networks that read token after token.
#include "lab/model/builder.h"
#include "nn/dropkey.h"
#include "nn/embedding.h"
#include "nn/lstm.h"
#include "nn/norm.h"
#include "nn/sequential.h"
#include "nn/transformer.h"

namespace dropout {
namespace {

/// One row an example from the rows of its tokens, where that is what is classified.
int pool(Builder& build, SequencePool::How how, int rows, int units) {
  if (build.shape().task == Task::language) return rows;
  build.recipe.pool = static_cast<int>(build.recipe.layers.size());
  build.add<SequencePool>("pool", how, rows, build.examples(), units);
  return build.examples();
}

}  // namespace

Recipe make_lstm(Builder build) {
  const Spec& spec = build.spec();
  const Shape& shape = build.shape();
  const int n = build.examples();
  const int rows = n * shape.length, width = spec.integer(Key::width);
  const int depth = spec.integer(Key::depth);
  int in = spec.integer(Key::emb);
  build.recipe.front = std::make_unique<Embedding>("embedding", shape.vocabulary, in, n,
                                                   shape.length, false, spec.drop() == Drop::word);
  build.add<Dropout>("embedding.drop", Rate::input, rows, in);
  const LstmDropout kind = spec.drop() == Drop::variational ? LstmDropout::variational
                           : spec.drop() == Drop::recurrent ? LstmDropout::recurrent
                                                            : LstmDropout::none;
  for (int i = 1; i <= depth; ++i) {
    const std::string name = "lstm" + std::to_string(i);
    build.add<Lstm>(name, in, width, rows, shape.length, kind, i == depth);
    if (build.drops_units() && i < depth) {  // as torch: between layers, never after the last
      build.add_layer(build.dropout(name + ".drop", Rate::hidden, rows, width, nullptr));
    }
    in = width;
  }
  build.read_out(width, pool(build, SequencePool::How::last, rows, width));
  return std::move(build.recipe);
}

Recipe make_transformer(Builder build) {
  const Spec& spec = build.spec();
  const Shape& shape = build.shape();
  const int n = build.examples();
  const int rows = n * shape.length;
  TransformerShape block;
  block.width = spec.integer(Key::width);
  block.heads = spec.integer(Key::heads);
  block.causal = shape.task == Task::language;
  block.pre_norm = static_cast<Order>(spec.integer(Key::order)) == Order::pre;
  block.act = spec.act();
  block.max_rows = rows;
  block.max_length = shape.length;
  block.drop_path = spec.drop() == Drop::path;
  block.of = spec.integer(Key::depth);
  build.recipe.front = std::make_unique<Embedding>("embedding", shape.vocabulary, block.width, n,
                                                   shape.length, true, spec.drop() == Drop::word);
  build.add<Dropout>("embedding.drop", Rate::input, rows, block.width);
  const auto hidden = [&](const std::string& name, int max_rows, int units, Parameter* next) {
    return build.drops_units() ? build.dropout(name, Rate::hidden, max_rows, units, next) : nullptr;
  };
  const MakeAttention attention =
      spec.drop() == Drop::dropkey ? make_dropkey_attention : make_attention;
  for (block.block = 1; block.block <= block.of; ++block.block) {
    build.add<TransformerBlock>("block" + std::to_string(block.block), block, hidden, attention);
  }
  if (block.pre_norm) build.add<LayerNorm>("norm", rows, block.width);
  build.read_out(block.width, pool(build, SequencePool::How::mean, rows, block.width));
  return std::move(build.recipe);
}

}  // namespace dropout
