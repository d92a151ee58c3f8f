// Looking keys up.
#include "lab/spec/keys.h"

namespace dropout {

const KeyInfo* find_key(std::string_view name) {
  for (const KeyInfo& key : keys()) {
    if (name == key.name) return &key;
  }
  return nullptr;
}

double default_of(const KeyInfo& key, Model model) {
  for (const ModelDefault& row : key.defaults) {
    if (row.models & only(model)) return row.value;
  }
  return key.fallback;
}

}  // namespace dropout
