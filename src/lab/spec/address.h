// Finds the experiment in an address: the part that has keys of ours, however it was escaped and
// whatever was added to it. Knows which keys there are, not their values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dropout {

/// A key=value of a link, and the arm it speaks of: 0 for A.
struct Entry {
  int arm = 0;
  std::string key, value;
  bool has_value = false;  // there was a '='
};

/// Keys that only the page reads: at=step, h=digest, e=engine, sweep=axes and seeds=count. They do
/// not describe an experiment.
inline constexpr auto kPageKeys =
    std::to_array<std::string_view>({"at", "h", "e", "sweep", "seeds"});
bool is_page_key(std::string_view key);

/// Keys that mail programs, advertisements and sites append to any address.
bool is_tracker(const Entry& entry);

/// The entries of an address, of its fragment or query, or of a list of key=value. Where several
/// parts have keys, a bare list comes first, then the fragment, then the query. `&` may be written
/// `&amp;`, and text may be percent-encoded up to three times.
std::vector<Entry> find_entries(std::string_view text);

}  // namespace dropout
