// Where native runs get their data: containers in a folder, or a reader's own table. The only code
// of the command line that reads files.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "lab/data/table_dataset.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

/// Reads a table from a file, as the options lay it out.
Outcome read_table(const std::string& path, const Options& options, Table& table);

class Source {
 public:
  /// `aloud`: says what was decided about a table.
  explicit Source(const Options& options, bool aloud = true) : options_(options), aloud_(aloud) {}

  /// A run of the Spec; nullptr with an outcome that says why not. Files are read once.
  std::unique_ptr<Experiment> open(const Spec& spec, Outcome& outcome);
  /// How the table of a link's first arm is read, and how many of its rows train.
  Outcome schema_of(const std::string& link, TableSchema& schema, int& train_rows);
  /// What was decided about the table of the run opened last; nullptr where it had none.
  const TableSchema* schema() const { return schema_ ? &*schema_ : nullptr; }

 private:
  std::unique_ptr<Experiment> open_table(const Spec& spec, Outcome& outcome);
  Outcome read_indices();

  const Options& options_;
  bool aloud_;
  std::map<std::string, std::vector<std::uint8_t>> containers_;
  std::optional<Table> table_;
  std::optional<TableSchema> schema_;
  std::vector<int> train_rows_, test_rows_;
};

}  // namespace dropout::cli
