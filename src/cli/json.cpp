// Numbers that JSON has no name for become null.
#include "cli/json.h"

#include <cmath>

#include "cli/describe.h"

namespace dropout::cli {

Json json_of(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json_of(const Score& score) {
  return {{"loss", json_of(score.loss)}, {"accuracy", json_of(score.accuracy)}};
}

Json json_of(const Spec& spec) {
  Json json;
  for (const KeyInfo& row : keys()) {
    json[row.name] = value_of(row, spec[row.key]);
  }
  return json;
}

}  // namespace dropout::cli
