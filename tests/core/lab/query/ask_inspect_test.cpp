// The questions about what happens inside, through ask(): words, units and maps that
// drop, and a reader's hand on a mask.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "lab/query/engine.h"
#include "tests/core/small_network.h"
#include "tests/core/tiny_data.h"

namespace dropout {
namespace {

using testing::spec_of;
using testing::tiny_data;

std::unique_ptr<Experiment> run_of(const std::string& link) {
  const Spec spec = spec_of(link);
  Error error;
  auto run = Experiment::make(whole_engine().recipes, spec, tiny_data(spec.data(), 64, 48), error);
  EXPECT_EQ(english_of(error), "") << link;
  if (run) run->advance_to(10);
  return run;
}

Question question_of(const std::string& what, const std::string& text, const std::string& mode) {
  Question question;
  question.what = what;
  question.text = text;
  question.mode = mode;
  return question;
}

Matrix matrix_of(const Answer& answer, const std::string& name) {
  EXPECT_EQ(english_of(answer.error), "");
  for (const Named& named : answer.matrices) {
    if (named.name != name) continue;
    Matrix copy(named.values.rows(), named.values.cols());
    std::copy_n(named.values.data(), copy.size(), copy.data());
    return copy;
  }
  ADD_FAILURE() << "no matrix " << name;
  return Matrix(1, 1);
}

bool same_row(const Matrix& m, int a, int b) {
  return std::memcmp(m.row(a), m.row(b), sizeof(float) * static_cast<std::size_t>(m.cols())) == 0;
}

TEST(AskPredict, PassesDifferExactlyWhereOtherWordsDrop) {
  const auto run = run_of("model=text&drop=word&p=0.3&width=12&emb=6");
  Question question = question_of("predict", "w1 w12 w23", "mc");
  question.samples = 400;
  const Answer answer = ask(whole_engine(), *run, question);
  const Matrix kept = matrix_of(answer, "kept"), passes = matrix_of(answer, "passes");
  ASSERT_EQ(kept.rows(), 400);
  ASSERT_EQ(kept.cols(), 3);
  int all = 0, equal = 0;
  for (int s = 0; s < 400; ++s) {
    for (int t = 0; t < 3; ++t) all += kept(s, t) == 1;
    equal += same_row(kept, s, 0);
    EXPECT_EQ(same_row(passes, s, 0), same_row(kept, s, 0)) << "pass " << s;
  }
  // 1,200 draws: 5 standard deviations of the share that is kept.
  EXPECT_NEAR(all / 1200.0, 0.7, 5 * std::sqrt(0.21 / 1200));
  EXPECT_GT(equal, 1);
  EXPECT_LT(equal, 400);
  question.mode = "eval";
  const Matrix whole = matrix_of(ask(whole_engine(), *run, question), "kept");
  EXPECT_EQ(std::count(whole.data(), whole.data() + 3, 1.0f), 3) << "eval drops no word";
}

TEST(AskNetwork, MapsAndTheirThreeMasks) {
  const auto run = run_of("model=cnn&width=16");
  Question question = question_of("leak", "conv1", "eval");
  question.number = 0.4;
  const Answer answer = ask(whole_engine(), *run, question);
  const Matrix maps = matrix_of(answer, "maps"), keep = matrix_of(answer, "keep"),
               side = matrix_of(answer, "side");
  ASSERT_EQ(side(0, 0) * side(0, 1), maps.rows());
  ASSERT_EQ(keep.cols(), maps.rows() * maps.cols());
  int mixed[3] = {};  // channels that are neither whole nor gone
  for (int kind = 0; kind < 3; ++kind) {
    for (int c = 0; c < maps.cols(); ++c) {
      int kept = 0;
      for (int i = c; i < keep.cols(); i += maps.cols()) kept += keep(kind, i) == 1;
      mixed[kind] += kept > 0 && kept < maps.rows();
    }
  }
  EXPECT_EQ(mixed[0], maps.cols()) << "plain dropout takes values";
  EXPECT_EQ(mixed[1], 0) << "spatial dropout takes whole channels";
  EXPECT_GT(mixed[2], 0) << "DropBlock takes squares";
}

TEST(AskHold, AFrozenMaskRepeatsAndAUnitStaysOut) {
  const auto run = run_of("p=0.5&width=8");
  Question peek = question_of("peek", "hidden1.drop.after", "train");
  peek.count = 20;
  const auto values = [&](std::uint32_t draw) {
    peek.draw = draw;
    return matrix_of(ask(whole_engine(), *run, peek), "hidden1.drop.after");
  };
  const auto same = [](const Matrix& a, const Matrix& b) {
    return std::memcmp(a.data(), b.data(), sizeof(float) * a.size()) == 0;
  };
  EXPECT_FALSE(same(values(1), values(2)));
  Question freeze = question_of("freeze", "", "eval");
  freeze.draw = 2;
  EXPECT_EQ(matrix_of(ask(whole_engine(), *run, freeze), "sites")(1, 4), 1);
  EXPECT_TRUE(same(values(1), values(7)));
  const Matrix frozen = values(1);
  ask(whole_engine(), *run, question_of("release", "", "eval"));
  EXPECT_TRUE(same(values(2), frozen)) << "it was mask 2";

  Question hold = question_of("hold", "hidden1.drop", "eval");
  hold.hold = "dropped";
  hold.index = 3;
  EXPECT_EQ(english_of(ask(whole_engine(), *run, hold).error), "");
  const Matrix held = values(2);
  for (int r = 0; r < held.rows(); ++r) {
    for (int c = 0; c < held.cols(); ++c) EXPECT_EQ(held(r, c), c == 3 ? 0 : frozen(r, c));
  }
  hold.index = 8;
  EXPECT_EQ(english_of(ask(whole_engine(), *run, hold).error), "hidden1.drop has units 0 to 7.");
  hold.text = "hidden9.drop";
  EXPECT_NE(
      english_of(ask(whole_engine(), *run, hold).error).find("no dropout called \"hidden9.drop\""),
      std::string::npos);
}

}  // namespace
}  // namespace dropout
