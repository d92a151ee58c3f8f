// The table of keys against the enums, links against what they must mean, and every kind of bad
// link: each is refused with one sentence.
#include "lab/spec/spec.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "lab/spec/cost.h"
#include "lab/spec/link.h"
#include "math/random.h"
#include "tests/core/spec_tools.h"

namespace dropout {
namespace {

using testing::kModels;
using testing::only_arm;

TEST(Link, SaysWhatItMeans) {
  const Spec spec = only_arm("#v=1&model=text&data=wordnet&p=0.5&epochs=3&seed=7");
  EXPECT_EQ(spec.model(), Model::text);
  EXPECT_EQ(spec.data(), Data::wordnet);
  EXPECT_EQ(spec[Key::p], 0.5);
  EXPECT_EQ(spec[Key::epochs], 3);
  EXPECT_EQ(spec[Key::batch], 64) << "the text model's own default";
  EXPECT_EQ(only_arm(""), Spec());
  EXPECT_EQ(only_arm("#"), Spec());
  EXPECT_EQ(only_arm("?"), Spec());
  EXPECT_EQ(only_arm("&&p=0.5&"), only_arm("p=0.5"));
  EXPECT_EQ(only_arm("seed=3&model=cnn"), only_arm("model=cnn&seed=3")) << "order does not matter";
  EXPECT_EQ(only_arm("p=0.1&p=0.2")[Key::p], 0.2) << "the last word counts";
  EXPECT_EQ(only_arm("p=0.5&at=100&h=0123456789abcdef&e=1&sweep=p=0:1:0.5&seeds=3"),
            only_arm("p=0.5"))
      << "the page's own keys";
}

TEST(Link, CanonicalFormIsInTableOrderWithoutDefaults) {
  EXPECT_EQ(write_link({Spec()}), "#v=1");
  EXPECT_EQ(write_link({only_arm("seed=1&epochs=15&model=text&data=wordnet&p=0.5")}),
            "#v=1&model=text&p=0.5");
  EXPECT_EQ(write_link({only_arm("seed=2&lr=0.0100&p=5e-1&drop=alpha&data=xor")}),
            "#v=1&data=xor&drop=alpha&p=0.5&lr=0.01&seed=2");
  EXPECT_EQ(write_link({only_arm("model=transformer&opt=adam")}),
            "#v=1&model=transformer&opt=adam");
  EXPECT_EQ(write_link({}), "#v=1");
}

TEST(Link, ArmsDifferInWhatTheySay) {
  const Reading reading = read_link("#v=1&model=text&p=0.5&b.p=0&c.drop=word&d.seed=9&c.p=0.3");
  ASSERT_EQ(english_of(reading.error), "");
  ASSERT_EQ(reading.arms.size(), 4u);
  for (const Spec& arm : reading.arms) EXPECT_EQ(arm.model(), Model::text);
  EXPECT_EQ(reading.arms[0][Key::p], 0.5);
  EXPECT_EQ(reading.arms[1][Key::p], 0);
  EXPECT_EQ(reading.arms[2].drop(), Drop::word);
  EXPECT_EQ(reading.arms[2][Key::p], 0.3);
  EXPECT_EQ(reading.arms[3][Key::p], 0.5) << "what arm A says holds for all";
  EXPECT_EQ(reading.arms[3][Key::seed], 9);
  EXPECT_EQ(write_link(reading.arms), "#v=1&model=text&p=0.5&b.p=0&c.drop=word&c.p=0.3&d.seed=9");
  EXPECT_EQ(read_link("c.p=0.5").arms.size(), 3u) << "arm B is arm A then";
  EXPECT_EQ(read_link("b.p=0").arms.size(), 2u);
}

TEST(Link, AnArmMayHaveAnotherModel) {
  const Reading reading = read_link("model=lstm&p=0.2&b.model=transformer");
  ASSERT_EQ(english_of(reading.error), "");
  EXPECT_EQ(reading.arms[1].model(), Model::transformer);
  EXPECT_EQ(reading.arms[1][Key::p], 0.2);
  EXPECT_EQ(reading.arms[1].opt(), Opt::adamw) << "its own default";
  EXPECT_EQ(read_link(write_link(reading.arms)).arms, reading.arms);
}

/// A Spec with some keys drawn anew; it may not pass check().
Spec random_spec(Draws& draws) {
  Spec spec(kModels[draws.below(5)]);
  const int changes = static_cast<int>(draws.below(8));
  for (int i = 0; i < changes; ++i) {
    const KeyInfo& row = keys()[draws.below(kKeys)];
    if (row.key == Key::v || row.key == Key::model) continue;
    if (row.kind == Kind::number) {
      const double u = static_cast<double>(draws.word()) / 0x1p32;
      spec[row.key] = row.low + u * u * (row.high - row.low);
    } else {
      const double span = row.high - row.low;
      const double u = static_cast<double>(draws.word()) / 0x1p32;
      spec[row.key] = row.low + std::floor(u * u * u * (span + 1));
    }
  }
  return spec;
}

TEST(Link, RandomSpecsGoThereAndBack) {
  Draws draws({11, Stream::tests});
  int read = 0, with_arms = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    std::vector<Spec> arms;
    const std::uint32_t wanted = 1 + draws.below(4);
    for (std::uint32_t i = 0; i < 20 && arms.size() < wanted; ++i) {
      const Spec spec = random_spec(draws);
      if (!check(spec)) arms.push_back(spec);
    }
    if (arms.empty()) continue;
    // A trailing arm that equals the first is not written: nothing could say that it is there.
    const std::string link = write_link(arms);
    const Reading reading = read_link(link);
    ASSERT_EQ(english_of(reading.error), "") << link;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      const Spec& back = i < reading.arms.size() ? reading.arms[i] : reading.arms[0];
      ASSERT_EQ(back, arms[i]) << link << " arm " << i;
    }
    ASSERT_EQ(write_link(reading.arms), link) << "the canonical form is canonical";
    ++read;
    with_arms += arms.size() > 1;
  }
  EXPECT_GT(read, 2900);
  EXPECT_GT(with_arms, 1500);
}

TEST(Link, EveryKindOfBadLinkIsASentence) {
  std::string noise = "#v=1&p=0.5&";
  Draws draws({12, Stream::tests});
  while (noise.size() < 20480) noise += static_cast<char>(draws.below(256));
  const std::string long_key(300, 'k'), many(3000, '&');
  const std::vector<std::string> bad = {"unknown=1",
                                        "P=0.5",
                                        "p=1.5",
                                        "p=-0.1",
                                        "p=NaN",
                                        "p=1e999",
                                        "p=0x1",
                                        "p=",
                                        "p",
                                        "=0.5",
                                        "=",
                                        "epochs=1e9",
                                        "epochs=1e308",
                                        "batch=0.5",
                                        "__proto__=1",
                                        "__proto__.p=1",
                                        "constructor=1",
                                        "b.__proto__=1",
                                        "toString=1",
                                        "a.p=0.5",
                                        "e.p=0.5",
                                        "b.=1",
                                        "b.p",
                                        "b.b.p=1",
                                        "B.p=0.5",
                                        "b.p=2",
                                        "model=gpt",
                                        "model=",
                                        "model=0",
                                        "model=mlp ",
                                        "data=wordnet",
                                        "model=text&data=moons",
                                        "drop=spatial",
                                        "model=cnn&drop=variational",
                                        "model=lstm&drop=path",
                                        "model=cnn&block=2",
                                        "model=transformer&heads=5",
                                        "model=transformer&width=10&heads=4",
                                        "model=transformer&depth=0",
                                        "model=transformer&depth=5",
                                        "model=lstm&depth=0",
                                        "model=text&epochs=100000",
                                        "model=lstm&width=1024&depth=8&batch=1024&context=256",
                                        "<script>=1",
                                        "p=<img src=x onerror=alert(1)>",
                                        "p=0.5;seed=1",
                                        "p=50%25",
                                        "p=0.5&next=https%3A%2F%2Fa.org%2F%3Fp%3D0.6",
                                        long_key + "=1",
                                        "p=" + long_key,
                                        std::string("p=0.5\0", 6),
                                        std::string("\0p=0.5", 6),
                                        "\xff\xfe=1",
                                        "p=\xc3\x28",
                                        noise,
                                        std::string(8193, 'a')};
  for (const std::string& link : bad) {
    const Reading reading = read_link(link);
    const std::string error = english_of(reading.error);
    EXPECT_TRUE(reading.error) << link.substr(0, 60);
    EXPECT_TRUE(reading.arms.empty()) << link.substr(0, 60);
    EXPECT_LT(error.size(), 600u) << error;
    EXPECT_TRUE(error.ends_with('.')) << error;
    for (const char c : error) {
      EXPECT_TRUE(c >= ' ' && c < 127) << "of " << link.substr(0, 60) << ": " << error;
    }
  }
  EXPECT_EQ(english_of(read_link(many).error), "") << "nothing but separators says nothing";
}

TEST(Link, SurvivesNoise) {
  const std::string letters = "#?&=.abcdv1p05-+eE_ model=text&lr%\xff";
  Draws draws({13, Stream::tests});
  for (int trial = 0; trial < 20000; ++trial) {
    std::string link;
    const std::uint32_t length = draws.below(40);
    for (std::uint32_t i = 0; i < length; ++i) {
      link += letters[draws.below(static_cast<std::uint32_t>(letters.size()))];
    }
    const Reading reading = read_link(link);
    ASSERT_EQ(!reading.error, !reading.arms.empty()) << link;
    for (const Spec& arm : reading.arms) ASSERT_EQ(english_of(check(arm)), "") << link;
  }
}

TEST(Spec, TakesValuesInTheTablesOrder) {
  const Spec from = only_arm("model=text&p=0.5&drop=word&seed=4294967295&dseed=-1&lr=1e-7");
  std::vector<double> values;
  for (const KeyInfo& row : keys()) values.push_back(from[row.key]);
  Spec spec;
  EXPECT_EQ(english_of(assign(spec, values)), "");
  EXPECT_EQ(spec, from);
  for (const KeyInfo& row : keys()) {
    const auto at = static_cast<std::size_t>(row.key);
    std::vector<double> bad = {row.low - 1, row.high + 1, std::nan("")};
    if (row.kind != Kind::number && row.high > row.low) bad.push_back(row.low + 0.5);
    for (const double value : bad) {
      std::vector<double> wrong = values;
      wrong[at] = value;
      EXPECT_NE(english_of(assign(spec, wrong)).find(row.name), std::string::npos)
          << row.name << value;
    }
  }
  values.pop_back();
  EXPECT_NE(english_of(assign(spec, values)), "");
}

TEST(Cost, RefusesWhatIsTooLargeAndGrowsWithEverything) {
  EXPECT_EQ(english_of(check_cost(only_arm("model=text"))), "");
  const Cost base = cost_of(only_arm("model=lstm&batch=64"));
  const Cost wider = cost_of(only_arm("model=lstm&batch=64&width=128"));
  EXPECT_GT(wider.parameters, base.parameters);
  EXPECT_GT(wider.flops_per_step, base.flops_per_step);
  EXPECT_GT(wider.bytes, base.bytes);
  EXPECT_EQ(cost_of(only_arm("epochs=400")).steps, 2 * cost_of(only_arm("epochs=200")).steps);
}

}  // namespace
}  // namespace dropout
