// Any bytes as a CSV file, cut into pieces where the first byte says: it becomes a table or is
// refused, alike whatever the pieces; a table becomes a data set or is refused.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lab/data/table_dataset.h"

namespace {

dropout::Error read(std::string_view text, std::size_t piece, dropout::Table& table) {
  dropout::TableReader reader;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (!reader.feed(text.substr(at, piece))) return reader.error();
  }
  if (!reader.finish()) return reader.error();
  table = reader.take();
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  dropout::Table whole, cut;
  const dropout::Error error = read(text, std::max<std::size_t>(1, text.size()), whole);
  if (read(text, 1 + data[0] % 16u, cut) != error) std::abort();
  dropout::read_rows(text);
  if (error) return 0;
  if (whole.rows() != cut.rows() || whole.columns() != cut.columns()) std::abort();
  for (int row = 0; row < whole.rows(); ++row) {
    for (int column = 0; column < whole.columns(); ++column) {
      if (whole.cell(row, column) != cut.cell(row, column)) std::abort();
    }
  }
  const dropout::TableData loaded = dropout::make_dataset(whole, {});
  if (loaded.error) return 0;
  if (loaded.data.train.size() < 1) std::abort();
  return 0;
}
