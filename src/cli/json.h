// The core's values as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "lab/measure/metrics.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

using Json = nlohmann::ordered_json;

Json json_of(const Spec& spec);
Json json_of(const Score& score);
/// null where it is not finite or was not measured.
Json json_of(double value);
inline Json json_of(const Measured& value) {
  return value.has_value() ? json_of(value.value()) : Json(nullptr);
}

}  // namespace dropout::cli
