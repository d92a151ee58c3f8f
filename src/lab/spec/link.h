// The grammar of links: a list of key=value that spells the Specs of up to four arms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/spec.h"

namespace dropout {

/// What a link says: up to four arms, or why it cannot run.
struct Reading {
  std::vector<Spec> arms;  // arm A, then b., c., d. where given
  Error error;
  std::vector<Error> notices = {};  // on keys that are given more than once
};

/// Reads "#v=1&model=text&p=0.5&b.p=0", or an address that has this in its fragment or query.
/// Strict: an unknown key, an unknown choice, a number that is none or out of range is an error,
/// never a guess. Of a key that is given twice the last value counts, with a notice.
Reading read_link(std::string_view text);

/// The points of the first arm that has some.
std::string_view points_of(const std::vector<Spec>& arms);

/// The canonical link of the arms: table order, defaults left out, points at the end.
std::string write_link(const std::vector<Spec>& arms);

}  // namespace dropout
