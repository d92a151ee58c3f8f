// Statistics over passes, slice by slice.
#include "lab/measure/uncertainty.h"

#include <algorithm>
#include <cmath>

#include "lab/measure/metrics.h"
#include "math/draws.h"
#include "math/moments.h"

namespace dropout {
namespace {

/// Examples at once: at most the 32 that every network has buffers for, which a BatchNorm in train
/// mode needs; few while sampling, so that what stands before the first dropout runs rarely.
constexpr int kSlice = kRange, kSampled = 4;
static_assert(kRange % kSampled == 0);

int slice_of(Phase phase) { return phase == Phase::mc ? kSampled : kSlice; }

}  // namespace

Moments::Moments(int rows, int cols)
    : mean(rows, cols), deviation(rows, cols), squares_(rows, cols) {}

void Moments::add(ConstView values) {
  add(values, 0, ++count);
  finish(count);
}

void Moments::add(ConstView part, int begin, int number) {
  if (part.contiguous()) part = part.reshape(1, static_cast<int>(part.size()));
  for (int i = 0; i < part.rows; ++i) {
    const int r = begin + i;
    add_to_moments(part.row(i), part.cols, number, mean.row(r), squares_.row(r));
  }
}

void Moments::finish(int values) {
  count = values;
  deviations_of(squares_.data(), static_cast<int>(squares_.size()), values, deviation.data());
}

Predictive::Predictive(int rows, int outputs, bool classes)
    : mean_(rows, outputs),
      deviation_(rows, outputs),
      squares_(rows, outputs),
      counts_(static_cast<std::size_t>(rows)),
      entropies_(classes ? static_cast<std::size_t>(rows) : 0),
      votes_(classes ? mean_.size() : 0) {}

void Predictive::add(ConstView part, int begin) {
  for (int i = 0; i < part.rows; ++i) {
    const int r = begin + i, count = ++counts_[r];
    const float* p = part.row(i);
    add_to_moments(p, part.cols, count, mean_.row(r), squares_.row(r));
    deviations_of(squares_.row(r), part.cols, count, deviation_.row(r));
    if (entropies_.empty()) continue;
    entropies_[r] += entropy(p, part.cols);
    const auto top = std::max_element(p, p + part.cols) - p;
    ++votes_[static_cast<std::size_t>(r) * part.cols + static_cast<std::size_t>(top)];
  }
}

double Predictive::standard_error(int row, int output) const {
  return deviation_(row, output) / std::sqrt(static_cast<double>(counts_[row]));
}

double Predictive::total_entropy(int row) const { return entropy(mean_.row(row), mean_.cols()); }

double Predictive::aleatoric_entropy(int row) const { return entropies_[row] / counts_[row]; }

double Predictive::mutual_information(int row) const {
  return counts_[row] < 2 ? 0 : std::max(0.0, total_entropy(row) - aleatoric_entropy(row));
}

double Predictive::variation_ratio(int row) const {
  const auto first = votes_.begin() + static_cast<std::ptrdiff_t>(row) * mean_.cols();
  return 1 - static_cast<double>(*std::max_element(first, first + mean_.cols())) / counts_[row];
}

double Predictive::confidence(int row) const {
  return *std::max_element(mean_.row(row), mean_.row(row) + mean_.cols());
}

int rows_of(const Network& network, int count) {
  return network.shape().task == Task::language ? count * network.shape().length : count;
}

Truths truths_of(const Network& network, Batcher& batcher, const Examples& part, int count) {
  const Shape& shape = network.shape();
  Truths truths;
  if (shape.task == Task::regress) truths.targets = Matrix(count, shape.outputs);
  for (int begin = 0; begin < count; begin += kSlice) {
    const int slice = std::min(kSlice, count - begin), rows = rows_of(network, slice);
    batcher.gather_range(part, begin, slice);
    if (shape.task == Task::regress) {
      const ConstView y = batcher.targets();
      std::copy_n(y.data, y.size(), truths.targets.row(begin));
    } else {
      truths.labels.insert(truths.labels.end(), batcher.labels(), batcher.labels() + rows);
    }
  }
  return truths;
}

void sample_part(Network& network, Batcher& batcher, const Examples& part, int count,
                 const SamplingPlan& plan, const std::function<void(int, int, ConstView)>& visit) {
  sample_range(network, batcher, part, 0, count, plan, visit);
}

void sample_range(Network& network, Batcher& batcher, const Examples& part, int begin, int end,
                  const SamplingPlan& plan, const std::function<void(int, int, ConstView)>& visit) {
  const int size = slice_of(plan.phase);
  for (int first = begin; first < end; first += size) {
    SamplingPlan own = plan;
    if (!plan.shared_mask) own.draw += static_cast<std::uint32_t>(first / size) << kSliceBits;
    const Batch& batch = batcher.gather_range(part, first, std::min(size, end - first));
    const int first_row = rows_of(network, first);
    sample_passes(network, batch, own,
                  [&](int pass, View outputs) { visit(first_row, pass, outputs); });
  }
}

Predictive predict_part(Network& network, Batcher& batcher, const Examples& part, int count,
                        const SamplingPlan& plan) {
  Predictive all(rows_of(network, count), network.shape().outputs,
                 network.shape().task != Task::regress);
  sample_part(network, batcher, part, count, plan,
              [&](int first_row, int, ConstView outputs) { all.add(outputs, first_row); });
  return all;
}

Matrix convergence(std::span<const float> passes) {
  Matrix path(static_cast<int>(passes.size()), 4);  // mean, deviation, its standard errors
  float mean = 0, squares = 0, deviation = 0;
  for (int i = 0; i < path.rows(); ++i) {
    const int t = i + 1;
    add_to_moments(&passes[static_cast<std::size_t>(i)], 1, t, &mean, &squares);
    deviations_of(&squares, 1, t, &deviation);
    float* row = path.row(i);
    row[0] = mean;
    row[1] = deviation;
    row[2] = deviation / std::sqrt(static_cast<float>(t));
    row[3] = t > 1 ? 1.0f / std::sqrt(2.0f * static_cast<float>(t - 1)) : 0.0f;
  }
  return path;
}

}  // namespace dropout
