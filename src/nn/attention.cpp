// Head by head, so that a head's weights stay in the nearest cache: they are written once, and
// the dropped ones are made anew from the mask where they are needed.
#include "nn/attention.h"

#include <algorithm>

#include "math/elementary.h"
#include "math/gemm.h"
#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

// row = softmax(temperature row) of its first n values, in place.
void softmax(float* row, int n, float temperature) {
  const f32x4 factor = splat(temperature);
  const int whole = n / 4 * 4, rest = n - whole;
  constexpr float kNone = -__builtin_inff();
  float padded[4] = {kNone, kNone, kNone, kNone};
  std::copy_n(row + whole, rest, padded);

  f32x4 highest = load(padded) * factor;
  for (int i = 0; i < whole; i += 4) highest = max(highest, load(row + i) * factor);
  const float top = std::max(std::max(highest[0], highest[1]), std::max(highest[2], highest[3]));
  f32x4 total = {};
  for (int i = 0; i < whole; i += 4) {
    const f32x4 e = exp(load(row + i) * factor - splat(top));
    total += e;
    store(row + i, e);
  }
  const i32x4 tail_lanes = i32x4{0, 1, 2, 3} < splat(rest);
  const f32x4 last = select(tail_lanes, load(padded) * factor - splat(top), splat(0.0f));
  const f32x4 tail = select(tail_lanes, exp(last), splat(0.0f));  // no exp of a slow -inf
  total += tail;
  const f32x4 share = splat(1.0f / horizontal_sum(total));
  for (int i = 0; i < whole; i += 4) store(row + i, load(row + i) * share);
  store(padded, tail * share);
  std::copy_n(padded, rest, row + whole);
}

}  // namespace

MultiHeadAttention::MultiHeadAttention(const std::string& name, int width, int heads, int max_rows,
                                       int max_length, bool causal)
    : name_(name),
      width_(width),
      heads_(heads),
      head_width_(width / heads),
      max_length_(max_length),
      causal_(causal),
      temperature_(1.0f / sqrt(static_cast<float>(head_width_))),
      in_(name + ".in", width, 3 * width, max_rows),
      out_(name + ".out", width, width, max_rows),
      site_(name + ".weights", Rate::attention, max_rows / max_length,
            heads * max_length * max_length),
      weights_(max_rows * heads, max_length),
      heads_out_(max_rows, width),
      d_qkv_(max_rows, 3 * width),
      dropped_(max_length, max_length),
      d_weights_(max_length, max_length) {
  in_.weight().initializer.uniform =
      sqrt(1.5f / static_cast<float>(width));  // Glorot & Bengio 2010
  in_.bias().initializer = out_.bias().initializer = {};
}

void MultiHeadAttention::parameters(std::vector<Parameter*>& all) {
  in_.parameters(all);
  out_.parameters(all);
}

double MultiHeadAttention::flops_per_row() const {
  return in_.flops_per_row() + out_.flops_per_row() + 4.0 * max_length_ * width_;
}

MultiHeadAttention::Tile MultiHeadAttention::tile(int sequence, int head) const {
  const int tokens = lengths_ ? lengths_[sequence % examples_] : length_;
  const std::ptrdiff_t index = static_cast<std::ptrdiff_t>(sequence) * heads_ + head;
  float* weights = weights_.data() + index * length_ * length_;
  return {sequence,
          head,
          sequence * length_,
          tokens,
          View(weights, tokens, tokens, length_),
          mask_ ? mask_ + index * max_length_ * max_length_ : nullptr};
}

// Q (0), K (1) or V (2) of a tile: (tokens, d).
ConstView MultiHeadAttention::part(ConstView qkv, const Tile& tile, int which) const {
  return qkv.slice(tile.row, tile.tokens)
      .columns(which * width_ + tile.head * head_width_, head_width_);
}
View MultiHeadAttention::part(View qkv, const Tile& tile, int which) const {
  return qkv.slice(tile.row, tile.tokens)
      .columns(which * width_ + tile.head * head_width_, head_width_);
}

// m A / q
ConstView MultiHeadAttention::dropped(const Tile& tile, View out) const {
  if (!tile.mask) return tile.weights;
  const float scale = site_.scale();
  for (int i = 0; i < tile.tokens; ++i) {
    apply_mask(tile.weights.row(i), tile.mask + static_cast<std::ptrdiff_t>(i) * max_length_, scale,
               out.row(i), block_end(tile, i));
  }
  return {out.data, tile.tokens, tile.tokens, out.stride};
}

template <class Body>
void MultiHeadAttention::for_tiles(Body body) {
  for (int n = 0; n < sequences_; ++n) {
    for (int head = 0; head < heads_; ++head) body(tile(n, head));
  }
}

// Calls body(begin, end) for blocks of queries, which see no key from `end` on, and of keys, which
// no query before `begin` sees: products leave out most of what a causal mask makes zero.
template <class Body>
void MultiHeadAttention::for_blocks(const Tile& tile, Body body) const {
  for (int begin = 0, end; begin < tile.tokens; begin = end) {
    end = block_end(tile, begin);
    body(begin, end);
  }
}

// y = O W_out^T + b_out
ConstView MultiHeadAttention::forward(ConstView x, const Pass& pass) {
  length_ = pass.length;
  sequences_ = x.rows / length_;
  examples_ = sequences_ / pass.samples;
  lengths_ = pass.lengths;
  Pass one_row = pass;  // a mask row an example, whatever its length
  one_row.length = 1;
  mask_ = site_.idle(pass) ? nullptr : site_.draw(sequences_, one_row);
  qkv_ = in_.forward(x, pass);
  for_tiles([&](const Tile& t) { forward_tile(t, qkv_); });
  return out_.forward(heads_out_.top(x.rows), pass);
}

void MultiHeadAttention::mask_scores(int, int, int, float*, int) {}

// A = softmax(Q K^T / sqrt d), O = (m A / q) V
void MultiHeadAttention::forward_tile(const Tile& t, ConstView qkv) {
  const ConstView q = part(qkv, t, 0), k = part(qkv, t, 1), v = part(qkv, t, 2);
  for_blocks(t, [&](int begin, int end) {
    gemm(q.slice(begin, end - begin), Op::n, k.slice(0, end), Op::t,
         t.weights.slice(begin, end - begin).columns(0, end));
  });
  for (int i = 0; i < t.tokens; ++i) {
    float* row = t.weights.row(i);
    mask_scores(t.sequence, t.head, i, row, keys(t, i));
    softmax(row, keys(t, i), temperature_);
    std::fill(row + keys(t, i), row + length_, 0.0f);
  }
  std::fill(t.weights.row(t.tokens), t.weights.row(length_), 0.0f);

  const View out =
      heads_out_.view().slice(t.row, length_).columns(t.head * head_width_, head_width_);
  const ConstView weights = dropped(t, dropped_);
  for_blocks(t, [&](int begin, int end) {
    gemm(weights.slice(begin, end - begin).columns(0, end), Op::n, v.slice(0, end), Op::n,
         out.slice(begin, end - begin));
  });
  for (int i = t.tokens; i < length_; ++i) std::fill_n(out.row(i), head_width_, 0.0f);
}

// y = O W_out^T + b_out, [Q K V] = x W_in^T + b_in
ConstView MultiHeadAttention::backward(ConstView dy) {
  const ConstView d_heads = out_.backward(dy);
  for_tiles([&](const Tile& t) { backward_tile(t, qkv_, d_heads); });
  return in_.backward(d_qkv_.top(dy.rows));
}

// O = (m A / q) V  =>  dV = (m A / q)^T dO, dA = m (dO V^T) / q
// A = softmax(S / sqrt d)  =>  dS = A (dA - r) / sqrt d, r_i = sum_j A_ij dA_ij = dO_i . O_i
// S = Q K^T  =>  dQ = dS K, dK = dS^T Q
void MultiHeadAttention::backward_tile(const Tile& t, ConstView qkv, ConstView d_heads) {
  const int n = t.tokens;
  const ConstView d_out = d_heads.slice(t.row, n).columns(t.head * head_width_, head_width_);
  const ConstView q = part(qkv, t, 0), k = part(qkv, t, 1), v = part(qkv, t, 2);
  const View d_qkv = d_qkv_;
  const View dq = part(d_qkv, t, 0), dk = part(d_qkv, t, 1), dv = part(d_qkv, t, 2);
  const ConstView weights = dropped(t, dropped_);
  const View d_scores(d_weights_.data(), n, n, max_length_);
  for_blocks(t, [&](int begin, int end) {
    const int size = end - begin, last = causal_ ? n - begin : n;  // queries that see these keys
    gemm(weights.slice(begin, last).columns(begin, size), Op::t, d_out.slice(begin, last), Op::n,
         dv.slice(begin, size));
    gemm(d_out.slice(begin, size), Op::n, v.slice(0, end), Op::t,
         d_scores.slice(begin, size).columns(0, end));
  });

  const float scale = site_.scale();
  for (int i = 0; i < n; ++i) {
    const int count = block_end(t, i);
    const float* out = heads_out_.row(t.row + i) + t.head * head_width_;
    const float r = dot(d_out.row(i), out, head_width_);
    float* d = d_scores.row(i);
    const float* a = t.weights.row(i);
    const Keep* mask = t.mask ? t.mask + static_cast<std::ptrdiff_t>(i) * max_length_ : nullptr;
    int j = 0;
    const auto finish = [&](auto dropped) {
      for (; j + 4 <= count; j += 4) {
        store(d + j, load(a + j) * (dropped(load(d + j)) - splat(r)) * splat(temperature_));
      }
    };
    if (mask) {
      finish([&](f32x4 v) {
        return bits_as<f32x4>(bits_as<i32x4>(v * splat(scale)) & mask_lanes(mask + j));
      });
    } else {
      finish([](f32x4 v) { return v; });
    }
    for (; j < count; ++j) {
      const float dropped = mask ? (mask[j] ? d[j] * scale : 0.0f) : d[j];
      d[j] = a[j] * (dropped - r) * temperature_;
    }
  }
  for_blocks(t, [&](int begin, int end) {
    const int size = end - begin, last = causal_ ? n - begin : n;
    gemm(d_scores.slice(begin, size).columns(0, end), Op::n, k.slice(0, end), Op::n,
         dq.slice(begin, size));
    gemm(d_scores.slice(begin, last).columns(begin, size), Op::t, q.slice(begin, last), Op::n,
         dk.slice(begin, size));
  });
  for (int which = 0; which < 3; ++which) {
    for (int i = n; i < length_; ++i) {
      std::fill_n(d_qkv.row(t.row + i) + which * width_ + t.head * head_width_, head_width_, 0.0f);
    }
  }
}

void MultiHeadAttention::peeks(std::vector<Peek>& all) const {
  const int rows = sequences_ * heads_ * length_;
  if (rows == 0) return;
  const ConstView before(weights_.data(), rows, length_);
  all.push_back({name_ + ".weights.before", before});
  if (!mask_) {
    all.push_back({name_ + ".weights.after", before});
    return;
  }
  if (peeked_.size() == 0) peeked_ = Matrix(weights_.rows(), weights_.cols());
  std::fill_n(peeked_.data(), static_cast<std::size_t>(rows) * length_, 0.0f);
  for (int n = 0; n < sequences_; ++n) {
    for (int head = 0; head < heads_; ++head) {
      const Tile t = tile(n, head);
      float* tile_out = peeked_.data() + (t.weights.data - weights_.data());
      dropped(t, View(tile_out, length_, length_));
    }
  }
  all.push_back({name_ + ".weights.after", ConstView(peeked_.data(), rows, length_)});
}

}  // namespace dropout
