// Examples in tests/corpus that the core and the page are both held to, each by its own tests: what
// stands in both languages is kept in step by them.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace dropout::testing {

inline nlohmann::json corpus(const std::string& name) {
  std::ifstream file(DROPOUT_SOURCE_DIR "/tests/corpus/" + name);
  return nlohmann::json::parse(file);
}

}  // namespace dropout::testing
