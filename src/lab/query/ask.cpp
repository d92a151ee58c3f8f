// Looks up who answers a reader's question: each answer is a function of its own in ask_*.cpp, and
// the engine says which there are.
#include <algorithm>

#include "lab/query/engine.h"
#include "lab/train/experiment.h"

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

Asked Experiment::asked() { return {spec_, data_, *network_, *batcher_, *this}; }

Answer Experiment::ask(const Question& question) {
  for (const AnswerEntry& entry : answers()) {
    if (question.what == entry.what) return entry.answer(asked(), question);
  }
  return {"\"" + question.what.substr(0, 40) + "\" is no question this version knows.", {}};
}

}  // namespace dropout
