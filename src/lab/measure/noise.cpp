// Rows are held out by a permutation of their own, drawn from the data's seed.
#include "lab/measure/noise.h"

#include <algorithm>

#include "lab/measure/report.h"
#include "lab/model/network.h"
#include "lab/train/batcher.h"
#include "math/draws.h"
#include "math/random.h"

namespace dropout {
namespace {

/// Share of the training rows that tell the noise.
constexpr double kHeldOut = 0.2;

/// A fifth of the training examples moved to where validation examples stand.
Dataset held_out(const Dataset& data, std::uint32_t seed) {
  const int n = data.train.size();
  const int held = std::clamp(static_cast<int>(kHeldOut * n), 1, std::max(1, n - 1));
  std::vector<std::int32_t> order(static_cast<std::size_t>(n));
  permutation(order.data(), n, {seed, Stream::data},
              {0, static_cast<std::uint32_t>(DataDraw::order), 0, 0});
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

SamplingPlan usual_plan(Experiment& run) {
  Network& network = run.network();
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

Noise::Noise(Experiment& run) {
  const Spec& spec = run.spec();
  if (run.data().task != Task::regress) return;
  tau_ = spec[Key::tau];
  if (tau_ > 0) return;
  Error error;
  inner_ = Experiment::make(run.recipes(), spec, held_out(run.data(), spec.data_seed()), error);
}

bool Noise::advance() {
  if (!inner_ || inner_->status().finished) return false;
  inner_->advance();
  return true;
}

double Noise::share() const {
  if (!inner_) return 1;
  const Status status = inner_->status();
  return status.finished ? 1 : static_cast<double>(status.step) / std::max(1, status.steps);
}

double Noise::precision() {
  if (!inner_) return tau_;
  Batcher batcher(inner_->network().shape(), inner_->network().max_examples());
  return estimate_precision(inner_->network(), batcher, inner_->data(), inner_->data().valid,
                            usual_plan(*inner_));
}

}  // namespace dropout
