// Points drawn by a reader: the spelling in links, what they train, and what is said where they
// cannot.
#include "lab/data/drawn.h"

#include <gtest/gtest.h>

#include <cmath>

#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/spec/points.h"
#include "lab/train/experiment.h"
#include "tests/core/spec_tools.h"

namespace dropout {
namespace {

using testing::only_arm;

struct Byte {
  int x, y, label;
};

/// The spelling, written here from its description and not from the core's reader.
std::string spelled(const std::vector<Byte>& points) {
  std::vector<int> bytes;
  for (const Byte& point : points) bytes.insert(bytes.end(), {point.x, point.y});
  for (std::size_t i = 0; i < points.size(); i += 4) {
    int packed = 0;
    for (std::size_t j = i; j < std::min(i + 4, points.size()); ++j) {
      packed += points[j].label << (2 * (j - i));
    }
    bytes.push_back(packed);
  }
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text = "b8.";
  for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += 6) {
    int value = 0;
    for (std::size_t b = bit; b < bit + 6; ++b) {
      value = 2 * value + (b / 8 < bytes.size() ? bytes[b / 8] >> (7 - b % 8) & 1 : 0);
    }
    text += letters[static_cast<std::size_t>(value)];
  }
  return text;
}

std::vector<Byte> some(int count) {
  std::vector<Byte> points;
  for (int i = 0; i < count; ++i) points.push_back({(37 * i) % 256, (91 * i + 13) % 256, i % 3});
  return points;
}

std::unique_ptr<Experiment> run_of(const std::string& link) {
  Error error;
  auto run = Experiment::open(whole_engine().recipes, only_arm(link), {}, error);
  EXPECT_EQ(english_of(error), "") << link;
  return run;
}

TEST(Drawn, AreReadToTheByte) {
  for (int count : {0, 1, 2, 3, 4, 5, 9, 200, 1000}) {
    const std::vector<Byte> from = some(count);
    DrawnPoints points;
    ASSERT_TRUE(read_drawn(Data::sine, spelled(from), points)) << count;
    ASSERT_EQ(points.count, count);
    for (std::size_t i = 0; i < from.size(); ++i) {
      EXPECT_NEAR(points.all[i].x, from[i].x / 255.0 * 12 - 6, 1e-5);
      EXPECT_NEAR(points.all[i].y, from[i].y / 255.0 * 6 - 3, 1e-5);
      EXPECT_EQ(points.all[i].label, from[i].label);
    }
  }
}

TEST(Drawn, AreRefusedWithASentence) {
  for (const char* text : {"b8", "b9.AAAA", "b8.A", "b8.AA=", "b8.A+AA", "b8.AA", "1;2"}) {
    EXPECT_NE(english_of(read_link("data=moons&pts=" + std::string(text)).error).find("pts"),
              std::string::npos)
        << text;
  }
  EXPECT_NE(english_of(read_link("pts=" + spelled(some(1001))).error), "");
  EXPECT_NE(english_of(read_link("data=cars&pts=b8._wAD").error).find("can be drawn"),
            std::string::npos);
  for (const char* link : {"data=points", "data=curve", "data=points&pts=b8.", "pts=b8."}) {
    Error error;
    EXPECT_EQ(Experiment::open(whole_engine().recipes, only_arm(link), {}, error), nullptr) << link;
    EXPECT_NE(english_of(error).find("draw some"), std::string::npos) << link;
  }
}

TEST(Drawn, StandInForTheGeneratorsTrainingExamples) {
  const auto plain = run_of("data=moons"), drawn = run_of("data=moons&pts=" + spelled(some(7)));
  EXPECT_EQ(drawn->data().train.size(), 7);
  EXPECT_EQ(drawn->data().outputs, 3) << "a third class was drawn";
  EXPECT_EQ(drawn->data().class_names.size(), 3u);
  EXPECT_NEAR(drawn->data().train.x(1, 0), 37 / 255.0 * 8 - 4, 1e-5);
  ASSERT_EQ(drawn->data().valid.size(), plain->data().valid.size());
  EXPECT_EQ(drawn->data().valid.x(5, 1), plain->data().valid.x(5, 1));
  EXPECT_EQ(run_of("n=4&pts=" + spelled(some(7)))->data().train.size(), 4);
}

TEST(Drawn, StandardiseALineAnew) {
  const auto run = run_of("data=sine&pts=" + spelled({{0, 0, 0}, {255, 255, 0}}));
  const Dataset& data = run->data();
  EXPECT_NEAR(data.x_scale.mean[0], 0, 1e-5);
  EXPECT_NEAR(data.x_scale.deviation[0], 6, 1e-4);
  EXPECT_NEAR(data.train.x(0, 0), -1, 1e-5);
  EXPECT_NEAR(data.train.y(1, 0), 1, 1e-5);
  for (int i = 0; i < 20; ++i) EXPECT_LE(std::abs(data.x_scale.undo(0, data.valid.x(i, 0))), 3);
}

TEST(Drawn, EveryFifthOfAReadersOwnValidates) {
  const auto few = run_of("data=points&pts=" + spelled(some(9)));
  EXPECT_EQ(few->data().train.size(), 9);
  EXPECT_EQ(few->data().valid.size(), 9);
  const auto many = run_of("data=points&pts=" + spelled(some(11)));
  EXPECT_EQ(many->data().train.size(), 9);
  ASSERT_EQ(many->data().valid.size(), 2);
  EXPECT_NEAR(many->data().valid.x(1, 0), (37 * 9) % 256 / 255.0 * 8 - 4, 1e-5);
  const auto one = run_of("data=curve&pts=" + spelled({{3, 200, 0}}));
  one->advance_to(3);
  EXPECT_TRUE(std::isfinite(one->points().back().valid.loss)) << "one point has no deviation";
}

TEST(Drawn, AreAskedWhereTheyCanBeDrawn) {
  const auto run = run_of("data=points&pts=" + spelled({{128, 128, 0}, {130, 128, 1}}));
  Question question;
  question.what = "field";
  question.count = 4;
  const Answer answer = ask(whole_engine(), *run, question);
  ASSERT_EQ(english_of(answer.error), "");
  for (const Named& named : answer.matrices) {
    if (named.name != "range") continue;
    for (int i = 0; i < 4; ++i) EXPECT_EQ(named.values(0, i), i % 2 == 0 ? -4 : 4);
  }
}

TEST(Drawn, StandInTheCanonicalLinkAndGoForEveryArmThatTakesThem) {
  const std::string link = "data=circles&p=0.5&b.data=co2&pts=" + spelled(some(5));
  const Reading reading = read_link(link);
  ASSERT_EQ(english_of(reading.error), "");
  EXPECT_NE(reading.arms[0].points, "");
  EXPECT_EQ(reading.arms[1].points, "");
  EXPECT_EQ(read_link(write_link(reading.arms)).arms, reading.arms);
}

TEST(DataSeed, MakesTheDataAndNothingElse) {
  const auto one = run_of("seed=1"), own = run_of("seed=7&dseed=1"), seven = run_of("seed=7");
  EXPECT_EQ(own->data().train.x(3, 0), one->data().train.x(3, 0));
  EXPECT_NE(own->data().train.x(3, 0), seven->data().train.x(3, 0));
  EXPECT_EQ(own->digest(), seven->digest()) << "initial weights are the seed's";
  EXPECT_NE(own->digest(), one->digest());
  EXPECT_EQ(run_of("seed=7&dseed=7")->data().train.x(3, 0), seven->data().train.x(3, 0));
  EXPECT_EQ(run_of("seed=7&dseed=-1")->data().train.x(3, 0), seven->data().train.x(3, 0));
  EXPECT_NE(english_of(read_link("dseed=-2").error), "");
}

}  // namespace
}  // namespace dropout
