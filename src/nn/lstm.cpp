// Forward through time, and back. One product for all inputs, then one small one a step.
#include "nn/lstm.h"

#include <algorithm>

#include "math/elementary.h"
#include "math/gemm.h"
#include "math/simd.h"
#include "math/vector.h"

namespace dropout {
namespace {

constexpr int kPadding = 16;  // floats between rows, so that a column of rows spreads over a cache

// One unit of one step, or four.
struct Cell {
  f32x4 i, f, g, o;  // after sigmoid and tanh
  f32x4 c, tanh_c, h;
};
inline Cell cell(f32x4 i, f32x4 f, f32x4 g, f32x4 o, f32x4 c_before) {
  Cell y{sigmoid(i), sigmoid(f), tanh(g), sigmoid(o), {}, {}, {}};
  y.c = y.f * c_before + y.i * y.g;
  y.tanh_c = tanh(y.c);
  y.h = y.o * y.tanh_c;
  return y;
}

// What cell() hands back for dL/dh and the dL/dc of the later steps; i, f, g, o as it left them.
struct CellGradient {
  f32x4 i, f, g, o, c_before;  // of the gates before sigmoid and tanh
};
inline CellGradient cell_gradient(const Cell& y, f32x4 c_before, f32x4 dh, f32x4 dc_later) {
  const f32x4 one = splat(1.0f);
  const f32x4 dc = dc_later + dh * y.o * (one - y.tanh_c * y.tanh_c);
  return {dc * y.g * y.i * (one - y.i), dc * c_before * y.f * (one - y.f),
          dc * y.i * (one - y.g * y.g), dh * y.tanh_c * y.o * (one - y.o), dc * y.f};
}

// Calls body(j, read, write) for j = 0, 4, ... < n; the last body may have fewer than four lanes.
template <class Body>
inline void for_lanes(int n, Body body) {
  int j = 0;
  for (; j + 4 <= n; j += 4) {
    body(
        j, [](const float* from) { return load(from); }, [](float* to, f32x4 v) { store(to, v); });
  }
  for (; j < n; ++j) {
    body(
        j, [](const float* from) { return splat(*from); }, [](float* to, f32x4 v) { *to = v[0]; });
  }
}

}  // namespace

void Lstm::Mask::draw(int sequences, Pass pass) {
  on = site && !site->idle(pass);
  if (!on) return;
  pass.length = 1;  // a mask row a sequence, whatever its length
  drawn = site->draw(sequences, pass);
  scale = site->scale();
}

inline void Lstm::Mask::apply(const float* v, int n, int t, float* out, int width) const {
  if (!on) {
    copy(v, out, width);
    return;
  }
  const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(n) * site->units();
  apply_mask(v, drawn + row + (fresh ? t * width : 0), scale, out, width);
}

Lstm::Lstm(const std::string& name, int in, int width, int max_rows, int max_length,
           LstmDropout kind, bool drop_output)
    : name_(name),
      width_(width),
      w_ih_(name + ".weight_ih", 4 * width, in),
      w_hh_(name + ".weight_hh", 4 * width, width),
      b_ih_(name + ".bias_ih", 1, 4 * width, false),
      b_hh_(name + ".bias_hh", 1, 4 * width, false),
      x_(max_rows, in),
      z_(max_rows, 4 * width),
      dz_(max_rows, 4 * width),
      h_(max_rows + max_rows / max_length, width),
      c_(max_rows + max_rows / max_length, width),
      tanh_c_(max_rows, width),
      masked_h_(kind == LstmDropout::none ? 0 : max_rows, width),
      dh_(max_rows / max_length, width),
      dc_(max_rows / max_length, width),
      dh_before_(max_rows / max_length, width),
      w_hh_t_(width, 4 * width + kPadding),
      bias_(1, 4 * width),
      dx_steps_(max_rows, in),
      y_(max_rows, width),
      dx_(max_rows, in) {
  const float bound = 1.0f / sqrt(static_cast<float>(width));
  for (Parameter* p : {&w_ih_, &w_hh_, &b_ih_, &b_hh_}) p->initializer.uniform = bound;
  const int sequences = max_rows / max_length;
  if (kind == LstmDropout::variational) {
    input_.site.emplace(name + ".input", Rate::hidden, sequences, in);
    recurrent_.site.emplace(name + ".recurrent", Rate::hidden, sequences, width);
    if (drop_output) output_.site.emplace(name + ".output", Rate::hidden, sequences, width);
  } else if (kind == LstmDropout::recurrent) {
    recurrent_.fresh = true;
    recurrent_.site.emplace(name + ".recurrent", Rate::hidden, sequences, max_length * width);
  }
}

void Lstm::parameters(std::vector<Parameter*>& all) {
  all.insert(all.end(), {&w_ih_, &w_hh_, &b_ih_, &b_hh_});
}

void Lstm::sites(std::vector<DropoutSite*>& all) {
  for (Mask* mask : {&input_, &recurrent_, &output_}) {
    if (mask->site) all.push_back(&*mask->site);
  }
}

void Lstm::peeks(std::vector<Peek>& all) const {
  all.push_back({name_ + ".hidden", y_.top(sequences_ * length_)});
}

// x_ = m x / q, in steps x sequences
void Lstm::gather(ConstView x) {
  for (int t = 0; t < length_; ++t) {
    for (int n = 0; n < sequences_; ++n) {
      float* to = x_.row(t * sequences_ + n);
      if (valid(n, t)) {
        input_.apply(x.row(n * length_ + t), n, t, to, x.cols);
      } else {
        std::fill_n(to, x.cols, 0.0f);
      }
    }
  }
}

// z = x W_ih^T + b_ih + b_hh for all steps at once, then step by step z += (m h / q) W_hh^T
ConstView Lstm::forward(ConstView x, const Pass& pass) {
  length_ = pass.length;
  sequences_ = x.rows / length_;
  examples_ = sequences_ / pass.samples;
  lengths_ = pass.lengths;
  for (Mask* mask : {&input_, &recurrent_, &output_}) mask->draw(sequences_, pass);
  gather(x);

  const int gates = 4 * width_;
  for (int j = 0; j < gates; ++j) {
    bias_(0, j) = b_ih_.value(0, j) + b_hh_.value(0, j);
    for (int k = 0; k < width_; ++k) w_hh_t_(k, j) = w_hh_.value(j, k);
  }
  gemm(x_.top(x.rows), Op::n, w_ih_.value, Op::t, z_.top(x.rows), false, bias_.data());
  std::fill_n(h_.data(), sequences_ * width_, 0.0f);
  std::fill_n(c_.data(), sequences_ * width_, 0.0f);
  for (int t = 0; t < length_; ++t) step_forward(t);

  for (int n = 0; n < sequences_; ++n) {
    for (int t = 0; t < length_; ++t) {
      output_.apply(h_.row((t + 1) * sequences_ + n), n, t, y_.row(n * length_ + t), width_);
    }
  }
  return y_.top(x.rows);
}

void Lstm::step_forward(int t) {
  const int first = t * sequences_, h = width_;
  const View before = h_.view().slice(first, sequences_);
  const View z_t = z_.view().slice(first, sequences_);
  if (t > 0) {  // h_0 is 0
    View masked = before;
    if (recurrent_.on) {
      masked = masked_h_.view().slice(first, sequences_);
      for (int n = 0; n < sequences_; ++n) {
        recurrent_.apply(before.row(n), n, t, masked.row(n), h);
      }
    }
    gemm(masked, Op::n, w_hh_t_.view().columns(0, 4 * h), Op::n, z_t, true);
  }
  for (int n = 0; n < sequences_; ++n) {
    float* z = z_t.row(n);
    float* tanh_c = tanh_c_.row(first + n);
    const float* c_before = c_.row(first + n);
    float *c = c_.row(first + sequences_ + n), *h_now = h_.row(first + sequences_ + n);
    if (!valid(n, t)) {
      std::fill_n(c, h, 0.0f);
      std::fill_n(h_now, h, 0.0f);
      continue;
    }
    for_lanes(h, [&](int j, auto read, auto write) {
      const Cell y = cell(read(z + j), read(z + h + j), read(z + 2 * h + j), read(z + 3 * h + j),
                          read(c_before + j));
      write(z + j, y.i);
      write(z + h + j, y.f);
      write(z + 2 * h + j, y.g);
      write(z + 3 * h + j, y.o);
      write(c + j, y.c);
      write(tanh_c + j, y.tanh_c);
      write(h_now + j, y.h);
    });
  }
}

// z_t = x_t W_ih^T + (m h_{t-1} / q) W_hh^T + b  =>  dx = dz W_ih, dh_{t-1} += m (dz_t W_hh) / q,
// dW_ih = dz^T x, dW_hh = sum_t dz_t^T (m h_{t-1} / q), db = sum of dz
ConstView Lstm::backward(ConstView dy) {
  std::fill_n(dh_.data(), sequences_ * width_, 0.0f);
  std::fill_n(dc_.data(), sequences_ * width_, 0.0f);
  for (int t = length_ - 1; t >= 0; --t) step_backward(dy, t);

  const int rows = dy.rows, in = x_.cols();
  const View dz = dz_.top(rows);
  gemm(dz, Op::t, x_.top(rows), Op::n, w_ih_.gradient);
  const int later = rows - sequences_;  // h_0 is 0: the first step has no part in dW_hh
  const View before = (recurrent_.on ? masked_h_ : h_).view().slice(sequences_, later);
  gemm(dz.slice(sequences_, later), Op::t, before, Op::n, w_hh_.gradient);
  column_sums(dz, b_ih_.gradient.data());
  std::copy_n(b_ih_.gradient.data(), b_ih_.gradient.size(), b_hh_.gradient.data());

  gemm(dz, Op::n, w_ih_.value, Op::n, dx_steps_.top(rows));
  for (int n = 0; n < sequences_; ++n) {
    for (int t = 0; t < length_; ++t) {
      input_.apply(dx_steps_.row(t * sequences_ + n), n, t, dx_.row(n * length_ + t), in);
    }
  }
  return dx_.top(rows);
}

void Lstm::step_backward(ConstView dy, int t) {
  const int first = t * sequences_, h = width_;
  for (int n = 0; n < sequences_; ++n) {
    float *dz = dz_.row(first + n), *dh = dh_.row(n), *dc = dc_.row(n);
    if (!valid(n, t)) {
      std::fill_n(dz, 4 * h, 0.0f);
      continue;
    }
    float* dy_t = dh_before_.row(n);  // free until the product below
    output_.apply(dy.row(n * length_ + t), n, t, dy_t, h);
    axpy(1.0f, dy_t, dh, h);
    const float *z = z_.row(first + n), *tanh_c = tanh_c_.row(first + n);
    const float* c_before = c_.row(first + n);
    for_lanes(h, [&](int j, auto read, auto write) {
      const Cell y{read(z + j),
                   read(z + h + j),
                   read(z + 2 * h + j),
                   read(z + 3 * h + j),
                   {},
                   read(tanh_c + j),
                   {}};
      const CellGradient d = cell_gradient(y, read(c_before + j), read(dh + j), read(dc + j));
      write(dz + j, d.i);
      write(dz + h + j, d.f);
      write(dz + 2 * h + j, d.g);
      write(dz + 3 * h + j, d.o);
      write(dc + j, d.c_before);
    });
  }
  if (t == 0) return;
  gemm(dz_.view().slice(first, sequences_), Op::n, w_hh_.value, Op::n, dh_before_.top(sequences_));
  for (int n = 0; n < sequences_; ++n) recurrent_.apply(dh_before_.row(n), n, t, dh_.row(n), h);
}

}  // namespace dropout
