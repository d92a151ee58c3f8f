// Offsets and sizes of an archive are those of PKWARE's APPNOTE, sections 4.3.7 to 4.3.16.
#include "cli/npz.h"

#include <array>
#include <cstdlib>
#include <cstring>

namespace dropout::cli {
namespace {

constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint32_t kDate = 0x21;  // the first day that an archive can say
constexpr std::string_view kMagic("\x93NUMPY\x01\x00", 8);

std::uint32_t crc32(std::string_view bytes) {
  std::array<std::uint32_t, 256> table;
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  std::uint32_t c = 0xffffffffu;
  for (const char byte : bytes) c = table[(c ^ static_cast<unsigned char>(byte)) & 0xff] ^ (c >> 8);
  return ~c;
}

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::uint32_t get(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = 0; i < count && at + i < bytes.size(); ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

std::string npy_of(const Array& array) {
  std::string tuple;
  for (std::size_t i = 0; i < array.shape.size(); ++i) {
    tuple += (i > 0 ? ", " : "") + std::to_string(array.shape[i]);
  }
  if (array.shape.size() == 1) tuple += ",";
  const std::string text =
      "{'descr': '" + array.type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
  const std::size_t head = (10 + text.size() + 1 + 63) / 64 * 64;
  std::string out(kMagic);
  put(out, head - 10, 2);
  out += text;
  out.resize(head - 1, ' ');
  out += '\n';
  return out + array.bytes;
}

/// The text behind `key` in an array's header, up to one of `ends`.
std::string header_value(std::string_view head, std::string_view key, std::string_view ends) {
  std::size_t at = head.find(key);
  if (at == std::string_view::npos) return "";
  at += key.size();
  return std::string(head.substr(at, head.find_first_of(ends, at) - at));
}

bool read_npy(std::string_view bytes, Array& array) {
  if (bytes.size() < 12 || bytes.substr(0, 6) != kMagic.substr(0, 6)) return false;
  const bool wide = bytes[6] > 1;  // version 2 has four bytes for the header's length
  const std::size_t start = wide ? 12 : 10, size = start + get(bytes, 8, wide ? 4 : 2);
  if (size > bytes.size()) return false;
  const std::string_view head = bytes.substr(start, size - start);
  array.type = header_value(head, "'descr': '", "'");
  if (array.type.empty() || header_value(head, "'fortran_order': ", ",") != "False") return false;
  const std::string shape = header_value(head, "'shape': (", ")");
  for (const char* from = shape.c_str(); *from;) {
    char* end;
    const unsigned long side = std::strtoul(from, &end, 10);
    if (end != from) array.shape.push_back(side);
    from = end == from ? from + 1 : end;
  }
  array.bytes = bytes.substr(size);
  return true;
}

std::size_t find_end(std::string_view bytes) {
  if (bytes.size() < 22) return std::string_view::npos;
  for (std::size_t at = bytes.size() - 22;; --at) {
    if (get(bytes, at, 4) == kEnd) return at;
    if (at == 0) return std::string_view::npos;
  }
}

}  // namespace

Array array_of_text(const std::string& name, std::string_view text) {
  Array array{name, "", {}, ""};
  std::size_t letters = 0;
  if (text.empty()) text = " ";
  for (std::size_t at = 0; at < text.size(); ++letters) {
    const auto first = static_cast<unsigned char>(text[at]);
    const int size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t letter = size == 1 ? first : first & (0xffu >> (size + 1));
    for (int i = 1; i < size && at + i < text.size(); ++i) {
      letter = letter << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3fu);
    }
    put(array.bytes, letter, 4);
    at += size;
  }
  array.type = "<U" + std::to_string(letters);
  return array;
}

Array array_of_integer(const std::string& name, std::int64_t value) {
  Array array{name, "<i8", {}, ""};
  put(array.bytes, static_cast<std::uint64_t>(value), 8);
  return array;
}

std::string text_of(const Array& array) {
  std::string text;
  if (!array.type.starts_with("<U")) return text;
  for (std::size_t at = 0; at + 4 <= array.bytes.size(); at += 4) {
    const std::uint32_t c = get(array.bytes, at, 4);
    if (c == 0) break;
    if (c < 0x80) {
      text += static_cast<char>(c);
      continue;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    text += static_cast<char>((0xf00 >> more & 0xff) | c >> (6 * more));
    for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (c >> (6 * i) & 0x3f));
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string write_npz(const std::vector<Array>& arrays) {
  std::string out, directory;
  for (const Array& array : arrays) {
    const std::string name = array.name + ".npy", bytes = npy_of(array);
    std::string common;
    for (const std::uint32_t value : {20u, 0u, 0u, 0u, kDate}) put(common, value, 2);
    put(common, crc32(bytes), 4);
    put(common, bytes.size(), 4);
    put(common, bytes.size(), 4);
    put(common, name.size(), 2);
    put(common, 0, 2);
    put(directory, kCentral, 4);
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 6);
    put(directory, 0, 4);
    put(directory, out.size(), 4);
    directory += name;
    put(out, kLocal, 4);
    out += common + name + bytes;
  }
  const std::size_t at = out.size();
  out += directory;
  put(out, kEnd, 4);
  put(out, 0, 4);
  put(out, arrays.size(), 2);
  put(out, arrays.size(), 2);
  put(out, directory.size(), 4);
  put(out, at, 4);
  put(out, 0, 2);
  return out;
}

Npz read_npz(std::string_view bytes) {
  Npz npz;
  const std::size_t end = find_end(bytes);
  if (end == std::string_view::npos) return {{}, "it is no .npz file"};
  std::size_t at = get(bytes, end + 16, 4);
  for (std::uint32_t i = get(bytes, end + 10, 2); i > 0; --i) {
    if (get(bytes, at, 4) != kCentral) return {{}, "it is damaged"};
    const std::uint32_t method = get(bytes, at + 10, 2), crc = get(bytes, at + 16, 4);
    const std::size_t size = get(bytes, at + 20, 4), head = get(bytes, at + 42, 4);
    const std::size_t name_size = get(bytes, at + 28, 2);
    if (method != 0) return {{}, "its arrays are compressed: save it without compression"};
    Array& array = npz.arrays.emplace_back();
    const std::size_t begin = head + 30 + get(bytes, head + 26, 2) + get(bytes, head + 28, 2);
    if (at + 46 + name_size > bytes.size() || begin > bytes.size() || size > bytes.size() - begin) {
      return {{}, "it is damaged"};
    }
    const std::string_view stored = bytes.substr(begin, size);
    array.name = bytes.substr(at + 46, name_size);
    if (array.name.ends_with(".npy")) array.name.resize(array.name.size() - 4);
    if (crc32(stored) != crc || !read_npy(stored, array)) return {{}, "it is damaged"};
    at += 46 + name_size + get(bytes, at + 30, 2) + get(bytes, at + 32, 2);
  }
  return npz;
}

}  // namespace dropout::cli
