// DropKey: attention that drops keys before the softmax instead of weights behind it. The attention
// itself is in attention.h.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "nn/attention.h"
#include "nn/transformer.h"

namespace dropout {

/// A = softmax(Q K^T / sqrt(d) - inf (1 - m)), one m for each query and key (Li et al. 2023,
/// "DropKey for Vision Transformer", arXiv 2208.02646). Rows still sum to 1, so nothing is scaled.
/// Where all keys of a query drop, all stay: the same number taken from all scores changes no
/// softmax. backward() is attention's own: a dropped key has weight 0, and with it gradient 0.
class DropKeyAttention : public MultiHeadAttention {
 public:
  DropKeyAttention(const std::string& name, int width, int heads, int max_rows, int max_length,
                   bool causal)
      : MultiHeadAttention(name, width, heads, max_rows, max_length, causal),
        heads_(heads),
        max_length_(max_length),
        keys_(name + ".keys", Rate::hidden, max_rows / max_length,
              heads * max_length * max_length) {}

  ConstView forward(ConstView x, const Pass& pass) override {
    Pass one_row = pass;  // a mask row an example, whatever its length
    one_row.length = 1;
    mask_ = keys_.idle(pass) ? nullptr : keys_.draw(x.rows / pass.length, one_row);
    return MultiHeadAttention::forward(x, pass);
  }

  void sites(std::vector<DropoutSite*>& all) override {
    MultiHeadAttention::sites(all);
    all.push_back(&keys_);
  }

 protected:
  void mask_scores(int sequence, int head, int query, float* scores, int keys) override {
    if (!mask_) return;
    const auto tile = static_cast<std::ptrdiff_t>(sequence) * heads_ + head;
    const Keep* kept = mask_ + (tile * max_length_ + query) * max_length_;
    if (std::none_of(kept, kept + keys, [](Keep keep) { return keep != 0; })) return;
    for (int j = 0; j < keys; ++j) scores[j] = kept[j] ? scores[j] : kNever;
  }

 private:
  static constexpr float kNever = -1e12f;  // its exponential is exactly 0

  int heads_, max_length_;
  DropoutSite keys_;            // a row an example: (heads, max_length, max_length) units
  const Keep* mask_ = nullptr;  // of the last pass, null where nothing drops
};

inline LayerPtr make_dropkey_attention(const std::string& name, const TransformerShape& s) {
  return std::make_unique<DropKeyAttention>(name, s.width, s.heads, s.max_rows, s.max_length,
                                            s.causal);
}

}  // namespace dropout
