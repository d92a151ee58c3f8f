// The texts of errors: both languages say the same values.
#include "lab/spec/error.h"

#include <gtest/gtest.h>

#include <set>

namespace dropout {
namespace {

/// The values that a text names; a brace that opens no value is an error.
std::set<char> values_named(std::string_view text) {
  std::set<char> named;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '}') ADD_FAILURE() << text;
    if (text[i] != '{') continue;
    EXPECT_TRUE(i + 2 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9' &&
                text[i + 2] == '}')
        << text;
    named.insert(text[i + 1]);
    i += 2;
  }
  return named;
}

TEST(Errors, HaveBothLanguagesWithTheSameValues) {
  ASSERT_EQ(kErrorTexts.size(), kCodeNames.size());
  for (std::size_t i = 1; i < kErrorTexts.size(); ++i) {
    const Words& texts = kErrorTexts[i];
    const std::set<char> named = values_named(texts.english);
    EXPECT_EQ(named, values_named(texts.german)) << kCodeNames[i];
    EXPECT_EQ(named.size(), values_in(texts.english)) << kCodeNames[i] << " leaves a value out";
    EXPECT_NE(std::string_view(texts.english), "") << kCodeNames[i];
    EXPECT_NE(std::string_view(texts.german), "") << kCodeNames[i];
  }
}

TEST(Errors, ArePutIntoWordsWithTheirValues) {
  EXPECT_EQ(english_of({}), "");
  EXPECT_EQ(english_of(error_of<Code::too_many_subnetworks>(20, 16)),
            "This network can drop 20 units, and 2^20 subnetworks are too many: at most 16 units; "
            "choose a smaller width or depth.");
  EXPECT_EQ(english_of(error_of<Code::axis_twice>("{0}")), "{0} is swept over twice.");
}

TEST(Errors, ShowOfAReadersTextWhatIsSafeAndShort) {
  EXPECT_EQ(shown("a\"b\n\xc3\xa9"), "a?b???");
  EXPECT_EQ(shown(std::string(41, 'x')), std::string(40, 'x') + "...");
}

}  // namespace
}  // namespace dropout
