// Answers to a reader's questions: predictions, fields, masks, activations, weights, writing.
// Each answer is a function of its own; the table at the end names them.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "lab/ask.h"
#include "lab/experiment.h"
#include "lab/feeder.h"
#include "lab/sampling.h"

namespace dropout {

SamplingPlan plan_of(const Spec& spec, const Question& question) {
  SamplingPlan plan;
  plan.phase = question.mode == "eval"    ? Phase::eval
               : question.mode == "train" ? Phase::train
                                          : Phase::mc;
  plan.seed = static_cast<std::uint32_t>(spec[Key::seed]);
  plan.draw = question.draw;
  plan.samples = plan.phase == Phase::mc ? std::clamp(question.samples, 1, 10000) : 1;
  plan.shared_mask = static_cast<MaskScope>(spec.integer(Key::draws)) == MaskScope::function;
  return plan;
}

Moments::Moments(int rows, int cols)
    : mean(rows, cols), deviation(rows, cols), squares_(rows, cols) {}

void Moments::add(ConstView values) {
  ++count;
  for (int r = 0; r < values.rows; ++r) {
    for (int c = 0; c < values.cols; ++c) {
      const float before = values(r, c) - mean(r, c);
      mean(r, c) += before / static_cast<float>(count);
      squares_(r, c) += before * (values(r, c) - mean(r, c));
      deviation(r, c) =
          count > 1 ? std::sqrt(squares_(r, c) / static_cast<float>(count - 1)) : 0.0f;
    }
  }
}

const std::vector<AnswerEntry>& answers() {
  static const std::vector<AnswerEntry> all = {
      {"predict", answer_predict}, {"field", answer_field},     {"sites", answer_sites},
      {"mask", answer_mask},       {"peek", answer_peek},       {"freeze", answer_hold},
      {"release", answer_hold},    {"hold", answer_hold},       {"weights", answer_weights},
      {"write", answer_write},
  };
  return all;
}

Asked Experiment::asked() { return {spec_, data_, *network_, *feeder_}; }

Answer Experiment::ask(const Question& question) {
  for (const AnswerEntry& entry : answers()) {
    if (question.what == entry.what) return entry.answer(asked(), question);
  }
  return {"\"" + question.what.substr(0, 40) + "\" is no question this version knows.", {}};
}

}  // namespace dropout
