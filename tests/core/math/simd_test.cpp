// The vectors against plain arithmetic on their lanes, and one digest of everything in math/, which
// every compiler and target must reach.
#include "math/simd.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "math/elementary.h"
#include "math/gemm.h"
#include "math/random.h"
#include "math/vector.h"

namespace dropout {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TEST(Simd, LoadAndStoreAtAnyAddress) {
  float from[8] = {0, 1, 2, 3, 4, 5, 6, 7}, to[8] = {};
  for (int at = 0; at < 4; ++at) {
    store(to + at, load(from + at));
    for (int i = 0; i < 4; ++i) EXPECT_EQ(to[at + i], from[at + i]);
  }
}

TEST(Simd, MinAndMaxKeepTheSecondNan) {
  const f32x4 low = min(f32x4{1, 2, nan, 5}, f32x4{2, 1, 3, nan});
  EXPECT_EQ(low[0], 1);
  EXPECT_EQ(low[1], 1);
  EXPECT_EQ(low[2], 3);
  EXPECT_TRUE(std::isnan(low[3]));
  const f32x4 high = max(f32x4{1, 2, nan, 5}, f32x4{2, 1, 3, nan});
  EXPECT_EQ(high[0], 2);
  EXPECT_EQ(high[1], 2);
  EXPECT_EQ(high[2], 3);
  EXPECT_TRUE(std::isnan(high[3]));
  // Of two zeros, the second.
  EXPECT_TRUE(std::signbit(min(splat(0.0f), splat(-0.0f))[0]));
  EXPECT_FALSE(std::signbit(min(splat(-0.0f), splat(0.0f))[0]));
  EXPECT_TRUE(std::signbit(max(splat(0.0f), splat(-0.0f))[0]));
  EXPECT_FALSE(std::signbit(max(splat(-0.0f), splat(0.0f))[0]));
}

TEST(Simd, SelectSignsAndRoots) {
  const f32x4 x = {-1.5f, 0, 4, -inf};
  const f32x4 chosen = select(x < splat(0.0f), splat(7.0f), x);
  EXPECT_EQ(chosen[0], 7);
  EXPECT_EQ(chosen[2], 4);
  EXPECT_EQ(chosen[3], 7);
  EXPECT_EQ(abs(x)[0], 1.5f);
  EXPECT_EQ(abs(x)[3], inf);
  EXPECT_EQ(copysign(splat(2.0f), x)[0], -2.0f);
  EXPECT_EQ(copysign(splat(2.0f), x)[2], 2.0f);
  for (float v : {0.0f, 2.0f, 1e-40f, 3e38f, inf}) EXPECT_EQ(sqrt(v), std::sqrt(v));
  EXPECT_TRUE(std::isnan(sqrt(-1.0f)));
}

TEST(Simd, WideProductsOfLanes) {
  const u32x4 a = {0xffffffff, 0xD2511F53, 1, 12345}, b = {0xffffffff, 0xCD9E8D57, 0, 0x80000001};
  u32x4 high, low;
  multiply_wide(a, b, high, low);
  for (int i = 0; i < 4; ++i) {
    const uint64_t want = uint64_t{a[i]} * b[i];
    EXPECT_EQ(low[i], static_cast<uint32_t>(want));
    EXPECT_EQ(high[i], static_cast<uint32_t>(want >> 32));
  }
}

TEST(Simd, TopBits) {
  u8x16 v = {};
  EXPECT_EQ(top_bits(v), 0u);
  v[0] = 0x80;
  v[5] = 0xff;
  v[6] = 0x7f;
  v[15] = 0xc0;
  EXPECT_EQ(top_bits(v), 0x8021u);
}

TEST(Simd, LaneBits) {
  EXPECT_EQ(lane_bits(i32x4{}), 0u);
  EXPECT_EQ(lane_bits(i32x4{-1, 0x7fffffff, 0, -2147483647 - 1}), 0x9u);
  EXPECT_EQ(lane_bits(f32x4{1, -0.0f, 0, 2} != splat(0.0f)), 0x9u);
}

// 64-bit FNV-1a over the bits of what it is given.
class Digest {
 public:
  void add(uint32_t bits) {
    for (int i = 0; i < 4; ++i) {
      hash_ ^= bits >> (8 * i) & 0xff;
      hash_ *= 0x100000001b3;
    }
  }
  void add(float x) {
    uint32_t bits = 0x7fc00000;  // any NaN
    if (x == x) std::memcpy(&bits, &x, sizeof bits);
    add(bits);
  }
  uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 0xcbf29ce484222325;
};

std::vector<float> normals(int n, uint32_t seed) {
  std::vector<float> x(n);
  fill_normal(x.data(), n, {seed, Stream::tests}, {});
  return x;
}

// The numbers below were the same from g++ 12, clang++ 14 and emcc 3.1.6 with and without SIMD. A
// change of one is a change of every trained weight: links no longer replay their old curves.
TEST(SameBits, Elementary) {
  Digest digest;
  for (uint64_t bits = 0; bits < 1ull << 32; bits += 65521) {
    const auto word = static_cast<uint32_t>(bits);
    float x = 0;
    std::memcpy(&x, &word, sizeof x);
    for (float y : {exp(x), log(x), tanh(x), erf(x), sigmoid(x), sqrt(x)}) digest.add(y);
    f32x4 s, c;
    sincos_turns(splat(static_cast<float>(word >> 8) * 0x1p-24f), s, c);
    digest.add(s[0]);
    digest.add(c[0]);
  }
  EXPECT_EQ(digest.value(), 0xd100d2ac99af28cau) << std::hex << digest.value();
}

TEST(SameBits, RandomNumbers) {
  Digest digest;
  for (float x : normals(5000, 3)) digest.add(x);
  std::vector<float> uniform(1000);
  fill_uniform(uniform.data(), 1000, {3, Stream::data}, {1, 2, 3, 4}, -0.3f, 0.7f);
  for (float x : uniform) digest.add(x);
  std::vector<Keep> mask(10001);
  for (double p : {0.1, 0.5, 0.8}) {
    keep_mask(mask.data(), 10001, p, {3, Stream::masks}, {4, 3, 2, 1});
    for (Keep m : mask) digest.add(m == 0 ? 0u : ~0u);
  }
  std::vector<int32_t> order(999);
  permutation(order.data(), 999, {3, Stream::batches});
  for (int32_t i : order) digest.add(static_cast<uint32_t>(i));
  EXPECT_EQ(digest.value(), 0xe53569347cd904a4u) << std::hex << digest.value();
}

TEST(SameBits, Products) {
  Digest digest;
  const auto a = normals(300 * 300, 1), b = normals(300 * 300, 2), bias = normals(300, 3);
  for (Op ta : {Op::n, Op::t}) {
    for (Op tb : {Op::n, Op::t}) {
      for (const auto& [m, n, k] : {std::array{32, 64, 100}, {33, 10, 257}, {1, 45, 300}}) {
        Matrix c(m, n);
        const ConstView left = ta == Op::n ? ConstView(a.data(), m, k) : ConstView(a.data(), k, m);
        const ConstView right = tb == Op::n ? ConstView(b.data(), k, n) : ConstView(b.data(), n, k);
        gemm(left, ta, right, tb, c, false, bias.data());
        gemm(left, ta, right, tb, c, true);
        for (int i = 0; i < m * n; ++i) digest.add(c.data()[i]);
      }
    }
  }
  digest.add(dot(a.data(), b.data(), 1001));
  digest.add(sum(a.data(), 1001));
  std::vector<float> sums(45);
  column_sums(ConstView(a.data(), 100, 45), sums.data());
  for (float s : sums) digest.add(s);
  EXPECT_EQ(digest.value(), 0xcb605e3c2d3b9fe9u) << std::hex << digest.value();
}

}  // namespace
}  // namespace dropout
