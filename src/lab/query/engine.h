// What an engine is made of: recipes, optional layers and answers. One file of engines/ is linked
// into each program and names them: what it does not name is left out of the download.
#pragma once

#include <span>
#include <string_view>

#include "lab/model/recipes.h"
#include "lab/query/ask.h"

namespace dropout {

struct AnswerEntry {
  std::string_view what;
  Answer (*answer)(const Asked&, const Question&);
};

/// Every question this engine can answer.
std::span<const AnswerEntry> answers();

}  // namespace dropout
