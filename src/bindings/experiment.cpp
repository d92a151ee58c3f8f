// What every module offers: links read, experiments run.
#include "bindings/experiment.h"

#include <emscripten/bind.h>

#include "lab/spec/cost.h"

namespace dropout::bindings {
namespace {

/// What the core makes of a link: its canonical form, each arm's keys and cost, or what is wrong.
val read(const std::string& link) {
  const Reading reading = read_link(link);
  val arms = val::array();
  for (const Spec& spec : reading.arms) {
    val values = val::object();
    for (const KeyInfo& row : keys()) {
      values.set(row.name, write_value(row, spec[row.key]));
    }
    const Cost cost = cost_of(spec);
    val arm = val::object();
    arm.set("values", values);
    arm.set("parameters", cost.parameters);
    arm.set("flopsPerStep", cost.flops_per_step);
    arm.set("steps", cost.steps);
    arm.set("bytes", cost.bytes);
    arms.call<void>("push", arm);
  }
  val object = val::object();
  object.set("error", reading.error);
  object.set("link", write_link(reading.arms));
  object.set("arms", arms);
  return object;
}

bool answers(const std::string& what) { return can_answer(engine(), what); }

}  // namespace

void bind_experiment() {
  emscripten::function("read", &read);
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
