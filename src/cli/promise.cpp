// Lists of one value, or of one for each arm.
#include "cli/promise.h"

#include <algorithm>

#include "lab/spec/address.h"
#include "lab/spec/number.h"

namespace dropout::cli {
namespace {

constexpr double kMostSteps = 1e9;

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
std::string value_of(const std::string& link, std::string_view key) {
  std::string value;
  for (const Entry& entry : find_entries(link)) {
    if (entry.arm == 0 && entry.key == key) value = entry.value;
  }
  return value;
}

}  // namespace

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
