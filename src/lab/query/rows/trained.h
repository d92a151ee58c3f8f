// A trained network of a reader's own table without that table. Knows no file.
#pragma once

#include <memory>
#include <span>

#include "lab/data/table_schema.h"
#include "lab/train/experiment.h"

namespace dropout {

/// A run as its state, for prediction only.
struct TrainedRun {
  Spec spec;
  int train_rows = 1;            // that it learned from
  std::span<const float> state;  // as Experiment::resume() takes it
  int points = 0;
};

/// The network of a run, with examples of zeros where its data were: it can predict, and cannot
/// train. nullptr, with an error, where the state does not fit.
std::unique_ptr<Experiment> open_trained(const Recipes& recipes, const TrainedRun& trained,
                                         const TableSchema& schema, Error& error);

}  // namespace dropout
