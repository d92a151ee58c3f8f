// dropout predict: what saved runs say of new rows, and how sure they are. Several runs are one
// ensemble. Predictions go to stdout, what a reader should look at to stderr.
#include <cstdlib>
#include <iostream>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/saved.h"
#include "cli/source.h"
#include "cli/table_words.h"
#include "lab/query/rows/predictor.h"

namespace dropout::cli {
namespace {

/// A saved run that predicts.
struct Member {
  SavedRun saved;
  std::unique_ptr<Experiment> run;
};

/// The schema of a run that a page saved, from the table that it learned from.
Outcome find_schema(const Options& options, const std::string& path, SavedRun& saved) {
  if (!saved.table) {
    return {Outcome::bad_usage, path + " did not learn from a table of your own (data=csv)."};
  }
  if (saved.table->schema) return {};
  if (options.trained_on.empty()) {
    return {Outcome::bad_usage,
            path + " does not say how its table was read: give that table, too (--trained-on)."};
  }
  Options training = options;
  training.csv = options.trained_on;
  training.target = saved.table->target;
  training.task = saved.table->kind;
  if (options.header.empty()) training.header = saved.table->header;
  Source source(training, false);
  return source.schema_of(saved.link, saved.table->schema.emplace(), saved.table->train_rows);
}

Outcome open_member(const Options& options, const std::string& path, Member& member,
                    RowMember& row_member) {
  Outcome outcome = read_run(path, member.saved);
  if (!outcome.failed()) outcome = find_schema(options, path, member.saved);
  if (outcome.failed()) return outcome;
  Options layout = options;
  const Json& told = member.saved.table->layout;
  if (layout.header.empty() && told.is_object()) layout.header = told.value("header", "");
  if (layout.delimiter.empty() && told.is_object()) layout.delimiter = told.value("delimiter", "");
  Table table;
  outcome = read_table(options.csv, layout, table);
  if (outcome.failed()) return outcome;
  const TableSchema& schema = *member.saved.table->schema;
  row_member.rows = read_new_rows(schema, table);
  if (row_member.rows.error) {
    return {Outcome::bad_data, options.csv + ": " + english_of(row_member.rows.error)};
  }
  member.run = open_saved(path, member.saved, schema, outcome);
  row_member.run = member.run.get();
  row_member.schema = &schema;
  row_member.tau = member.saved.table->tau;
  return outcome;
}

/// One object for each row of the file; null where there is no prediction.
Json json_of(const RowPredictor& predictor) {
  const std::vector<std::string> columns = predictor.columns();
  const std::vector<int>& rows = predictor.rows().rows;
  Json json = Json::array();
  std::size_t next = 0;
  for (int r = 0; r < predictor.rows().all; ++r) {
    std::vector<std::string> cells(columns.size() - 1);
    if (next < rows.size() && rows[next] == r) cells = predictor.cells(static_cast<int>(next++));
    Json line{{"row", r + 1}};
    for (std::size_t c = 0; c < cells.size(); ++c) {
      char* end;
      const double value = std::strtod(cells[c].c_str(), &end);
      const bool number = !cells[c].empty() && *end == 0;
      Json& cell = line[columns[c + 1]];
      if (number)
        cell = value;
      else if (!cells[c].empty())
        cell = cells[c];
    }
    json.push_back(std::move(line));
  }
  return json;
}

void print(const Options& options, const RowPredictor& predictor) {
  if (options.json) {
    std::cout << json_of(predictor).dump(1) << "\n";
    return;
  }
  std::cout << predictor.csv_header() << predictor.csv(0, predictor.rows().all);
}

}  // namespace

Outcome predict_command(const Options& options) {
  std::vector<Member> runs(options.runs.size());
  std::vector<RowMember> members(runs.size());
  for (std::size_t m = 0; m < runs.size(); ++m) {
    Outcome outcome = open_member(options, options.runs[m], runs[m], members[m]);
    if (outcome.failed()) return outcome;
    const Misfit wrong = misfit(members[0], members[m]);
    if (wrong == Misfit::none) continue;
    const std::string& path = options.runs[m];
    return {Outcome::bad_data,
            english_of(wrong == Misfit::target ? error_of<Code::ensemble_target>(path)
                                               : error_of<Code::ensemble_rows>(path))};
  }
  print_notes(options.csv, members[0].rows.notes);
  RowPredictor predictor(std::move(members), options.mode == "eval", options.passes);
  if (!predictor.has_classes() && predictor.precision() == 0) {
    print_note(options.csv,
               "The saved run does not know the noise: intervals are of the model alone.");
  }
  while (predictor.advance()) {
  }
  print(options, predictor);
  return {};
}

}  // namespace dropout::cli
