// A language model writes: one token after the other, sampled with temperature.
#include <algorithm>

#include "lab/query/ask.h"
#include "math/elementary.h"

namespace dropout {

// text = how it begins, number = temperature (0 takes the likeliest), count = most new tokens,
// draw = number of the writing. In eval mode, or with dropout left on (mc: a new mask a token).
Answer answer_write(const Asked& asked, const Question& question) {
  if (asked.data.task != Task::language) {
    return {"This network classifies: choose a language model (data=names or data=moby).", {}};
  }
  const Vocabulary& vocabulary = asked.data.vocabulary;
  const int length = asked.network.shape().length, boundary = vocabulary.boundary();
  std::vector<int> written = encode(question.text, vocabulary).tokens;
  if (boundary >= 0) written.insert(written.begin(), boundary);
  if (written.empty()) written.push_back(0);

  SamplingPlan plan = plan_of(asked.spec, question);
  if (plan.phase == Phase::train) plan.phase = Phase::mc;
  plan.samples = 1;
  Draws draws({plan.seed, Stream::noise}, {0, 0, question.draw, 0});
  const int most = std::clamp(question.count, 1, 2000);
  std::vector<int> window(static_cast<std::size_t>(length));
  for (int i = 0; i < most; ++i) {
    const int seen = std::min(length, static_cast<int>(written.size()));
    std::fill(window.begin(), window.end(), -1);
    std::copy(written.end() - seen, written.end(), window.begin());
    Batch batch;
    batch.tokens = window.data();
    batch.lengths = &seen;
    batch.examples = 1;
    batch.length = length;
    int next = 0;
    sample_passes(asked.network, batch, plan, [&](int, View probabilities) {
      float* p = probabilities.row(seen - 1);
      const int n = probabilities.cols;
      const float temperature = static_cast<float>(question.number);
      next = static_cast<int>(std::max_element(p, p + n) - p);
      if (temperature <= 0) return;
      float total = 0;
      for (int c = 0; c < n; ++c) total += p[c] = exp(log(std::max(p[c], 1e-30f)) / temperature);
      float left = draws.uniform() * total;
      for (next = 0; next + 1 < n && left >= p[next]; ++next) left -= p[next];
    });
    ++plan.draw;
    if (next == boundary) break;
    written.push_back(next);
  }
  Answer answer;
  answer.matrices.push_back({"text", Matrix(1, 1), {decode(written, vocabulary)}});
  return answer;
}

}  // namespace dropout
