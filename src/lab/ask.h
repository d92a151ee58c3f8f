// What the answering functions share, and the table of them. Each file ask_*.cpp answers one
// family of questions; experiment_ask.cpp looks them up.
#pragma once

#include <string_view>
#include <vector>

#include "lab/experiment.h"
#include "lab/feeder.h"
#include "lab/network.h"
#include "lab/sampling.h"

namespace dropout {

/// What a question is asked of.
struct Asked {
  const Spec& spec;
  const Dataset& data;
  Network& network;
  Feeder& feeder;
};

struct AnswerEntry {
  std::string_view what;
  Answer (*answer)(const Asked&, const Question&);
};

/// Every question there is.
const std::vector<AnswerEntry>& answers();

/// The families.
Answer answer_predict(const Asked& asked, const Question& question);
Answer answer_field(const Asked& asked, const Question& question);
Answer answer_sites(const Asked& asked, const Question& question);
Answer answer_mask(const Asked& asked, const Question& question);
Answer answer_peek(const Asked& asked, const Question& question);
Answer answer_hold(const Asked& asked, const Question& question);
Answer answer_weights(const Asked& asked, const Question& question);
Answer answer_write(const Asked& asked, const Question& question);

SamplingPlan plan_of(const Spec& spec, const Question& question);

/// Running mean and sample deviation (n-1) of matrices, by Welford's update.
struct Moments {
  Moments(int rows, int cols);
  void add(ConstView values);

  Matrix mean, deviation;  // (rows, cols)
  int count = 0;

 private:
  Matrix squares_;
};

}  // namespace dropout
