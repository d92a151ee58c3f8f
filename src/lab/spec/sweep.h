// A sweep: one Spec over lists and ranges of keys, several seeds each, cut into shards that can run
// anywhere. Knows no run: it only says which.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/spec.h"

namespace dropout {

/// One key and the values it takes, as they stand in links.
struct SweepAxis {
  const KeyInfo* row = nullptr;
  std::vector<std::string> values;
};

/// One run of a sweep.
struct SweepJob {
  int index = 0;  // in the whole sweep
  int arm = 0;
  std::vector<std::string> values;  // of the axes
  Spec spec;
};

struct SweepPlan {
  std::vector<SweepAxis> axes;
  std::vector<SweepJob> jobs;  // arms, then axes (the last one fastest), then seeds
  Error error;
};

/// "p=0:0.9:0.1" (from, to, step; ends included) or "drop=standard,gaussian".
Error read_axis(std::string_view text, SweepAxis& axis);

/// Every arm at every point of the axes with seeds seed, seed + 1, ..., seed + seeds - 1. Refused
/// as a whole where one point is.
SweepPlan plan_sweep(const std::vector<Spec>& arms, const std::vector<std::string>& axes,
                     int seeds);

/// Shard `shard` (1 .. shards) has every shards-th job: shards are disjoint and together complete.
inline bool in_shard(int index, int shard, int shards) { return index % shards == shard - 1; }

/// "2/8" as shard 2 of 8.
Error read_shard(std::string_view text, int& shard, int& shards);

}  // namespace dropout
