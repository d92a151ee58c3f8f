// Numbers on their way to 0 must not become subnormal, which costs a processor a hundred times as
// much as others: what long training ends in, and that leaving them out changes no weight.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "lab/query/engine.h"
#include "lab/train/experiment.h"
#include "nn/loss.h"
#include "nn/optimizer.h"
#include "tests/core/small_network.h"

namespace dropout {
namespace {

using testing::random_matrix;
using testing::spec_of;

int count_subnormal(ConstView values) {
  int count = 0;
  for (int r = 0; r < values.rows; ++r) {
    const float* row = values.row(r);
    count += static_cast<int>(std::count_if(
        row, row + values.cols, [](float v) { return std::fpclassify(v) == FP_SUBNORMAL; }));
  }
  return count;
}

// Networks that learn all they can: units die, decay shrinks weights that nothing needs, and the
// probability of the wrong class falls without end.
TEST(Faint, LongTrainingMeetsNoSubnormal) {
  for (const char* link : {
           "data=moons&n=250&width=16&depth=2&p=0&lr=0.03&epochs=500",
           "data=moons&n=250&width=16&depth=2&p=0&lr=0.003&decay=0.01&epochs=500",
           "data=moons&n=250&width=16&depth=2&p=0&lr=0.01&act=gelu&epochs=500",
           "data=moons&n=250&width=16&depth=2&p=0&lr=0.01&act=sigmoid&epochs=500",
           "data=moons&n=250&width=16&depth=2&p=0.5&lr=0.03&epochs=500",
           "data=moons&n=250&width=16&depth=2&p=0&lr=0.3&opt=momentum&epochs=500",
           "data=spirals&n=250&width=16&depth=3&p=0&lr=0.03&epochs=500",
           "data=sine&n=250&width=16&depth=2&p=0&lr=0.03&epochs=500",
       }) {
    Error error;
    const auto run = Experiment::open(whole_engine().recipes, spec_of(link), {}, error);
    ASSERT_NE(run, nullptr) << english_of(error);
    int looks = 0;
    while (!run->status().finished) {
      if (run->advance() == 0 || run->status().step % 97 != 0) continue;
      ++looks;
      for (const Parameter* parameter : run->network().parameters()) {
        ASSERT_EQ(count_subnormal(parameter->gradient), 0)
            << link << ", gradient of " << parameter->name << ", step " << run->status().step;
      }
    }
    EXPECT_GT(looks, 30) << link;
    const std::vector<Named> state = run->state();  // its first matrix holds doubles
    for (std::size_t i = 1; i < state.size(); ++i) {
      EXPECT_EQ(count_subnormal(state[i].values), 0) << link << ", " << state[i].name;
    }
  }
}

// The rule of Adam's paper in float, with every moment kept, however faint.
TEST(Faint, DroppedMomentsChangeNoWeight) {
  constexpr int kSteps = 3000, kUnits = 12;
  constexpr float kRate = 0.01f;
  Parameter w("w", 1, kUnits);
  w.value = random_matrix(1, kUnits, 1);
  std::vector<float> value(w.value.data(), w.value.data() + kUnits), m(kUnits), v(kUnits);
  Optimizer optimizer(Rule::adam, {&w});
  UpdateSettings settings;
  settings.lr = kRate;
  double power1 = 1, power2 = 1;
  for (int t = 0; t < kSteps; ++t) {
    const Matrix g = random_matrix(1, kUnits, 10 + static_cast<std::uint32_t>(t));
    power1 *= 0.9, power2 *= 0.999;
    const auto step = static_cast<float>(kRate / (1 - power1));
    const auto root = static_cast<float>(1 / std::sqrt(1 - power2));
    for (int i = 0; i < kUnits; ++i) {  // four live, four die, four nearly
      const bool live = i % 3 == 0 || t < 20;
      const float gradient = live ? g.data()[i] : i % 3 == 1 ? 0.0f : 1e-17f * g.data()[i];
      w.gradient.data()[i] = gradient;
      m[i] = 0.9f * m[i] + (1 - 0.9f) * gradient;
      v[i] = 0.999f * v[i] + (1 - 0.999f) * (gradient * gradient);
      value[i] -= step * m[i] / (std::sqrt(v[i]) * root + 1e-8f);
    }
    optimizer.update(settings);
  }
  EXPECT_GT(
      std::count_if(m.begin(), m.end(), [](float x) { return x != 0 && std::abs(x) < 1e-38f; }), 3)
      << "the plain rule meets subnormals here";
  EXPECT_EQ(std::memcmp(value.data(), w.value.data(), sizeof(float) * kUnits), 0);
}

TEST(Faint, ProbabilitiesFarBelowTheHighestAreNone) {
  Matrix z(3, 2), gradient(3, 2);
  for (int r = 0; r < 3; ++r) z(r, 0) = 3;
  z(0, 1) = z(2, 1) = -30, z(1, 1) = -97;  // e^-33 and e^-100, a subnormal
  const int labels[] = {0, 0, 0};
  const LossSum sum = cross_entropy(z, labels, 0, gradient);
  EXPECT_NEAR(sum.loss, 0, 1e-12);
  EXPECT_NEAR(gradient(0, 1), std::exp(-33.0) / 3, 1e-21);
  EXPECT_EQ(gradient(1, 1), 0.0f);
  softmax_rows(z);  // the first two rows at once, the last alone
  EXPECT_NEAR(z(0, 1), std::exp(-33.0), 1e-20);
  EXPECT_EQ(z(0, 1), z(2, 1));
  EXPECT_EQ(z(1, 1), 0.0f);
}

}  // namespace
}  // namespace dropout
