// Arrays as numpy's .npz has them: a zip archive of .npy files, stored as they are. Byte for byte
// what web/page/files writes. Knows nothing of runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dropout::cli {

struct Array {
  std::string name;
  std::string type;  // numpy's word: "<f4", "<f8", "<i8", "<U12"
  std::vector<std::size_t> shape;
  std::string bytes;  // little-endian, row-major
};

Array array_of_text(const std::string& name, std::string_view text);
Array array_of_integer(const std::string& name, std::int64_t value);
std::string text_of(const Array& array);

std::string write_npz(const std::vector<Array>& arrays);

/// The arrays in the order of the archive, or a sentence why not.
struct Npz {
  std::vector<Array> arrays;
  std::string error;
};
Npz read_npz(std::string_view bytes);

}  // namespace dropout::cli
