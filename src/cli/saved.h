// Runs as files that the page and numpy read, too: the link, every tensor by its name, what the
// optimizer remembers, and for a reader's own table how it was read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/json.h"
#include "cli/options.h"
#include "lab/data/table_schema.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

/// What else a run of a reader's own table needs to be the same: never the table itself.
struct SavedTable {
  std::string name, header, target, kind;  // as the page has them
  std::optional<TableSchema> schema;       // absent in files that a page saved
  double tau = 0;                          // noise precision; 0: not known
  int train_rows = 0;
  Json layout;  // the other options
};

/// The options that say how a table is read, as a saved run keeps them; and back, where the command
/// line does not say otherwise.
Json layout_of(const Options& options);
void use_layout(const SavedTable& table, Options& options);

struct SavedRun {
  std::string link, digest;
  int step = 0;
  std::optional<SavedTable> table;
  std::vector<float> state;  // as Experiment::resume() takes it
  int points = 0;
};

Outcome save_run(const std::string& path, Experiment& run, const std::optional<SavedTable>& table);
Outcome read_run(const std::string& path, SavedRun& saved);

/// The trained network of a saved run without its data: examples of zeros stand for them. Can
/// predict, and cannot train. nullptr with an outcome that says why not.
std::unique_ptr<Experiment> open_saved(const std::string& path, const SavedRun& saved,
                                       const TableSchema& schema, Outcome& outcome);

}  // namespace dropout::cli
