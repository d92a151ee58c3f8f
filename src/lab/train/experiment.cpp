// Training, measuring, finishing and rewinding a run. Questions are answered in query/.
#include "lab/train/experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/model/network.h"
#include "lab/train/batcher.h"
#include "lab/train/flip.h"
#include "lab/train/trainer.h"
#include "math/hash.h"
#include "math/random.h"

namespace dropout {
namespace {

constexpr int kMeasured = 10000;  // examples of a part that a point of the curves is measured on
constexpr int kGuessed = 1000;    // the same of an untrained network, which only guesses
constexpr int kMostPoints = 400;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

void add(Score& to, const LossSum& sum) {
  to.loss += sum.loss;
  to.accuracy += sum.correct;
  to.count += sum.count;
}

/// From sums to means; what was not measured, and the accuracy of a regression, is NaN.
Score mean_of(const Score& sum, Task task) {
  if (sum.count == 0) return {kNothing, kNothing, 0};
  const bool counts = task != Task::regress;
  return {sum.loss / sum.count, counts ? sum.accuracy / sum.count : kNothing, sum.count};
}

/// What is dropped after the last hidden layer at this moment, by schedule or learned; 0 where no
/// hidden layer drops.
double hidden_rate(Network& network) {
  double p = 0;
  for (const DropoutSite* site : network.sites()) {
    if (site->rate() == Rate::hidden) p = site->p();
  }
  return p;
}

}  // namespace

std::unique_ptr<Experiment> Experiment::open(const Recipes& recipes, const Spec& spec,
                                             std::span<const std::uint8_t> container,
                                             Error& error) {
  DataOptions options;
  options.n = spec.integer(Key::n);
  options.noise = spec.number(Key::noise);
  options.seed = spec.data_seed();
  options.context = spec.integer(Key::context);
  options.points = spec.points;
  Loaded loaded = load(spec.data(), container, options);
  error = loaded.error;
  if (error) return nullptr;
  return make(recipes, spec, std::move(loaded.data), error);
}

std::unique_ptr<Experiment> Experiment::make(const Recipes& recipes, const Spec& spec, Dataset data,
                                             Error& error) {
  error = check(spec);
  if (error) return nullptr;
  if (!can_make(recipes, spec)) {
    error = error_of<Code::small_engine>();
    return nullptr;
  }
  if (data.train.size() == 0 || data.valid.size() == 0) {
    error = error_of<Code::no_examples>();
    return nullptr;
  }
  flip_labels(data, spec[Key::flip], spec.data_seed());
  return std::unique_ptr<Experiment>(new Experiment(recipes, spec, std::move(data)));
}

Experiment::Experiment(const Recipes& recipes, const Spec& spec, Dataset data)
    : recipes_(recipes), spec_(spec), data_(std::move(data)) {
  network_ = std::make_unique<Network>(recipes_, spec_, shape_of(spec_, data_));
  trainer_ = std::make_unique<Trainer>(spec_, data_, *network_);
  batcher_ = std::make_unique<Batcher>(network_->shape(), network_->max_examples());
  points_.reserve(kMostPoints + 8);
  begin_point(false);  // the untrained network is the first point
}

Experiment::~Experiment() = default;

void Experiment::rewind() {
  network_->set_rates(spec_, 1);
  network_->initialize(static_cast<std::uint32_t>(spec_[Key::seed]));
  trainer_->rewind();
  points_.clear();
  window_ = Score{};
  best_step_ = 0;
  diverged_ = stopped_ = done_ = false;
  begin_point(false);
}

Status Experiment::status() const {
  Status status;
  status.step = trainer_->steps_done();
  status.steps = trainer_->steps(spec_);
  status.epoch = trainer_->epoch();
  status.batch = std::min(spec_.integer(Key::batch), data_.train.size());
  status.finished = done_;
  status.stopped_early = stopped_;
  status.diverged = diverged_;
  return status;
}

/// Whether this step gets a point of the curves: twice an epoch where epochs are long, else so
/// many epochs apart that there are at most kMostPoints.
bool Experiment::due() const {
  const int step = trainer_->steps_done(), epoch = trainer_->steps_per_epoch();
  const int epochs = spec_.integer(Key::epochs);
  const int stride = epoch >= 100 && epochs <= kMostPoints / 2
                         ? (epoch + 1) / 2
                         : epoch * ((epochs + kMostPoints - 1) / kMostPoints);
  const int within = stride <= epoch ? step % epoch : step;
  return within % stride == 0 || step == trainer_->steps(spec_);
}

int Experiment::advance() {
  if (measurement_.active) {
    measure_some();
    return 0;
  }
  return done_ ? 0 : train_once();
}

void Experiment::advance_to(int step) {
  while (!done_ && (trainer_->steps_done() < step || measurement_.active)) advance();
}

int Experiment::train_once() {
  const LossSum sum = trainer_->step(spec_);
  add(window_, sum);
  if (!std::isfinite(sum.loss)) diverged_ = true;
  const bool last = trainer_->steps_done() >= trainer_->steps(spec_);
  if (diverged_ || last || due()) begin_point(last);
  return sum.count;
}

void Experiment::begin_point(bool whole) {
  measurement_ = Measurement{};
  measurement_.active = true;
  measurement_.whole = whole;
  Point& point = measurement_.point;
  point.step = trainer_->steps_done();
  point.epoch = trainer_->epoch();
  point.batch = mean_of(window_, data_.task);
  point.lr = trainer_->lr();
  point.p = hidden_rate(*network_);
  point.gradient_norm = point.step > 0 ? trainer_->gradient_length() : kNothing;
  window_ = Score{};
}

void Experiment::measure_some() {
  Measurement& m = measurement_;
  const Examples& part = m.part == 0 ? data_.train : data_.valid;
  Score& sum = m.part == 0 ? m.point.train : m.point.valid;
  const int most = m.point.step > 0 ? kMeasured : kGuessed;
  const int end = m.whole ? part.size() : std::min(part.size(), most);
  const int count = std::min(end - m.next, network_->max_examples());
  if (count > 0) {
    const Batch& batch = batcher_->gather_range(part, m.next, count);
    add(sum, batcher_->loss(network_->forward(batch, Pass{}), 0));
    m.next += count;
  }
  if (m.next < end) return;
  sum = mean_of(sum, data_.task);
  m.next = 0;
  if (++m.part < 2) return;

  m.active = false;
  end_point(m.point);
}

void Experiment::end_point(const Point& point) {
  points_.push_back(point);
  if (!std::isfinite(point.train.loss)) diverged_ = true;
  if (point.step == 0 || point.valid.loss < best_valid_) {
    best_valid_ = point.valid.loss;
    best_step_ = point.step;
  }
  const int patience = spec_.integer(Key::patience) * trainer_->steps_per_epoch();
  stopped_ = patience > 0 && point.step - best_step_ >= patience;
  done_ = diverged_ || stopped_ || point.step >= trainer_->steps(spec_);
}

std::uint64_t Experiment::digest() const {
  std::uint64_t hash = kHashStart;
  for (const Parameter* parameter : network_->parameters())
    hash = hash_with(hash, parameter->value);
  for (const Parameter* buffer : network_->buffers()) hash = hash_with(hash, buffer->value);
  return hash;
}

Error Experiment::set(const KeyInfo& row, std::string_view text) {
  if (!row.live) return error_of<Code::not_live>(row.name);
  Spec changed = spec_;
  Error error = assign(changed, row, text);
  if (!error) error = check(changed);
  if (error) return error;
  spec_ = changed;
  trainer_->apply_rates(spec_);
  if (!diverged_ && trainer_->steps_done() < trainer_->steps(spec_)) done_ = false;
  return {};
}

Score Experiment::score(const Examples& part, Phase phase, std::uint32_t draw) {
  Score sum;
  Pass pass;
  pass.phase = phase;
  pass.random = {static_cast<std::uint32_t>(spec_[Key::seed]), Stream::samples};
  pass.step = draw;
  pass.update_statistics = false;
  const int slice = network_->max_examples();
  for (int begin = 0; begin < part.size(); begin += slice) {
    const Batch& batch = batcher_->gather_range(part, begin, std::min(slice, part.size() - begin));
    pass.sample = static_cast<std::uint32_t>(begin / slice);  // other examples, other masks
    add(sum, batcher_->loss(network_->forward(batch, pass), 0));
  }
  return mean_of(sum, data_.task);
}

}  // namespace dropout
