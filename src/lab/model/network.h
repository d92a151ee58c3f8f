// A network: layers in a row behind an optional token layer, made by the recipe of a Spec's model,
// initialized from its seed, run in any phase. Knows no data beyond its shape.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "lab/model/recipes.h"
#include "lab/model/shape.h"
#include "lab/spec/spec.h"
#include "nn/dropout.h"
#include "nn/layer.h"

namespace dropout {

class Network {
 public:
  /// Of a Spec that these recipes can make.
  Network(const Recipes& recipes, const Spec& spec, const Shape& shape);

  /// Logits or predictions (rows, outputs): rows are samples x examples (x length, for a language
  /// model). With several samples, what stands before the first active dropout runs once. `batch`
  /// may have at most max_examples() / pass.samples examples.
  ConstView forward(const Batch& batch, const Pass& pass);
  /// As forward(), for passes over one batch in several groups: begin_passes() runs once what
  /// stands before the first active dropout, for at most `most` samples at once; then each
  /// forward_passes() gives the outputs of a group. Nothing else may run in between.
  void begin_passes(const Batch& batch, const Pass& pass, int most);
  ConstView forward_passes(const Pass& pass);
  /// Gradients of every parameter; for a forward of one sample.
  void backward(ConstView dy);

  /// Weights drawn from the seed; statistics and other parameters at their initial values.
  void initialize(std::uint32_t seed);
  /// Gives every site its rate: the Spec's rates times `factor`.
  void set_rates(const Spec& spec, float factor);
  /// Adds the gradients of regularizers that are part of the model (concrete dropout).
  void regularize();

  const std::vector<Parameter*>& parameters() const { return parameters_; }
  const std::vector<Parameter*>& buffers() const { return buffers_; }
  const std::vector<DropoutSite*>& sites() const { return sites_; }
  const std::vector<ConcreteDropout*>& concrete() const { return recipe_.concrete; }
  const std::vector<LayerPtr>& layers() const { return recipe_.layers; }
  TokenLayer* front() const { return recipe_.front.get(); }
  std::vector<Peek> peeks() const;

  const Shape& shape() const { return shape_; }
  int max_examples() const { return max_examples_; }
  /// Trained floats.
  std::size_t size() const;

 private:
  ConstView run(ConstView x, std::size_t first, std::size_t last, Pass pass);
  std::size_t first_active(const Pass& pass) const;
  bool front_drops(const Pass& pass) const;
  Pass of_batch(const Batch& batch, Pass pass) const;

  Shape shape_;
  int max_examples_;
  Recipe recipe_;
  std::vector<Parameter*> parameters_, buffers_;
  std::vector<DropoutSite*> sites_;
  std::vector<int> sites_before_;  // number of sites before layer i
  // Of passes in groups: their batch; the rows of what stands before layer `passes_from_`, which
  // passes share, once a sample.
  Batch passes_batch_;
  std::size_t passes_from_ = 0;
  int passes_rows_ = 0, passes_cols_ = 0;
  std::vector<float> repeated_;
};

}  // namespace dropout
