// The questions that save a run and resume it (train/experiment_state.cpp).
#include "lab/query/ask.h"

namespace dropout {

Answer answer_state(const Asked& asked, const Question&) { return {{}, asked.run.state()}; }

Answer answer_resume(const Asked& asked, const Question& question) {
  return {asked.run.resume(question.values, question.count), {}};
}

}  // namespace dropout
