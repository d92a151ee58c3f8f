// Dispatches a question to the function of ask_*.cpp that the engine lists for it.
#include <algorithm>

#include "lab/query/engine.h"
#include "lab/query/questions.h"
#include "lab/train/experiment.h"

namespace dropout {

int passes_of(const Question& question, int fewest) {
  const KeyInfo& row = info(Key::T);
  return std::clamp(question.samples, std::max(fewest, static_cast<int>(row.low)),
                    static_cast<int>(row.high));
}

SamplingPlan plan_of(const Spec& spec, const Question& question) {
  SamplingPlan plan;
  const int mode = place_in(kModeNames, question.mode);
  plan.phase = mode < 0 ? Phase::mc : static_cast<Phase>(mode);
  plan.seed = static_cast<std::uint32_t>(spec[Key::seed]);
  plan.draw = question.draw;
  plan.samples = plan.phase == Phase::mc ? passes_of(question) : 1;
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

/// Refuses a text that is none of these names; none at all is the usual one.
template <std::size_t n>
Error check_name(const char* field, const std::string& text,
                 const std::array<const char*, n>& names) {
  if (text.empty() || place_in(names, text) >= 0) return {};
  std::string known;
  for (const char* name : names) known += (known.empty() ? "" : ", ") + std::string(name);
  return error_of<Code::not_a_choice>(shown(text), field, known);
}

}  // namespace

bool can_answer(const Engine& engine, std::string_view what) { return find(engine, what); }

Answer ask(const Engine& engine, Experiment& run, const Question& question) {
  if (const AnswerEntry* entry = find(engine, question.what)) {
    Error error = check_name("mode", question.mode, kModeNames);
    if (!error) error = check_name("hold", question.hold, kHoldNames);
    if (error) return {error, {}};
    return entry->answer({run.spec(), run.data(), run.network(), run.batcher(), run}, question);
  }
  return {error_of<Code::unknown_question>(shown(question.what)), {}};
}

}  // namespace dropout
