// Out-of-distribution inputs: rotated images, unknown words, x beyond the range.
// Knows no network.
#pragma once

#include <string>

#include "lab/data/data.h"

namespace dropout {

struct Shifted {
  Examples part;
  bool truths = true;  // whether labels or targets still hold
  Error error;
};

/// The first `count` validation examples, shifted by `amount`:
///   images      rotated about their centre by so many degrees (bilinear, black outside)
///   text        each token replaced with this probability (0 to 1) by <unk>, or by a random one
///               where the vocabulary has no <unk>
///   regression  `ood`, whatever the amount, where the data have it
///   other rows  moved out along their own direction to 1 + amount times their distance from the
///               centre; what would be true there is not known
Shifted shifted(const Dataset& data, double amount, int count, std::uint32_t seed);

/// One image (height, width, channels) turned counter-clockwise into another of its size.
void rotate_image(const float* from, float* to, const ImageShape& shape, double degrees);

}  // namespace dropout
