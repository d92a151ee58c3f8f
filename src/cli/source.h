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
#include "lab/data/table.h"
#include "lab/train/experiment.h"

namespace dropout::cli {

class Source {
 public:
  explicit Source(const Options& options) : options_(options) {}

  /// A run of the Spec; nullptr with an outcome that says why not. Files are read once.
  std::unique_ptr<Experiment> open(const Spec& spec, Outcome& outcome);

 private:
  std::unique_ptr<Experiment> open_table(const Spec& spec, Outcome& outcome);
  Outcome read_table();

  const Options& options_;
  std::map<std::string, std::vector<std::uint8_t>> containers_;
  std::optional<Table> table_;
  std::vector<int> train_rows_, test_rows_;
};

}  // namespace dropout::cli
