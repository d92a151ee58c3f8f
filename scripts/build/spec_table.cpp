// The build's own program: `dropout spec --json` and nothing else, for Node, so that the page can
// be built without a native compiler. Not part of the command line.
#include "cli/commands.h"

int main() {
  dropout::cli::Options options;
  options.json = true;
  return dropout::cli::spec_command(options).code;
}
