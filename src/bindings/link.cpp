// For scripts and tests, which begin with a link.
#include "bindings/link.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "lab/spec/cost.h"
#include "lab/spec/link.h"

namespace dropout::bindings {
namespace {

using emscripten::val;

/// What the core makes of a link: its canonical form; each arm's keys, as text and as `open` takes
/// them, and its cost; or what is wrong.
val read(const std::string& link) {
  const Reading reading = read_link(link);
  val arms = val::array();
  for (const Spec& spec : reading.arms) {
    val words = val::object(), values = val::array();
    for (const KeyInfo& row : keys()) {
      words.set(row.name, write_value(row, spec[row.key]));
      values.call<void>("push", spec[row.key]);
    }
    const Cost cost = cost_of(spec);
    val arm = val::object();
    arm.set("words", words);
    arm.set("values", values);
    arm.set("points", spec.points);
    arm.set("parameters", cost.parameters);
    arm.set("flopsPerStep", cost.flops_per_step);
    arm.set("steps", cost.steps);
    arm.set("bytes", cost.bytes);
    arms.call<void>("push", arm);
  }
  val object = val::object();
  object.set("error", english_of(reading.error));
  object.set("link", write_link(reading.arms));
  object.set("arms", arms);
  return object;
}

}  // namespace

void bind_link() { emscripten::function("readLink", &read); }

}  // namespace dropout::bindings
