// Interface of all layers: forward and backward passes, on buffers sized by the constructor.
// Knows nothing of data sets, Specs or optimizers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "math/matrix.h"
#include "math/random.h"

namespace dropout {

/// train: dropout drops, BatchNorm uses (and, if asked, updates with) the batch's statistics.
/// eval: dropout is the identity, BatchNorm uses its running statistics.
/// mc: dropout drops, everything else as in eval (Gal & Ghahramani 2016).
enum class Phase : std::uint8_t { train, eval, mc };

/// One forward pass: its mode and the coordinates of its random draws. A mask is a pure function
/// of (seed, stream, step, sample, layer, element), so no pass depends on another.
struct Pass {
  Phase phase = Phase::eval;
  Random random{};           // seed and stream of the masks
  std::uint32_t step = 0;    // training step, or number of the draw asked for
  std::uint32_t sample = 0;  // first MC sample among these rows
  int samples = 1;           // rows are `samples` equal groups, one per MC sample
  bool shared_mask = false;  // one mask for all examples of a sample: a draw of a *function*
  int length = 1;            // tokens an example; rows = samples x examples x length, in this order
  const int* lengths = nullptr;   // (examples of one sample) tokens that are not padding; or all
  bool update_statistics = true;  // whether BatchNorm learns its running statistics in train

  bool drops() const { return phase != Phase::eval; }
  int examples(int rows) const { return rows / (samples * length); }
};

/// Initial values: a constant, plus a uniform draw in +-uniform, plus N(0, normal^2).
struct Initializer {
  float constant = 0, uniform = 0, normal = 0;
};

/// A trained matrix with its gradient. backward() overwrites `gradient` (of the touched rows only,
/// when `sparse`).
struct Parameter {
  std::string name;
  Matrix value;              // (rows, cols)
  Matrix gradient;           // as value
  bool decays = true;        // weight decay applies (weights yes; biases, norms, positions no)
  bool sparse = false;       // only `touched` rows have a gradient (embeddings)
  std::vector<int> touched;  // distinct rows with a gradient in this step; capacity reserved
  Initializer initializer;   // set by the layer; the network draws the values from the seed

  Parameter() = default;
  Parameter(std::string name_, int rows, int cols, bool decays_ = true)
      : name(std::move(name_)), value(rows, cols), gradient(rows, cols), decays(decays_) {}
};

class BatchNorm;
class DropoutSite;

/// Input of a network: dense rows or padded tokens, one of the two.
struct Batch {
  ConstView x;                   // (examples, features)
  const int* tokens = nullptr;   // (examples, length), -1 where padded
  const int* lengths = nullptr;  // (examples)
  int examples = 0, length = 1;
};

/// A named matrix of a layer's last forward pass, for inspection.
struct Peek {
  std::string name;
  ConstView values;
};

/// A differentiable function of rows. Buffers are sized by the constructor for `max_rows`;
/// forward and backward allocate nothing.
class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// y (rows, out) of x (rows, in). The result lives until the next forward; x must outlive
  /// backward.
  virtual ConstView forward(ConstView x, const Pass& pass) = 0;
  /// dL/dx (rows, in) of dL/dy (rows, out) for the last forward; overwrites parameter gradients.
  virtual ConstView backward(ConstView dy) = 0;

  /// Every trained matrix, in a fixed order.
  virtual void parameters(std::vector<Parameter*>&) {}
  /// Every place that drops, in a fixed order.
  virtual void sites(std::vector<DropoutSite*>&) {}
  /// Everything worth showing of the last forward pass (activations, attention, maps).
  virtual void peeks(std::vector<Peek>&) const {}
  /// Learned state that is not trained by gradient (BatchNorm's running statistics).
  virtual void buffers(std::vector<Parameter*>&) {}
  /// Adds the BatchNorms within, those in branches too.
  virtual void norms(std::vector<BatchNorm*>&) {}
  /// Floating-point operations of one forward pass, per row; a multiply-add is two.
  virtual double flops_per_row() const { return 0; }
};

using LayerPtr = std::unique_ptr<Layer>;

/// What turns a batch of tokens into rows; as a Layer, but its input has no gradient.
class TokenLayer {
 public:
  TokenLayer() = default;
  TokenLayer(const TokenLayer&) = delete;
  TokenLayer& operator=(const TokenLayer&) = delete;
  virtual ~TokenLayer() = default;
  virtual ConstView forward(const Batch& batch, const Pass& pass) = 0;
  virtual void backward(ConstView dy) = 0;
  virtual void parameters(std::vector<Parameter*>& all) = 0;
  virtual void sites(std::vector<DropoutSite*>&) {}
};

}  // namespace dropout
