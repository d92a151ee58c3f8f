// exp, log, tanh, erf, sigmoid and sine/cosine on four floats, without libm: the same bits from
// every compiler. Each float version gives the bits of lane 0. Polynomials are near-minimax fits.
// Largest errors are against double precision, as tests/core/math/elementary_test.cpp measures
// them.
#pragma once

#include "math/simd.h"

namespace dropout {

namespace detail {

// c0 + c1 x + c2 x^2 + ..., by Horner's rule.
template <class... Rest>
inline f32x4 polynomial(f32x4 x, float c0, Rest... rest) {
  if constexpr (sizeof...(rest) == 0) {
    return splat(c0);
  } else {
    return splat(c0) + x * polynomial(x, rest...);
  }
}

// Integers that wrap around: NaN and infinity make nonsense of an exponent before it is thrown
// away.
inline i32x4 subtract(i32x4 a, i32x4 b) {
  return bits_as<i32x4>(bits_as<u32x4>(a) - bits_as<u32x4>(b));
}
inline i32x4 shift_left(i32x4 v, int by) { return bits_as<i32x4>(bits_as<u32x4>(v) << by); }

// v rounded to the nearest integer, for |v| < 2^22: as a float and as an int.
inline f32x4 round(f32x4 v, i32x4& integer) {
  const f32x4 shifter = splat(0x1.8p23f);
  const f32x4 shifted = v + shifter;
  integer = subtract(bits_as<i32x4>(shifted), bits_as<i32x4>(shifter));
  return shifted - shifter;
}

// 2^n for -126 <= n <= 127.
inline f32x4 power_of_two(i32x4 n) {
  return bits_as<f32x4>(shift_left(subtract(n, splat(-127)), 23));
}

inline constexpr float ln2_high = 0x1.62e300p-1f;  // so few bits that n * ln2_high is exact
inline constexpr float ln2_low = 0x1.2fefa2p-17f;  // ln 2 - ln2_high

// e^x = 2^n (1 + t) with t in [-0.3, 0.42].
inline f32x4 split_exp(f32x4 x, i32x4& n) {
  const f32x4 turns = round(x * splat(0x1.715476p+0f), n);
  const f32x4 r = (x - turns * splat(ln2_high)) - turns * splat(ln2_low);
  return r +
         r * r *
             polynomial(r, 0.49999994f, 0.166665211f, 0.041668389f, 0.00836873148f, 0.00138145627f);
}

// e^x - 1 for |x| < 87: accurate near 0 too.
inline f32x4 expm1_in_range(f32x4 x) {
  i32x4 n;
  const f32x4 t = split_exp(x, n);
  const f32x4 power = power_of_two(n);
  return power * t + (power - splat(1.0f));
}

}  // namespace detail

/// e^x, within 1 ulp, denormal results included; 0 below -104, inf above 88.73.
inline f32x4 exp(f32x4 x) {
  i32x4 n;
  const f32x4 y =  // keeps NaN
      splat(1.0f) + detail::split_exp(min(splat(89.0f), max(splat(-104.0f), x)), n);
  const i32x4 half = n >> 1;  // in two steps: 2^n itself may be out of range
  return y * detail::power_of_two(half) * detail::power_of_two(detail::subtract(n, half));
}

/// ln x, within 1 ulp; NaN below 0, -inf at 0, inf at inf.
inline f32x4 log(f32x4 x) {
  const i32x4 tiny = x < splat(0x1p-126f);
  const f32x4 scaled = select(tiny, x * splat(0x1p23f), x);
  // x = 2^n m with m in [sqrt 1/2, sqrt 2); ln m = 2 artanh(s), s = (m - 1) / (m + 1).
  const i32x4 offset = detail::subtract(bits_as<i32x4>(scaled), splat(0x3f3504f3));
  const i32x4 exponent = offset >> 23;
  const f32x4 m =
      bits_as<f32x4>(detail::subtract(bits_as<i32x4>(scaled), detail::shift_left(exponent, 23)));
  const f32x4 n = to_float(exponent) - select(tiny, splat(23.0f), splat(0.0f));
  const f32x4 f = m - splat(1.0f);
  const f32x4 s = f / (splat(2.0f) + f);
  const f32x4 z = s * s;
  const f32x4 rest =
      z * detail::polynomial(z, 0.666666627f, 0.400003344f, 0.285373062f, 0.235821724f);
  const f32x4 half_square = splat(0.5f) * f * f;
  const f32x4 ln_m_tail = half_square - (s * (half_square + rest) + n * splat(detail::ln2_low));
  const f32x4 y = n * splat(detail::ln2_high) - (ln_m_tail - f);

  const f32x4 infinity = splat(__builtin_inff());
  const f32x4 special = select(x < splat(0.0f), splat(__builtin_nanf("")),
                               select(x == splat(0.0f), -infinity, x));  // x: inf or NaN
  const i32x4 ordinary = (x > splat(0.0f)) & (x < infinity);
  return select(ordinary, y, special);
}

/// tanh x = (e^2x - 1) / (e^2x + 1), within 2.6 ulp (at x = 0.06; 1.5 beyond 1).
inline f32x4 tanh(f32x4 x) {
  const f32x4 size = min(splat(10.0f), abs(x));  // tanh 10 rounds to 1
  const f32x4 e = detail::expm1_in_range(size + size);
  return copysign(e / (e + splat(2.0f)), x);
}

/// erf x = 2 / sqrt(pi) * integral of e^(-t^2) from 0 to x, within 1.9 ulp.
inline f32x4 erf(f32x4 x) {
  const f32x4 t = min(splat(4.0f), abs(x));  // erf 4 rounds to 1
  const f32x4 p =                            // -ln(1 - erf t) = t + t p(t)
      detail::polynomial(t, 0.12837917f, 0.636619806f, 0.102771275f, -0.0191176925f,
                         -0.000253065606f, 0.00179936097f, -0.000740692136f, 0.000167484031f,
                         -2.13553849e-05f, 1.19338074e-06f);
  return copysign(detail::expm1_in_range(-(t + t * p)), x);
}

/// 1 / (1 + e^-x), within 2.4 ulp, denormal results included.
inline f32x4 sigmoid(f32x4 x) {
  const f32x4 e = exp(-abs(x));
  return select(x < splat(0.0f), e, splat(1.0f)) / (splat(1.0f) + e);
}

/// sin 2 pi u and cos 2 pi u for |u| < 2^20: within 1.2e-7 (absolutely, each).
inline void sincos_turns(f32x4 u, f32x4& sine, f32x4& cosine) {
  const f32x4 quarters = splat(4.0f) * u;
  i32x4 quadrant;
  const f32x4 a = (quarters - detail::round(quarters, quadrant)) * splat(0x1.921fb6p+0f);
  const f32x4 z = a * a;
  const f32x4 s = a + a * z * detail::polynomial(z, -0.166666552f, 0.008332178f, -0.00019517295f);
  const f32x4 c = (splat(1.0f) - splat(0.5f) * z) +
                  z * z * detail::polynomial(z, 0.0416666456f, -0.00138873677f, 2.44384446e-05f);
  const i32x4 odd = (quadrant & splat(1)) != splat(0);
  const i32x4 sine_sign = detail::shift_left(quadrant & splat(2), 30);
  const i32x4 cosine_sign = detail::shift_left((quadrant + splat(1)) & splat(2), 30);
  sine = bits_as<f32x4>(bits_as<i32x4>(select(odd, c, s)) ^ sine_sign);
  cosine = bits_as<f32x4>(bits_as<i32x4>(select(odd, s, c)) ^ cosine_sign);
}

inline float exp(float x) { return exp(splat(x))[0]; }
inline float log(float x) { return log(splat(x))[0]; }
inline float tanh(float x) { return tanh(splat(x))[0]; }
inline float erf(float x) { return erf(splat(x))[0]; }
inline float sigmoid(float x) { return sigmoid(splat(x))[0]; }

// A double would silently lose its bits: convert it, or say std:: outside the training path.
double exp(double) = delete;
double log(double) = delete;
double tanh(double) = delete;
double erf(double) = delete;
double sigmoid(double) = delete;

}  // namespace dropout
