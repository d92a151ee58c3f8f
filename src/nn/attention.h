// Multi-head self-attention with dropout on the attention weights. Knows nothing of norms and
// residuals.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "nn/dropout.h"
#include "nn/linear.h"

namespace dropout {

/// For each example and each head of d = width / heads columns:
///   A = softmax(Q K^T / sqrt(d)) (T, T),  O = (m A / q) V,  y = [O of all heads] W_out^T + b_out
/// with [Q K V] = x W_in^T + b_in (Vaswani et al. 2017; parameters as torch.nn.MultiheadAttention).
/// The dropped weights are not normalised again: a row of them sums to 1 only on average.
/// x, y (rows, width), rows = samples x examples x length. Keys after an example's length, and
/// with `causal` keys after the query, have weight 0; queries after it attend to nothing (O = 0).
class MultiHeadAttention : public Layer {
 public:
  /// `heads` divides `width`. Buffers for max_rows rows of at most max_length tokens an example.
  MultiHeadAttention(const std::string& name, int width, int heads, int max_rows, int max_length,
                     bool causal);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void sites(std::vector<DropoutSite*>& all) override { all.push_back(&site_); }
  /// A and m A / q: (samples x examples x heads x length, length). The second is written here,
  /// not in training; it lives until the next call.
  void peeks(std::vector<Peek>& all) const override;
  double flops_per_row() const override;

 protected:
  /// What a kind of dropout does to a query's `keys` scores Q K^T before the softmax: nothing here.
  virtual void mask_scores(int sequence, int head, int query, float* scores, int keys);

 private:
  /// One head of one example: `tokens` valid rows of the qkv matrix from `row`.
  struct Tile {
    int sequence, head, row, tokens;
    View weights;      // (tokens, tokens) its A
    const Keep* mask;  // row i at mask + i * max_length
  };
  template <class Body>
  void for_tiles(Body body);
  template <class Body>
  void for_blocks(const Tile& tile, Body body) const;
  Tile tile(int sequence, int head) const;
  /// The end of the block of rows that row `i` of a tile stands in.
  int block_end(const Tile& tile, int i) const {
    constexpr int kBlock = 32;
    return causal_ ? std::min(tile.tokens, (i / kBlock + 1) * kBlock) : tile.tokens;
  }
  int keys(const Tile& tile, int query) const { return causal_ ? query + 1 : tile.tokens; }
  ConstView part(ConstView qkv, const Tile& tile, int which) const;
  View part(View qkv, const Tile& tile, int which) const;
  ConstView dropped(const Tile& tile, View out) const;
  void forward_tile(const Tile& tile, ConstView qkv);
  void backward_tile(const Tile& tile, ConstView qkv, ConstView d_heads);

  std::string name_;
  int width_, heads_, head_width_, max_length_;
  bool causal_;
  float temperature_;  // 1 / sqrt(d)
  Linear in_, out_;
  DropoutSite site_;  // a row an example: (heads, max_length, max_length) units

  mutable Matrix weights_;      // A of all tiles, each (length, length)
  mutable Matrix peeked_;       // m A / q likewise, written when asked for
  Matrix heads_out_;            // (max_rows, width) O of all heads
  Matrix d_qkv_;                // (max_rows, 3 width)
  Matrix dropped_, d_weights_;  // (max_length, max_length) of one tile
  ConstView qkv_;               // (rows, 3 width)
  const Keep* mask_ = nullptr;  // of the last pass, null where nothing drops
  int length_ = 1, sequences_ = 0, examples_ = 1;
  const int* lengths_ = nullptr;
};

}  // namespace dropout
