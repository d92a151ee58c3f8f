// dropout predict: what saved runs say of new rows, and how sure they are. Several runs are one
// ensemble. Predictions go to stdout, what a reader should look at to stderr.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/passes.h"
#include "cli/saved.h"
#include "cli/source.h"
#include "cli/table_words.h"
#include "lab/measure/uncertainty.h"
#include "lab/model/network.h"
#include "lab/spec/decimal.h"

namespace dropout::cli {
namespace {

/// A run that predicts, with its own reading of the new rows.
struct Member {
  std::string path;
  SavedRun saved;
  std::unique_ptr<Experiment> run;
  NewRows rows;

  const TableSchema& schema() const { return *saved.table->schema; }
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

Outcome open_member(const Options& options, const std::string& path, Member& member) {
  member.path = path;
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
  member.rows = read_new_rows(member.schema(), table);
  if (member.rows.error) {
    return {Outcome::bad_data, options.csv + ": " + english_of(member.rows.error)};
  }
  member.run = open_saved(path, member.saved, member.schema(), outcome);
  return outcome;
}

/// Why members cannot be averaged, or "".
std::string mismatch(const Member& first, const Member& other) {
  const TableSchema &a = first.schema(), &b = other.schema();
  if (a.task != b.task || a.classes != b.classes ||
      a.columns[a.target].name != b.columns[b.target].name) {
    return "learned another target than";
  }
  return first.rows.rows == other.rows.rows ? "" : "can predict other rows than";
}

/// Adds a member's passes, in the units of the first one's scale.
void add_passes(Member& member, const Member& first, const SamplingPlan& plan,
                Predictive& predictive) {
  const TableSchema &own = member.schema(), &common = first.schema();
  const bool convert = own.task == Task::regress && &member != &first;
  Batcher batcher(member.run->network().shape(), member.run->network().max_examples());
  const int count = member.rows.part.x.rows();
  Matrix converted;
  sample_part(member.run->network(), batcher, member.rows.part, count, plan,
              [&](int first_row, int, ConstView outputs) {
                if (!convert) return predictive.add(outputs, first_row);
                converted = Matrix(outputs.rows, outputs.cols);
                const double shift =
                    own.columns[own.target].offset - common.columns[common.target].offset;
                for (int r = 0; r < outputs.rows; ++r) {
                  converted(r, 0) = common.y_scale.apply(
                      0, static_cast<float>(shift + own.y_scale.undo(0, outputs(r, 0))));
                }
                predictive.add(converted, first_row);
              });
}

/// A number as ECMAScript writes it after toPrecision(9); 15 digits where it is far from zero.
std::string numeral(double value, bool far = false) {
  if (!std::isfinite(value)) return "";
  char text[40];
  std::snprintf(text, sizeof text, far ? "%.15g" : "%.9g", value);
  return write_decimal(std::strtod(text, nullptr));
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

/// One line for each row of the file: cells as text, empty where there is no prediction.
class Answers {
 public:
  Answers(const Member& first, const Predictive& predictive, double tau)
      : schema_(first.schema()), new_(first.rows), predictive_(predictive), tau_(tau) {}

  std::vector<std::string> columns() const {
    std::vector<std::string> names{"row", "prediction"};
    if (schema_.task == Task::regress) {
      names.insert(names.end(), {"sd", "lower", "upper"});
    } else {
      for (const std::string& name : schema_.classes) names.push_back("p(" + name + ")");
      names.insert(names.end(), {"entropy", "mutual_information"});
    }
    if (new_.truths) names.push_back("truth");
    return names;
  }

  std::vector<std::string> line(int i) const {
    return schema_.task == Task::regress ? quantity(i) : classes(i);
  }

 private:
  std::vector<std::string> quantity(int i) const {
    const double offset = schema_.columns[schema_.target].offset;
    const bool far = offset != 0;
    const double mean = offset + schema_.y_scale.undo(0, predictive_.mean()(i, 0));
    const double sd = schema_.y_scale.undo_deviation(0, predictive_.deviation()(i, 0));
    const double half = kHalfBand * std::sqrt(total_variance(sd, tau_));
    std::vector<std::string> cells{numeral(mean, far), numeral(sd), numeral(mean - half, far),
                                   numeral(mean + half, far)};
    if (new_.truths) {
      cells.push_back(numeral(new_.values[i], true));
    }
    return cells;
  }

  std::vector<std::string> classes(int i) const {
    const float* p = predictive_.mean().row(i);
    const int count = predictive_.mean().cols();
    std::vector<std::string> cells{schema_.classes[std::max_element(p, p + count) - p]};
    for (int k = 0; k < count; ++k) cells.push_back(numeral(p[k]));
    cells.push_back(numeral(predictive_.total_entropy(i)));
    cells.push_back(numeral(predictive_.mutual_information(i)));
    if (new_.truths) {
      cells.push_back(new_.part.label[i] < 0 ? "" : schema_.classes[new_.part.label[i]]);
    }
    return cells;
  }

  const TableSchema& schema_;
  const NewRows& new_;
  const Predictive& predictive_;
  double tau_;
};

void print(const Options& options, const Answers& answers, const std::vector<int>& rows, int all) {
  const std::vector<std::string> columns = answers.columns();
  Json json = Json::array();
  std::string text;
  for (std::size_t c = 0; c < columns.size(); ++c) text += (c ? "," : "") + csv_cell(columns[c]);
  text += "\n";
  std::size_t next = 0;
  for (int r = 0; r < all; ++r) {
    const bool predicted = next < rows.size() && rows[next] == r;
    std::vector<std::string> cells(columns.size() - 1);
    if (predicted) cells = answers.line(static_cast<int>(next++));
    text += std::to_string(r + 1);
    Json line{{"row", r + 1}};
    for (std::size_t c = 0; c < cells.size(); ++c) {
      text += "," + csv_cell(cells[c]);
      char* end;
      const double value = std::strtod(cells[c].c_str(), &end);
      const bool number = !cells[c].empty() && *end == 0;
      Json& cell = line[columns[c + 1]];
      if (number)
        cell = value;
      else if (!cells[c].empty())
        cell = cells[c];
    }
    text += "\n";
    if (options.json) json.push_back(std::move(line));
  }
  std::cout << (options.json ? json.dump(1) + "\n" : text);
}

/// The mean noise variance of the members as a precision; 0 where one does not know it.
double precision_of(const std::vector<Member>& members) {
  double variance = 0;
  for (const Member& member : members) {
    if (member.schema().task != Task::regress) return 0;
    if (!(member.saved.table->tau > 0)) return 0;
    variance += 1 / member.saved.table->tau;
  }
  return static_cast<double>(members.size()) / variance;
}

}  // namespace

Outcome predict_command(const Options& options) {
  std::vector<Member> members(options.runs.size());
  for (std::size_t m = 0; m < members.size(); ++m) {
    Outcome outcome = open_member(options, options.runs[m], members[m]);
    if (outcome.failed()) return outcome;
    if (const std::string why = mismatch(members[0], members[m]); !why.empty()) {
      return {Outcome::bad_data,
              options.runs[m] + " " + why + " " + options.runs[0] + ": they cannot be averaged."};
    }
  }
  const Member& first = members[0];
  const bool classes = first.schema().task == Task::classify;
  const int count = first.rows.part.x.rows(), outputs = first.run->network().shape().outputs;
  print_notes(options.csv, first.rows.notes);
  const double tau = precision_of(members);
  if (!classes && tau == 0) {
    print_note(options.csv,
               "The saved run does not know the noise: intervals are of the model alone.");
  }
  Predictive predictive(count, outputs, classes);
  for (Member& member : members) {
    SamplingPlan plan = sampling_of(*member.run, member.run->network());
    if (options.mode == "eval") plan.phase = Phase::eval;
    if (plan.phase == Phase::eval)
      plan.samples = 1;
    else if (options.passes > 0)
      plan.samples = options.passes;
    if (count > 0) add_passes(member, first, plan, predictive);
  }
  print(options, Answers(first, predictive, tau), first.rows.rows, first.rows.all);
  return {};
}

}  // namespace dropout::cli
