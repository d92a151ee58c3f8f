// The noise of a regression is told by rows that a second run has not seen.
#include "cli/passes.h"

#include <algorithm>
#include <cstdio>

#include "lab/measure/report.h"
#include "lab/model/network.h"
#include "lab/train/batcher.h"
#include "math/random.h"

namespace dropout::cli {
namespace {

/// Share of the training rows that tell the noise of a regression, where the link names no tau.
constexpr double kHeldOut = 0.2;

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

}  // namespace

void train(Experiment& run, int step, Progress& progress) {
  while (!run.status().finished && run.status().step < step) {
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

double precision_of(const Experiment& run, Progress& progress) {
  const Spec& spec = run.spec();
  if (run.data().task != Task::regress) return 0;
  if (spec[Key::tau] > 0) return spec[Key::tau];
  Error error;
  const auto inner =
      Experiment::make(run.recipes(), spec, held_out(run.data(), spec.data_seed()), error);
  if (!inner) return 0;
  train(*inner, kToTheEnd, progress);
  Batcher batcher(inner->network().shape(), inner->network().max_examples());
  return estimate_precision(inner->network(), batcher, inner->data(), inner->data().valid,
                            sampling_of(*inner, inner->network()));
}

}  // namespace dropout::cli
