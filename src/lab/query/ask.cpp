// Dispatches a question to the function of ask_*.cpp that the engine lists for it.
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

namespace {

const AnswerEntry* find(const Engine& engine, std::string_view what) {
  for (const AnswerEntry& entry : engine.answers) {
    if (what == entry.what) return &entry;
  }
  return nullptr;
}

}  // namespace

bool can_answer(const Engine& engine, std::string_view what) { return find(engine, what); }

Answer ask(const Engine& engine, Experiment& run, const Question& question) {
  if (const AnswerEntry* entry = find(engine, question.what)) {
    return entry->answer({run.spec(), run.data(), run.network(), run.batcher(), run}, question);
  }
  return {error_of<Code::unknown_question>(shown(question.what)), {}};
}

}  // namespace dropout
