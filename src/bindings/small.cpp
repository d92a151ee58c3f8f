// The small module: what a first view needs, and no tables.
#include <emscripten/bind.h>

#include "bindings/experiment.h"

namespace dropout::bindings {

const Engine& engine() { return small_engine(); }

}  // namespace dropout::bindings

EMSCRIPTEN_BINDINGS(core) { dropout::bindings::bind_experiment(); }
