// What the command line says, read once. Knows no run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/query/rows/choices.h"

namespace dropout::cli {

/// What a program returns, and what it says on stderr where it fails.
struct Outcome {
  enum Code { fine = 0, bad_data = 1, bad_usage = 2, differs = 3, diverged = 4 };
  Code code = fine;
  std::string sentence = {};

  bool failed() const { return code != fine; }
};

/// With the choices about a table of one's own.
struct Options : TableChoices {
  std::string command, link;
  std::string data = "build/data";  // folder of the data sets
  bool json = false;
  std::string csv, train_index, test_index;  // of a table of one's own
  std::string save;                          // run, resume: a file to write
  std::vector<std::string> runs;             // predict, resume: saved runs
  std::string mode, trained_on;              // predict
  int passes = 0;                            // predict; 0: as the link says
  int step = 1, rows = 4;                    // inspect
  std::string site;                          // inspect
  std::vector<std::string> over;             // sweep
  int seeds = 1;                             // sweep
  std::string shard = "1/1";                 // sweep
};

/// Of this program: "0.2.0".
const char* version();

/// Reads the words of the command line. Returns what the program ends with where there is nothing
/// to run: a mistake, or help, which it prints.
std::optional<Outcome> read_options(int count, char** arguments, Options& options);

/// Says on stderr what the link repeats.
void say_notice(const Options& options);

}  // namespace dropout::cli
