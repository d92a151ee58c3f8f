// Small networks with weights at hand, for tests that reckon their outputs another way.
#pragma once

#include <string>

#include "lab/model/network.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"
#include "tests/core/gradient_check.h"

namespace dropout::testing {

/// The Spec of a link without "#v=1", such as "model=mlp&p=0.1".
inline Spec spec_of(const std::string& link) {
  const Reading reading = read_link("#v=1&" + link);
  EXPECT_EQ(english_of(reading.error), "");
  return reading.arms.empty() ? Spec() : reading.arms[0];
}

inline Shape dense_shape(Task task, int features, int outputs) {
  Shape shape;
  shape.task = task;
  shape.features = features;
  shape.outputs = outputs;
  shape.examples = 100;
  return shape;
}

inline Batch dense_batch(ConstView x) {
  Batch batch;
  batch.x = x;
  batch.examples = x.rows;
  return batch;
}

inline Parameter& parameter_of(Network& network, const std::string& name) {
  for (Parameter* parameter : network.parameters()) {
    if (parameter->name == name) return *parameter;
  }
  ADD_FAILURE() << "no parameter " << name;
  return *network.parameters()[0];
}

inline ConstView peek_of(const Network& network, const std::string& name) {
  for (const Peek& peek : network.peeks()) {
    if (peek.name == name) return peek.values;
  }
  ADD_FAILURE() << "no peek " << name;
  return {};
}

/// Calls visit(weight) for each of the 2^n masks of the network's active sites, held in place;
/// weight = q^k p^(n-k). Lets go of all holds.
template <class Visit>
void for_all_masks(Network& network, Visit visit) {
  std::vector<std::pair<DropoutSite*, int>> units;
  for (DropoutSite* site : network.sites()) {
    for (int u = 0; site->p() > 0 && u < site->units(); ++u) units.emplace_back(site, u);
  }
  ASSERT_LE(units.size(), 14u);
  for (std::uint32_t mask = 0; mask < 1u << units.size(); ++mask) {
    double weight = 1;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const bool kept = (mask >> i) & 1;
      const auto& [site, unit] = units[i];
      site->hold(unit, kept ? Hold::kept : Hold::dropped);
      weight *= kept ? 1 - site->p() : site->p();
    }
    visit(weight);
  }
  for (const auto& [site, unit] : units) site->hold(unit, Hold::free);
}

}  // namespace dropout::testing
