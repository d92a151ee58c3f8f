// dropout run and resume: train every arm, or go on with a saved run, then say how it went; on a
// table also by Monte Carlo dropout.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/passes.h"
#include "cli/progress.h"
#include "cli/promise.h"
#include "cli/saved.h"
#include "cli/source.h"
#include "cli/table_words.h"
#include "lab/measure/noise.h"
#include "lab/measure/report.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

/// What the test rows of a table say of the Monte Carlo predictions, in the table's own units.
void add_report(Experiment& run, const TableSchema& schema, Progress& progress, Json& json) {
  const double tau = precision_of(run, progress);
  Network& network = run.network();
  Batcher batcher(network.shape(), network.max_examples());
  const Dataset& data = run.data();
  const SamplingPlan plan = usual_plan(run);
  const Report found =
      report(network, batcher, data, data.valid, {data.valid.size(), true, tau}, plan).report;
  for (const ReportField& field : report_fields()) {
    if ((found.*field.value).has_value()) json[field.name] = json_of(found.*field.value);
  }
  json["rows"] = data.valid.size();
  json["passes"] = plan.samples;
  if (data.task == Task::regress) json["tau_given"] = run.spec()[Key::tau] > 0;
  json["target"] = schema.columns[schema.target].name;
  json["train_rows"] = data.train.size();
}

Json run_json(Experiment& run, double seconds) {
  const Point& end = run.points().back();
  Json json;
  json["spec"] = json_of(run.spec());
  json["link"] = write_link({run.spec()});
  json["steps"] = run.status().step;
  json["seconds"] = seconds;
  json["train"] = json_of(end.train);
  json["train"]["loss_dropout"] = json_of(run.score(run.data().train, Phase::mc).loss);
  json["valid"] = json_of(end.valid);
  json["digest"] = write_hex(run.digest());
  if (run.status().stopped_early) json["stopped_early"] = true;
  if (run.status().diverged) json["diverged"] = run.status().step;
  return json;
}

/// A number in a table of text, "-" where there is none.
std::string cell(double value) {
  char text[32] = "-";
  if (std::isfinite(value)) std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

void print(const Experiment& run, const Json& json) {
  std::printf("%s\n%8s %10s %10s %10s %10s\n", json["link"].get<std::string>().c_str(), "epoch",
              "batch", "train", "valid", "accuracy");
  const auto& points = run.points();
  const std::size_t stride = std::max<std::size_t>(1, points.size() / 20);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i % stride != 0 && i + 1 != points.size()) continue;
    std::printf("%8.1f %10s %10s %10s %10s\n", points[i].epoch, cell(points[i].batch.loss).c_str(),
                cell(points[i].train.loss).c_str(), cell(points[i].valid.loss).c_str(),
                cell(points[i].valid.accuracy).c_str());
  }
  for (const ReportField& field : report_fields()) {
    if (!json.contains(field.name) || json[field.name].is_null()) continue;
    std::printf("%-15s %12.6g\n", field.name, json[field.name].get<double>());
  }
  std::printf("%d steps in %.1f s, digest %s\n", run.status().step, json["seconds"].get<double>(),
              json["digest"].get<std::string>().c_str());
}

}  // namespace

namespace {

/// "run.npz", or "run-b.npz" where there are several arms.
std::string file_of_arm(const std::string& path, std::size_t arm, std::size_t arms) {
  if (arms == 1) return path;
  const std::size_t dot = path.ends_with(".npz") ? path.size() - 4 : path.size();
  return path.substr(0, dot) + "-" + static_cast<char>('a' + arm) + path.substr(dot);
}

std::optional<SavedTable> saved_table(const Options& options, const Source& source,
                                      const Experiment& run, const Json& json) {
  if (!source.schema()) return std::nullopt;
  SavedTable table;
  table.name = std::filesystem::path(options.csv).filename().string();
  table.header = options.header;
  table.target = source.schema()->columns[source.schema()->target].name;
  table.kind = options.task;
  table.schema = *source.schema();
  table.train_rows = run.data().train.size();
  if (json.contains("tau") && json["tau"].is_number()) table.tau = json["tau"];
  table.layout = layout_of(options);
  return table;
}

/// What a link promised of an arm, against what came of it.
Outcome compare(const Promise& promise, std::size_t arm, const Experiment& run) {
  const int step = run.status().step, promised = promise.steps[arm];
  if (step < promised) {
    return {Outcome::differs, "The link names step " + std::to_string(promised) +
                                  ", but training ended at step " + std::to_string(step) + "."};
  }
  if (promise.digests.empty()) return {};
  const std::string& given = promise.digests[arm];
  const std::string found = write_hex(run.digest());
  if (!given.empty() && found.starts_with(given)) return {};
  return {Outcome::differs, "The weights at step " + std::to_string(step) + " are " + found +
                                ", but the link names " + given +
                                ": was it made by another version, or of other data?"};
}

/// Trains one arm as far as it goes, and says how it went.
class Arm {
 public:
  Arm(const Options& options, Source& source) : options_(options), source_(source) {}

  /// From a saved state where there is one.
  Outcome train_to(const Spec& spec, int step, const SavedRun* saved) {
    Outcome outcome;
    run_ = source_.open(spec, outcome);
    if (!run_) return outcome;
    if (saved) {
      const Error error = run_->resume(saved->state, saved->points);
      if (error) return {Outcome::bad_data, english_of(error)};
      if (write_hex(run_->digest()) != saved->digest) {
        return {Outcome::bad_data, "The saved run is damaged: its weights are not those it names."};
      }
    }
    const auto start = std::chrono::steady_clock::now();
    Progress progress;
    train(*run_, step, progress);
    run_->advance_to(run_->status().step);  // completes a measurement
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    json_ = run_json(*run_, taken.count());
    if (const TableSchema* schema = source_.schema()) {
      json_["table"] = json_of(*schema);
      if (!run_->status().diverged) add_report(*run_, *schema, progress, json_);
    }
    return {};
  }

  /// After training: saves and prints. Divergence is an outcome of its own.
  Outcome finish(const std::string& path) {
    if (!path.empty()) {
      const Outcome saved = save_run(path, *run_, saved_table(options_, source_, *run_, json_));
      if (saved.failed()) return saved;
    }
    if (!options_.json) print(*run_, json_);
    if (!run_->status().diverged) return {};
    return {Outcome::diverged, "The loss is not finite after step " +
                                   std::to_string(run_->status().step) +
                                   ": try a smaller learning rate."};
  }

  const Experiment& run() const { return *run_; }
  Json& json() { return json_; }

 private:
  const Options& options_;
  Source& source_;
  std::unique_ptr<Experiment> run_;
  Json json_;
};

void print_json(const Options& options, const Json& results) {
  if (!options.json) return;
  std::cout << (results.size() == 1 ? results[0] : results).dump(1) << "\n";
}

}  // namespace

Outcome run_command(const Options& options) {
  const Reading reading = read_link(options.link);
  if (reading.error) return {Outcome::bad_usage, english_of(reading.error)};
  const std::optional<Promise> promise = promise_of(options.link, reading.arms.size());
  if (promise && !promise->error.empty()) return {Outcome::bad_usage, promise->error};
  Source source(options);
  Json results = Json::array();
  Outcome worst;
  for (std::size_t a = 0; a < reading.arms.size(); ++a) {
    Arm arm(options, source);
    Outcome outcome =
        arm.train_to(reading.arms[a], promise ? promise->steps[a] : kToTheEnd, nullptr);
    if (outcome.failed()) return outcome;
    outcome =
        arm.finish(options.save.empty() ? "" : file_of_arm(options.save, a, reading.arms.size()));
    if (!outcome.failed() && promise) outcome = compare(*promise, a, arm.run());
    if (!worst.failed()) worst = outcome;
    results.push_back(std::move(arm.json()));
  }
  print_json(options, results);
  return worst;
}

Outcome resume_command(const Options& options) {
  const std::string& path = options.runs[0];
  SavedRun saved;
  Outcome outcome = read_run(path, saved);
  if (outcome.failed()) return outcome;
  const Reading reading = read_link(saved.link);
  if (reading.error) return {Outcome::bad_data, path + ": " + english_of(reading.error)};
  Options own = options;
  if (saved.table) use_layout(*saved.table, own);
  if (saved.table && own.csv.empty()) {
    return {Outcome::bad_usage, path + " learned from " + saved.table->name +
                                    ", which is not in it: give that table, too (--csv)."};
  }
  Source source(own);
  Arm arm(own, source);
  outcome = arm.train_to(reading.arms[0], kToTheEnd, &saved);
  if (outcome.failed()) return outcome;
  outcome = arm.finish(options.save);
  Json results = Json::array();
  results.push_back(std::move(arm.json()));
  print_json(options, results);
  return outcome;
}

}  // namespace dropout::cli
