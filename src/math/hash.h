// FNV-1a over the bits of matrices, a word at a time.
#pragma once

#include <cstdint>
#include <cstring>

#include "math/matrix.h"

namespace dropout {

inline constexpr std::uint64_t kHashStart = 0xcbf29ce484222325ull;

/// The hash so far, with the values of a matrix; all NaN count as one.
inline std::uint64_t hash_with(std::uint64_t hash, const Matrix& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint32_t word;
    std::memcpy(&word, values.data() + i, sizeof word);
    if ((word & 0x7fffffffu) > 0x7f800000u) word = 0x7fc00000u;  // engines differ in NaN's payload
    hash = (hash ^ word) * 0x100000001b3ull;
  }
  return hash;
}

}  // namespace dropout
