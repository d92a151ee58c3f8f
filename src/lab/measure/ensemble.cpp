// One member at a time: only its outputs are kept.
#include "lab/measure/ensemble.h"

#include <algorithm>

namespace dropout {

Predictive combine(ConstView stacked, int members, bool classes) {
  const int rows = stacked.rows / members;
  Predictive all(rows, stacked.cols, classes);
  for (int m = 0; m < members; ++m) all.add(stacked.slice(m * rows, rows));
  return all;
}

Matrix outputs_of(Network& network, Batcher& batcher, const Examples& part, int count) {
  SamplingPlan eval;
  eval.phase = Phase::eval;
  return predict_part(network, batcher, part, count, eval).mean();
}

Matrix train_ensemble(const Recipes& recipes, const Spec& spec, const Dataset& data, int members,
                      int count, std::string& error) {
  Matrix stacked;
  for (int m = 0; m < members; ++m) {
    Spec own = spec;
    own[Key::seed] = static_cast<double>(static_cast<std::uint32_t>(spec[Key::seed]) +
                                         static_cast<std::uint32_t>(m));
    const auto run = Experiment::make(recipes, own, data, error);
    if (!run) return {};
    while (!run->status().finished) run->advance();
    Batcher batcher(run->network().shape(), run->network().max_examples());
    const Matrix outputs =
        outputs_of(run->network(), batcher, run->data().valid, std::min(count, data.valid.size()));
    if (m == 0) stacked = Matrix(members * outputs.rows(), outputs.cols());
    std::copy_n(outputs.data(), outputs.size(), stacked.row(m * outputs.rows()));
  }
  return stacked;
}

}  // namespace dropout
