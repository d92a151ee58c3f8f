// The parameter table against the enums, links against what they must mean, and every kind of bad
// link: each is refused with one sentence.
#include "lab/spec.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "lab/cost.h"
#include "math/random.h"

namespace dropout {
namespace {

constexpr Model kModels[] = {Model::mlp, Model::text, Model::cnn, Model::lstm, Model::transformer};

Spec only_arm(const std::string& link) {
  const Reading reading = read_link(link);
  EXPECT_EQ(reading.error, "") << link;
  EXPECT_EQ(reading.arms.size(), 1u) << link;
  return reading.arms.empty() ? Spec() : reading.arms[0];
}

TEST(Table, EveryKeyHasItsRow) {
  std::set<std::string> names;
  for (int i = 0; i < kKeys; ++i) {
    const ParameterInfo& row = parameters()[static_cast<std::size_t>(i)];
    EXPECT_EQ(static_cast<int>(row.key), i) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " twice";
    EXPECT_EQ(find_parameter(row.name), &row);
    EXPECT_NE(std::strlen(words_of(row.key).label), 0u) << row.name;
    EXPECT_NE(std::strlen(words_of(row.key).help), 0u) << row.name;
    EXPECT_LE(row.low, row.high) << row.name;
    EXPECT_NE(row.models, 0u) << row.name;
    EXPECT_EQ(std::string(row.name).find_first_of("&=.# "), std::string::npos) << row.name;
  }
  EXPECT_EQ(find_parameter(""), nullptr);
  EXPECT_EQ(find_parameter("P"), nullptr);
}

TEST(Table, ChoicesAreTheEnums) {
  const std::vector<std::pair<Key, int>> counts = {
      {Key::model, static_cast<int>(Model::transformer) + 1},
      {Key::data, static_cast<int>(Data::csv) + 1},
      {Key::drop, static_cast<int>(Drop::concrete) + 1},
      {Key::psched, static_cast<int>(RateSchedule::ramp) + 1},
      {Key::order, static_cast<int>(Order::post) + 1},
      {Key::act, static_cast<int>(Act::selu) + 1},
      {Key::norm, static_cast<int>(Norm::layer) + 1},
      {Key::opt, static_cast<int>(Opt::adamw) + 1},
      {Key::sched, static_cast<int>(LrSchedule::cosine) + 1},
      {Key::draws, static_cast<int>(MaskScope::function) + 1}};
  std::size_t choices = 0;
  for (const ParameterInfo& row : parameters()) choices += row.kind == Kind::choice;
  EXPECT_EQ(counts.size(), choices) << "a key with choices is missing in this test";
  for (const auto& [key, count] : counts) {
    const ParameterInfo& row = info(key);
    EXPECT_EQ(row.kind, Kind::choice) << row.name;
    const auto names = choices_of(row);
    EXPECT_EQ(names.size(), static_cast<std::size_t>(count)) << row.name;
    EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size()) << row.name;
    EXPECT_EQ(row.low, 0) << row.name;
    EXPECT_EQ(row.high, count - 1) << row.name;
  }
  const auto at = [](Key key, auto value) {
    return std::string(choices_of(info(key))[static_cast<std::size_t>(value)]);
  };
  EXPECT_EQ(at(Key::data, Data::xor_), "xor");
  EXPECT_EQ(at(Key::data, Data::recall), "recall");
  EXPECT_EQ(at(Key::drop, Drop::dropblock), "dropblock");
  EXPECT_EQ(at(Key::drop, Drop::recurrent), "recurrent");
  EXPECT_EQ(at(Key::act, Act::sigmoid), "sigmoid");
  EXPECT_EQ(at(Key::opt, Opt::nesterov), "nesterov");
  EXPECT_EQ(at(Key::sched, LrSchedule::step), "step");
  EXPECT_EQ(at(Key::psched, RateSchedule::late), "late");
  EXPECT_EQ(at(Key::norm, Norm::batch), "batch");
}

TEST(Table, DefaultsAreInRangeAndEveryModelRunsWithThem) {
  for (const Model model : kModels) {
    const Spec spec(model);
    EXPECT_EQ(spec.model(), model);
    EXPECT_EQ(check(spec), "");
    for (const ParameterInfo& row : parameters()) {
      const double value = spec[row.key];
      EXPECT_GE(value, row.low) << row.name;
      EXPECT_LE(value, row.high) << row.name;
      EXPECT_TRUE(row.kind == Kind::number || value == std::floor(value)) << row.name;
    }
    EXPECT_EQ(only_arm(write_link({spec})), spec) << write_link({spec});
  }
}

TEST(Table, EveryModelHasDataAndKindsOfItsOwn) {
  for (const Model model : kModels) {
    for (int data = 0; data <= static_cast<int>(Data::csv); ++data) {
      Spec spec(model);
      spec[Key::data] = data;
      const bool listed =
          (", " + data_for(model) + ",").find(", " + write_value(info(Key::data), data) + ",") !=
          std::string::npos;
      EXPECT_EQ(fits(model, static_cast<Data>(data)), listed);
      EXPECT_EQ(check(spec).empty(), listed) << check(spec);
    }
    for (int drop = 0; drop <= static_cast<int>(Drop::concrete); ++drop) {
      Spec spec(model);
      spec[Key::drop] = drop;
      EXPECT_EQ(check(spec).empty(), fits(model, static_cast<Drop>(drop)));
    }
  }
}

// --- numbers -----------------------------------------------------------------------------------

TEST(Numbers, AreWrittenAsEcmaScriptDoes) {
  const std::vector<std::pair<double, const char*>> cases = {
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-1, "-1"},
      {10, "10"},
      {0.1, "0.1"},
      {0.5, "0.5"},
      {1.0 / 3, "0.3333333333333333"},
      {2.0 / 3, "0.6666666666666666"},
      {0.1 + 0.2, "0.30000000000000004"},
      {100, "100"},
      {123456789, "123456789"},
      {4294967295.0, "4294967295"},
      {9007199254740991.0, "9007199254740991"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1e21, "1e+21"},
      {1.5e21, "1.5e+21"},
      {-1.5e300, "-1.5e+300"},
      {0.001, "0.001"},
      {0.000001, "0.000001"},
      {0.0000012, "0.0000012"},
      {1e-7, "1e-7"},
      {1.25e-7, "1.25e-7"},
      {5e-324, "5e-324"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {0.3, "0.3"},
      {0.7, "0.7"},
      {299.792458, "299.792458"},
      {1.005, "1.005"},
      {4.35, "4.35"},
      {0.1f, "0.10000000149011612"},
      {-123.456, "-123.456"}};
  for (const auto& [value, text] : cases) EXPECT_EQ(write_value(info(Key::lr), value), text);
}

TEST(Numbers, EveryWayToWriteOne) {
  const std::vector<std::pair<const char*, double>> good = {
      {"0.5", 0.5},    {".5", 0.5},        {"5e-1", 0.5}, {"5E-1", 0.5}, {"0.05e+1", 0.5},
      {"1", 1},        {"0", 0},           {"-0", 0},     {"-0.0", 0},   {"1.0", 1},
      {"00.25", 0.25}, {"1e-300", 1e-300}, {"1e-999", 0}};
  for (const auto& [text, value] : good) {
    const Spec spec = only_arm(std::string("p=") + text);
    EXPECT_EQ(spec[Key::p], value) << text;
    EXPECT_FALSE(std::signbit(spec[Key::p])) << text;
  }
  for (const char* text : {"",
                           " ",
                           "+1",
                           "+0.5",
                           "1.",
                           ".",
                           "-",
                           "--1",
                           "e5",
                           "1e",
                           "1e+",
                           "0x1",
                           "0x1p-1",
                           "1e999",
                           "-1e999",
                           "inf",
                           "Infinity",
                           "-inf",
                           "nan",
                           "NaN",
                           "nan(1)",
                           "1,5",
                           "0,5",
                           "1_000",
                           "1f",
                           "0.5 ",
                           " 0.5",
                           "0.5\n",
                           "0.5%",
                           "%30",
                           "½",
                           "٣",
                           "0.5.5",
                           "1e5.5",
                           "true",
                           "null",
                           "0.00000000000000000000000000000000000000001"}) {
    const Reading reading = read_link(std::string("p=") + text);
    EXPECT_NE(reading.error, "") << text;
    EXPECT_TRUE(reading.arms.empty()) << text;
  }
}

TEST(Numbers, RangesAreInclusiveAndWholeNumbersWhole) {
  EXPECT_EQ(only_arm("p=1")[Key::p], 1);
  EXPECT_EQ(only_arm("seed=4294967295")[Key::seed], 4294967295.0);
  for (const char* link : {"p=1.0000001", "p=-0.0000001", "p=1.5", "p=-1", "seed=4294967296",
                           "seed=-1", "seed=0.5", "batch=0", "batch=2.5", "epochs=1e9", "epochs=0",
                           "width=0", "T=0", "v=2", "v=0", "block=9", "smooth=0.51"}) {
    EXPECT_NE(read_link(link).error, "") << link;
  }
  EXPECT_EQ(only_arm("epochs=1e2")[Key::epochs], 100);
}

// --- links -------------------------------------------------------------------------------------

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
  EXPECT_EQ(only_arm("p=0.5&at=100&h=0123456789abcdef&e=1&pts=1;2"), only_arm("p=0.5"))
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
  ASSERT_EQ(reading.error, "");
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
  ASSERT_EQ(reading.error, "");
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
    const ParameterInfo& row = parameters()[draws.below(kKeys)];
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
      if (check(spec).empty()) arms.push_back(spec);
    }
    if (arms.empty()) continue;
    // A trailing arm that equals the first is not written: nothing could say that it is there.
    const std::string link = write_link(arms);
    const Reading reading = read_link(link);
    ASSERT_EQ(reading.error, "") << link;
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
                                        "p=0.5#p=0.6",
                                        "p%3D0.5",
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
    EXPECT_FALSE(reading.error.empty()) << link.substr(0, 60);
    EXPECT_TRUE(reading.arms.empty()) << link.substr(0, 60);
    EXPECT_LT(reading.error.size(), 600u) << reading.error;
    EXPECT_TRUE(reading.error.empty() || reading.error.back() == '.') << reading.error;
    for (const char c : reading.error) {
      EXPECT_TRUE(c >= ' ' && c < 127) << "of " << link.substr(0, 60) << ": " << reading.error;
    }
  }
  EXPECT_EQ(read_link(many).error, "") << "nothing but separators says nothing";
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
    ASSERT_EQ(reading.error.empty(), !reading.arms.empty()) << link;
    for (const Spec& arm : reading.arms) ASSERT_EQ(check(arm), "") << link;
  }
}

TEST(Cost, RefusesWhatIsTooLargeAndGrowsWithEverything) {
  EXPECT_EQ(check_cost(only_arm("model=text")), "");
  const Cost base = cost_of(only_arm("model=lstm&batch=64"));
  const Cost wider = cost_of(only_arm("model=lstm&batch=64&width=128"));
  EXPECT_GT(wider.parameters, base.parameters);
  EXPECT_GT(wider.flops_per_step, base.flops_per_step);
  EXPECT_GT(wider.bytes, base.bytes);
  EXPECT_EQ(cost_of(only_arm("epochs=400")).steps, 2 * cost_of(only_arm("epochs=200")).steps);
}

}  // namespace
}  // namespace dropout
