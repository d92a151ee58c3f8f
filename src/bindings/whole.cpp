// The whole module: every model, every question, readers' tables, and links for scripts.
#include <emscripten/bind.h>

#include "bindings/experiment.h"
#include "bindings/link.h"
#include "bindings/rows.h"
#include "bindings/table.h"

namespace dropout::bindings {

const Engine& engine() { return whole_engine(); }

}  // namespace dropout::bindings

EMSCRIPTEN_BINDINGS(core) {
  dropout::bindings::bind_experiment();
  dropout::bindings::bind_link();
  dropout::bindings::bind_table();
  dropout::bindings::bind_rows();
}
