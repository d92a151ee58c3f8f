// Points that a reader drew, as a link's `pts` spells them. Knows no example: what they become is
// in data/drawn.h. The page spells them in web/page/link/drawn.ts.
//
// "b8." and base64url of: a byte for x and one for y of every point, over a square around 0 whose
// half sides are the reach of the data (data_sets.h), then the classes, four to a byte, the first
// in the lowest bits.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lab/spec/limits.h"
#include "lab/spec/spec.h"

namespace dropout {

struct DrawnPoint {
  float x = 0, y = 0;
  int label = 0;  // 0 to 3; of classes
};

inline bool can_be_drawn(Data kind) { return info(kind).reach.x > 0; }

/// Nothing but what is drawn: no generator stands behind it.
inline bool is_only_drawn(Data kind) { return info(kind).source == Source::drawn; }

struct DrawnPoints {
  int count = 0;
  std::array<DrawnPoint, kMostDrawn> all;
};

/// The points that a text spells; false where it spells none.
bool read_drawn(Data kind, std::string_view text, DrawnPoints& points);

/// What is wrong with the text, if anything.
Error check_drawn(Data kind, std::string_view text);

}  // namespace dropout
