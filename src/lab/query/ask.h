// Questions to a run and the functions that answer them, a file ask_*.cpp for each family. engines/
// list which of them a program has.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/measure/sampling.h"
#include "lab/measure/uncertainty.h"
#include "lab/model/network.h"
#include "lab/train/batcher.h"
#include "lab/train/experiment.h"

namespace dropout {

/// A reader's question to a run. Which fields matter depends on `what`; see lab/query/questions.h.
struct Question {
  std::string what;           // predict, field, uncertainty, sites, peek, weights, write, ...
  std::string text;           // a reader's own words, or the name of a site or matrix
  std::string mode;           // train, eval or mc; "" is mc
  std::string hold;           // free, kept or dropped; "" is free
  int samples = 50;           // T
  std::uint32_t draw = 0;     // number of the draw: another number, other masks
  int index = 0, count = 0;   // unit, example or resolution
  double number = 0;          // temperature, rotation, ...
  Matrix points;              // dense inputs (rows, features) in the data's own units
  std::vector<float> values;  // of a state that training is to go on from
};

struct Answer {
  Error error;
  std::vector<Named> matrices;
};

/// What a question is asked of.
struct Asked {
  const Spec& spec;
  const Dataset& data;
  Network& network;
  Batcher& batcher;
  Experiment& run;
};

/// The families.
Answer answer_predict(const Asked& asked, const Question& question);
Answer answer_field(const Asked& asked, const Question& question);
Answer answer_sites(const Asked& asked, const Question& question);
Answer answer_mask(const Asked& asked, const Question& question);
Answer answer_peek(const Asked& asked, const Question& question);
Answer answer_hold(const Asked& asked, const Question& question);
Answer answer_weights(const Asked& asked, const Question& question);
Answer answer_write(const Asked& asked, const Question& question);
// ask_state.cpp
Answer answer_state(const Asked& asked, const Question& question);
Answer answer_resume(const Asked& asked, const Question& question);

// ask_uncertainty.cpp
Answer answer_uncertainty(const Asked& asked, const Question& question);
Answer answer_shift(const Asked& asked, const Question& question);
Answer answer_outputs(const Asked& asked, const Question& question);
Answer answer_ensemble(const Asked& asked, const Question& question);
// ask_sampling.cpp
Answer answer_convergence(const Asked& asked, const Question& question);
Answer answer_enumerate(const Asked& asked, const Question& question);
Answer answer_modes(const Asked& asked, const Question& question);
// ask_norms.cpp
Answer answer_variance(const Asked& asked, const Question& question);
Answer answer_recalibrate(const Asked& asked, const Question& question);
// ask_leak.cpp
Answer answer_leak(const Asked& asked, const Question& question);
// ask_values.cpp
Answer answer_histogram(const Asked& asked, const Question& question);
Answer answer_lag(const Asked& asked, const Question& question);
// ask_check.cpp
Answer answer_check(const Asked& asked, const Question& question);
// ask_lesson.cpp
Answer answer_ridge(const Asked& asked, const Question& question);
Answer answer_missing(const Asked& asked, const Question& question);

/// The passes asked for, `fewest` or more, within the range of T.
int passes_of(const Question& question, int fewest = 1);

SamplingPlan plan_of(const Spec& spec, const Question& question);

}  // namespace dropout
