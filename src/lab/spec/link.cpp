// Strict on purpose: the page decides what to do about a bad link, the core never guesses.
#include "lab/spec/link.h"

#include <algorithm>
#include <set>

#include "lab/spec/address.h"
#include "lab/spec/limits.h"
#include "lab/spec/points.h"

namespace dropout {
namespace {

/// Points belong to every arm whose data can be drawn.
bool are_points(const Entry& entry) { return entry.arm == 0 && entry.key == "pts"; }

std::string named(const Entry& entry) {
  return (entry.arm > 0 ? std::string(1, static_cast<char>('a' + entry.arm)) + "." : "") +
         entry.key;
}

/// Refuses an entry without a value.
Error check_entries(const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    if (entry.has_value || is_tracker(entry)) continue;
    return error_of<Code::link_no_value>(shown(named(entry)));
  }
  return {};
}

/// A notice for each key that has more than one value.
std::vector<Error> doubled_keys(const std::vector<Entry>& entries) {
  std::vector<Error> notices;
  std::set<std::string> said;
  for (const Entry& entry : entries) {
    const auto same = [&](const Entry& other) {
      return other.arm == entry.arm && other.key == entry.key;
    };
    const Entry& last = *std::find_if(entries.rbegin(), entries.rend(), same);
    if (last.value == entry.value || is_tracker(entry)) continue;
    if (!said.insert(named(entry)).second) continue;
    notices.push_back(error_of<Code::link_doubled_key>(shown(named(entry)), shown(last.value)));
  }
  return notices;
}

}  // namespace

Reading read_link(std::string_view text) {
  if (text.size() > kLongestLink) {
    return {{}, error_of<Code::link_too_long>(text.size(), kLongestLink)};
  }
  const std::vector<Entry> entries = find_entries(text);
  Error error = check_entries(entries);
  if (error) return {{}, error};

  int arms = 1;
  std::string_view points;
  for (const Entry& entry : entries) {
    if (entry.arm == 0 && (is_page_key(entry.key) || is_tracker(entry))) continue;
    if (are_points(entry)) {
      points = entry.value;
      continue;
    }
    if (!find_key(entry.key)) return {{}, error_of<Code::link_unknown_key>(shown(entry.key))};
    arms = std::max(arms, entry.arm + 1);
  }
  // The model comes first: other keys' defaults depend on it.
  std::vector<Spec> specs;
  for (int arm = 0; arm < arms; ++arm) {
    Spec spec;
    for (int from : {0, arm}) {
      for (const Entry& entry : entries) {
        if (entry.key != "model" || entry.arm != from) continue;
        error = assign(spec, info(Key::model), entry.value);
        if (error) return {{}, error};
      }
    }
    spec = Spec(spec.model());
    for (int from : {0, arm}) {  // what arm A says holds for all, then the arm's own keys
      for (const Entry& entry : entries) {
        const KeyInfo* row = find_key(entry.key);
        if (entry.arm != from || !row || row->key == Key::model) continue;
        error = assign(spec, *row, entry.value);
        if (error) return {{}, error};
      }
    }
    if (can_be_drawn(spec.data())) spec.points = points;
    error = check(spec);
    if (error) return {{}, error};
    specs.push_back(spec);
  }
  if (!points.empty() && points_of(specs).empty()) {
    return {{}, error_of<Code::points_nowhere>()};
  }
  return {specs, {}, doubled_keys(entries)};
}

std::string_view points_of(const std::vector<Spec>& arms) {
  for (const Spec& arm : arms) {
    if (!arm.points.empty()) return arm.points;
  }
  return "";
}

std::string write_link(const std::vector<Spec>& arms) {
  std::string link = "#v=1";
  if (arms.empty()) return link;
  const Spec& a = arms[0];
  for (const KeyInfo& row : keys()) {
    const double fallback = row.key == Key::model ? 0 : default_of(row, a.model());
    if (row.key == Key::v || a[row.key] == fallback) continue;
    link += std::string("&") + row.name + "=" + write_value(row, a[row.key]);
  }
  for (std::size_t arm = 1; arm < arms.size(); ++arm) {
    const Spec& b = arms[arm];
    const std::string prefix = std::string("&") + static_cast<char>('a' + arm) + ".";
    const std::size_t before = link.size();
    for (const KeyInfo& row : keys()) {
      // What a reader of the link would take this arm's key to be, were it left out.
      const bool said_by_a = a[row.key] != default_of(row, a.model()) && row.key != Key::model;
      const double implied = row.key == Key::model ? a[row.key]
                             : said_by_a           ? a[row.key]
                                                   : default_of(row, b.model());
      if (b[row.key] == implied) continue;
      link += prefix + row.name + "=" + write_value(row, b[row.key]);
    }
    // A last arm that differs in nothing is still an arm: its p is written.
    if (link.size() == before && arm + 1 == arms.size()) {
      link += prefix + "p=" + write_value(info(Key::p), b[Key::p]);
    }
  }
  const std::string_view points = points_of(arms);
  if (!points.empty()) link += "&pts=" + std::string(points);
  return link;
}

}  // namespace dropout
