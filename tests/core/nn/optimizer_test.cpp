// Update rules in double, closed forms where there are some, schedules, and what may not move.
#include "nn/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "nn/schedule.h"
#include "tests/core/gradient_check.h"

namespace dropout {
namespace {

using testing::random_matrix;

constexpr Rule kRules[] = {Rule::sgd, Rule::momentum, Rule::nesterov, Rule::adam, Rule::adamw};

void set(Parameter& parameter, const Matrix& gradient) {
  std::copy_n(gradient.data(), gradient.size(), parameter.gradient.data());
}

/// One number's path under a rule, as its paper writes it.
double path(Rule rule, double w, const std::vector<double>& gradients, double lr, double mu,
            double decay, double clip) {
  double first = 0, second = 0;
  int t = 0;
  for (double g : gradients) {
    ++t;
    g *= clip;
    if (rule == Rule::adamw) w -= lr * decay * w;
    if (rule != Rule::adamw) g += decay * w;
    if (rule == Rule::sgd) {
      w -= lr * g;
    } else if (rule == Rule::momentum || rule == Rule::nesterov) {
      first = mu * first + g;
      w -= lr * (rule == Rule::nesterov ? g + mu * first : first);
    } else {
      first = 0.9 * first + 0.1 * g;
      second = 0.999 * second + 0.001 * g * g;
      const double m = first / (1 - std::pow(0.9, t)), v = second / (1 - std::pow(0.999, t));
      w -= lr * m / (std::sqrt(v) + 1e-8);
    }
  }
  return w;
}

TEST(Optimizer, EveryNumberTakesItsPath) {
  constexpr int kSteps = 50;
  for (const Rule rule : kRules) {
    Parameter w("w", 3, 7);
    w.value = random_matrix(3, 7, 1);
    const Matrix start = random_matrix(3, 7, 1);
    Optimizer optimizer(rule, {&w});
    UpdateSettings settings;
    settings.lr = 0.01f;
    settings.momentum = 0.8f;
    settings.decay = 0.05f;
    settings.gradient_scale = 0.5f;
    std::vector<Matrix> gradients;
    for (std::uint32_t step = 0; step < kSteps; ++step) {
      gradients.push_back(random_matrix(3, 7, 10 + step));
      set(w, gradients.back());
      optimizer.update(settings);
    }
    EXPECT_EQ(optimizer.steps(), kSteps);
    for (std::size_t i = 0; i < 21; ++i) {
      std::vector<double> own;
      for (const Matrix& g : gradients) own.push_back(g.data()[i]);
      const double end = path(rule, start.data()[i], own, 0.01f, 0.8f, 0.05f, 0.5);
      EXPECT_NEAR(w.value.data()[i], end, 2e-6 * (1 + std::abs(end)));
    }
  }
}

TEST(Optimizer, AdamsFirstStepHasTheLengthOfTheRate) {
  Parameter w("w", 1, 4);
  Optimizer optimizer(Rule::adam, {&w});
  const float gradients[] = {1e-3f, -5, 1e5f, 0};
  std::copy_n(gradients, 4, w.gradient.data());
  UpdateSettings settings;
  settings.lr = 0.25f;
  optimizer.update(settings);
  const float expected[] = {-0.25f, 0.25f, -0.25f, 0};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(w.value(0, i), expected[i], 1e-5);
}

TEST(Optimizer, FindsTheMinimumOfAQuadratic) {
  for (const Rule rule : kRules) {
    Parameter w("w", 1, 5);
    w.value = random_matrix(1, 5, 2);
    Optimizer optimizer(rule, {&w});
    UpdateSettings settings;
    settings.lr = 0.02f;
    for (int step = 0; step < 2000; ++step) {
      for (int i = 0; i < 5; ++i) {  // sum_i (i + 1) (w_i - i)^2 / 2
        w.gradient(0, i) = static_cast<float>(i + 1) * (w.value(0, i) - static_cast<float>(i));
      }
      optimizer.update(settings);
    }
    for (int i = 0; i < 5; ++i) EXPECT_NEAR(w.value(0, i), i, 2e-3) << static_cast<int>(rule);
  }
}

TEST(Optimizer, BiasesDoNotDecayAndResetForgets) {
  for (const Rule rule : kRules) {
    Parameter w("w", 2, 3), b("b", 1, 3, false);
    w.value = random_matrix(2, 3, 1);
    b.value = random_matrix(1, 3, 2);
    const Matrix w0 = random_matrix(2, 3, 1), b0 = random_matrix(1, 3, 2);
    Optimizer optimizer(rule, {&w, &b});
    UpdateSettings settings;
    settings.lr = 0.1f;
    settings.decay = 0.1f;
    optimizer.update(settings);  // without gradients only decay moves anything
    EXPECT_EQ(std::memcmp(b.value.data(), b0.data(), 3 * sizeof(float)), 0);
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_LT(std::abs(w.value.data()[i]), std::abs(w0.data()[i]));
    }

    const auto walk = [&] {
      w.value = random_matrix(2, 3, 1);
      for (std::uint32_t step = 0; step < 3; ++step) {
        set(w, random_matrix(2, 3, 20 + step));
        optimizer.update(settings);
      }
    };
    optimizer.reset();
    walk();
    const std::vector<float> once(w.value.data(), w.value.data() + 6);
    optimizer.reset();
    EXPECT_EQ(optimizer.steps(), 0);
    walk();
    EXPECT_EQ(std::memcmp(w.value.data(), once.data(), sizeof(float) * 6), 0);
  }
}

TEST(Optimizer, OnlyTouchedRowsOfASparseTableMove) {
  for (const Rule rule : kRules) {
    Parameter table("table", 5, 3);
    table.sparse = true;
    table.value = random_matrix(5, 3, 1);
    const Matrix before = random_matrix(5, 3, 1);
    set(table, random_matrix(5, 3, 2));
    table.touched = {4, 1};
    Optimizer optimizer(rule, {&table});
    UpdateSettings settings;
    settings.decay = 0.1f;
    optimizer.update(settings);
    optimizer.update(settings);
    for (int r = 0; r < 5; ++r) {
      for (int c = 0; c < 3; ++c) {
        EXPECT_EQ(table.value(r, c) != before(r, c), r == 4 || r == 1);
      }
    }
  }
}

TEST(Optimizer, MaxNormShortensLongRowsOnly) {
  Parameter w("w", 3, 4), b("b", 1, 4, false);
  for (int c = 0; c < 4; ++c) w.value(0, c) = 3, w.value(1, c) = 0.1f, b.value(0, c) = 50;
  Optimizer optimizer(Rule::sgd, {&w, &b});
  UpdateSettings settings;
  settings.max_norm = 2;
  optimizer.update(settings);
  for (int c = 0; c < 4; ++c) {
    EXPECT_NEAR(w.value(0, c), 1, 1e-6) << "length 6 becomes 2";
    EXPECT_EQ(w.value(1, c), 0.1f);
    EXPECT_EQ(w.value(2, c), 0.0f);
    EXPECT_EQ(b.value(0, c), 50.0f);
  }
}

TEST(GradientNorm, CountsTouchedRowsOnly) {
  Parameter w("w", 2, 2), table("table", 3, 2);
  w.gradient(0, 0) = 1, w.gradient(1, 1) = 2;
  table.sparse = true;
  table.gradient(0, 0) = 2, table.gradient(1, 0) = 100, table.gradient(2, 1) = 4;
  table.touched = {2, 0};
  EXPECT_NEAR(gradient_norm({&w, &table}), 5, 1e-6);
  EXPECT_EQ(gradient_norm({}), 0);
}

TEST(Schedule, LearningRates) {
  for (int step = 0; step < 100; ++step) {
    EXPECT_EQ(lr_factor(LrSchedule::constant, step, 100), 1.0f);
    EXPECT_EQ(lr_factor(LrSchedule::step, step, 100), step < 50 ? 1.0f : step < 75 ? 0.1f : 0.01f);
    const float cosine = lr_factor(LrSchedule::cosine, step, 100);
    if (step < 5) {
      EXPECT_GT(cosine, 0) << "a warm-up must not waste its first step";
      EXPECT_LE(cosine, 1);
    } else {
      EXPECT_NEAR(cosine, 0.5 * (1 + std::cos(M_PI * (step - 5) / 95.0)), 2e-2);
      EXPECT_TRUE(step < 7 || cosine < lr_factor(LrSchedule::cosine, step - 1, 100));
    }
  }
  for (const LrSchedule schedule : {LrSchedule::constant, LrSchedule::step, LrSchedule::cosine}) {
    const float factor = lr_factor(schedule, 0, 1);
    EXPECT_TRUE(factor > 0 && factor <= 1) << "one step in all";
  }
}

TEST(Schedule, DropoutRates) {
  for (int step = 0; step <= 60; ++step) {
    const float t = static_cast<float>(step) / 60;
    EXPECT_EQ(rate_factor(RateSchedule::constant, step, 60), 1.0f);
    EXPECT_NEAR(rate_factor(RateSchedule::early, step, 60), std::max(0.0f, 1 - 6 * t), 1e-6);
    EXPECT_EQ(rate_factor(RateSchedule::late, step, 60), step < 30 ? 0.0f : 1.0f);
    EXPECT_NEAR(rate_factor(RateSchedule::ramp, step, 60), t, 0.02);
  }
}

}  // namespace
}  // namespace dropout
