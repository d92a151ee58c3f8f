// What the tests of Specs share.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "lab/spec/link.h"
#include "lab/spec/spec.h"

namespace dropout::testing {

constexpr Model kModels[] = {Model::mlp, Model::text, Model::cnn, Model::lstm, Model::transformer};

/// The one arm of a link that must be good.
inline Spec only_arm(const std::string& link) {
  const Reading reading = read_link(link);
  EXPECT_EQ(english_of(reading.error), "") << link;
  EXPECT_EQ(reading.arms.size(), 1u) << link;
  return reading.arms.empty() ? Spec() : reading.arms[0];
}

}  // namespace dropout::testing
