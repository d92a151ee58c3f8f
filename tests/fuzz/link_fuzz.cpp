// Any text as a link: it is read or refused in a sentence; what is read is within the table's
// ranges and the limit of cost, and its canonical form reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lab/spec/cost.h"
#include "lab/spec/link.h"
#include "lab/spec/spec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const dropout::Reading reading = dropout::read_link(text);
  if (!reading.error == reading.arms.empty()) std::abort();
  if (reading.error) return 0;
  for (const dropout::Spec& spec : reading.arms) {
    for (const dropout::KeyInfo& row : dropout::keys()) {
      const double value = spec[row.key];
      const bool choice = row.kind == dropout::Kind::choice;
      if (!choice && !(value >= row.low && value <= row.high)) std::abort();
    }
    if (dropout::check_cost(spec)) std::abort();
  }
  const std::string link = dropout::write_link(reading.arms);
  const dropout::Reading again = dropout::read_link(link);
  if (again.error || dropout::write_link(again.arms) != link) std::abort();
  return 0;
}
