// Data sets: the container against hand-made bytes, hostile bytes, text, and the generators.
#include "lab/data.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

#include "math/random.h"

namespace dropout {
namespace {

using Bytes = std::vector<std::uint8_t>;

// Writes a container independently of scripts/data.
class Writer {
 public:
  template <class T>
  Writer& add(const char* name, std::uint32_t type, std::uint32_t columns,
              const std::vector<T>& values) {
    char title[16] = {};
    std::strncpy(title, name, sizeof title);
    append(title, sizeof title);
    word(type);
    word(static_cast<std::uint32_t>(values.size()) / columns);
    word(columns);
    append(values.data(), values.size() * sizeof(T));
    while (body_.size() % 4 != 0) body_.push_back(0);
    ++sections_;
    return *this;
  }
  Writer& text(const char* name, const std::string& lines) {
    return add(name, 1, 1, std::vector<char>(lines.begin(), lines.end()));
  }
  Bytes bytes() const {
    Bytes all = {'D', 'R', 'O', 'P', 'D', 'A', 'T', 'A', 1, 0, 0, 0, sections_, 0, 0, 0};
    all.insert(all.end(), body_.begin(), body_.end());
    return all;
  }

 private:
  void word(std::uint32_t value) { append(&value, 4); }
  void append(const void* from, std::size_t bytes) {
    const auto* first = static_cast<const std::uint8_t*>(from);
    body_.insert(body_.end(), first, first + bytes);
  }
  Bytes body_;
  std::uint8_t sections_ = 0;
};

using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using F32 = std::vector<float>;

Bytes text_container() {
  return Writer()
      .text("kind", "classify words")
      .text("classes", "animal\nplant")
      .text("words", "<unk>\na\nbird\ntree")
      .add("train.label", 1, 1, U8{0, 1, 0})
      .add("train.count", 1, 1, U8{2, 2, 1})
      .add("train.tokens", 2, 1, U16{1, 2, 1, 3, 2})
      .add("valid.label", 1, 1, U8{1})
      .add("valid.count", 1, 1, U8{3})
      .add("valid.tokens", 2, 1, U16{1, 0, 3})
      .bytes();
}

Bytes image_container() {
  return Writer()
      .text("kind", "classify")
      .text("classes", "dark\nlight")
      .add("image", 2, 3, U16{1, 2, 1})
      .add("train.x", 1, 2, U8{0, 51, 255, 204})
      .add("train.label", 1, 1, U8{0, 1})
      .add("valid.x", 1, 2, U8{255, 255})
      .add("valid.label", 1, 1, U8{1})
      .bytes();
}

Bytes regression_container() {
  return Writer()
      .text("kind", "regress")
      .text("features", "year")
      .text("target", "ppm")
      .add("train.x", 4, 1, F32{1, 2, 3, 4})
      .add("train.y", 4, 1, F32{10, 10, 30, 30})
      .add("valid.x", 4, 1, F32{2.5f})
      .add("valid.y", 4, 1, F32{20})
      .add("beyond.x", 4, 1, F32{9})
      .add("beyond.y", 4, 1, F32{50})
      .bytes();
}

Bytes names_container() {
  return Writer()
      .text("kind", "language characters")
      .text("classes", "female\nmale")
      .text("words", "<end>\na\nb")
      .add("train.label", 1, 1, U8{0, 1})
      .add("train.count", 1, 1, U8{3, 1})
      .add("train.tokens", 1, 1, U8{1, 2, 1, 2})
      .add("valid.label", 1, 1, U8{0})
      .add("valid.count", 1, 1, U8{1})
      .add("valid.tokens", 1, 1, U8{1})
      .bytes();
}

Bytes stream_container() {
  return Writer()
      .text("kind", "language characters")
      .text("words", "\\n\na\nb")
      .add("train.tokens", 1, 1, U8{0, 1, 2, 1, 1, 2, 0, 1})
      .add("valid.tokens", 1, 1, U8{2, 1, 0, 1})
      .bytes();
}

std::vector<int> tokens_of(const Examples& part, int example, int length) {
  std::vector<int> out(length);
  part.copy_tokens(example, out.data(), length);
  return out;
}

TEST(Container, ReadsTexts) {
  const Loaded loaded = load(Data::wordnet, text_container(), {});
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.task, Task::classify);
  EXPECT_EQ(data.outputs, 2);
  EXPECT_EQ(data.features, 0);
  EXPECT_EQ(data.longest, 3);
  EXPECT_EQ(data.vocabulary.unknown(), 0);
  EXPECT_EQ(data.train.size(), 3);
  EXPECT_EQ(data.train.label, (std::vector<int>{0, 1, 0}));
  EXPECT_EQ(tokens_of(data.train, 1, 4), (std::vector<int>{1, 3, -1, -1}));
  EXPECT_EQ(tokens_of(data.valid, 0, 2), (std::vector<int>{1, 0}));  // cut to the length
  EXPECT_EQ(data.class_names[1], "plant");
}

TEST(Container, TakesTheFirstExamples) {
  const Loaded loaded = load(Data::wordnet, text_container(), {.n = 2});
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.data.train.size(), 2);
  EXPECT_EQ(loaded.data.train.label.size(), 2u);
  EXPECT_EQ(loaded.data.valid.size(), 1);
  EXPECT_EQ(load(Data::wordnet, text_container(), {.n = 99}).data.train.size(), 3);
}

TEST(Container, ReadsImages) {
  const Loaded loaded = load(Data::fashion, image_container(), {});
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.data.features, 2);
  EXPECT_EQ(loaded.data.image.width, 2);
  EXPECT_EQ(loaded.data.train.x(0, 0), 0.0f);
  EXPECT_EQ(loaded.data.train.x(0, 1), 51.0f / 255.0f);
  EXPECT_EQ(loaded.data.train.x(1, 0), 1.0f);
}

TEST(Container, StandardisesRegressionByTheTrainingPart) {
  const Loaded loaded = load(Data::co2, regression_container(), {});
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.outputs, 1);
  EXPECT_EQ(data.target_name, "ppm");
  EXPECT_FLOAT_EQ(data.x_scale.mean[0], 2.5f);
  EXPECT_FLOAT_EQ(data.x_scale.deviation[0], std::sqrt(1.25f));
  EXPECT_FLOAT_EQ(data.y_scale.deviation[0], 10);
  EXPECT_FLOAT_EQ(data.train.y(0, 0), -1);
  EXPECT_FLOAT_EQ(data.valid.x(0, 0), 0);
  EXPECT_FLOAT_EQ(data.beyond.y(0, 0), 3);
  EXPECT_FLOAT_EQ(data.y_scale.undo(0, data.beyond.y(0, 0)), 50);
  EXPECT_FLOAT_EQ(data.y_scale.undo_deviation(0, 0.5f), 5);
  EXPECT_EQ(Standard{}.undo(3, 7), 7);
}

TEST(Container, ConstantColumnStaysFinite) {
  const Loaded loaded = load(Data::co2, regression_container(), {.n = 1});
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.data.train.x(0, 0), 0);
  EXPECT_FLOAT_EQ(loaded.data.valid.x(0, 0), 1.5f);
}

TEST(Container, NamesOpenAndCloseWithTheBoundary) {
  const Loaded loaded = load(Data::names, names_container(), {});
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.task, Task::language);
  EXPECT_EQ(data.outputs, 3);
  EXPECT_EQ(data.longest, 4);
  EXPECT_EQ(tokens_of(data.train, 0, 5), (std::vector<int>{0, 1, 2, 1, 0}));
  std::vector<int> inputs(6), targets(6);
  EXPECT_EQ(data.train.copy_pairs(1, inputs.data(), targets.data(), 6), 2);
  EXPECT_EQ(inputs, (std::vector<int>{0, 2, -1, -1, -1, -1}));
  EXPECT_EQ(targets, (std::vector<int>{2, 0, -1, -1, -1, -1}));
  EXPECT_EQ(data.train.copy_pairs(0, inputs.data(), targets.data(), 1), 1);
  EXPECT_EQ(data.train.label[1], 1);
}

TEST(Container, RunningTextIsCutIntoWindows) {
  const Loaded loaded = load(Data::moby, stream_container(), {.context = 3});
  ASSERT_EQ(loaded.error, "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.vocabulary[0], "\n");
  EXPECT_EQ(data.longest, 3);
  ASSERT_EQ(data.train.size(), 2);
  std::vector<int> inputs(3), targets(3);
  EXPECT_EQ(data.train.copy_pairs(1, inputs.data(), targets.data(), 3), 3);
  EXPECT_EQ(inputs, (std::vector<int>{1, 1, 2}));
  EXPECT_EQ(targets, (std::vector<int>{1, 2, 0}));
  EXPECT_EQ(data.valid.size(), 1);
  EXPECT_EQ(load(Data::moby, stream_container(), {.n = 1, .context = 1}).data.train.size(), 1);
  EXPECT_NE(load(Data::moby, stream_container(), {.context = 8}).error, "");
}

const std::vector<Bytes>& all_containers() {
  static const std::vector<Bytes> all = {text_container(), image_container(),
                                         regression_container(), names_container(),
                                         stream_container()};
  return all;
}

TEST(Container, EveryTruncationIsASentence) {
  for (const Bytes& whole : all_containers()) {
    ASSERT_EQ(read_dataset(whole, {.context = 2}).error, "");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_NE(read_dataset(cut, {.context = 2}).error, "") << size;
    }
    Bytes longer = whole;
    longer.push_back(0);
    EXPECT_NE(read_dataset(longer, {.context = 2}).error, "");
  }
}

// Whatever the bytes say, the reader answers; what it accepts is consistent.
TEST(Container, SurvivesChangedBytes) {
  for (const Bytes& whole : all_containers()) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int change : {0x01, 0x80, 0xff}) {
        Bytes changed = whole;
        changed[at] ^= static_cast<std::uint8_t>(change);
        const Loaded loaded = read_dataset(changed, {.context = 2});
        if (!loaded.error.empty()) continue;
        const Dataset& data = loaded.data;
        ASSERT_GT(data.train.size(), 0);
        for (const int label : data.train.label) {
          ASSERT_LT(label, static_cast<int>(data.class_names.size()));
        }
        for (const int token : data.train.tokens) ASSERT_LT(token, data.vocabulary.size());
      }
    }
  }
}

TEST(Container, AbsurdCountsAllocateNothing) {
  Bytes bytes = text_container();
  for (std::size_t at = 16 + 20; at < 16 + 28; ++at) bytes[at] = 0xff;  // rows and columns
  EXPECT_NE(load(Data::wordnet, bytes, {}).error, "");
  Bytes sections = text_container();
  sections[15] = 0x7f;
  EXPECT_NE(load(Data::wordnet, sections, {}).error, "");
}

TEST(Container, SaysWhatIsWrong) {
  EXPECT_NE(load(Data::wordnet, {}, {}).error.find("wordnet.bin"), std::string::npos);
  Bytes magic = text_container();
  magic[0] = 'X';
  EXPECT_NE(load(Data::wordnet, magic, {}).error.find("not a data container"), std::string::npos);
  EXPECT_NE(load(Data::fashion, text_container(), {}).error.find("another data set"),
            std::string::npos);
  EXPECT_NE(load(Data::wordnet, regression_container(), {}).error, "");
  EXPECT_NE(load(Data::csv, {}, {}).error, "");
}

TEST(Text, WordsAreRunsOfLettersAndDigits) {
  EXPECT_EQ(words_of("A bird's 2nd-best Song!"),
            (std::vector<std::string>{"a", "bird", "s", "2nd", "best", "song"}));
  EXPECT_TRUE(words_of(" ,.\n").empty());
  EXPECT_EQ(words_of("caf\xc3\xa9"), (std::vector<std::string>{"caf\xc3\xa9"}));
}

TEST(Text, UnknownWordsAreReported) {
  const Vocabulary vocabulary({"<unk>", "a", "bird"}, Unit::word);
  const Encoded encoded = encode("A blue BIRD, a blue day", vocabulary);
  EXPECT_EQ(encoded.tokens, (std::vector<int>{1, 0, 2, 1, 0, 0}));
  EXPECT_EQ(encoded.unknown, (std::vector<std::string>{"blue", "day"}));
  EXPECT_EQ(decode(std::vector<int>{1, 2, -1, 99}, vocabulary), "a bird");
}

TEST(Text, CharactersGoThereAndBack) {
  const Vocabulary vocabulary({"<end>", "a", "b", "\n"}, Unit::character);
  const Encoded encoded = encode("Ab\n\xc3\xa9zb", vocabulary);
  EXPECT_EQ(encoded.tokens, (std::vector<int>{1, 2, 3, 2}));
  EXPECT_EQ(encoded.unknown, (std::vector<std::string>{"\xc3\xa9", "z"}));
  EXPECT_EQ(decode(std::vector<int>{0, 1, 2, 0}, vocabulary), "ab");
  EXPECT_EQ(encode("\xc3", vocabulary).unknown.size(), 1u);  // a character cut short
  EXPECT_TRUE(encode("", vocabulary).tokens.empty());
}

constexpr Data kPlane[] = {Data::moons, Data::circles, Data::spirals, Data::xor_, Data::blobs};

TEST(Generate, PlanesAreBalancedAndFinite) {
  for (const Data kind : kPlane) {
    const Loaded loaded = load(kind, {}, {.n = 300, .noise = 0.1f});
    ASSERT_EQ(loaded.error, "");
    const Dataset& data = loaded.data;
    ASSERT_EQ(data.train.size(), 300);
    std::vector<int> counts(data.outputs);
    for (const int label : data.train.label) ++counts[label];
    for (const int count : counts) EXPECT_EQ(count, 300 / data.outputs);
    for (std::size_t i = 0; i < data.train.x.size(); ++i) {
      EXPECT_LT(std::abs(data.train.x.data()[i]), 4);
    }
  }
}

TEST(Generate, MoreExamplesBeginWithTheSameOnes) {
  for (const Data kind : {Data::moons, Data::blobs, Data::recall}) {
    const Dataset few = load(kind, {}, {.n = 3, .seed = 7}).data;
    const Dataset many = load(kind, {}, {.n = 50, .seed = 7}).data;
    const Dataset other = load(kind, {}, {.n = 50, .seed = 8}).data;
    for (std::size_t i = 0; i < few.train.x.size(); ++i) {
      EXPECT_EQ(few.train.x.data()[i], many.train.x.data()[i]);
    }
    for (std::size_t i = 0; i < few.train.tokens.size(); ++i) {
      EXPECT_EQ(few.train.tokens[i], many.train.tokens[i]);
    }
    ASSERT_EQ(few.valid.size(), many.valid.size());
    if (few.valid.x.rows() > 0) {
      EXPECT_EQ(few.valid.x(5, 1), many.valid.x(5, 1));
      EXPECT_NE(few.valid.x(5, 1), other.valid.x(5, 1));
      EXPECT_NE(few.valid.x(0, 0), few.train.x(0, 0));
    }
  }
}

// Without noise the shapes are exact, by their equations.
TEST(Generate, ShapesWithoutNoise) {
  const Dataset circles = load(Data::circles, {}, {.noise = 0}).data;
  const Dataset xors = load(Data::xor_, {}, {.noise = 0}).data;
  const Dataset moons = load(Data::moons, {}, {.noise = 0}).data;
  for (int i = 0; i < 100; ++i) {
    const Matrix& c = circles.train.x;
    EXPECT_NEAR(std::hypot(c(i, 0), c(i, 1)), circles.train.label[i] == 0 ? 1.4 : 0.6, 1e-6);
    EXPECT_EQ(xors.train.x(i, 0) * xors.train.x(i, 1) < 0, xors.train.label[i] == 1);
    const float side = moons.train.label[i] == 0 ? 1.0f : -1.0f;
    const float x = side * moons.train.x(i, 0) + 0.5f, y = side * moons.train.x(i, 1) + 0.25f;
    EXPECT_NEAR(std::hypot(x, y), 1, 1e-6);
    EXPECT_GE(y, -1e-6);
  }
}

TEST(Generate, CurvesFollowTheirFormula) {
  const Dataset sine = load(Data::sine, {}, {.n = 200, .noise = 0}).data;
  const Dataset xsinx = load(Data::xsinx, {}, {.n = 200, .noise = 0}).data;
  for (const Examples* part : {&sine.train, &sine.valid, &sine.beyond}) {
    for (int i = 0; i < part->size(); ++i) {
      const float x = sine.x_scale.undo(0, part->x(i, 0));
      EXPECT_NEAR(sine.y_scale.undo(0, part->y(i, 0)), std::sin(x), 2e-6);
      const bool trained = std::abs(x) > 0.999 && std::abs(x) < 3.001;
      EXPECT_EQ(trained, part != &sine.beyond) << x;
    }
  }
  for (int i = 0; i < 200; ++i) {
    const double x = xsinx.x_scale.undo(0, xsinx.train.x(i, 0));
    EXPECT_NEAR(xsinx.y_scale.undo(0, xsinx.train.y(i, 0)), x * std::sin(x), 1e-5);
  }
}

// Residuals of n = 2000 have deviation s within 5 standard errors s / sqrt(2 n).
TEST(Generate, NoiseHasItsDeviation) {
  const int n = 2000;
  const float s = 0.8f;
  const Dataset data = load(Data::xsinx, {}, {.n = n, .noise = s}).data;
  double squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = data.x_scale.undo(0, data.train.x(i, 0));
    const double residual = data.y_scale.undo(0, data.train.y(i, 0)) - x * std::sin(x);
    squares += residual * residual;
  }
  EXPECT_NEAR(std::sqrt(squares / n), s, 5 * s / std::sqrt(2.0 * n));
}

TEST(Generate, RecallAsksForItsFirstSymbol) {
  for (const int context : {1, 2, 5, 40}) {
    const Dataset data = load(Data::recall, {}, {.n = 400, .context = context}).data;
    EXPECT_EQ(data.longest, context + 2);
    std::set<int> lags, symbols;
    for (int i = 0; i < data.train.size(); ++i) {
      const int* tokens = data.train.tokens.data() + data.train.begin[i];
      const int lag = data.train.count[i] - 2;
      lags.insert(lag);
      symbols.insert(tokens[0]);
      EXPECT_EQ(tokens[0], data.train.label[i]);
      EXPECT_EQ(data.vocabulary[tokens[lag + 1]], "?");
      for (int t = 1; t <= lag; ++t) EXPECT_GE(tokens[t], data.outputs);
    }
    EXPECT_EQ(*lags.rbegin(), context);
    EXPECT_GE(*lags.begin(), 1);
    EXPECT_EQ(symbols.size(), 8u);
    EXPECT_EQ(lags.size(), static_cast<std::size_t>(std::min(context, 4)));
  }
}

}  // namespace
}  // namespace dropout
