// The twin of web/page/link/entries.ts.
#include "lab/spec/address.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lab/spec/keys.h"
#include "lab/spec/limits.h"

namespace dropout {
namespace {

constexpr int kMostEscapes = 3;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}
bool ends(std::string_view text, std::string_view with) {
  return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

/// The length of "amp;", "#38;" or "#x26;" at the beginning of a text, in any case; 0 for others.
std::size_t entity_length(std::string_view text) {
  std::string name;
  for (char c : text.substr(0, 16)) {
    // '0' may stand before the number.
    if (c != '0' || (name != "#" && name != "#x")) name += lower(c);
    if (c != ';') continue;
    const std::size_t length = text.find(';') + 1;
    return name == "amp;" || name == "#38;" || name == "#x26;" ? length : 0;
  }
  return 0;
}

/// `&` in place of each `&amp;`, `&amp;amp;` and the like.
std::string without_entities(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    plain += text[0];
    const bool ampersand = text[0] == '&';
    text.remove_prefix(1);
    if (!ampersand) continue;
    while (const std::size_t length = entity_length(text)) text.remove_prefix(length);
  }
  return plain;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Percent-decoded; as it was where a '%' stands for something else.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex(text[i + 1]) : -1;
    const int low = high >= 0 ? hex(text[i + 2]) : -1;
    if (low < 0) return std::string(text);
    plain += static_cast<char>(16 * high + low);
    i += 2;
  }
  return plain;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find_first_of(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Entry entry_of(std::string_view text) {
  const std::size_t equals = text.find('=');
  Entry entry{0, std::string(text.substr(0, equals)), "", equals != std::string_view::npos};
  if (entry.has_value) entry.value = text.substr(equals + 1);
  const std::string& key = entry.key;
  if (key.size() > 2 && key[1] == '.' && key[0] > 'a' && key[0] < 'a' + kMostArms) {
    entry.arm = key[0] - 'a';
    entry.key = key.substr(2);
  }
  return entry;
}

bool is_extra(const Entry& entry) {
  return entry.arm == 0 && (is_page_key(entry.key) || entry.key == "pts");
}

bool is_ours(const Entry& entry) { return find_key(entry.key) || is_extra(entry); }

/// The entries of a text between two '&'. It holds several where '&' itself was escaped; another
/// site's value is left as it is, even where it is an address with keys like ours.
void add_entries(std::string_view text, std::vector<Entry>& entries, int escapes = 0) {
  const Entry entry = entry_of(text);
  const bool may_hold = !entry.has_value || is_ours(entry);
  const std::string plain =
      may_hold && escapes < kMostEscapes ? unescaped(text) : std::string(text);
  if (plain == text) {
    if (!text.empty()) entries.push_back(entry);
    return;
  }
  const std::string mended = without_entities(plain);
  std::string_view list = mended;
  list.remove_prefix(std::min(list.find_first_not_of("#?"), list.size()));
  for (std::string_view piece : split(split(list, "#?")[0], "&")) {
    add_entries(piece, entries, escapes + 1);
  }
}

/// Keys that other pages use, too, say nothing of an experiment by themselves.
bool is_telling(const Entry& entry, bool in_query) {
  if (!entry.has_value) return false;
  if (is_extra(entry)) return entry.key == "pts" || entry.key == "sweep";
  return is_ours(entry) && !(in_query && entry.key == "v" && entry.value != "1");
}

struct Part {
  std::vector<Entry> entries;
  bool in_query;
};

/// A bare list, else what stands behind the first '#', then the query, then all before it.
std::vector<Part> parts_of(std::string_view text) {
  const std::size_t hash = text.find('#');
  const std::vector<std::string_view> head = split(text.substr(0, hash), "?");
  const bool has_query = head.size() > 1;
  std::vector<std::pair<std::string_view, bool>> texts;
  if (!has_query) texts.push_back({head[0], false});
  if (hash != std::string_view::npos) {
    for (std::string_view one : split(text.substr(hash + 1), "#?")) texts.push_back({one, false});
  }
  for (std::size_t i = 1; i < head.size(); ++i) texts.push_back({head[i], true});
  if (has_query) texts.push_back({head[0], true});

  std::vector<Part> parts;
  for (const auto& [part, in_query] : texts) {
    std::vector<Entry> entries;
    for (std::string_view piece : split(part, "&")) add_entries(piece, entries);
    parts.push_back({entries, in_query});
  }
  return parts;
}

}  // namespace

bool is_page_key(std::string_view key) {
  return std::find(kPageKeys.begin(), kPageKeys.end(), key) != kPageKeys.end();
}

bool is_tracker(const Entry& entry) {
  std::string key = entry.key;
  std::transform(key.begin(), key.end(), key.begin(), lower);
  constexpr std::array kNames{"gbraid", "wbraid",  "gad_source", "igsh",  "igshid",
                              "mc_cid", "mc_eid",  "_ga",        "_gl",   "mkt_tok",
                              "ref",    "ref_src", "si",         "secret"};
  const bool named = std::find(kNames.begin(), kNames.end(), key) != kNames.end();
  const bool begun =
      begins(key, "utm_") || begins(key, "_hs") || begins(key, "pk_") || begins(key, "mtm_");
  return entry.arm == 0 && (named || begun || ends(key, "clid") || ends(key, "clkid"));
}

std::vector<Entry> find_entries(std::string_view text) {
  const std::string plain = without_entities(text);
  const std::vector<Part> parts = parts_of(plain);
  const auto first = [&](auto fits) {
    return std::find_if(parts.begin(), parts.end(), [&](const Part& part) {
      return std::any_of(part.entries.begin(), part.entries.end(),
                         [&](const Entry& entry) { return fits(entry, part.in_query); });
    });
  };
  auto found = first(is_telling);
  if (found == parts.end()) found = first([](const Entry& entry, bool) { return entry.has_value; });
  if (found == parts.end()) found = first([](const Entry&, bool) { return true; });
  return found == parts.end() ? std::vector<Entry>() : found->entries;
}

}  // namespace dropout
