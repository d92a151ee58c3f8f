// Predictions for a reader's own inputs, and whole fields of them: decision boundaries and
// regression curves with their Monte Carlo mean and spread.
#include <algorithm>
#include <array>

#include "lab/query/ask.h"
#include "lab/spec/points.h"
#include "math/draws.h"

namespace dropout {
namespace {

/// The columns' names: classes, or the target.
std::vector<std::string> output_names(const Dataset& data) {
  if (data.task == Task::classify) return data.class_names;
  return {data.target_name.empty() ? "y" : data.target_name};
}

/// Predictions of a regression in the data's own units; probabilities stay as they are.
void undo_scale(const Dataset& data, Moments& moments) {
  if (data.task != Task::regress) return;
  for (int r = 0; r < moments.mean.rows(); ++r) {
    for (int c = 0; c < moments.mean.cols(); ++c) {
      moments.mean(r, c) = data.y_scale.undo(c, moments.mean(r, c));
      moments.deviation(r, c) = data.y_scale.undo_deviation(c, moments.deviation(r, c));
    }
  }
}

/// Raw inputs as the network sees them.
Matrix standardised(const Dataset& data, ConstView points) {
  Matrix x(points.rows, points.cols);
  for (int r = 0; r < points.rows; ++r) {
    for (int c = 0; c < points.cols; ++c) x(r, c) = data.x_scale.apply(c, points(r, c));
  }
  return x;
}

/// Mean and deviation over passes for any number of rows, in slices of the buffers' size.
Moments moments_of(const Asked& asked, ConstView x, SamplingPlan plan) {
  const int outputs = asked.network.shape().outputs, most = asked.network.max_examples();
  Moments all(x.rows, outputs);
  for (int begin = 0, slice = 0; begin < x.rows; begin += most, ++slice) {
    Batch batch;
    batch.examples = std::min(most, x.rows - begin);
    batch.x = x.slice(begin, batch.examples);
    SamplingPlan own = plan;  // other rows, other masks; unless all rows share one function
    if (!plan.shared_mask) own.draw += static_cast<std::uint32_t>(slice) << kFieldSliceBits;
    sample_passes(asked.network, batch, own,
                  [&](int sample, View y) { all.add(y, begin, sample + 1); });
  }
  all.finish(plan.phase == Phase::eval ? 1 : plan.samples);
  undo_scale(asked.data, all);
  return all;
}

/// Which of a text's tokens each pass kept, where words drop: (samples, tokens); else empty.
Matrix kept_words(const Asked& asked, const std::vector<int>& tokens, const SamplingPlan& plan) {
  Pass pass;
  pass.phase = plan.phase;
  pass.random = {plan.seed, Stream::samples};
  pass.step = plan.draw;
  for (const DropoutSite* site : asked.network.sites()) {
    if (site->name() != "embedding.words") continue;
    Matrix kept(plan.samples, static_cast<int>(tokens.size()));
    for (int s = 0; s < kept.rows(); ++s) {
      for (int t = 0; t < kept.cols(); ++t) {  // a unit a word, in the first row of the mask
        const auto word = static_cast<std::uint32_t>(tokens[t]);
        const bool drops =
            !site->idle(pass) && site->drops(word, static_cast<std::uint32_t>(s), pass);
        kept(s, t) = drops ? 0.0f : 1.0f;
      }
    }
    return kept;
  }
  return {};
}

Answer predict_text(const Asked& asked, const Question& question) {
  const Shape& shape = asked.network.shape();
  Encoded encoded = encode(question.text, asked.data.vocabulary);
  if (encoded.tokens.empty()) return {error_of<Code::no_words>(), {}};
  const int length = std::min(shape.length, static_cast<int>(encoded.tokens.size()));
  encoded.tokens.resize(static_cast<std::size_t>(shape.length), -1);
  Batch batch;
  batch.tokens = encoded.tokens.data();
  batch.lengths = &length;
  batch.examples = 1;
  batch.length = shape.length;

  const SamplingPlan plan = plan_of(asked.spec, question);
  Moments moments(1, shape.outputs);
  Matrix passes(plan.samples, shape.outputs);
  sample_passes(asked.network, batch, plan, [&](int sample, View y) {
    std::copy_n(y.data, shape.outputs, passes.row(sample));
    moments.add(y.slice(0, 1));
  });
  Named tokens{"tokens", Matrix(1, length), {}};
  for (int t = 0; t < length; ++t) {
    tokens.values(0, t) = static_cast<float>(encoded.tokens[t]);
    tokens.labels.push_back(asked.data.vocabulary[encoded.tokens[t]]);
  }
  encoded.tokens.resize(static_cast<std::size_t>(length));
  Matrix kept = kept_words(asked, encoded.tokens, plan);
  const auto names = output_names(asked.data);
  Answer answer;
  if (kept.size() > 0) answer.matrices.push_back({"kept", std::move(kept), {}});
  answer.matrices.push_back({"mean", std::move(moments.mean), names});
  answer.matrices.push_back({"std", std::move(moments.deviation), names});
  answer.matrices.push_back(std::move(tokens));
  answer.matrices.push_back({"passes", std::move(passes), names});
  return answer;
}

/// Lowest and highest value of a raw column, widened by `margin` of the range on both sides. Of
/// drawn points: as far as can be drawn, or where the generator's examples are, too.
std::array<float, 2> range_of(const Asked& asked, int column, float margin) {
  const Dataset& data = asked.data;
  const Reach reach = info(asked.spec.data()).reach;
  if (is_only_drawn(asked.spec.data())) {
    return column == 0 ? std::array{-reach.x, reach.x} : std::array{-reach.y, reach.y};
  }
  float low = data.train.x(0, column), high = low;
  const auto widen = [&](const Matrix& x) {
    for (int r = 0; r < x.rows(); ++r) {
      low = std::min(low, x(r, column));
      high = std::max(high, x(r, column));
    }
  };
  widen(data.train.x);
  if (!asked.spec.points.empty()) widen(data.valid.x);
  low = data.x_scale.undo(column, low);
  high = data.x_scale.undo(column, high);
  const float extra = margin * (high - low);
  return {low - extra, high + extra};
}

/// Training examples in raw units: x..., then the class or the target.
Named raw_points(const Dataset& data) {
  const Examples& part = data.train;
  Named points{"points", Matrix(part.size(), data.features + 1), {}};
  for (int r = 0; r < part.size(); ++r) {
    for (int c = 0; c < data.features; ++c) {
      points.values(r, c) = data.x_scale.undo(c, part.x(r, c));
    }
    points.values(r, data.features) = data.task == Task::classify
                                          ? static_cast<float>(part.label[r])
                                          : data.y_scale.undo(0, part.y(r, 0));
  }
  return points;
}

Answer plane(const Asked& asked, const Question& question, int count) {
  const auto across = range_of(asked, 0, 0.15f), up = range_of(asked, 1, 0.15f);
  Matrix axes(count, 2);  // along x and along y, raw
  for (int i = 0; i < count; ++i) {
    const float u = (static_cast<float>(i) + 0.5f) / static_cast<float>(count);
    axes(i, 0) = across[0] + u * (across[1] - across[0]);
    axes(i, 1) = up[0] + u * (up[1] - up[0]);
  }
  axes = standardised(asked.data, axes);
  Matrix grid(count * count, 2);  // row by row from the lowest y
  float* point = grid.data();
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < count; ++j, point += 2) {
      point[0] = axes(j, 0);
      point[1] = axes(i, 1);
    }
  }
  Moments moments = moments_of(asked, grid, plan_of(asked.spec, question));
  Named range{"range", Matrix(1, 4), {"left", "right", "bottom", "top"}};
  std::copy_n(across.data(), 2, range.values.data());
  std::copy_n(up.data(), 2, range.values.data() + 2);
  const auto names = output_names(asked.data);
  Answer answer;
  answer.matrices.push_back({"mean", std::move(moments.mean), names});
  answer.matrices.push_back({"std", std::move(moments.deviation), names});
  answer.matrices.push_back(std::move(range));
  answer.matrices.push_back(raw_points(asked.data));
  return answer;
}

Answer curve(const Asked& asked, const Question& question, int count) {
  const auto across = range_of(asked, 0, 0.4f);
  Matrix line(count, 1);
  for (int i = 0; i < count; ++i) {
    line(i, 0) = across[0] + (across[1] - across[0]) * static_cast<float>(i) /
                                 static_cast<float>(std::max(1, count - 1));
  }
  const Matrix x = standardised(asked.data, line);
  const SamplingPlan plan = plan_of(asked.spec, question);
  Moments moments = moments_of(asked, x, plan);
  SamplingPlan eval = plan;
  eval.phase = Phase::eval;
  Moments certain = moments_of(asked, x, eval);
  constexpr int kDraws = 8;
  Matrix draws(kDraws, count);
  for (int d = 0; d < kDraws; ++d) {  // each one function: one mask for every x
    SamplingPlan one = plan;
    one.phase = plan.phase == Phase::eval ? Phase::eval : Phase::mc;
    one.samples = 1;
    one.shared_mask = true;
    one.draw += static_cast<std::uint32_t>(d) << kFunctionBits;
    const Moments function = moments_of(asked, x, one);
    for (int i = 0; i < count; ++i) draws(d, i) = function.mean(i, 0);
  }
  Answer answer;
  answer.matrices.push_back({"x", std::move(line), {}});
  answer.matrices.push_back({"mean", std::move(moments.mean), output_names(asked.data)});
  answer.matrices.push_back({"std", std::move(moments.deviation), {}});
  answer.matrices.push_back({"eval", std::move(certain.mean), {}});
  answer.matrices.push_back({"draws", std::move(draws), {}});
  answer.matrices.push_back(raw_points(asked.data));
  return answer;
}

}  // namespace

Answer answer_predict(const Asked& asked, const Question& question) {
  if (asked.data.task == Task::language) {
    return {error_of<Code::writes_only>(), {}};
  }
  if (asked.data.features == 0) return predict_text(asked, question);
  if (question.points.cols() != asked.data.features || question.points.rows() == 0) {
    return {error_of<Code::wrong_columns>(asked.data.features), {}};
  }
  Moments moments =
      moments_of(asked, standardised(asked.data, question.points), plan_of(asked.spec, question));
  const auto names = output_names(asked.data);
  Answer answer;
  answer.matrices.push_back({"mean", std::move(moments.mean), names});
  answer.matrices.push_back({"std", std::move(moments.deviation), names});
  return answer;
}

Answer answer_field(const Asked& asked, const Question& question) {
  const int count = std::clamp(question.count, 2, 400);
  if (asked.data.features == 2) return plane(asked, question, std::min(count, 200));
  if (asked.data.features == 1) return curve(asked, question, count);
  return {error_of<Code::no_field>(), {}};
}

}  // namespace dropout
