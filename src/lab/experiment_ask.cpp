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

const std::vector<AnswerEntry>& answers() {
  static const std::vector<AnswerEntry> all = {
      {"predict", answer_predict},
      {"field", answer_field},
      {"sites", answer_sites},
      {"mask", answer_mask},
      {"peek", answer_peek},
      {"freeze", answer_hold},
      {"release", answer_hold},
      {"hold", answer_hold},
      {"weights", answer_weights},
      {"write", answer_write},
      {"uncertainty", answer_uncertainty},
      {"shift", answer_shift},
      {"outputs", answer_outputs},
      {"ensemble", answer_ensemble},
      {"convergence", answer_convergence},
      {"enumerate", answer_enumerate},
      {"mode3", answer_modes},
      {"variance", answer_variance},
      {"recalibrate", answer_recalibrate},
      {"leak", answer_leak},
      {"histogram", answer_histogram},
      {"lag", answer_lag},
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
