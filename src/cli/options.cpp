// Strict: what is not understood is refused, never skipped.
#include "cli/options.h"

#include <cmath>
#include <functional>
#include <string_view>

#include "lab/spec/number.h"
#include "lab/spec/sweep.h"

namespace dropout::cli {
namespace {

/// A word that takes a value, and the commands that know it. Returns what is wrong with the value.
struct Flag {
  std::string_view name, commands;
  std::function<std::string(Options&, const std::string&)> read;
};

std::function<std::string(Options&, const std::string&)> text(std::string Options::*to) {
  return [to](Options& options, const std::string& value) {
    options.*to = value;
    return std::string();
  };
}

std::function<std::string(Options&, const std::string&)> whole(int Options::*to, int low,
                                                               int high) {
  return [=](Options& options, const std::string& value) -> std::string {
    double number;
    if (!read_number(value, false, number) || number != std::floor(number) || number < low ||
        number > high) {
      return "\"" + value.substr(0, 40) + "\" is no whole number from " + std::to_string(low) +
             " to " + std::to_string(high) + ".";
    }
    options.*to = static_cast<int>(number);
    return "";
  };
}

const std::vector<Flag>& flags() {
  static const std::vector<Flag> all = {
      {"--data", "run inspect sweep", text(&Options::data)},
      {"--csv", "run inspect sweep", text(&Options::csv)},
      {"--target", "run inspect sweep", text(&Options::target)},
      {"--task", "run inspect sweep",
       [](Options& options, const std::string& value) -> std::string {
         options.task = value;
         if (value == "classify" || value == "regress") return "";
         return "\"" + value.substr(0, 40) + "\" is no task: choose classify or regress.";
       }},
      {"--train-index", "run inspect sweep", text(&Options::train_index)},
      {"--test-index", "run inspect sweep", text(&Options::test_index)},
      {"--step", "inspect", whole(&Options::step, 1, 1000000000)},
      {"--rows", "inspect", whole(&Options::rows, 1, 1000000)},
      {"--site", "inspect", text(&Options::site)},
      {"--over", "sweep",
       [](Options& options, const std::string& value) {
         options.over.push_back(value);
         return std::string();
       }},
      {"--seeds", "sweep", whole(&Options::seeds, 1, 10000)},
      {"--shard", "sweep",
       [](Options& options, const std::string& value) {
         return read_shard(value, options.shard, options.shards);
       }},
  };
  return all;
}

bool among(std::string_view word, std::string_view words) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) {
      return true;
    }
  }
  return false;
}

Outcome misused(const std::string& sentence) { return {Outcome::bad_usage, sentence}; }

}  // namespace

const char* usage() {
  return "usage: dropout run LINK [--json] [--data FOLDER]\n"
         "       dropout run LINK --csv FILE [--target COLUMN] [--task classify|regress]\n"
         "                   [--train-index FILE --test-index FILE] [--json]\n"
         "       dropout inspect LINK [--step K] [--site NAME] [--rows N] [--json]\n"
         "       dropout sweep LINK --over KEY=FROM:TO:STEP|A,B,... [--over ...] [--seeds N]\n"
         "                     [--shard I/N]\n"
         "       dropout spec [--json]\n"
         "LINK is what follows the page's address, as \"#v=1&model=text&data=wordnet&p=0.5\".";
}

Outcome read_options(int count, char** arguments, Options& options) {
  if (count < 2) return misused(usage());
  options.command = arguments[1];
  if (!among(options.command, "run inspect sweep spec")) {
    return misused("\"" + options.command + "\" is no command.\n" + usage());
  }
  bool linked = false;
  for (int i = 2; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--json") {
      options.json = true;
      continue;
    }
    if (!word.starts_with("--")) {
      if (linked || options.command == "spec") {
        return misused("\"" + word + "\" is one word too many.\n" + usage());
      }
      linked = true;
      options.link = word;
      continue;
    }
    const Flag* flag = nullptr;
    for (const Flag& known : flags()) {
      if (known.name == word && among(options.command, known.commands)) flag = &known;
    }
    if (!flag) return misused("\"" + word + "\" is not understood.\n" + usage());
    if (i + 1 >= count) return misused(word + " needs a value.\n" + usage());
    const std::string wrong = flag->read(options, arguments[++i]);
    if (!wrong.empty()) return misused(word + " " + wrong);
  }
  if (!linked && options.command != "spec") {
    return misused(options.command + " needs a link.\n" + usage());
  }
  if (options.train_index.empty() != options.test_index.empty()) {
    return misused("--train-index and --test-index come together.");
  }
  return {};
}

}  // namespace dropout::cli
