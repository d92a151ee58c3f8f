// The native command line: dropout run | inspect | sweep | spec. Its commands are in cli/; they
// alone know a clock, a terminal, a file system and JSON.
#include <cstdio>

#include "cli/commands.h"

int main(int count, char** arguments) {
  using namespace dropout::cli;
  Options options;
  Outcome outcome = read_options(count, arguments, options);
  if (!outcome.failed()) {
    outcome = options.command == "run"       ? run_command(options)
              : options.command == "inspect" ? inspect_command(options)
              : options.command == "sweep"   ? sweep_command(options)
                                             : spec_command(options);
  }
  if (outcome.failed()) std::fprintf(stderr, "dropout: %s\n", outcome.sentence.c_str());
  return outcome.code;
}
