// The grammar of links: a list of key=value that spells the Specs of up to four arms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/spec.h"

namespace dropout {

/// What a link says: up to four arms, or one sentence why it cannot run.
struct Reading {
  std::vector<Spec> arms;  // arm A, then b., c., d. where given
  std::string error;       // empty when all is well
};

/// Reads "#v=1&model=text&p=0.5&b.p=0" (leading '#' or '?' optional). Strict: an unknown key, an
/// unknown choice, a number that is none or out of range is an error, never a guess.
Reading read_link(std::string_view text);

/// The points of the first arm that has some.
std::string_view points_of(const std::vector<Spec>& arms);

/// The canonical link of the arms: table order, defaults left out, points at the end.
std::string write_link(const std::vector<Spec>& arms);

}  // namespace dropout
