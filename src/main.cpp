// The native command line: dropout run | resume | predict | inspect | sweep | spec. Its commands
// are in cli/; they alone know a clock, a terminal, a file system and JSON.
#include <cstdio>

#include "cli/commands.h"

int main(int count, char** arguments) {
  namespace cli = dropout::cli;
  cli::Options options;
  const std::optional<cli::Outcome> ended = cli::read_options(count, arguments, options);
  const cli::Outcome outcome = ended                          ? *ended
                               : options.command == "run"     ? cli::run_command(options)
                               : options.command == "resume"  ? cli::resume_command(options)
                               : options.command == "predict" ? cli::predict_command(options)
                               : options.command == "inspect" ? cli::inspect_command(options)
                               : options.command == "sweep"   ? cli::sweep_command(options)
                                                              : cli::spec_command(options);
  cli::say_notice(options);
  if (outcome.failed()) std::fprintf(stderr, "dropout: %s\n", outcome.sentence.c_str());
  return outcome.code;
}
