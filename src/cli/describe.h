// The descriptors as JSON, for the build and the documentation: what a key, a data set, a kind of
// dropout, a model and a question are. Knows no command: the build runs it as a program of its own.
#pragma once

#include <nlohmann/json.hpp>

#include "lab/spec/keys.h"

namespace dropout::cli {

using Json = nlohmann::ordered_json;

/// A value of a key as JSON: a choice by its name.
Json value_of(const KeyInfo& row, double value);

/// {parameters, models, dataSets, kinds, questions}, each a list of rows with their words.
Json describe();

}  // namespace dropout::cli
