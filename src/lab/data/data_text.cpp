// Text to tokens and back, by the rule that scripts/data uses. Knows no data set.
#include <algorithm>

#include "lab/data/data.h"

namespace dropout {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// A letter, a digit or a byte of a character beyond ASCII.
bool in_word(char c) {
  const char l = lower(c);
  return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) >= 0x80);
}

// Bytes of the UTF-8 character that starts with `first`; 1 for anything that starts none.
std::size_t character_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
}

void report(std::vector<std::string>& unknown, const std::string& entry) {
  if (std::find(unknown.begin(), unknown.end(), entry) == unknown.end()) unknown.push_back(entry);
}

Encoded encode_words(std::string_view text, const Vocabulary& vocabulary) {
  Encoded encoded;
  for (const std::string& word : words_of(text)) {
    const int id = vocabulary.find(word);
    if (id < 0) report(encoded.unknown, word);
    if (id >= 0 || vocabulary.unknown() >= 0) {
      encoded.tokens.push_back(id >= 0 ? id : vocabulary.unknown());
    }
  }
  return encoded;
}

Encoded encode_characters(std::string_view text, const Vocabulary& vocabulary) {
  Encoded encoded;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = std::min(character_bytes(text[at]), text.size() - at);
    std::string character(text.substr(at, bytes));
    at += bytes;
    int id = vocabulary.find(character);
    if (id < 0 && is_upper(character[0])) id = vocabulary.find({lower(character[0])});
    if (id >= 0) {
      encoded.tokens.push_back(id);
    } else {
      report(encoded.unknown, character);
    }
  }
  return encoded;
}

}  // namespace

Vocabulary::Vocabulary(std::vector<std::string> entries, Unit unit)
    : entries_(std::move(entries)), unit_(unit) {
  unknown_ = find("<unk>");
  boundary_ = find("<end>");
}

int Vocabulary::find(const std::string& entry) const {
  const auto found = std::find(entries_.begin(), entries_.end(), entry);
  return found == entries_.end() ? -1 : static_cast<int>(found - entries_.begin());
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (in_word(c)) {
      word += lower(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Encoded encode(std::string_view text, const Vocabulary& vocabulary) {
  return vocabulary.unit() == Unit::character ? encode_characters(text, vocabulary)
                                              : encode_words(text, vocabulary);
}

std::string decode(std::span<const int> tokens, const Vocabulary& vocabulary) {
  std::string text;
  for (const int id : tokens) {
    if (id < 0 || id >= vocabulary.size() || id == vocabulary.boundary()) continue;
    if (vocabulary.unit() == Unit::word && !text.empty()) text += ' ';
    text += vocabulary[id];
  }
  return text;
}

}  // namespace dropout
