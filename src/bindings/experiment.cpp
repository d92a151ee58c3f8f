// What every module offers: experiments.
#include "bindings/experiment.h"

#include <emscripten/bind.h>

namespace dropout::bindings {
namespace {

bool answers(const std::string& what) { return can_answer(engine(), what); }

}  // namespace

void bind_experiment() {
  emscripten::function("answers", &answers);
  emscripten::class_<ExperimentBinding>("Experiment")
      .constructor<>()
      .function("open", &ExperimentBinding::open)
      .function("advance", &ExperimentBinding::advance)
      .function("status", &ExperimentBinding::status)
      .function("points", &ExperimentBinding::points)
      .function("digest", &ExperimentBinding::digest)
      .function("set", &ExperimentBinding::set)
      .function("rewind", &ExperimentBinding::rewind)
      .function("weights", &ExperimentBinding::weights)
      .function("take", &ExperimentBinding::take)
      .function("ask", &ExperimentBinding::ask);
}

}  // namespace dropout::bindings
