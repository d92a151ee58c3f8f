// Who draws at which counters of a stream (random.h), so that no two of them meet. The values are
// part of the replay contract: append, never renumber. Knows no data and no network.
#pragma once

#include <cstdint>

namespace dropout {

/// Layers of Stream::data: examples of each part, flipped labels, the order of rows from which some
/// are held out.
enum class DataDraw : std::uint32_t { train = 0, valid = 1, ood = 2, labels = 3, order = 7 };

// Draw numbers of Stream::samples: one question adds these to its own number, which is below 2^13
// on the page. Passes count samples, not draws.
inline constexpr std::uint32_t kShiftedDraw = 1u << 13;  // inputs shifted, beside those as they are
inline constexpr int kSliceBits = 14;                    // slices of a part of the data
inline constexpr int kFieldSliceBits = 20;               // slices of the points of a field
inline constexpr int kFunctionBits = 24;                 // single functions over a line

}  // namespace dropout
