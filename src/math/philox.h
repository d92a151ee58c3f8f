// The rounds of Philox4x32-10 on vectors, to be inlined where their words are used at once.
// For random.cpp and mask.cpp; everyone else includes random.h.
#pragma once

#include <array>

#include "math/random.h"
#include "math/simd.h"

namespace dropout::philox_detail {

inline constexpr uint32_t multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57;
inline constexpr uint32_t weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;  // golden ratio, sqrt(3) - 1
inline constexpr int rounds = 10;

// The counters at.block .. at.block + 3, word by word.
inline std::array<u32x4, 4> counters(Counter at) {
  return {splat(at.block) + u32x4{0, 1, 2, 3}, splat(at.layer), splat(at.sample), splat(at.step)};
}

template <int N>
__attribute__((always_inline)) inline void philox_round(std::array<u32x4, 4> (&words)[N],
                                                        u32x4 key0, u32x4 key1) {
  for (auto& c : words) {
    u32x4 high0, low0, high1, low1;
    multiply_wide(c[0], splat(multiplier0), high0, low0);
    multiply_wide(c[2], splat(multiplier1), high1, low1);
    c = {high1 ^ c[1] ^ key0, low1, high0 ^ c[3] ^ key1, low0};
  }
}

// Turns N times four counters into their random words: N = 2 hides the latency of the products.
template <int N>
__attribute__((always_inline)) inline void philox_rounds(std::array<u32x4, 4> (&words)[N],
                                                         u32x4 key0, u32x4 key1) {
  const auto two_rounds = [&]() __attribute__((always_inline)) {
    philox_round(words, key0, key1);
    key0 += splat(weyl0);
    key1 += splat(weyl1);
    philox_round(words, key0, key1);
    key0 += splat(weyl0);
    key1 += splat(weyl1);
  };
  static_assert(rounds == 10);
  two_rounds();
  two_rounds();
  two_rounds();
  two_rounds();
  two_rounds();
}

// The same in a loop, for draws that a training step does not wait for: a tenth of the code.
template <int N>
[[gnu::noinline]] void philox_rounds_in_loop(std::array<u32x4, 4> (&words)[N], u32x4 key0,
                                             u32x4 key1) {
  for (int round = 0; round < rounds; ++round) {
    philox_round(words, key0, key1);
    key0 += splat(weyl0);
    key1 += splat(weyl1);
  }
}

}  // namespace dropout::philox_detail
