// What is a number in a file, and what in a link.
#include "lab/spec/number.h"

#include <gtest/gtest.h>

#include <string>

namespace dropout {
namespace {

TEST(Number, OfFilesIsDecimal) {
  double value = 0;
  for (const char* text : {"1", "-1", "+1", "1.", ".5", "1e5", "1.5E-3", "007"}) {
    EXPECT_TRUE(read_number(text, false, value)) << text;
  }
  for (const char* text :
       {"", ".", "-", "e5", "1e", "1 2", "inf", "nan", "0x1", "1,5", "1_0", "१"}) {
    EXPECT_FALSE(read_number(text, false, value)) << text;
  }
  EXPECT_TRUE(read_number("-1,5", true, value));
  EXPECT_EQ(value, -1.5);
  EXPECT_FALSE(read_number("1,5,5", true, value));
}

TEST(Number, OfLinksHasOneSpelling) {
  for (const char* text : {"1", "-1", ".5", "0.5", "1e5", "1.5E-3", "1e+5", "007"}) {
    EXPECT_TRUE(is_number(text, NumberIn::link)) << text;
  }
  for (const char* text : {"", ".", "-", "+1", "1.", "-.", "e5", "1e", "1 ", "inf", "0x1", "1,5"}) {
    EXPECT_FALSE(is_number(text, NumberIn::link)) << text;
  }
}

TEST(Number, HasAnEnd) {
  const std::string forty(40, '1'), eight(8, '1');
  EXPECT_TRUE(is_number(forty, NumberIn::link));
  EXPECT_FALSE(is_number(forty + "1", NumberIn::link));
  EXPECT_TRUE(is_number(forty + eight, NumberIn::file));
  EXPECT_FALSE(is_number(forty + eight + "1", NumberIn::file));
}

}  // namespace
}  // namespace dropout
