// Which models, data sets and kinds of dropout fit together.
#pragma once

#include <string>

#include "lab/spec/data_sets.h"
#include "lab/spec/drop_kinds.h"

namespace dropout {

/// Whether a model takes a data set or a kind of dropout.
template <class Info>
constexpr bool fits(Model model, const Info& info) {
  return (info.models & only(model)) != 0;
}
constexpr bool fits(Model model, Data data) { return fits(model, info(data)); }
constexpr bool fits(Model model, Drop drop) { return fits(model, info(drop)); }

/// The names of all rows that a model takes, for a sentence.
template <class Infos>
std::string names_for(Model model, const Infos& infos) {
  std::string names;
  for (const auto& row : infos) {
    if (fits(model, row)) names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names;
}

}  // namespace dropout
