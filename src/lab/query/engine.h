// What an engine is made of: recipes and answers. A program names one of engines/ and links what
// that names, so what a small one leaves out is not downloaded.
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

struct Engine {
  Recipes recipes;
  std::span<const AnswerEntry> answers;
};

/// Every model and every question.
const Engine& whole_engine();
/// What a first view needs: dense networks of plain layers, and the questions of their usual
/// panels. Trains to the same bits.
const Engine& small_engine();

/// Whether this engine answers such questions.
bool can_answer(const Engine& engine, std::string_view what);

/// Asks a run. The sentence says what is wrong with the question.
Answer ask(const Engine& engine, Experiment& run, const Question& question);

}  // namespace dropout
