// Reading, writing and checking Specs. Strict on purpose: the page decides what to do about a bad
// link, the core never guesses. Knows no data, no network.
#include "lab/spec/spec.h"

#include <cmath>

#include "lab/data/drawn.h"
#include "lab/spec/cost.h"
#include "lab/spec/decimal.h"

namespace dropout {
namespace {

constexpr int kArms = 4;
constexpr std::size_t kLongestLink = 8192;

/// What the reader typed, made safe to repeat in a sentence.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text.substr(0, 40)) out += c >= ' ' && c < 127 && c != '"' ? c : '?';
  return out + (text.size() > 40 ? "...\"" : "\"");
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// [-]digits[.digits][e[-+]digits] and nothing else: no hex, no inf, no nan, no blanks.
bool is_number(std::string_view text) {
  std::size_t i = 0;
  auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && digit(text[i])) ++i;
    return i > begin;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const bool whole = digits();
  bool fraction = false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    fraction = digits();
    if (!fraction) return false;
  }
  if (!whole && !fraction) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size() && text.size() <= 40;
}

std::string range_of(const KeyInfo& row) {
  return write_decimal(row.low) + " to " + write_decimal(row.high);
}

/// A key=value of a link, and the arm it speaks of.
struct Entry {
  int arm;
  std::string_view key, value;
};

/// Cuts a link into entries; false where an entry has no '='.
bool cut(std::string_view text, std::vector<Entry>& entries, std::string& error) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view piece = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (piece.empty()) continue;
    const std::size_t equals = piece.find('=');
    if (equals == std::string_view::npos) {
      error = quoted(piece) + " in the link has no value: write key=value, joined by &.";
      return false;
    }
    Entry entry{0, piece.substr(0, equals), piece.substr(equals + 1)};
    if (entry.key.size() > 2 && entry.key[1] == '.' && entry.key[0] > 'a' &&
        entry.key[0] < 'a' + kArms) {
      entry.arm = entry.key[0] - 'a';
      entry.key = entry.key.substr(2);
    }
    entries.push_back(entry);
  }
  return true;
}

/// Keys of a link that say where a run stood or which runs are to be compared, not what a run is:
/// at=step, h=digest, e=engine, sweep=axes and seeds=count. They are the page's.
bool says_nothing_to_core(std::string_view key) {
  return key == "at" || key == "h" || key == "e" || key == "sweep" || key == "seeds";
}

/// Points belong to every arm whose data can be drawn.
bool are_points(const Entry& entry) { return entry.arm == 0 && entry.key == "pts"; }

}  // namespace

Spec::Spec(Model model) : values_{} {
  for (const KeyInfo& row : keys()) {
    (*this)[row.key] = default_of(row, model);
  }
  (*this)[Key::model] = static_cast<double>(model);
}

std::string assign(Spec& spec, const KeyInfo& row, std::string_view text) {
  const std::string name = row.name;
  if (row.kind == Kind::choice) {
    for (std::size_t i = 0; i < row.choices.size(); ++i) {
      if (row.choices[i] == text) {
        spec[row.key] = static_cast<double>(i);
        return "";
      }
    }
    std::string names;
    for (const char* one : row.choices) names += std::string(names.empty() ? "" : " ") + one;
    return quoted(text) + " is not a choice of " + name + ": choose one of " + names + ".";
  }
  if (!is_number(text)) {
    return name + "=" + quoted(text) + " is not a number: write one from " + range_of(row) + ".";
  }
  const double value = read_decimal(text);
  if (!(value >= row.low && value <= row.high)) {
    return name + "=" + std::string(text) + " is out of range: choose " + range_of(row) + ".";
  }
  if (row.kind == Kind::integer && value != std::floor(value)) {
    return name + "=" + std::string(text) + " is not a whole number: choose one from " +
           range_of(row) + ".";
  }
  spec[row.key] = value == 0 ? 0 : value;  // no -0: it would not read back the same
  return "";
}

std::string write_value(const KeyInfo& row, double value) {
  if (row.kind != Kind::choice) return write_decimal(value);
  return std::string(row.choices[static_cast<std::size_t>(value)]);
}

Reading read_link(std::string_view text) {
  if (text.size() > kLongestLink) {
    return {{},
            "The link has " + std::to_string(text.size()) + " characters: at most " +
                std::to_string(kLongestLink) + " are read."};
  }
  if (!text.empty() && (text[0] == '#' || text[0] == '?')) text.remove_prefix(1);
  std::vector<Entry> entries;
  std::string error;
  if (!cut(text, entries, error)) return {{}, error};

  int arms = 1;
  std::string_view points;
  for (const Entry& entry : entries) {
    if (entry.arm == 0 && says_nothing_to_core(entry.key)) continue;
    if (are_points(entry)) {
      points = entry.value;
      continue;
    }
    if (!find_key(entry.key)) {
      return {{},
              quoted(entry.key) + " is not a key this version knows: remove it, or open the " +
                  "link with a newer version."};
    }
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
        if (!error.empty()) return {{}, error};
      }
    }
    spec = Spec(spec.model());
    for (int from : {0, arm}) {  // what arm A says holds for all, then the arm's own words
      for (const Entry& entry : entries) {
        const KeyInfo* row = find_key(entry.key);
        if (entry.arm != from || !row || row->key == Key::model) continue;
        error = assign(spec, *row, entry.value);
        if (!error.empty()) return {{}, error};
      }
    }
    if (can_be_drawn(spec.data())) spec.points = points;
    error = check(spec);
    if (!error.empty()) return {{}, error};
    specs.push_back(spec);
  }
  if (!points.empty() && points_of(specs).empty()) {
    return {{}, "pts= draws points, but none of this link's data can be drawn: leave it out."};
  }
  return {specs, ""};
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
    // A last arm that differs in nothing is still an arm: its p says so.
    if (link.size() == before && arm + 1 == arms.size()) {
      link += prefix + "p=" + write_value(info(Key::p), b[Key::p]);
    }
  }
  const std::string_view points = points_of(arms);
  if (!points.empty()) link += "&pts=" + std::string(points);
  return link;
}

std::string check(const Spec& spec) {
  const auto word = [&](Key key) { return write_value(info(key), spec[key]); };
  const Model model = spec.model();
  if (!fits(model, spec.data())) {
    return "model=" + word(Key::model) + " does not learn data=" + word(Key::data) +
           ": choose one of " + data_for(model) + ".";
  }
  if (!fits(model, spec.drop())) {
    return "drop=" + word(Key::drop) + " has no place in model=" + word(Key::model) +
           ": choose one of " + drops_for(model) + ".";
  }
  if (spec.integer(Key::block) % 2 == 0) {
    return "block=" + word(Key::block) + " is even: DropBlock needs an odd side, such as 3 or 5.";
  }
  if (model == Model::transformer &&
      (spec.integer(Key::width) % spec.integer(Key::heads) != 0 || spec.integer(Key::depth) < 1 ||
       spec.integer(Key::depth) > 4)) {
    return "A transformer needs 1 to 4 blocks (depth) and a width that its heads divide; this one "
           "has depth=" +
           word(Key::depth) + ", width=" + word(Key::width) + ", heads=" + word(Key::heads) + ".";
  }
  if (model == Model::lstm && spec.integer(Key::depth) < 1) {
    return "depth=0 leaves an LSTM without layers: choose 1 or more.";
  }
  if (!spec.points.empty()) {
    std::string error = check_drawn(spec.data(), spec.points);
    if (!error.empty()) return error;
  }
  return check_cost(spec);
}

}  // namespace dropout
