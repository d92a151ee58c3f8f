// The masks of random.h: drawn 128 elements at a time, without a branch but for the rare ties, and
// applied.
#include <algorithm>
#include <bit>

#include "math/philox.h"

namespace dropout {
namespace {

using philox_detail::counters;
using philox_detail::philox_rounds;
using philox_detail::philox_rounds_in_loop;

constexpr uint32_t group_size = 64;             // elements that four counters decide
constexpr uint32_t low_bits_flag = 0x80000000;  // in the layer word: the low 24 bits

// Elements whose top byte equals the threshold's. Four at a time, their low bits are drawn.
class Ties {
 public:
  Ties(Keep* out, uint32_t low, Random key, Counter at)
      : out_(out), low_(low), key_(key), at_(at) {}

  void add(uint32_t element) {
    elements_[count_++] = element;
    if (count_ == 4) decide();
  }

  void decide() {
    if (count_ == 0) return;
    const u32x4 element = load<u32x4>(elements_);
    std::array<u32x4, 4> words[1] = {counters(at_)};
    words[0][0] = splat(4 * at_.block) + (element >> 2);
    words[0][1] |= splat(low_bits_flag);
    philox_rounds_in_loop(words, splat(key_.seed), splat(static_cast<uint32_t>(key_.stream)));
    uint32_t drawn[4][4];
    for (int word = 0; word < 4; ++word) store(drawn[word], words[0][word]);
    for (uint32_t i = 0; i < count_; ++i) {
      const uint32_t draw = drawn[elements_[i] % 4][i] & 0xffffff;
      out_[elements_[i]] = draw < low_ ? dropped_element : kept_element;
    }
    count_ = 0;
  }

 private:
  Keep* out_;
  uint32_t low_;
  Random key_;
  Counter at_;
  uint32_t elements_[4] = {};
  uint32_t count_ = 0;
};

}  // namespace

void keep_mask(Keep* out, int n, double p, Random key, Counter at) {
  const double scaled = p * 0x1p32 + 0.5;
  if (!(scaled >= 1 && scaled < 0x1p32)) {
    std::fill(out, out + n, scaled < 1 ? kept_element : dropped_element);
    return;
  }
  const auto threshold = static_cast<uint32_t>(scaled);
  const u8x16 bound = u8x16{} + static_cast<uint8_t>(threshold >> 24);
  const uint32_t low = threshold & 0xffffff;
  const u32x4 key0 = splat(key.seed), key1 = splat(static_cast<uint32_t>(key.stream));
  Ties ties(out, low, key, at);
  const auto count = static_cast<uint32_t>(n);

  for (uint32_t e = 0; e < count; e += 2 * group_size) {
    Counter second = at;
    second.block = at.block + e / 16 + 4;
    Counter first = second;
    first.block -= 4;
    std::array<u32x4, 4> words[2] = {counters(first), counters(second)};
    philox_rounds(words, key0, key1);

    Keep edge[2 * group_size];
    const bool whole = count - e >= 2 * group_size;
    Keep* to = whole ? out + e : edge;
    uint64_t equal[2] = {};
    for (int i = 0; i < 8; ++i) {
      const u8x16 bytes = bits_as<u8x16>(words[i / 4][i % 4]);
      store(to + 16 * i, bytes >= bound);  // a tie counts as kept, for now
      equal[i / 4] |= uint64_t{top_bits(bits_as<u8x16>(bytes == bound))} << (i % 4 * 16);
    }
    if (!whole) std::copy(edge, edge + (count - e), out + e);
    if (low == 0) continue;
    for (uint32_t group = 0; group < 2; ++group) {
      for (uint64_t rest = equal[group]; rest != 0; rest &= rest - 1) {
        const uint32_t element =
            e + group_size * group + static_cast<uint32_t>(std::countr_zero(rest));
        if (element < count) ties.add(element);
      }
    }
  }
  ties.decide();
}

void apply_mask(const float* x, const Keep* mask, float scale, float* y, int n) {
  const f32x4 factor = splat(scale);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    const i32x4 scaled = bits_as<i32x4>(load(x + i) * factor);
    store(y + i, bits_as<f32x4>(scaled & mask_lanes(mask + i)));
  }
  for (; i < n; ++i) y[i] = mask[i] ? x[i] * scale : 0.0f;
}

}  // namespace dropout
