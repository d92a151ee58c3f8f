// Distributions of a network's weights and activations, and its memory over time.
#include <algorithm>
#include <cmath>
#include <map>

#include "lab/measure/metrics.h"
#include "lab/query/ask.h"

namespace dropout {

// text = a parameter, or a matrix that "peek" shows (mode, draw, index and samples as there);
// count = bins. "histogram" (bins, 3): left, right, how many; "summary".
Answer answer_histogram(const Asked& asked, const Question& question) {
  Matrix values;
  for (const Parameter* parameter : asked.network.parameters()) {
    if (parameter->name == question.text) values = parameter->value;
  }
  if (values.size() == 0) {
    Question peek = question;
    peek.count = std::min(64, asked.network.max_examples());
    Answer shown = answer_peek(asked, peek);
    if (shown.error || question.text.empty()) return shown;
    values = std::move(shown.matrices[0].values);
  }
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0, zeros = 0;
  float low = values.data()[0], high = low;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float x = values.data()[i];
    sum += x;
    squares += static_cast<double>(x) * x;
    zeros += x == 0;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  if (!std::isfinite(sum)) return {error_of<Code::not_finite>(), {}};
  const int bins = std::clamp(question.count > 0 ? question.count : 40, 1, 1000);
  const float width = high > low ? (high - low) / static_cast<float>(bins) : 1.0f;
  Named histogram{"histogram", Matrix(bins, 3), {"left", "right", "count"}};
  for (int b = 0; b < bins; ++b) {
    histogram.values(b, 0) = low + width * static_cast<float>(b);
    histogram.values(b, 1) = low + width * static_cast<float>(b + 1);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int b = static_cast<int>((values.data()[i] - low) / width);
    histogram.values(std::min(b, bins - 1), 2) += 1;
  }
  Named summary{
      "summary", Matrix(1, 6), {"count", "mean", "deviation", "low", "high", "share of zeros"}};
  const double mean = sum / n;
  const double rows[] = {n,   mean, std::sqrt(std::max(0.0, squares / n - mean * mean)),
                         low, high, zeros / n};
  for (int i = 0; i < 6; ++i) summary.values(0, i) = static_cast<float>(rows[i]);
  Answer answer;
  answer.matrices.push_back(std::move(histogram));
  answer.matrices.push_back(std::move(summary));
  return answer;
}

// The recall task: "lag" (lags, 3): steps between a symbol and the question for it, accuracy on
// validation examples, how many of them.
Answer answer_lag(const Asked& asked, const Question& question) {
  if (asked.spec.data() != Data::recall) {
    return {error_of<Code::no_lags>(), {}};
  }
  const Examples& part = asked.data.valid;
  const Predictive predictive =
      predict_part(asked.network, asked.batcher, part, part.size(), plan_of(asked.spec, question));
  struct Tally {
    double right = 0;
    int count = 0;
  };
  std::map<int, Tally> tallies;
  for (int i = 0; i < part.size(); ++i) {
    Tally& tally = tallies[part.count[i] - 2];  // the symbol and the question mark
    tally.right +=
        accuracy(predictive.mean().view().slice(i, 1), std::span(&part.label[i], 1)).value();
    ++tally.count;
  }
  Named lags{"lag", Matrix(static_cast<int>(tallies.size()), 3), {"lag", "accuracy", "count"}};
  int r = 0;
  for (const auto& [lag, tally] : tallies) {
    lags.values(r, 0) = static_cast<float>(lag);
    lags.values(r, 1) = static_cast<float>(tally.right / tally.count);
    lags.values(r++, 2) = static_cast<float>(tally.count);
  }
  Answer answer;
  answer.matrices.push_back(std::move(lags));
  return answer;
}

}  // namespace dropout
