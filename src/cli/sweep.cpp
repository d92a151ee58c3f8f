// dropout sweep: shards of one plan, merged by concatenation.
#include "lab/spec/sweep.h"

#include <iostream>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/source.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

/// The measured point with the lowest validation loss.
const Point& best_of(const Experiment& run) {
  const Point* best = &run.points().front();
  for (const Point& point : run.points()) {
    if (point.valid.loss < best->valid.loss) best = &point;
  }
  return *best;
}

Json line_of(const SweepPlan& plan, const SweepJob& job, const Experiment& run) {
  Json over = Json::object();
  for (std::size_t a = 0; a < plan.axes.size(); ++a) {
    const KeyInfo& key = *plan.axes[a].row;
    over[key.name] = key.kind == Kind::choice ? Json(job.values[a]) : Json(job.spec[key.key]);
  }
  const Point &end = run.points().back(), &best = best_of(run);
  const bool diverged = run.status().diverged;
  const Json nothing = {{"loss", nullptr}, {"accuracy", nullptr}};  // no number says anything
  Json line;
  line["index"] = job.index;
  line["arm"] = std::string(1, static_cast<char>('a' + job.arm));
  line["over"] = over;
  line["seed"] = static_cast<std::uint32_t>(job.spec[Key::seed]);
  line["link"] = write_link({job.spec});
  line["steps"] = run.status().step;
  line["train"] = diverged ? nothing : json_of(end.train);
  line["valid"] = diverged ? nothing : json_of(end.valid);
  line["best"] = json_of(best.valid);
  line["best"]["epoch"] = best.epoch;
  line["digest"] = write_hex(run.digest());
  if (diverged) line["diverged"] = run.status().step;
  return line;
}

}  // namespace

Outcome sweep_command(const Options& options) {
  const Reading reading = read_link(options.link);
  if (reading.error) return {Outcome::bad_usage, english_of(reading.error)};
  const SweepPlan plan = plan_sweep(reading.arms, options.over, options.seeds);
  if (plan.error) return {Outcome::bad_usage, english_of(plan.error)};

  int shard = 1, shards = 1;
  if (const Error error = read_shard(options.shard, shard, shards)) {
    return {Outcome::bad_usage, english_of(error)};
  }
  std::vector<const SweepJob*> own;
  for (const SweepJob& job : plan.jobs) {
    if (in_shard(job.index, shard, shards)) own.push_back(&job);
  }
  Source source(options);
  Progress progress;
  for (std::size_t i = 0; i < own.size(); ++i) {
    Outcome outcome;
    const auto run = source.open(own[i]->spec, outcome);
    if (!run) return outcome;
    while (!run->status().finished) {
      run->advance();
      const Status status = run->status();
      progress.show((static_cast<double>(i) + static_cast<double>(status.step) / status.steps) /
                        static_cast<double>(own.size()),
                    std::to_string(i + 1) + " of " + std::to_string(own.size()) + " runs");
    }
    std::cout << line_of(plan, *own[i], *run).dump() << "\n" << std::flush;
  }
  return {};
}

}  // namespace dropout::cli
