// What a link promises of the weights it leads to.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dropout::cli {

/// at= and h= of a link: for each arm a step, and the digest there where it is named.
struct Promise {
  std::vector<int> steps;
  std::vector<std::string> digests;
  std::string error;
};

/// Nothing where the link has no at=.
std::optional<Promise> promise_of(const std::string& link, std::size_t arms);

}  // namespace dropout::cli
