// What a reader pastes: a link, or the full address of a page with one; and what it promises.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dropout::cli {

/// The link in an address: its fragment, or else its query. Anything without one comes back as it
/// is.
std::string link_of(const std::string& address);

/// at= and h= of a link: for each arm a step, and the digest there where it is named.
struct Promise {
  std::vector<int> steps;
  std::vector<std::string> digests;
  std::string error;
};

/// Nothing where the link has no at=.
std::optional<Promise> promise_of(const std::string& link, std::size_t arms);

}  // namespace dropout::cli
