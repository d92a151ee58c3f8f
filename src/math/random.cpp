// The draws of random.h: Philox rounds into uniform and normal floats, permutations and single
// draws. Knows no matrix and no layer.
#include "math/random.h"

#include <cstring>

#include "math/elementary.h"
#include "math/philox.h"

namespace dropout {
namespace {

using philox_detail::counters;
using philox_detail::multiplier0;
using philox_detail::multiplier1;
using philox_detail::philox_rounds_in_loop;
using philox_detail::rounds;
using philox_detail::weyl0;
using philox_detail::weyl1;

// The 24 high bits of a word as a float in [0, 1).
f32x4 to_unit(u32x4 words) { return to_float(bits_as<i32x4>(words >> 8)) * splat(0x1p-24f); }
float to_unit(uint32_t word) { return static_cast<float>(word >> 8) * 0x1p-24f; }

// Two vectors of words -> two vectors of independent N(0, 1) (Box & Muller 1958).
[[gnu::noinline]] void box_muller(u32x4 a, u32x4 b, f32x4& first, f32x4& second) {
  const f32x4 radius = sqrt(splat(-2.0f) * log(to_unit(a) + splat(0x1p-24f)));
  f32x4 sine, cosine;
  sincos_turns(to_unit(b), sine, cosine);
  first = radius * cosine;
  second = radius * sine;
}

// Turns the words of every four counters into 16 elements: piece(words, elements as 4 vectors).
template <class Piece>
void fill(float* out, int n, Random key, Counter at, Piece piece) {
  const u32x4 key0 = splat(key.seed), key1 = splat(static_cast<uint32_t>(key.stream));
  for (int e = 0; e < n; e += 32) {
    std::array<u32x4, 4> words[2] = {counters(at)};
    at.block += 4;
    words[1] = counters(at);
    at.block += 4;
    philox_rounds_in_loop(words, key0, key1);
    f32x4 values[8];
    piece(words[0], values);
    piece(words[1], values + 4);
    if (n - e >= 32) {
      for (int i = 0; i < 8; ++i) store(out + e + 4 * i, values[i]);
    } else {
      std::memcpy(out + e, values, sizeof(float) * static_cast<size_t>(n - e));
    }
  }
}

}  // namespace

std::array<uint32_t, 4> philox(std::array<uint32_t, 4> c, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < rounds; ++round) {
    const uint64_t product0 = uint64_t{multiplier0} * c[0];
    const uint64_t product1 = uint64_t{multiplier1} * c[2];
    c = {static_cast<uint32_t>(product1 >> 32) ^ c[1] ^ key0, static_cast<uint32_t>(product1),
         static_cast<uint32_t>(product0 >> 32) ^ c[3] ^ key1, static_cast<uint32_t>(product0)};
    key0 += weyl0;
    key1 += weyl1;
  }
  return c;
}

std::array<uint32_t, 4> philox(Random key, Counter at) {
  return philox({at.block, at.layer, at.sample, at.step}, key.seed,
                static_cast<uint32_t>(key.stream));
}

std::array<u32x4, 4> philox4(Random key, Counter at) {
  std::array<u32x4, 4> words[1] = {counters(at)};
  philox_rounds_in_loop(words, splat(key.seed), splat(static_cast<uint32_t>(key.stream)));
  return words[0];
}

float uniform(Random key, Counter at) { return to_unit(philox(key, at)[0]); }

void fill_uniform(float* out, int n, Random key, Counter at, float low, float high) {
  const f32x4 begin = splat(low), width = splat(high - low);
  fill(out, n, key, at, [&](const std::array<u32x4, 4>& words, f32x4* values) {
    for (int i = 0; i < 4; ++i) values[i] = begin + width * to_unit(words[i]);
  });
}

void fill_normal(float* out, int n, Random key, Counter at, float mean, float deviation) {
  fill(out, n, key, at, [&](const std::array<u32x4, 4>& words, f32x4* values) {
    box_muller(words[0], words[1], values[0], values[1]);
    box_muller(words[2], words[3], values[2], values[3]);
    for (int i = 0; i < 4; ++i) values[i] = splat(mean) + splat(deviation) * values[i];
  });
}

uint32_t Draws::word() {
  if (used_ == words_.size()) {
    words_ = philox(key_, at_);
    ++at_.block;
    used_ = 0;
  }
  return words_[used_++];
}

// Lemire, "Fast random integer generation in an interval", 2019.
uint32_t Draws::below(uint32_t n) {
  uint64_t product = uint64_t{word()} * n;
  if (static_cast<uint32_t>(product) < n) {
    const uint32_t unfair = (0 - n) % n;
    while (static_cast<uint32_t>(product) < unfair) product = uint64_t{word()} * n;
  }
  return static_cast<uint32_t>(product >> 32);
}

float Draws::uniform() { return to_unit(word()); }

float Draws::normal() {
  const uint32_t a = word(), b = word();
  f32x4 first, second;
  box_muller(splat(a), splat(b), first, second);
  return first[0];
}

void permutation(int32_t* out, int n, Random key, Counter at) {
  Draws draws(key, at);
  for (int i = 0; i < n; ++i) {
    const auto j = static_cast<int>(draws.below(static_cast<uint32_t>(i) + 1));
    out[i] = out[j];
    out[j] = i;
  }
}

}  // namespace dropout
