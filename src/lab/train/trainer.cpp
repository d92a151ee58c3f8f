// One step: gather, forward, loss, backward, clip, update.
#include "lab/train/trainer.h"

#include <algorithm>

#include "nn/schedule.h"

namespace dropout {

Trainer::Trainer(const Spec& spec, const Dataset& data, Network& network)
    : data_(data),
      network_(network),
      optimizer_(spec.opt(), network.parameters()),
      batcher_(network.shape(), spec.integer(Key::batch)),
      order_(static_cast<std::size_t>(data.train.size())),
      seed_(static_cast<std::uint32_t>(spec[Key::seed])),
      batch_(std::min(spec.integer(Key::batch), data.train.size())),
      steps_per_epoch_((data.train.size() + batch_ - 1) / batch_) {
  const Shape& shape = network.shape();
  const int tokens = shape.task == Task::language ? shape.length : 1;
  gradient_ = Matrix(batch_ * tokens, shape.outputs);
}

void Trainer::rewind() {
  step_ = 0;
  optimizer_.reset();
}

void Trainer::resume(const Spec& spec, int step) {
  step_ = step;
  optimizer_.resume(step);
  if (step % steps_per_epoch_ != 0)
    begin_epoch(static_cast<std::uint32_t>(step / steps_per_epoch_));
  apply_rates(spec);
}

void Trainer::apply_rates(const Spec& spec) {
  if (step_ > 0) {
    set_rates(spec, step_ - 1);
  } else {
    network_.set_rates(spec, 1);
  }
}

void Trainer::set_rates(const Spec& spec, int step) {
  const auto rates = static_cast<RateSchedule>(spec.integer(Key::psched));
  network_.set_rates(spec, rate_factor(rates, step, steps(spec)));
}

void Trainer::begin_epoch(std::uint32_t epoch) {
  permutation(order_.data(), static_cast<int>(order_.size()), {seed_, Stream::batches},
              {0, 0, 0, epoch});
}

LossSum Trainer::step(const Spec& spec) {
  const int of_epoch = step_ % steps_per_epoch_;
  if (of_epoch == 0) begin_epoch(static_cast<std::uint32_t>(step_ / steps_per_epoch_));
  const int begin = of_epoch * batch_;
  const int count = std::min(batch_, static_cast<int>(order_.size()) - begin);
  const int steps = this->steps(spec);

  set_rates(spec, step_);
  const Batch& batch = batcher_.gather(data_.train, order_.data() + begin, count);
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {seed_, Stream::masks};
  pass.step = static_cast<std::uint32_t>(step_);
  const ConstView outputs = network_.forward(batch, pass);
  View gradient = gradient_.top(outputs.rows);
  const LossSum sum = batcher_.loss(outputs, spec.number(Key::smooth), gradient);
  network_.backward(gradient);
  network_.regularize();

  UpdateSettings settings;
  const auto schedule = static_cast<LrSchedule>(spec.integer(Key::sched));
  settings.lr = spec.number(Key::lr) * lr_factor(schedule, step_, steps);
  settings.momentum = spec.number(Key::momentum);
  settings.decay = spec.number(Key::decay);
  settings.max_norm = spec.number(Key::maxnorm);
  if (spec[Key::clip] > 0) {
    const double norm = gradient_norm(network_.parameters());
    settings.gradient_scale = static_cast<float>(std::min(1.0, spec[Key::clip] / (norm + 1e-6)));
  }
  optimizer_.update(settings);
  lr_ = settings.lr;
  ++step_;
  return sum;
}

}  // namespace dropout
