// The commands. Each prints to stdout and returns what the program does.
#pragma once

#include "cli/options.h"

namespace dropout::cli {

/// Trains every arm of a link and says how it went.
Outcome run_command(const Options& options);
/// Goes on with a saved run to its end.
Outcome resume_command(const Options& options);
/// What saved runs, averaged, say of the rows of a table.
Outcome predict_command(const Options& options);
/// One training step from within: masks, activations, attention, gradients.
Outcome inspect_command(const Options& options);
/// A link over keys and seeds: one line of JSON for each run of this shard, in order, with nothing
/// in it that depends on the machine or the time.
Outcome sweep_command(const Options& options);
/// The table of keys.
Outcome spec_command(const Options& options);

}  // namespace dropout::cli
