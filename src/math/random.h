// Counter-based random numbers: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as
// 1, 2, 3", SC 2011). Every draw is a pure function of (seed, stream) and of the counter (element
// block, layer, sample, step): nothing is stored, no order matters. Knows no matrix and no layer.
#pragma once

#include <array>
#include <cstdint>

#include "math/simd.h"

namespace dropout {

// What a draw is for. Streams are independent, so switching dropout on changes masks and nothing
// else. The values are part of the replay contract: append, never renumber.
enum class Stream : uint32_t {
  weights = 0,  // initial values
  batches = 1,  // the order of the examples
  masks = 2,    // dropout while training
  data = 3,     // synthetic data, splits
  samples = 4,  // dropout while sampling (Monte Carlo)
  noise = 5,    // token replacement, sampled text
  tests = 6,
};

// The key of a stream of draws: a value without state.
struct Random {
  uint32_t seed = 0;
  Stream stream = Stream::weights;
};

// Where in its stream a draw stands. `block` numbers groups of four 32-bit words.
struct Counter {
  uint32_t block = 0;
  uint32_t layer = 0;  // < 2^31: the top bit is taken by keep_mask()
  uint32_t sample = 0;
  uint32_t step = 0;
};

// The generator itself: ten rounds over one counter; and over the four counters block .. block + 3,
// lane j of word i being word i of counter block + j.
std::array<uint32_t, 4> philox(Random key, Counter at);
std::array<u32x4, 4> philox4(Random key, Counter at);

// The generator on raw words, as the published test vectors state it.
std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, uint32_t key0, uint32_t key1);

// One draw, uniform on the 2^24 multiples of 2^-24 in [0, 1): word 0 of the counter.
float uniform(Random key, Counter at);

// n draws uniform in [low, high), up to rounding, and n draws N(mean, deviation^2) by Box-Muller
// (never further than 5.8 deviations out). A pure function of (key, at, e), so n draws are the
// beginning of more than n: 16 elements share counters block + 4 (e / 16) .. + 3, of which the
// uniform element e takes word (e % 16) / 4 of the e % 4-th.
void fill_uniform(float* out, int n, Random key, Counter at, float low = 0, float high = 1);
void fill_normal(float* out, int n, Random key, Counter at, float mean = 0, float deviation = 1);

// An element of a mask.
using Keep = uint8_t;
inline constexpr Keep kept_element = 255, dropped_element = 0;

// The dropout mask: out[e] is kept with probability 1 - p, else dropped, the same as comparing a
// 32-bit draw u_e < round(p 2^32) -> dropped; p = 0 keeps all, p = 1 drops all.
//
// Only the top byte of u_e is drawn at first, 16 elements a counter. Where it equals the top byte
// of the threshold, the low 24 bits decide, and only then are they drawn, from a counter whose
// layer word has its top bit set. So the comparison is exact at a quarter of the cost.
//   top byte of u_e:    block + 4 (e / 64) + (e % 16) / 4, word (e % 64) / 16, byte e % 4
//   low 24 bits of u_e: 4 block + e / 4, layer | 2^31,     word e % 4, its low 24 bits
// out[e] is a pure function of (key, at, e): a mask of n elements is the beginning of a longer one.
// Masks of one (key, layer, sample, step) that start at different blocks must not overlap: one of n
// elements uses 4 ceil(n / 64) blocks; continue a mask only at a multiple of 64 elements.
void keep_mask(Keep* out, int n, double p, Random key, Counter at);

// y = kept ? x * scale : 0 over n elements; a dropped NaN or infinity becomes 0.
void apply_mask(const float* x, const Keep* mask, float scale, float* y, int n);

// Draws one after another, for code that needs an unknown number of them (rejection, shuffling).
class Draws {
 public:
  explicit Draws(Random key, Counter at = {}) : key_(key), at_(at) {}

  uint32_t word();             // 32 random bits
  uint32_t below(uint32_t n);  // uniform in [0, n), exactly; n >= 1
  float uniform();             // uniform in [0, 1), 24 bits
  float normal();              // N(0, 1)

 private:
  Random key_;
  Counter at_;
  std::array<uint32_t, 4> words_ = {};
  uint32_t used_ = 4;
};

// Fills out with a uniformly random order of 0 .. n - 1 (Fisher-Yates).
void permutation(int32_t* out, int n, Random key, Counter at = {});

}  // namespace dropout
