// Checkpoints: a run as values, from which it resumes to the same bits. Knows no file format: that
// is the page's.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "lab/model/network.h"
#include "lab/spec/decimal.h"
#include "lab/train/experiment.h"
#include "lab/train/trainer.h"

namespace dropout {
namespace {

constexpr int kPoint = static_cast<int>(kPointNumbers);
constexpr double kMostSteps = 1e9;

double taken(const float* from) {
  double value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/// A whole number of a file, or -1 where it is none or above `most`.
int whole(const float* from, double most) {
  const double value = taken(from);
  const bool fits = value >= 0 && value <= most && value == std::floor(value);
  return fits ? static_cast<int>(value) : -1;
}

/// Trained parameters and statistics, in the order of the digest; then the moments.
std::vector<Matrix*> tensors(Network& network, Optimizer& optimizer) {
  std::vector<Matrix*> all;
  for (const auto* list : {&network.parameters(), &network.buffers()}) {
    for (Parameter* parameter : *list) all.push_back(&parameter->value);
  }
  for (Matrix* moment : optimizer.moments()) all.push_back(moment);
  return all;
}

/// The columns of a point behind its step (kPointColumns).
std::array<double*, kPointNumbers - 1> places_in(Point& point) {
  return {&point.epoch,
          &point.batch.loss,
          &point.batch.accuracy,
          &point.train.loss,
          &point.train.accuracy,
          &point.valid.loss,
          &point.valid.accuracy,
          &point.lr,
          &point.p,
          &point.gradient_norm};
}

}  // namespace

std::array<double, kPointNumbers> numbers_of(Point point) {
  std::array<double, kPointNumbers> numbers{static_cast<double>(point.step)};
  std::size_t i = 1;
  for (const double* place : places_in(point)) numbers[i++] = *place;
  return numbers;
}

std::vector<Named> Experiment::state() {
  while (measurement_.active) measure_some();
  std::vector<Named> all;
  const auto add = [&all](const std::string& name, const Matrix& values) {
    Named& named = all.emplace_back();
    named.name = name;
    named.values = values;
  };
  Matrix run(1 + static_cast<int>(points_.size()), 2 * kPoint);
  const double now[] = {static_cast<double>(trainer_->steps_done()), window_.loss, window_.accuracy,
                        static_cast<double>(window_.count)};
  std::memcpy(run.data(), now, sizeof now);
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const auto numbers = numbers_of(points_[i]);
    std::memcpy(run.row(1 + static_cast<int>(i)), numbers.data(), sizeof numbers);
  }
  add(write_hex(digest()), run);
  const std::vector<Parameter*>& trained = network_->parameters();
  for (const auto* list : {&trained, &network_->buffers()}) {
    for (const Parameter* one : *list) add(one->name, one->value);
  }
  std::size_t i = 0;
  for (const Matrix* moment : trainer_->optimizer().moments()) {
    add(trained[i++ % trained.size()]->name, *moment);
  }
  return all;
}

Error Experiment::resume(std::span<const float> state, int points) {
  const std::vector<Matrix*> all = tensors(*network_, trainer_->optimizer());
  std::size_t size = 2 * kPoint;
  if (points >= 0) size += static_cast<std::size_t>(points) * 2 * kPoint;
  for (const Matrix* tensor : all) size += tensor->size();
  const bool sized = points >= 0 && state.size() == size;
  const int step = sized ? whole(state.data(), kMostSteps) : -1;
  const int count = sized ? whole(state.data() + 6, kMostSteps) : -1;
  bool whole_steps = step >= 0 && count >= 0;
  for (int i = 0; whole_steps && i < points; ++i) {
    whole_steps = whole(state.data() + 2 * kPoint * (1 + i), kMostSteps) >= 0;
  }
  if (!whole_steps) {
    return error_of<Code::state_misfit>();
  }
  const float* from = state.data() + 2 * kPoint;
  window_ = {taken(state.data() + 2), taken(state.data() + 4), count};
  measurement_ = {};
  points_.clear();
  best_step_ = 0;
  diverged_ = stopped_ = done_ = false;
  for (int i = 0; i < points; ++i) {
    Point point;
    point.step = whole(from, kMostSteps);
    for (double* place : places_in(point)) *place = taken(from += 2);
    from += 2;
    diverged_ |= point.step > 0 && !std::isfinite(point.batch.loss);
    end_point(point);
  }
  for (Matrix* tensor : all) {
    std::copy_n(from, tensor->size(), tensor->data());
    from += tensor->size();
  }
  trainer_->resume(spec_, step);
  return {};
}

}  // namespace dropout
