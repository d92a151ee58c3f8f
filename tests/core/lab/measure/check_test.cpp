// The engine's checks of itself: they pass on every smooth network, and fail on what is wrong.
#include "lab/measure/check.h"

#include <gtest/gtest.h>

#include "lab/query/engine.h"
#include "nn/dropout.h"
#include "nn/loss.h"
#include "tests/core/small_network.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

using testing::dense_batch;
using testing::dense_shape;
using testing::random_matrix;
using testing::spec_of;

std::unique_ptr<Experiment> run_of(const std::string& link) {
  const Spec spec = spec_of(link);
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec, testing::tiny_data(spec.data(), 64, 48),
                              error);
  EXPECT_EQ(english_of(error), "") << link;
  return run;
}

Answer check_of(Experiment& run, std::uint32_t draw = 0) {
  Question question;
  question.what = "check";
  question.draw = draw;
  return ask(whole_engine(), run, question);
}

TEST(Check, PassesOnSmoothNetworks) {
  for (const char* link : {"data=moons&act=tanh&p=0.5", "data=moons&act=gelu&p=0.1&norm=layer",
                           "data=sine&act=sigmoid&p=0.8", "data=blobs&act=tanh&p=0.2&smooth=0.1"}) {
    const auto run = run_of(std::string(link) + "&width=16");
    for (const int steps : {0, 10}) {
      run->advance_to(steps);
      const auto digest = run->digest();
      const Answer answer = check_of(*run, 3);
      ASSERT_EQ(english_of(answer.error), "") << link;
      EXPECT_EQ(answer.matrices[0].values(0, 0), 100000);
      EXPECT_EQ(answer.matrices[0].values(0, 4), 1) << link;
      EXPECT_EQ(answer.matrices[1].values(0, 3), 1)
          << link << ": error " << answer.matrices[1].values(0, 1);
      EXPECT_EQ(run->digest(), digest) << "the weights are as they were";
    }
  }
}

TEST(Check, OtherDrawsGiveOtherMeans) {
  const auto run = run_of("data=moons&act=tanh&p=0.5&width=8");
  EXPECT_NE(check_of(*run, 0).matrices[0].values(0, 2), check_of(*run, 1).matrices[0].values(0, 2));
}

TEST(Check, SaysWhatItCannotCheck) {
  EXPECT_NE(english_of(check_of(*run_of("data=moons&act=relu&p=0.5")).error), "");
  EXPECT_NE(english_of(check_of(*run_of("data=moons&act=tanh&p=0")).error), "");
  EXPECT_NE(english_of(check_of(*run_of("model=text&act=tanh&p=0.5")).error), "");
}

TEST(Check, SeesAMeanThatIsNotKept) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {1, Stream::tests};
  const auto checked = [&](auto&& layer, double set, double said) {
    std::vector<DropoutSite*> sites;
    layer.sites(sites);
    sites[0]->set_p(set);
    return check_mean(layer, 100, said, 100000, pass);
  };
  const MeanCheck right = checked(Dropout("d", Rate::hidden, 10, 100), 0.3, 0.3);
  EXPECT_TRUE(right.passed()) << right.mean;
  EXPECT_EQ(right.draws, 100000);
  // sqrt(0.3 / 0.7 / 100000) = 0.002070
  EXPECT_NEAR(right.allowed, 5 * 0.002070, 1e-5);
  // Without the factor 1 / (1 - p) the mean is 1 - p; with a rate of 0.2 it drops 0.3.
  EXPECT_NEAR(checked(ClassicDropout("d", Rate::hidden, 10, 100), 0.3, 0.3).mean, 0.7, 0.01);
  EXPECT_FALSE(checked(ClassicDropout("d", Rate::hidden, 10, 100), 0.3, 0.3).passed());
  EXPECT_FALSE(checked(Dropout("d", Rate::hidden, 10, 100), 1.0, 0.5).passed());
}

TEST(Check, SeesOneWrongGradient) {
  const Spec spec = spec_of("act=tanh&p=0.5&width=6&depth=1");
  Network network(whole_engine().recipes, spec, dense_shape(Task::regress, 3, 1));
  const Matrix x = random_matrix(5, 3, 1), t = random_matrix(5, 1, 2);
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {1, Stream::tests};
  Matrix dy(5, 1);
  squared_error(network.forward(dense_batch(x), pass), t, dy);
  network.backward(dy);
  const auto loss = [&] {
    const LossSum sum = squared_error(network.forward(dense_batch(x), pass), t);
    return sum.loss / sum.count;
  };
  const GradientCheck right = check_gradients(network.parameters(), loss);
  EXPECT_TRUE(right.passed()) << right.error;
  EXPECT_GT(right.weights, 20);
  float& one = network.parameters()[0]->gradient.data()[0];
  const float before = one;
  for (const float wrong : {before + 0.1f, static_cast<float>(NAN)}) {
    one = wrong;
    EXPECT_FALSE(check_gradients(network.parameters(), loss).passed());
  }
  EXPECT_FALSE(check_gradients({}, loss).passed()) << "nothing was compared";
}

}  // namespace
}  // namespace dropout
