// dropout run: trains every arm, then says how it went; on a table also by Monte Carlo dropout.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/source.h"
#include "cli/table_words.h"
#include "lab/measure/report.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

/// Share of the training rows that tell the noise of a regression, where the link names no tau.
constexpr double kHeldOut = 0.2;

void train(Experiment& run, Progress& progress) {
  while (!run.status().finished) {
    run.advance();
    const Status status = run.status();
    char words[96] = "";
    if (!run.points().empty()) {
      const Point& point = run.points().back();
      std::snprintf(words, sizeof words, "epoch %.1f  train %.4f  valid %.4f", status.epoch,
                    point.train.loss, point.valid.loss);
    }
    progress.show(static_cast<double>(status.step) / std::max(1, status.steps), words);
  }
}

/// The T passes of a Spec; one where nothing drops.
SamplingPlan sampling_of(const Experiment& run, const Network& network) {
  SamplingPlan plan;
  const bool drops = std::any_of(network.sites().begin(), network.sites().end(),
                                 [](const DropoutSite* site) { return site->p() > 0; }) ||
                     !network.concrete().empty();
  plan.phase = drops ? Phase::mc : Phase::eval;
  plan.seed = static_cast<std::uint32_t>(run.spec()[Key::seed]);
  plan.samples = drops ? run.spec().integer(Key::T) : 1;
  plan.shared_mask = static_cast<MaskScope>(run.spec().integer(Key::draws)) == MaskScope::function;
  return plan;
}

/// A fifth of the training examples moved to where validation examples stand.
Dataset held_out(const Dataset& data, std::uint32_t seed) {
  const int n = data.train.size();
  const int held = std::clamp(static_cast<int>(kHeldOut * n), 1, std::max(1, n - 1));
  std::vector<std::int32_t> order(static_cast<std::size_t>(n));
  permutation(order.data(), n, {seed, Stream::data}, {0, 7, 0, 0});
  Dataset inner = data;
  const auto fill = [&](Examples& part, int begin, int count) {
    part.x = Matrix(count, data.train.x.cols());
    part.y = Matrix(count, data.train.y.cols());
    for (int i = 0; i < count; ++i) {
      const int from = order[static_cast<std::size_t>(begin) + static_cast<std::size_t>(i)];
      std::copy_n(data.train.x.row(from), part.x.cols(), part.x.row(i));
      std::copy_n(data.train.y.row(from), part.y.cols(), part.y.row(i));
    }
  };
  fill(inner.valid, 0, held);
  fill(inner.train, held, n - held);
  return inner;
}

/// The noise precision of a regression: the Spec's, or the likeliest for rows that a second run,
/// trained without them, has not seen.
double precision_of(const Experiment& run, Progress& progress) {
  const Spec& spec = run.spec();
  if (run.data().task != Task::regress) return 0;
  if (spec[Key::tau] > 0) return spec[Key::tau];
  std::string error;
  const auto inner =
      Experiment::make(run.recipes(), spec, held_out(run.data(), spec.data_seed()), error);
  if (!inner) return 0;
  train(*inner, progress);
  Batcher batcher(inner->network().shape(), inner->network().max_examples());
  return estimate_precision(inner->network(), batcher, inner->data(), inner->data().valid,
                            sampling_of(*inner, inner->network()));
}

/// What the test rows of a table say of the Monte Carlo predictions, in the table's own units.
void add_report(Experiment& run, Progress& progress, Json& json) {
  const double tau = precision_of(run, progress);
  Network& network = run.network();
  Batcher batcher(network.shape(), network.max_examples());
  const Dataset& data = run.data();
  const SamplingPlan plan = sampling_of(run, network);
  const Report found =
      report(network, batcher, data, data.valid, {data.valid.size(), true, tau}, plan).report;
  for (const ReportField& field : report_fields()) {
    if ((found.*field.value).has_value()) json[field.name] = json_of(found.*field.value);
  }
  json["rows"] = data.valid.size();
  json["passes"] = plan.samples;
  if (data.task == Task::regress) json["tau_given"] = run.spec()[Key::tau] > 0;
  json["target"] = data.target_name;
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
  json["digest"] = hex(run.digest());
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
  if (run.status().diverged) {
    std::printf("The loss is not finite after step %d: try a smaller learning rate.\n",
                run.status().step);
  }
}

}  // namespace

Outcome run_command(const Options& options) {
  const Reading reading = read_link(options.link);
  if (!reading.error.empty()) return {Outcome::bad_usage, reading.error};
  Source source(options);
  Json results = Json::array();
  for (const Spec& spec : reading.arms) {
    Outcome outcome;
    const auto run = source.open(spec, outcome);
    if (!run) return outcome;
    const auto start = std::chrono::steady_clock::now();
    Json json;
    {
      Progress progress;
      train(*run, progress);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
      json = run_json(*run, taken.count());
      if (source.schema()) json["table"] = json_of(*source.schema());
      if (spec.data() == Data::csv && !run->status().diverged) add_report(*run, progress, json);
    }
    if (!options.json) print(*run, json);
    results.push_back(std::move(json));
  }
  if (options.json) {
    std::cout << (results.size() == 1 ? results[0] : results).dump(1) << "\n";
  }
  return {};
}

}  // namespace dropout::cli
