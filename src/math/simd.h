// Four float lanes and their integer companions on the compilers' vector extensions: one source
// for SSE2, WebAssembly SIMD and plain scalar code, and the same bits from all of them.
// Knows no intrinsics header and nothing wider than four lanes.
#pragma once

#include <cstdint>
#include <cstring>

namespace dropout {

using f32x4 = float __attribute__((vector_size(16)));
using i32x4 = int32_t __attribute__((vector_size(16)));
using u32x4 = uint32_t __attribute__((vector_size(16)));
using u64x2 = uint64_t __attribute__((vector_size(16)));
using u8x16 = uint8_t __attribute__((vector_size(16)));

inline constexpr int lanes = 4;

// Unaligned access; T is any of the vectors above.
template <class T = f32x4>
inline T load(const void* from) {
  T v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

template <class T>
inline void store(void* to, T v) {
  std::memcpy(to, &v, sizeof v);
}

// The same 128 bits seen as another vector.
template <class To, class From>
inline To bits_as(From v) {
  static_assert(sizeof(To) == sizeof(From));
  return reinterpret_cast<To>(v);
}

inline f32x4 splat(float x) { return f32x4{x, x, x, x}; }
inline i32x4 splat(int32_t x) { return i32x4{x, x, x, x}; }
inline u32x4 splat(uint32_t x) { return u32x4{x, x, x, x}; }

// mask ? a : b per lane; every mask lane is all ones or all zeros, as comparisons make them.
inline f32x4 select(i32x4 mask, f32x4 a, f32x4 b) {
  return bits_as<f32x4>((mask & bits_as<i32x4>(a)) | (~mask & bits_as<i32x4>(b)));
}
inline i32x4 select(i32x4 mask, i32x4 a, i32x4 b) { return (mask & a) | (~mask & b); }

// If a lane of either is NaN, or both are zeros, the result is b's lane: min(x, bound) loses a NaN,
// min(bound, x) keeps it.
inline f32x4 min(f32x4 a, f32x4 b) {
#if defined(__wasm_simd128__)
  return __builtin_wasm_pmin_f32x4(b, a);
#else
  return select(a < b, a, b);
#endif
}
inline f32x4 max(f32x4 a, f32x4 b) {
#if defined(__wasm_simd128__)
  return __builtin_wasm_pmax_f32x4(b, a);
#else
  return select(a > b, a, b);
#endif
}

inline f32x4 abs(f32x4 v) { return bits_as<f32x4>(bits_as<i32x4>(v) & splat(0x7fffffff)); }

// v, and 0 where |v| < limit. What decays towards 0 ends in subnormal numbers, which cost a
// processor a hundred times as much as others: a limit far below what can be noticed keeps them
// away.
inline f32x4 flush(f32x4 v, float limit) {
  return bits_as<f32x4>(bits_as<i32x4>(v) & ~(abs(v) < splat(limit)));  // NaN stays NaN
}

// |magnitude| with the sign of `sign`.
inline f32x4 copysign(f32x4 magnitude, f32x4 sign) {
  const i32x4 rest = splat(0x7fffffff);
  return bits_as<f32x4>((bits_as<i32x4>(magnitude) & rest) | (bits_as<i32x4>(sign) & ~rest));
}

inline f32x4 sqrt(f32x4 v) {
#if __has_builtin(__builtin_elementwise_sqrt)
  return __builtin_elementwise_sqrt(v);
#elif defined(__SSE2__)
  return __builtin_ia32_sqrtps(v);
#elif defined(__wasm_simd128__)
  return __builtin_wasm_sqrt_f32x4(v);
#else
  return f32x4{__builtin_sqrtf(v[0]), __builtin_sqrtf(v[1]), __builtin_sqrtf(v[2]),
               __builtin_sqrtf(v[3])};
#endif
}
inline float sqrt(float x) { return sqrt(splat(x))[0]; }
double sqrt(double) = delete;  // a double here would silently lose bits: say std::sqrt

// The top bits of the bytes, byte i as bit i.
inline uint32_t top_bits(u8x16 v) {
#if defined(__SSE2__)
  using Chars = char __attribute__((vector_size(16)));
  return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(bits_as<Chars>(v)));
#elif defined(__wasm_simd128__)
  using Chars = signed char __attribute__((vector_size(16)));
  return static_cast<uint32_t>(__builtin_wasm_bitmask_i8x16(bits_as<Chars>(v)));
#else
  uint32_t bits = 0;
  for (uint32_t i = 0; i < 16; ++i) bits |= static_cast<uint32_t>(v[i] >> 7) << i;
  return bits;
#endif
}

// The top bits of the lanes, lane i as bit i.
inline uint32_t lane_bits(i32x4 v) {
#if defined(__SSE2__)
  return static_cast<uint32_t>(__builtin_ia32_movmskps(bits_as<f32x4>(v)));
#elif defined(__wasm_simd128__)
  return static_cast<uint32_t>(__builtin_wasm_bitmask_i32x4(v));
#else
  uint32_t bits = 0;
  for (uint32_t i = 0; i < 4; ++i) bits |= (static_cast<uint32_t>(v[i]) >> 31) << i;
  return bits;
#endif
}

// Four bytes of 0 or 255 as lanes of no or all bits, by doubling twice: engines know these
// shuffles, while others load a constant each time.
inline i32x4 mask_lanes(const uint8_t* bytes) {
  using u16x8 = uint16_t __attribute__((vector_size(16)));
  const auto v = bits_as<u8x16>(splat(load<int32_t>(bytes)));
  const auto pairs =
      bits_as<u16x8>(__builtin_shufflevector(v, v, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));
  return bits_as<i32x4>(__builtin_shufflevector(pairs, pairs, 0, 0, 1, 1, 2, 2, 3, 3));
}

// Exact for |v| < 2^24.
inline f32x4 to_float(i32x4 v) { return __builtin_convertvector(v, f32x4); }

// The sum of the lanes in one fixed order.
inline float horizontal_sum(f32x4 v) { return (v[0] + v[2]) + (v[1] + v[3]); }

namespace detail {
// The two 64-bit products of lanes 0 and 1 (front) or 2 and 3 (back).
inline u64x2 products(u32x4 a, u32x4 b, bool front) {
#if defined(__SSE2__)
  const u32x4 even_a =
      front ? __builtin_shufflevector(a, a, 0, 0, 1, 1) : __builtin_shufflevector(a, a, 2, 2, 3, 3);
  const u32x4 even_b =
      front ? __builtin_shufflevector(b, b, 0, 0, 1, 1) : __builtin_shufflevector(b, b, 2, 2, 3, 3);
  return bits_as<u64x2>(__builtin_ia32_pmuludq128(bits_as<i32x4>(even_a), bits_as<i32x4>(even_b)));
#else
#if defined(__wasm_simd128__)
  asm volatile("" : "+r"(b));  // or a constant b is widened elsewhere, and extmul is not found
#endif
  using u32x2 = uint32_t __attribute__((vector_size(8)));
  const u32x2 half_a = front ? u32x2{a[0], a[1]} : u32x2{a[2], a[3]};
  const u32x2 half_b = front ? u32x2{b[0], b[1]} : u32x2{b[2], b[3]};
  return __builtin_convertvector(half_a, u64x2) * __builtin_convertvector(half_b, u64x2);
#endif
}
}  // namespace detail

// The full 64-bit product of each pair of lanes, as its high and its low 32 bits.
inline void multiply_wide(u32x4 a, u32x4 b, u32x4& high, u32x4& low) {
  const u32x4 front = bits_as<u32x4>(detail::products(a, b, true));
  const u32x4 back = bits_as<u32x4>(detail::products(a, b, false));
#if defined(__SSE2__)
  low = __builtin_shufflevector(front, back, 0, 2, 4, 6);
#else
  low = a * b;  // one instruction
#endif
  high = __builtin_shufflevector(front, back, 1, 3, 5, 7);
}

}  // namespace dropout
