// Nothing here trusts the text: it comes from a link. Without containers of its own, since every
// engine that a first view loads has it.
#include "lab/spec/points.h"

namespace dropout {
namespace {

constexpr std::string_view kPrefix = "b8.";

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/// Byte `i` of base64url; the text has it.
int byte_at(std::string_view text, int i) {
  const int first = 8 * i / 6, shift = 8 * i % 6;  // of the 12 bits of two letters
  return (value_of(text[first]) << 6 | value_of(text[first + 1])) >> (4 - shift) & 255;
}

float coordinate(int byte, float reach) {
  return static_cast<float>(byte) * (2 * reach / 255) - reach;
}

}  // namespace

bool read_drawn(Data kind, std::string_view text, DrawnPoints& points) {
  if (text.substr(0, kPrefix.size()) != kPrefix) return false;
  text.remove_prefix(kPrefix.size());
  for (char c : text) {
    if (value_of(c) < 0) return false;
  }
  const int bytes = static_cast<int>(text.size() * 3 / 4);
  const int n = 4 * bytes / 9;  // two bytes a point and a fourth of one
  if (text.size() % 4 == 1 || n > kMostDrawn || 2 * n + (n + 3) / 4 != bytes) return false;
  const Reach reach = info(kind).reach;
  for (int i = 0; i < n; ++i) {
    points.all[static_cast<std::size_t>(i)] = {coordinate(byte_at(text, 2 * i), reach.x),
                                               coordinate(byte_at(text, 2 * i + 1), reach.y),
                                               byte_at(text, 2 * n + i / 4) >> (2 * (i % 4)) & 3};
  }
  points.count = n;
  return true;
}

Error check_drawn(Data kind, std::string_view text) {
  DrawnPoints points;
  if (!can_be_drawn(kind)) return error_of<Code::points_unwanted>();
  return read_drawn(kind, text, points) ? Error{} : error_of<Code::points_unreadable>();
}

}  // namespace dropout
