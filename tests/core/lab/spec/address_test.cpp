// What is read of an address: the experiment in it, whatever was added and however it was escaped.
#include "lab/spec/address.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lab/spec/link.h"

namespace dropout {
namespace {

std::string read(const std::string& text) {
  const Reading reading = read_link(text);
  return reading.error ? english_of(reading.error) : write_link(reading.arms);
}

TEST(Address, IsReadAsItWasMeant) {
  const std::vector<std::pair<std::string, std::string>> links = {
      {"https://example.org/embed.html?theme=dark#v=1&data=circles", "#v=1&data=circles"},
      {"https://example.org/?data=circles&utm_source=a&fbclid=b", "#v=1&data=circles"},
      {"?utm_source=a&utm_medium=b&data=circles&msclkid=c&_hsenc=d", "#v=1&data=circles"},
      {"?utm_source=a", "#v=1"},
      {"#v%3D1%26data%3Dcircles", "#v=1&data=circles"},
      {"#v%253D1%2526data%253Dcircles%2526p%253D0.4", "#v=1&data=circles&p=0.4"},
      {"%23v%3d1%26data%3dcircles", "#v=1&data=circles"},
      {"#v=1%26data%3Dcircles&p=0.4", "#v=1&data=circles&p=0.4"},
      {"p%3D0.5", "#v=1&p=0.5"},
      {"data=circles&amp;p=0.4", "#v=1&data=circles&p=0.4"},
      {"data=circles&amp;amp;p=0.4&#38;width=8&#x26;depth=1&AMP;#038;seed=2",
       "#v=1&data=circles&p=0.4&width=8&depth=1&seed=2"},
      {"#v=1&epochs=300#?secret=aB3xYz", "#v=1&epochs=300"},
      {"?data=circles&p=0.4#?secret=aB3xYz", "#v=1&data=circles&p=0.4"},
      {"https://a.org/?next=https%3A%2F%2Fb.org%2F%3Fdata%3Dmoons%26p%3D0.3#p=0.5", "#v=1&p=0.5"},
      {"p=0.5&p=0.5", "#v=1&p=0.5"},
      {"p=0.5&b.p=0.6", "#v=1&p=0.5&b.p=0.6"},
  };
  for (const auto& [text, canonical] : links) EXPECT_EQ(read(text), canonical) << text;
}

TEST(Address, SaysWhichKeyIsGivenTwice) {
  const std::vector<Error> notices = read_link("p=0.1&b.p=0.3&p=0.2").notices;
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(english_of(notices[0]),
            "The link gives p more than once; the last value, \"0.2\", is used.");
  EXPECT_EQ(read_link("p=0.1&b.p=0.3&p=0.2").arms[0][Key::p], 0.2);
  EXPECT_TRUE(read_link("p=0.1&b.p=0.2&utm_id=1&utm_id=2&p=0.1").notices.empty());
}

TEST(Address, LosesNothingOfWhatItDoesNotKnow) {
  EXPECT_EQ(read("?data=circles&epoch=3").substr(0, 14), "\"epoch\" is not");
  EXPECT_NE(read("https://example.org/").find("has no value"), std::string::npos);
}

}  // namespace
}  // namespace dropout
