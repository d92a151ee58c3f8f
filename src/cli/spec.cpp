// dropout spec: the table of keys for people, all descriptors for the build.
#include <cstdio>
#include <iostream>

#include "cli/commands.h"
#include "cli/describe.h"

namespace dropout::cli {

Outcome spec_command(const Options& options) {
  if (options.json) {
    std::cout << describe().dump(1) << "\n";
    return {};
  }
  for (const KeyInfo& row : keys()) {
    std::printf("%-9s %-8s default %-9s %s\n", row.name,
                kKindNames[static_cast<std::size_t>(row.kind)],
                value_of(row, row.fallback).dump().c_str(), words_of(row.key).help.english);
  }
  return {};
}

}  // namespace dropout::cli
