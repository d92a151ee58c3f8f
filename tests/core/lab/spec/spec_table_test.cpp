// The table of keys is whole, and numbers are written as ECMAScript writes them.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "lab/spec/fits.h"
#include "lab/spec/link.h"
#include "lab/spec/spec.h"
#include "math/random.h"
#include "tests/core/spec_tools.h"

namespace dropout {
namespace {

using testing::only_arm;

TEST(Table, EveryKeyHasItsRow) {
  std::set<std::string> names;
  for (int i = 0; i < kKeys; ++i) {
    const KeyInfo& row = keys()[static_cast<std::size_t>(i)];
    EXPECT_EQ(static_cast<int>(row.key), i) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " twice";
    EXPECT_EQ(find_key(row.name), &row);
    EXPECT_NE(std::strlen(words_of(row.key).label.english), 0u) << row.name;
    EXPECT_NE(std::strlen(words_of(row.key).help.english), 0u) << row.name;
    EXPECT_LE(row.low, row.high) << row.name;
    EXPECT_NE(row.models, 0u) << row.name;
    EXPECT_EQ(std::string(row.name).find_first_of("&=.# "), std::string::npos) << row.name;
  }
  EXPECT_EQ(find_key(""), nullptr);
  EXPECT_EQ(find_key("P"), nullptr);
}

TEST(Table, ChoicesAreTheEnums) {
  const std::vector<std::pair<Key, int>> counts = {
      {Key::model, static_cast<int>(kModels.size())},
      {Key::data, static_cast<int>(kDataSets.size())},
      {Key::drop, static_cast<int>(kDropKinds.size())},
      {Key::psched, static_cast<int>(RateSchedule::ramp) + 1},
      {Key::order, static_cast<int>(Order::post) + 1},
      {Key::act, static_cast<int>(Act::selu) + 1},
      {Key::norm, static_cast<int>(Norm::layer) + 1},
      {Key::opt, static_cast<int>(Opt::adamw) + 1},
      {Key::sched, static_cast<int>(LrSchedule::cosine) + 1},
      {Key::draws, static_cast<int>(MaskScope::function) + 1}};
  std::size_t choices = 0;
  for (const KeyInfo& row : keys()) choices += row.kind == Kind::choice;
  EXPECT_EQ(counts.size(), choices) << "a key with choices is missing in this test";
  for (const auto& [key, count] : counts) {
    const KeyInfo& row = info(key);
    EXPECT_EQ(row.kind, Kind::choice) << row.name;
    const auto names = row.choices;
    EXPECT_EQ(names.size(), static_cast<std::size_t>(count)) << row.name;
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size()) << row.name;
    EXPECT_EQ(row.low, 0) << row.name;
    EXPECT_EQ(row.high, count - 1) << row.name;
  }
  const auto at = [](Key key, auto value) {
    return std::string(info(key).choices[static_cast<std::size_t>(value)]);
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

TEST(Table, RowsStandInTheOrderOfTheirEnums) {
  for (std::size_t i = 0; i < kModels.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kModels[i].facts.model), i);
  }
  for (std::size_t i = 0; i < kDataSets.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kDataSets[i].facts.data), i);
  }
  for (std::size_t i = 0; i < kDropKinds.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kDropKinds[i].facts.drop), i);
  }
}

TEST(Table, EveryRowHasWordsInEveryLanguage) {
  const auto said = [](const Words& words) { return *words.english != 0 && *words.german != 0; };
  for (const auto& row : kModels) EXPECT_TRUE(said(row.help)) << row.facts.name;
  for (const auto& row : kDataSets) EXPECT_TRUE(said(row.help)) << row.facts.name;
  for (const auto& row : kDropKinds) {
    EXPECT_TRUE(said(row.on) && said(row.off) && said(row.help)) << row.facts.name;
  }
  for (const KeyInfo& row : keys()) {
    const KeyWords& words = words_of(row.key);
    EXPECT_TRUE(said(words.label) && said(words.help)) << row.name;
    EXPECT_EQ(*words.unit.english != 0, *words.unit.german != 0) << row.name;
  }
}

TEST(Table, DefaultsAreInRangeAndEveryModelRunsWithThem) {
  for (const Model model : testing::kModels) {
    const Spec spec(model);
    EXPECT_EQ(spec.model(), model);
    EXPECT_EQ(english_of(check(spec)), "");
    for (const KeyInfo& row : keys()) {
      const double value = spec[row.key];
      EXPECT_GE(value, row.low) << row.name;
      EXPECT_LE(value, row.high) << row.name;
      EXPECT_TRUE(row.kind == Kind::number || value == std::floor(value)) << row.name;
    }
    EXPECT_EQ(only_arm(write_link({spec})), spec) << write_link({spec});
  }
}

TEST(Table, EveryModelHasDataAndKindsOfItsOwn) {
  for (const Model model : testing::kModels) {
    for (int data = 0; data < std::ssize(kDataSets); ++data) {
      Spec spec(model);
      spec[Key::data] = data;
      const bool listed =
          (", " + names_for(model, kDataInfos) + ",")
              .find(", " + write_value(info(Key::data), data) + ",") != std::string::npos;
      EXPECT_EQ(fits(model, static_cast<Data>(data)), listed);
      EXPECT_EQ(!check(spec), listed) << english_of(check(spec));
    }
    for (int drop = 0; drop < std::ssize(kDropKinds); ++drop) {
      Spec spec(model);
      spec[Key::drop] = drop;
      EXPECT_EQ(!check(spec), fits(model, static_cast<Drop>(drop)));
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
      {"0.5", 0.5},    {".5", 0.5},        {"5e-1", 0.5}, {"5E-1", 0.5},  {"0.05e+1", 0.5},
      {"1", 1},        {"0", 0},           {"-0", 0},     {"-0.0", 0},    {"1.0", 1},
      {"00.25", 0.25}, {"1e-300", 1e-300}, {"1e-999", 0}, {"0%2E5", 0.5}, {"%30", 0}};
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
                           "%3",
                           "½",
                           "٣",
                           "0.5.5",
                           "1e5.5",
                           "true",
                           "null",
                           "0.00000000000000000000000000000000000000001"}) {
    const Reading reading = read_link(std::string("p=") + text);
    EXPECT_NE(english_of(reading.error), "") << text;
    EXPECT_TRUE(reading.arms.empty()) << text;
  }
}

TEST(Numbers, RangesAreInclusiveAndWholeNumbersWhole) {
  EXPECT_EQ(only_arm("p=1")[Key::p], 1);
  EXPECT_EQ(only_arm("seed=4294967295")[Key::seed], 4294967295.0);
  for (const char* link : {"p=1.0000001", "p=-0.0000001", "p=1.5", "p=-1", "seed=4294967296",
                           "seed=-1", "seed=0.5", "batch=0", "batch=2.5", "epochs=1e9", "epochs=0",
                           "width=0", "T=0", "v=2", "v=0", "block=9", "smooth=0.51"}) {
    EXPECT_NE(english_of(read_link(link).error), "") << link;
  }
  EXPECT_EQ(only_arm("epochs=1e2")[Key::epochs], 100);
}

// --- links -------------------------------------------------------------------------------------

}  // namespace
}  // namespace dropout
