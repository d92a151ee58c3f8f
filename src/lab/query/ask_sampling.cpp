// Monte Carlo itself: how estimates converge with T, the exact sum they converge to, and what the
// three modes score.
#include <algorithm>
#include <cmath>

#include "lab/measure/enumerate.h"
#include "lab/measure/metrics.h"
#include "lab/query/ask.h"

namespace dropout {
namespace {

constexpr int kPathRows = 200;

/// Mean and sample deviation of a column.
struct Spread {
  float mean = 0, deviation = 0;
};
Spread spread_of(const Matrix& draws, int c) {
  Moments moments(1, 1);
  for (int r = 0; r < draws.rows(); ++r) moments.add({draws.row(r) + c, 1, 1});
  return {moments.mean(0, 0), moments.deviation(0, 0)};
}

/// Accuracy and loss of predictions: the sum over the rows that count.
struct Tally {
  double right = 0, loss = 0, rows = 0;

  void add(ConstView y, const Truths& truths, int first_row) {
    for (int i = 0; i < y.rows; ++i) {
      const int r = first_row + i;
      if (truths.labels.empty()) {
        const double error = rmse(y.slice(i, 1), truths.targets.view().slice(r, 1)).value();
        loss += error * error;
        ++rows;
      } else if (truths.labels[r] >= 0) {
        const std::span<const int> label(&truths.labels[r], 1);
        right += accuracy(y.slice(i, 1), label).value();
        loss += negative_log_likelihood(y.slice(i, 1), label).value();
        ++rows;
      }
    }
  }
  void write(float* to, bool regress) const {
    to[0] = regress ? NAN : static_cast<float>(right / rows);
    to[1] = static_cast<float>(loss / rows);
  }
};

/// Validation examples by single passes, and by the mean of the passes.
struct Scored {
  Matrix passes;               // (T, 2): accuracy and loss of each
  float mean[2] = {NAN, NAN};  // of the mean
};

Scored scored(const Asked& asked, int count, SamplingPlan plan, Phase phase) {
  const bool regress = asked.data.task == Task::regress;
  plan.phase = phase;
  const Truths truths = truths_of(asked.network, asked.batcher, asked.data.valid, count);
  std::vector<Tally> tallies(static_cast<std::size_t>(phase == Phase::eval ? 1 : plan.samples));
  Predictive all(rows_of(asked.network, count), asked.network.shape().outputs, !regress);
  sample_part(asked.network, asked.batcher, asked.data.valid, count, plan,
              [&](int first_row, int pass, ConstView y) {
                tallies[pass].add(y, truths, first_row);
                all.add(y, first_row);
              });
  Scored result;
  result.passes = Matrix(static_cast<int>(tallies.size()), 2);
  for (int p = 0; p < result.passes.rows(); ++p) tallies[p].write(result.passes.row(p), regress);
  Tally mean;
  mean.add(all.mean(), truths, 0);
  mean.write(result.mean, regress);
  return result;
}

}  // namespace

// index = validation example. "path" (at most 200 rows): T, mean, deviation, standard error, and
// the deviation's relative standard error, of the likeliest class (or the prediction) over the
// first T passes; "eval" (1, 1); "passes" (1, T); labels[0] of "eval" = the class.
Answer answer_convergence(const Asked& asked, const Question& question) {
  const int example = std::clamp(question.index, 0, asked.data.valid.size() - 1);
  const Batch& batch = asked.batcher.gather_range(asked.data.valid, example, 1);
  const bool regress = asked.data.task == Task::regress;
  int row = 0;  // of a language model, the last token
  if (asked.data.task == Task::language) row = std::max(0, batch.lengths[0] - 1);
  SamplingPlan plan = plan_of(asked.spec, question);
  SamplingPlan eval = plan;
  eval.phase = Phase::eval;
  if (plan.phase == Phase::eval) plan.phase = Phase::mc;
  plan.samples = passes_of(question, 2);
  const auto value = [&](float y) { return regress ? asked.data.y_scale.undo(0, y) : y; };

  int output = 0;
  Named certain{"eval", Matrix(1, 1), {}};
  sample_passes(asked.network, batch, eval, [&](int, View y) {
    const float* p = y.row(row);
    if (!regress) output = static_cast<int>(std::max_element(p, p + y.cols) - p);
    certain.values(0, 0) = value(p[output]);
  });
  const auto& names = asked.data.class_names;
  certain.labels.push_back(output < std::ssize(names) ? names[output] : asked.data.target_name);
  Named passes{"passes", Matrix(1, plan.samples), {}};
  sample_passes(asked.network, batch, plan,
                [&](int t, View y) { passes.values(0, t) = value(y(row, output)); });

  const Matrix all = convergence({passes.values.data(), passes.values.size()});
  const int stride = (all.rows() + kPathRows - 1) / kPathRows;
  Named path{"path",
             Matrix((all.rows() + stride - 1) / stride, 5),
             {"T", "mean", "deviation", "standard error", "relative error of the deviation"}};
  for (int i = 0; i < path.values.rows(); ++i) {
    const int t = std::min((i + 1) * stride, all.rows());  // the last row has all passes
    path.values(i, 0) = static_cast<float>(t);
    std::copy_n(all.row(t - 1), 4, path.values.row(i) + 1);
  }
  Answer answer;
  answer.matrices.push_back(std::move(path));
  answer.matrices.push_back(std::move(certain));
  answer.matrices.push_back(std::move(passes));
  return answer;
}

// Validation examples [index, index + count): "arithmetic", "geometric", "eval" and "deviation"
// over all 2^n subnetworks, "mc" over `samples` of them, (count, outputs) each, regressions in
// their own units; "summary": units, subnetworks, and the largest distance of each mean from eval.
Answer answer_enumerate(const Asked& asked, const Question& question) {
  const int begin = std::clamp(question.index, 0, asked.data.valid.size() - 1);
  const int count =
      std::clamp(question.count, 1,
                 std::min({asked.data.valid.size() - begin, asked.network.max_examples(), 32}));
  const Batch& batch = asked.batcher.gather_range(asked.data.valid, begin, count);
  Enumeration exact = enumerate(asked.network, batch, asked.spec.drop());
  if (exact.error) return {exact.error, {}};
  SamplingPlan plan = plan_of(asked.spec, question);
  plan.phase = Phase::mc;
  plan.samples = passes_of(question);
  Moments sampled(count, asked.network.shape().outputs);
  sample_passes(asked.network, batch, plan, [&](int, View y) { sampled.add(y); });

  const auto largest = [&](const Matrix& mean) {
    float most = 0;
    for (std::size_t i = 0; i < mean.size(); ++i) {
      most = std::max(most, std::abs(mean.data()[i] - exact.scaling.data()[i]));
    }
    return most;
  };
  Named summary{"summary",
                Matrix(1, 5),
                {"units", "subnetworks", "arithmetic - eval", "geometric - eval", "mc - eval"}};
  float* row = summary.values.row(0);
  row[0] = static_cast<float>(exact.units);
  row[1] = static_cast<float>(1 << exact.units);
  row[2] = largest(exact.arithmetic);
  row[3] = largest(exact.geometric);
  row[4] = largest(sampled.mean);
  if (asked.data.task == Task::regress) {
    const Standardizer& scale = asked.data.y_scale;
    for (int i = 2; i < 5; ++i) row[i] = scale.undo_deviation(0, row[i]);
    for (int r = 0; r < count; ++r) {
      for (Matrix* m : {&exact.arithmetic, &exact.geometric, &exact.scaling, &sampled.mean}) {
        (*m)(r, 0) = scale.undo(0, (*m)(r, 0));
      }
      exact.deviation(r, 0) = scale.undo_deviation(0, exact.deviation(r, 0));
    }
  }
  const auto& names = asked.data.class_names;
  Answer answer;
  answer.matrices.push_back(std::move(summary));
  answer.matrices.push_back({"arithmetic", std::move(exact.arithmetic), names});
  answer.matrices.push_back({"geometric", std::move(exact.geometric), names});
  answer.matrices.push_back({"eval", std::move(exact.scaling), names});
  answer.matrices.push_back({"deviation", std::move(exact.deviation), names});
  answer.matrices.push_back({"mc", std::move(sampled.mean), names});
  return answer;
}

// What forgetting eval() costs. "modes": rows eval, train, mc (single passes), mc (mean of the
// passes); columns below. "train" and "mc" (passes, 2): accuracy and loss of each single pass.
// The loss of a regression is the mean squared error in standard units, as in the curves.
Answer answer_modes(const Asked& asked, const Question& question) {
  const int usual = asked.data.task == Task::language ? 200 : 2000;
  const int count = std::min(question.count > 0 ? question.count : usual, asked.data.valid.size());
  SamplingPlan plan = plan_of(asked.spec, question);
  plan.samples = std::clamp(question.samples, 2, 1000);
  const Scored eval = scored(asked, count, plan, Phase::eval);
  Scored mc = scored(asked, count, plan, Phase::mc);
  // Only BatchNorm tells the training pass from a Monte Carlo pass.
  Matrix train =
      asked.network.buffers().empty() ? mc.passes : scored(asked, count, plan, Phase::train).passes;

  Named modes{"modes", Matrix(4, 4), {"accuracy", "loss", "accuracy deviation", "loss deviation"}};
  const Matrix* const single[] = {&eval.passes, &train, &mc.passes};
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 2; ++c) {
      const Spread spread = spread_of(*single[r], c);
      modes.values(r, c) = spread.mean;
      modes.values(r, c + 2) = spread.deviation;
    }
  }
  std::copy_n(mc.mean, 2, modes.values.row(3));
  Answer answer;
  answer.matrices.push_back(std::move(modes));
  answer.matrices.push_back({"train", std::move(train), {"accuracy", "loss"}});
  answer.matrices.push_back({"mc", std::move(mc.passes), {"accuracy", "loss"}});
  return answer;
}

}  // namespace dropout
