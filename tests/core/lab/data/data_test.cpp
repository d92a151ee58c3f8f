// Data sets: the container against hand-made bytes, hostile bytes, and text.
#include "lab/data/data.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

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
    std::memcpy(title, name, std::min(sizeof title, std::strlen(name)));
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
    const std::uint8_t head[] = {'D', 'R', 'O', 'P', 'D',       'A', 'T', 'A',
                                 1,   0,   0,   0,   sections_, 0,   0,   0};
    Bytes all(sizeof head + body_.size());
    std::copy(std::begin(head), std::end(head), all.begin());
    std::copy(body_.begin(), body_.end(), all.begin() + sizeof head);
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
  ASSERT_EQ(english_of(loaded.error), "");
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
  ASSERT_EQ(english_of(loaded.error), "");
  EXPECT_EQ(loaded.data.train.size(), 2);
  EXPECT_EQ(loaded.data.train.label.size(), 2u);
  EXPECT_EQ(loaded.data.valid.size(), 1);
  EXPECT_EQ(load(Data::wordnet, text_container(), {.n = 99}).data.train.size(), 3);
}

TEST(Container, ReadsImages) {
  const Loaded loaded = load(Data::fashion, image_container(), {});
  ASSERT_EQ(english_of(loaded.error), "");
  EXPECT_EQ(loaded.data.features, 2);
  EXPECT_EQ(loaded.data.image.width, 2);
  EXPECT_EQ(loaded.data.train.x(0, 0), 0.0f);
  EXPECT_EQ(loaded.data.train.x(0, 1), 51.0f / 255.0f);
  EXPECT_EQ(loaded.data.train.x(1, 0), 1.0f);
}

TEST(Container, StandardisesRegressionByTheTrainingPart) {
  const Loaded loaded = load(Data::co2, regression_container(), {});
  ASSERT_EQ(english_of(loaded.error), "");
  const Dataset& data = loaded.data;
  EXPECT_EQ(data.outputs, 1);
  EXPECT_EQ(data.target_name, "ppm");
  EXPECT_FLOAT_EQ(data.x_scale.mean[0], 2.5f);
  EXPECT_FLOAT_EQ(data.x_scale.deviation[0], std::sqrt(1.25f));
  EXPECT_FLOAT_EQ(data.y_scale.deviation[0], 10);
  EXPECT_FLOAT_EQ(data.train.y(0, 0), -1);
  EXPECT_FLOAT_EQ(data.valid.x(0, 0), 0);
  EXPECT_FLOAT_EQ(data.ood.y(0, 0), 3);
  EXPECT_FLOAT_EQ(data.y_scale.undo(0, data.ood.y(0, 0)), 50);
  EXPECT_FLOAT_EQ(data.y_scale.undo_deviation(0, 0.5f), 5);
  EXPECT_EQ(Standardizer{}.undo(3, 7), 7);
}

TEST(Container, ConstantColumnStaysFinite) {
  const Loaded loaded = load(Data::co2, regression_container(), {.n = 1});
  ASSERT_EQ(english_of(loaded.error), "");
  EXPECT_EQ(loaded.data.train.x(0, 0), 0);
  EXPECT_FLOAT_EQ(loaded.data.valid.x(0, 0), 1.5f);
}

TEST(Container, NamesOpenAndCloseWithTheBoundary) {
  const Loaded loaded = load(Data::names, names_container(), {});
  ASSERT_EQ(english_of(loaded.error), "");
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
  ASSERT_EQ(english_of(loaded.error), "");
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
  EXPECT_NE(english_of(load(Data::moby, stream_container(), {.context = 8}).error), "");
}

const std::vector<Bytes>& all_containers() {
  static const std::vector<Bytes> all = {text_container(), image_container(),
                                         regression_container(), names_container(),
                                         stream_container()};
  return all;
}

TEST(Container, EveryTruncationIsASentence) {
  for (const Bytes& whole : all_containers()) {
    ASSERT_EQ(english_of(read_dataset("test", whole, {.context = 2}).error), "");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_NE(english_of(read_dataset("test", cut, {.context = 2}).error), "") << size;
    }
    Bytes longer = whole;
    longer.push_back(0);
    EXPECT_NE(english_of(read_dataset("test", longer, {.context = 2}).error), "");
  }
}

// Whatever the bytes say, the reader answers; what it accepts is consistent.
TEST(Container, SurvivesChangedBytes) {
  for (const Bytes& whole : all_containers()) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int change : {0x01, 0x80, 0xff}) {
        Bytes changed = whole;
        changed[at] ^= static_cast<std::uint8_t>(change);
        const Loaded loaded = read_dataset("test", changed, {.context = 2});
        if (loaded.error) continue;
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
  EXPECT_NE(english_of(load(Data::wordnet, bytes, {}).error), "");
  Bytes sections = text_container();
  sections[15] = 0x7f;
  EXPECT_NE(english_of(load(Data::wordnet, sections, {}).error), "");
}

TEST(Container, SaysWhatIsWrong) {
  EXPECT_NE(english_of(load(Data::wordnet, {}, {}).error).find("wordnet.bin"), std::string::npos);
  Bytes magic = text_container();
  magic[0] = 'X';
  EXPECT_NE(english_of(load(Data::wordnet, magic, {}).error).find("not a data container"),
            std::string::npos);
  EXPECT_NE(english_of(load(Data::fashion, text_container(), {}).error).find("another data set"),
            std::string::npos);
  EXPECT_NE(english_of(load(Data::wordnet, regression_container(), {}).error), "");
  EXPECT_NE(english_of(load(Data::csv, {}, {}).error), "");
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

}  // namespace
}  // namespace dropout
