// Errors in words, for the command line and the tests. The page words its own
// (web/shared/errors.ts).
#include "lab/spec/error.h"

namespace dropout {

std::string english_of(const Error& error) {
  std::string text;
  const std::string_view english = kErrorTexts[static_cast<std::size_t>(error.code)].english;
  for (std::size_t i = 0; i < english.size(); ++i) {
    if (english[i] != '{') {
      text += english[i];
      continue;
    }
    text += error.values[static_cast<std::size_t>(english[i + 1] - '0')];
    i += 2;
  }
  return text;
}

std::string shown(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, 40)) out += c >= ' ' && c < 127 && c != '"' ? c : '?';
  return text.size() > 40 ? out + "..." : out;
}

}  // namespace dropout
