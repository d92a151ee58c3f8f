// Limits that the core and the page share: `dropout spec --json` writes them for TypeScript.
#pragma once

#include <cstddef>

namespace dropout {

inline constexpr std::size_t kLongestLink = 8192;  // characters
inline constexpr int kMostArms = 4;

// Sweeps.
inline constexpr int kMostJobs = 100000;
inline constexpr int kMostValues = 10000;  // of an axis that is a range
inline constexpr int kMostSeeds = 10000;   // at each point

/// One experiment: 25 minutes at 40 GFLOP/s, and under a fifth of the module's memory.
inline constexpr double kMostFlops = 6e13;
inline constexpr double kMostBytes = 192e6;

// Drawn points: every fifth validates, once there are enough of them.
inline constexpr int kMostDrawn = 1000;
inline constexpr int kHeldOutEvery = 5;
inline constexpr int kEnoughToSplit = 10;

}  // namespace dropout
