// A transformer block: attention and a feed-forward network, each a residual branch with its norm.
// A recipe; all mathematics is in the layers. Knows nothing of embeddings and heads.
#pragma once

#include <functional>
#include <string>

#include "nn/activation.h"
#include "nn/sequential.h"

namespace dropout {

/// The shape of a block, with buffers for max_rows rows of at most max_length tokens an example.
struct TransformerShape {
  int width = 64;       // D; x and y are (rows, D)
  int heads = 4;        // they divide the width
  int feedforward = 0;  // units between the two linear layers; 0 is 4 D
  bool causal = false;
  bool pre_norm = true;  // LayerNorm before each branch, or after each addition
  Function act = Function::gelu;
  int max_rows = 1, max_length = 1;
  bool drop_path = false;  // stochastic depth with the linear depth rule:
  int block = 1, of = 1;   // this is block 1 .. of; its two branches count as one depth
};

/// Makes what drops between the activation and the second linear layer, `next` being the weights
/// that read it. May return null: nothing drops there.
using MakeHiddenDropout =
    std::function<LayerPtr(const std::string& name, int max_rows, int units, Parameter* next)>;

/// Standard dropout with the network's hidden rate.
LayerPtr make_standard_dropout(const std::string& name, int max_rows, int units, Parameter* next);

/// Makes the attention of a block.
using MakeAttention =
    std::function<LayerPtr(const std::string& name, const TransformerShape& shape)>;

/// Multi-head attention with dropout on its weights.
LayerPtr make_attention(const std::string& name, const TransformerShape& shape);

/// pre:  x = x + drop(attention(norm1(x)));  y = x + drop(feedforward(norm2(x)))
/// post: x = norm1(x + drop(attention(x)));  y = norm2(x + drop(feedforward(x)))
/// with feedforward(x) = linear2(hidden drop(act(linear1(x)))), as torch's TransformerEncoderLayer
/// (Vaswani et al. 2017; pre: Xiong et al. 2020). Four places drop: attention weights
/// (Rate::attention), the ends of both branches (Rate::residual), the hidden units (Rate::hidden).
class TransformerBlock : public Sequential {
 public:
  TransformerBlock(const std::string& name, const TransformerShape& shape,
                   const MakeHiddenDropout& hidden = make_standard_dropout,
                   const MakeAttention& attention = make_attention);
};

}  // namespace dropout
