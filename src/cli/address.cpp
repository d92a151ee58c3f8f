// An address is cut at its first '#', and at a second one, which some hosts append.
#include "cli/address.h"

#include <algorithm>

#include "lab/spec/number.h"

namespace dropout::cli {
namespace {

constexpr double kMostSteps = 1e9;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
    const int low = high >= 0 ? digit_of(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
    } else {
      out += static_cast<char>(16 * high + low);
      i += 2;
    }
  }
  return out;
}

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    list.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

/// The value of a key of the first arm, or "".
std::string value_of(const std::string& link, const std::string& key) {
  for (std::size_t at = 0; at < link.size();) {
    if (link[at] == '#' || link[at] == '?') ++at;
    const std::size_t end = std::min(link.find('&', at), link.size());
    if (link.compare(at, key.size() + 1, key + "=") == 0) {
      return link.substr(at + key.size() + 1, end - at - key.size() - 1);
    }
    at = end + 1;
  }
  return "";
}

}  // namespace

std::string link_of(const std::string& address) {
  const std::size_t colon = address.find("://");
  if (colon == std::string::npos || colon > address.find_first_of("#?")) return address;
  const std::size_t hash = address.find('#');
  std::string fragment = hash == std::string::npos ? "" : address.substr(hash + 1);
  fragment = fragment.substr(0, fragment.find('#'));
  if (fragment.find('=') == std::string::npos) fragment = decoded(fragment);
  if (fragment.find("v=") != std::string::npos) return "#" + fragment;
  const std::size_t query = address.find('?');
  if (query < hash) return address.substr(query, hash - std::min(query, hash));
  return "#" + fragment;
}

std::optional<Promise> promise_of(const std::string& link, std::size_t arms) {
  const std::string at = value_of(link, "at"), h = value_of(link, "h");
  if (at.empty()) return std::nullopt;
  Promise promise;
  for (const std::string& text : list_of(at)) {
    double step = -1;
    if (!read_number(text, false, step) || step < 0 || step > kMostSteps) {
      promise.error = "at=" + at + " names no step: give one for each arm, such as at=400.";
      return promise;
    }
    promise.steps.push_back(static_cast<int>(step));
  }
  if (!h.empty()) promise.digests = list_of(h);
  if (promise.steps.size() == 1) promise.steps.resize(arms, promise.steps[0]);
  if (promise.steps.size() != arms || (!h.empty() && promise.digests.size() != arms)) {
    promise.error = "at= and h= of the link do not fit its " + std::to_string(arms) + " arms.";
  }
  return promise;
}

}  // namespace dropout::cli
