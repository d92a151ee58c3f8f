// Our exp, log, tanh, erf, sigmoid, sine and cosine against double precision, in units of the last
// place, over all magnitudes of floats; and their special values.
#include "math/elementary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dropout {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

// |got - want| in units of the last place of the float nearest to want.
double ulps(float got, double want) {
  const auto nearest = static_cast<float>(want);
  if (std::isnan(nearest)) return std::isnan(got) ? 0 : inf;
  if (std::isinf(nearest) || std::isinf(got)) return got == nearest ? 0 : inf;
  int exponent = -148;
  if (nearest != 0) std::frexp(nearest, &exponent);
  return std::fabs(got - want) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

// The largest error over every 4,099th float in [low, high], and the numbers next to each power of
// two.
template <class Ours, class Truth>
double worst(Ours ours, Truth truth, float low, float high) {
  double most = 0;
  const auto look = [&](uint32_t bits) {
    float x = 0;
    std::memcpy(&x, &bits, sizeof x);
    if (x >= low && x <= high) most = std::max(most, ulps(ours(x), truth(double{x})));
  };
  for (uint64_t bits = 0; bits < 1ull << 32; bits += 4099) look(static_cast<uint32_t>(bits));
  for (uint64_t bits = 0; bits < 1ull << 32; bits += 1 << 23)
    for (int step = -20; step <= 20; ++step) look(static_cast<uint32_t>(bits + step));
  return most;
}

double true_sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

TEST(Elementary, ErrorsAreAsStated) {
  EXPECT_LT(worst([](float x) { return exp(x); }, [](double x) { return std::exp(x); }, -200, 200),
            1.0);
  EXPECT_LT(worst([](float x) { return log(x); }, [](double x) { return std::log(x); }, 0, inf),
            1.0);
  EXPECT_LT(
      worst([](float x) { return tanh(x); }, [](double x) { return std::tanh(x); }, -inf, inf),
      2.6);
  EXPECT_LT(worst([](float x) { return erf(x); }, [](double x) { return std::erf(x); }, -inf, inf),
            1.9);
  EXPECT_LT(worst([](float x) { return sigmoid(x); }, true_sigmoid, -200, 200), 2.4);
}

TEST(Elementary, SweepsOfTheUsualRange) {
  double most[5] = {};
  for (int i = -200000; i <= 200000; ++i) {
    const float x = static_cast<float>(i) * 1e-4f;
    most[0] = std::max(most[0], ulps(exp(x), std::exp(double{x})));
    most[1] = std::max(most[1], ulps(log(x), std::log(double{x})));
    most[2] = std::max(most[2], ulps(tanh(x), std::tanh(double{x})));
    most[3] = std::max(most[3], ulps(erf(x), std::erf(double{x})));
    most[4] = std::max(most[4], ulps(sigmoid(x), true_sigmoid(x)));
  }
  EXPECT_LT(most[0], 1.0);
  EXPECT_LT(most[1], 1.0);
  EXPECT_LT(most[2], 2.6);
  EXPECT_LT(most[3], 1.9);
  EXPECT_LT(most[4], 2.4);
}

TEST(Elementary, SpecialValues) {
  EXPECT_EQ(exp(0.0f), 1.0f);
  EXPECT_EQ(exp(inf), inf);
  EXPECT_EQ(exp(89.0f), inf);
  EXPECT_EQ(exp(-inf), 0.0f);
  EXPECT_EQ(exp(-1e30f), 0.0f);
  EXPECT_GT(exp(-103.0f), 0.0f);  // denormal
  EXPECT_TRUE(std::isnan(exp(nan)));

  EXPECT_EQ(log(1.0f), 0.0f);
  EXPECT_EQ(log(0.0f), -inf);
  EXPECT_EQ(log(-0.0f), -inf);
  EXPECT_EQ(log(inf), inf);
  EXPECT_TRUE(std::isnan(log(-1.0f)));
  EXPECT_TRUE(std::isnan(log(-inf)));
  EXPECT_TRUE(std::isnan(log(nan)));

  EXPECT_EQ(tanh(inf), 1.0f);
  EXPECT_EQ(tanh(-inf), -1.0f);
  EXPECT_EQ(tanh(0.0f), 0.0f);
  EXPECT_TRUE(std::isnan(tanh(nan)));
  EXPECT_EQ(erf(inf), 1.0f);
  EXPECT_EQ(erf(-inf), -1.0f);
  EXPECT_EQ(erf(0.0f), 0.0f);
  EXPECT_TRUE(std::isnan(erf(nan)));
  EXPECT_EQ(sigmoid(0.0f), 0.5f);
  EXPECT_EQ(sigmoid(inf), 1.0f);
  EXPECT_EQ(sigmoid(-inf), 0.0f);
  EXPECT_TRUE(std::isnan(sigmoid(nan)));
}

TEST(Elementary, OddFunctionsAreOddBitForBit) {
  for (int i = 0; i < 100000; ++i) {
    const float x = static_cast<float>(i) * 1.37e-4f;
    ASSERT_EQ(tanh(-x), -tanh(x));
    ASSERT_EQ(erf(-x), -erf(x));
  }
}

TEST(Elementary, LanesDoNotMix) {
  const f32x4 x = {-inf, 0.3f, nan, 55.0f};
  const f32x4 e = exp(x), t = tanh(x), s = sigmoid(x), l = log(x), g = erf(x);
  for (int i : {0, 1, 3}) {
    EXPECT_EQ(e[i], exp(float{x[i]}));
    EXPECT_EQ(t[i], tanh(float{x[i]}));
    EXPECT_EQ(s[i], sigmoid(float{x[i]}));
    EXPECT_EQ(g[i], erf(float{x[i]}));
  }
  EXPECT_EQ(l[1], log(0.3f));
  EXPECT_EQ(l[3], log(55.0f));
  EXPECT_TRUE(std::isnan(l[0]));
  EXPECT_TRUE(std::isnan(e[2]) && std::isnan(t[2]) && std::isnan(s[2]) && std::isnan(l[2]));
}

TEST(Elementary, SineAndCosineOfTurns) {
  const double pi = 3.14159265358979323846;
  double most = 0;
  for (int i = -(1 << 22); i <= 1 << 24; i += 7) {
    const float u = static_cast<float>(i) * 0x1p-24f;
    f32x4 s, c;
    sincos_turns(splat(u), s, c);
    most = std::max(
        {most, std::fabs(s[0] - std::sin(2 * pi * u)), std::fabs(c[0] - std::cos(2 * pi * u))});
  }
  EXPECT_LT(most, 1.2e-7);
  f32x4 s, c;
  sincos_turns(f32x4{0, 0.25f, 0.5f, 0.75f}, s, c);
  const float sines[] = {0, 1, 0, -1}, cosines[] = {1, 0, -1, 0};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(s[i], sines[i]);
    EXPECT_EQ(c[i], cosines[i]);
  }
}

}  // namespace
}  // namespace dropout
