// The commands and what each takes, read by CLI11.
#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "lab/spec/limits.h"
#include "lab/spec/link.h"
#include "lab/spec/sweep.h"

namespace dropout::cli {
namespace {

constexpr const char* kAbout =
    "Trains networks with dropout: the engine of the Dropout Playground, without a browser.";
constexpr const char* kLink =
    "What follows the page's address, such as \"#v=1&model=text&data=wordnet&p=0.5\"";
constexpr int kMostSteps = 1000000000, kMostRows = 1000000;

void add_json(CLI::App& command, Options& options) {
  command.add_flag("--json", options.json, "Write one JSON document instead of words");
}

/// How a table of one's own is laid out.
void add_layout(CLI::App& command, Options& options) {
  command
      .add_option("--header", options.header, "Whether the first row names columns; as it looks")
      ->check(CLI::IsMember({"yes", "no"}))
      ->type_name("yes|no");
  command
      .add_option("--delimiter", options.delimiter,
                  "What parts cells: one character, tab or space; as it looks")
      ->check(CLI::Validator(
          [](const std::string& text) {
            const bool fine = text.size() == 1 || text == "tab" || text == "space";
            return std::string(fine ? "" : "give one character, tab or space");
          },
          "CHARACTER"))
      ->type_name("");
  command.add_option("--decimal", options.decimal, "The decimal sign; as the columns look")
      ->check(CLI::IsMember({".", ",", "point", "comma"}))
      ->type_name(".|,");
}

/// What every command that trains takes.
void add_run(CLI::App& command, Options& options) {
  command.add_option("link", options.link, kLink)->required()->type_name("LINK");
  command.add_option("--data", options.data, "Folder of the data sets")
      ->type_name("FOLDER")
      ->capture_default_str();
  command.add_option("--csv", options.csv, "Your own table, for links with data=csv")
      ->type_name("FILE");
  command.add_option("--target", options.target, "Column to predict, by name or number; the last")
      ->type_name("COLUMN");
  command.add_option("--task", options.task, "What the target is; as it looks where not given")
      ->check(CLI::IsMember({"classify", "regress"}))
      ->type_name("");
  auto* train = command.add_option("--train-index", options.train_index,
                                   "Row numbers from 0 to train on, one a line");
  auto* test = command.add_option("--test-index", options.test_index, "Row numbers to test on");
  train->type_name("FILE")->needs(test);
  test->type_name("FILE")->needs(train);
  add_layout(command, options);
  const auto add_columns = [&](const char* name, std::vector<std::string>& list, const char* what) {
    command.add_option(name, list, what)->allow_extra_args(false)->type_name("COLUMNS");
  };
  add_columns("--leave-out", options.leave_out,
              "Columns to leave out, by name or number: a,b; again for more");
  add_columns("--number", options.number, "Columns that are numbers; other cells are missing");
  add_columns("--category", options.category, "Columns that are categories");
  command
      .add_option("--missing", options.missing,
                  "Rows with missing inputs: leave them out, or make missing a category")
      ->check(CLI::IsMember({"leave-out", "category"}))
      ->type_name("leave-out|category");
  add_json(command, options);
}

void add_save(CLI::App& command, Options& options) {
  command.add_option("--save", options.save, "Write the trained run to this .npz file")
      ->type_name("FILE");
}

void add_resume(CLI::App& command, Options& options) {
  command.add_option("run", options.runs, "A saved run (.npz)")->required()->expected(1);
  command.add_option("--data", options.data, "Folder of the data sets")
      ->type_name("FOLDER")
      ->capture_default_str();
  command.add_option("--csv", options.csv, "The table that it learned from")->type_name("FILE");
  add_save(command, options);
  add_json(command, options);
}

void add_predict(CLI::App& command, Options& options) {
  command.add_option("runs", options.runs, "Saved runs (.npz): several are one ensemble")
      ->required()
      ->type_name("FILE");
  command.add_option("--csv", options.csv, "The table of new rows")->required()->type_name("FILE");
  command.add_option("--mode", options.mode, "Monte Carlo passes, or one in eval mode")
      ->check(CLI::IsMember({"mc", "eval"}))
      ->type_name("mc|eval");
  command.add_option("--T", options.passes, "Passes of each run; as its link says")
      ->check(CLI::Range(2, 10000))
      ->type_name("NUMBER");
  command
      .add_option("--trained-on", options.trained_on,
                  "The table that a run saved by the page learned from")
      ->type_name("FILE");
  add_layout(command, options);
  add_json(command, options);
}

void add_inspect(CLI::App& command, Options& options) {
  add_run(command, options);
  command.add_option("--step", options.step, "The training step to show")
      ->check(CLI::Range(1, kMostSteps))
      ->capture_default_str();
  command.add_option("--rows", options.rows, "Examples shown at each site")
      ->check(CLI::Range(1, kMostRows))
      ->capture_default_str();
  command.add_option("--site", options.site, "Show this dropout alone")->type_name("NAME");
}

void add_sweep(CLI::App& command, Options& options) {
  add_run(command, options);
  command
      .add_option("--over", options.over,
                  "Values of a key: KEY=FROM:TO:STEP or KEY=A,B,...; again for a grid")
      ->allow_extra_args(false)
      ->type_name("AXIS");
  command.add_option("--seeds", options.seeds, "Seeds at each point, from the link's upwards")
      ->check(CLI::Range(1, kMostSeeds))
      ->capture_default_str();
  const auto check_shard = [](const std::string& text) {
    int shard, shards;
    return english_of(read_shard(text, shard, shards));
  };
  command.add_option("--shard", options.shard, "Every N-th run, beginning with the I-th")
      ->check(CLI::Validator(check_shard, "I/N"))
      ->type_name("");
}

}  // namespace

const char* version() { return DROPOUT_VERSION; }

std::optional<Outcome> read_options(int count, char** arguments, Options& options) {
  CLI::App app(kAbout, "dropout");
  app.set_version_flag("--version", "dropout " DROPOUT_VERSION);
  app.require_subcommand(0, 1);  // with 1, a word that is no command would not be named
  CLI::App& run = *app.add_subcommand("run", "Train each arm of a link to its end");
  add_run(run, options);
  add_save(run, options);
  add_resume(*app.add_subcommand("resume", "Go on with a saved run to its end"), options);
  add_predict(*app.add_subcommand("predict", "What saved runs say of new rows, as CSV"), options);
  add_inspect(*app.add_subcommand("inspect", "Lay one training step open"), options);
  add_sweep(*app.add_subcommand("sweep", "Train a grid over keys and seeds, a line of JSON a run"),
            options);
  add_json(*app.add_subcommand("spec", "Print the table of keys"), options);
  const std::string help = "\nSee dropout --help, or --help of a command.";
  try {
    app.parse(count, arguments);
    if (app.get_subcommands().empty()) {
      return Outcome{Outcome::bad_usage, "A subcommand is required" + help};
    }
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) {
      return Outcome{Outcome::bad_usage, error.what() + help};
    }
    app.exit(error);  // prints the help or the version that was asked for
    return Outcome{};
  }
  options.command = app.get_subcommands().front()->get_name();
  return std::nullopt;
}

void say_notice(const Options& options) {
  for (const Error& notice : read_link(options.link).notices) {
    std::fprintf(stderr, "dropout: %s\n", english_of(notice).c_str());
  }
}

}  // namespace dropout::cli
