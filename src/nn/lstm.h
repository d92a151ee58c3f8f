// One LSTM layer over padded sequences, with variational dropout (one mask for all steps) or a
// fresh mask a step. Knows nothing of tokens; a stack is several of these in a Sequential, with
// Dropout between them and none after the last, as torch.nn.LSTM.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nn/dropout.h"
#include "nn/layer.h"

namespace dropout {

/// What drops inside an LSTM layer, everywhere with the network's hidden rate:
/// variational: x_t, h_{t-1} and, where asked for, y_t, each with one mask for all time steps
///   (Gal & Ghahramani 2016, tied: the four gates share it);
/// recurrent: h_{t-1} only, with a fresh mask each time step - what destroys its memory.
enum class LstmDropout { none, variational, recurrent };

/// y_t = h_t of
///   z_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh, in blocks of H rows: i, f, g, o
///   c_t = sigmoid(f) c_{t-1} + sigmoid(i) tanh(g),  h_t = sigmoid(o) tanh(c_t),  h_0 = c_0 = 0
/// x (rows, in), y (rows, H), rows = samples x examples x length. Padded steps give y = 0 and
/// take no gradient. Parameters, their order and their initial values are torch.nn.LSTM's: W_ih
/// (4H, in), W_hh (4H, H), b_ih (4H), b_hh (4H), uniform in +-1/sqrt(H).
class Lstm : public Layer {
 public:
  /// Buffers for max_rows rows of sequences of at most max_length steps, and so for
  /// max_rows / max_length sequences. `drop_output`: variational dropout masks y too (the last
  /// layer of a stack; below it the next layer's input mask does).
  Lstm(const std::string& name, int in, int width, int max_rows, int max_length,
       LstmDropout kind = LstmDropout::none, bool drop_output = true);
  ConstView forward(ConstView x, const Pass& pass) override;
  ConstView backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void sites(std::vector<DropoutSite*>& all) override;
  void peeks(std::vector<Peek>& all) const override;
  double flops_per_row() const override { return 2.0 * (w_ih_.value.size() + w_hh_.value.size()); }

 private:
  /// A site that masks one vector of each sequence: the same at all steps, or each its own.
  struct Mask {
    std::optional<DropoutSite> site;
    bool fresh = false;
    bool on = false;  // whether it drops in this pass
    const Keep* drawn = nullptr;
    float scale = 1;

    void draw(int sequences, Pass pass);
    /// out = m v / q for the vector of sequence n at step t; a copy where idle.
    void apply(const float* v, int n, int t, float* out, int width) const;
  };

  bool valid(int n, int t) const { return !lengths_ || t < lengths_[n % examples_]; }
  void gather(ConstView x);
  void step_forward(int t);
  void step_backward(ConstView dy, int t);

  std::string name_;
  int width_;
  Parameter w_ih_, w_hh_, b_ih_, b_hh_;
  Mask input_, recurrent_, output_;

  // Inside, rows are steps x sequences: what a time step needs lies together.
  Matrix x_;          // (max_rows, in) masked input, 0 where padded
  Matrix z_, dz_;     // (max_rows, 4H) sigmoid and tanh of the gates; dL/d(gates before them)
  Matrix h_, c_;      // (max_rows + sequences, H) states, the first block 0
  Matrix tanh_c_;     // (max_rows, H)
  Matrix masked_h_;   // (max_rows, H) m h_{t-1} / q, where that is not h_{t-1}
  Matrix dh_, dc_;    // (sequences, H) dL/dh_t, dL/dc_t
  Matrix dh_before_;  // (sequences, H) dL/d(m h_{t-1} / q)
  Matrix w_hh_t_;     // (H, 4H + padding) transposed once a pass
  Matrix bias_;       // (1, 4H) b_ih + b_hh
  Matrix dx_steps_;   // (max_rows, in)
  Matrix y_, dx_;     // (max_rows, H), (max_rows, in) as the caller orders rows

  int length_ = 1, sequences_ = 0, examples_ = 1;
  const int* lengths_ = nullptr;
};

}  // namespace dropout
