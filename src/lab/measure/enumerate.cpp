// Sums in double over masks in counting order.
#include "lab/measure/enumerate.h"

#include <cmath>

#include "math/elementary.h"
#include "nn/loss.h"

namespace dropout {
namespace {

struct Switch {
  DropoutSite* site;
  int unit;
  Hold before;
};

std::vector<Switch> switches_of(const Network& network) {
  std::vector<Switch> all;
  for (DropoutSite* site : network.sites()) {
    if (site->p() <= 0) continue;
    for (int u = 0; u < site->units(); ++u) all.push_back({site, u, site->held(u)});
  }
  return all;
}

Error refusal(const Network& network, Drop kind) {
  const bool tokens = network.shape().length > 1;
  if (!info(kind).countable) return error_of<Code::not_countable>();
  if (tokens && network.shape().task == Task::language) return error_of<Code::many_masks>();
  const int units = droppable_units(network);
  if (units == 0) return error_of<Code::nothing_drops>();
  if (units > kMostEnumerated) return error_of<Code::too_many_subnetworks>(units, kMostEnumerated);
  return {};
}

/// Sums over masks, in double.
struct Sums {
  explicit Sums(std::size_t n) : values(n), squares(n), logs(n) {}
  std::vector<double> values, squares, logs;
};

/// ln softmax of a row of logits, without underflow.
void log_softmax(const float* logits, int n, double* out) {
  double highest = logits[0], sum = 0;
  for (int c = 1; c < n; ++c) highest = std::max<double>(highest, logits[c]);
  for (int c = 0; c < n; ++c) sum += exp(static_cast<float>(logits[c] - highest));
  const double normaliser = highest + log(static_cast<float>(sum));
  for (int c = 0; c < n; ++c) out[c] = logits[c] - normaliser;
}

/// exp(logs), each row made to sum to 1.
Matrix normalised(const std::vector<double>& logs, int rows, int outputs) {
  Matrix result(rows, outputs);
  for (std::size_t i = 0; i < logs.size(); ++i) result.data()[i] = static_cast<float>(logs[i]);
  softmax_rows(result);
  return result;
}

}  // namespace

int droppable_units(const Network& network) {
  int units = 0;
  for (const DropoutSite* site : network.sites()) units += site->p() > 0 ? site->units() : 0;
  return units;
}

Enumeration enumerate(Network& network, const Batch& batch, Drop kind) {
  Enumeration result;
  result.error = refusal(network, kind);
  if (result.error) return result;
  const std::vector<Switch> switches = switches_of(network);
  result.units = static_cast<int>(switches.size());

  const bool classes = network.shape().task != Task::regress;
  const ConstView logits = network.forward(batch, Pass{});
  const int rows = logits.rows, outputs = logits.cols;
  result.scaling = Matrix(rows, outputs);
  std::copy_n(logits.data, logits.size(), result.scaling.data());
  if (classes) softmax_rows(result.scaling);

  Sums sums(result.scaling.size());
  std::vector<double> row(static_cast<std::size_t>(outputs));
  Pass pass;
  pass.phase = Phase::mc;
  for (std::uint32_t mask = 0; mask < (1u << result.units); ++mask) {
    double weight = 1;
    for (int i = 0; i < result.units; ++i) {
      const bool kept = (mask >> i) & 1;
      switches[i].site->hold(switches[i].unit, kept ? Hold::kept : Hold::dropped);
      weight *= kept ? 1 - switches[i].site->p() : switches[i].site->p();
    }
    if (weight == 0) continue;  // p = 1
    const ConstView y = network.forward(batch, pass);
    for (int r = 0; r < rows; ++r) {
      if (classes) log_softmax(y.row(r), outputs, row.data());
      for (int c = 0; c < outputs; ++c) {
        const std::size_t at = static_cast<std::size_t>(r) * outputs + c;
        const double value = classes ? exp(static_cast<float>(row[c])) : y(r, c);
        sums.values[at] += weight * value;
        sums.squares[at] += weight * value * value;
        sums.logs[at] += classes ? weight * row[c] : 0;
      }
    }
  }
  for (const Switch& one : switches) one.site->hold(one.unit, one.before);

  result.arithmetic = result.deviation = Matrix(rows, outputs);
  for (std::size_t i = 0; i < sums.values.size(); ++i) {
    const double mean = sums.values[i], variance = sums.squares[i] - mean * mean;
    result.arithmetic.data()[i] = static_cast<float>(mean);
    result.deviation.data()[i] = static_cast<float>(std::sqrt(std::max(0.0, variance)));
  }
  result.geometric = classes ? normalised(sums.logs, rows, outputs) : result.arithmetic;
  return result;
}

}  // namespace dropout
