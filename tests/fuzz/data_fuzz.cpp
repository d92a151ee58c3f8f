// Any bytes as a data container: a data set or a sentence, never a read beyond their end.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "lab/data/data.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr dropout::Data kinds[] = {dropout::Data::co2,     dropout::Data::cars,
                                     dropout::Data::fashion, dropout::Data::wordnet,
                                     dropout::Data::names,   dropout::Data::moby};
  const std::span<const std::uint8_t> bytes(data + 1, size - 1);
  dropout::load(kinds[data[0] % 6], bytes, {});
  return 0;
}
