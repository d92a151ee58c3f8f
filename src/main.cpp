// The native command line: dropout run | spec. Reads data from files; the only native
// code that knows a clock, a terminal and JSON.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lab/cost.h"
#include "lab/experiment.h"

namespace {

using dropout::Data;
using dropout::Experiment;
using dropout::Key;
using dropout::Phase;
using dropout::Score;
using dropout::Spec;
using Json = nlohmann::ordered_json;

int fail(const std::string& sentence) {
  std::fprintf(stderr, "dropout: %s\n", sentence.c_str());
  return 2;
}

const char* usage() {
  return "usage: dropout run \"#v=1&model=text&data=wordnet&p=0.5\" [--json] [--data FOLDER]\n"
         "       dropout spec [--json]";
}

Json value_of(const dropout::ParameterInfo& parameter, double value) {
  if (parameter.kind == dropout::Kind::choice) return dropout::write_value(parameter, value);
  if (parameter.kind == dropout::Kind::integer) return static_cast<std::int64_t>(value);
  return value;
}

Json json_of(const Spec& spec) {
  Json json;
  for (const auto& parameter : dropout::parameters()) {
    json[parameter.name] = value_of(parameter, spec[parameter.key]);
  }
  return json;
}

Json json_of(const dropout::ParameterInfo& parameter) {
  static const char* const kinds[] = {"choice", "integer", "number"};
  Json json;
  json["key"] = parameter.name;
  json["type"] = kinds[static_cast<int>(parameter.kind)];
  json["default"] = value_of(parameter, parameter.fallback);
  const auto models = dropout::choices_of(dropout::info(Key::model));
  Json defaults = Json::object();
  Json applies = Json::array();
  for (std::size_t m = 0; m < models.size(); ++m) {
    const auto model = static_cast<dropout::Model>(m);
    const double value = dropout::default_of(parameter, model);
    if (value != parameter.fallback) {
      defaults[std::string(models[m])] = value_of(parameter, value);
    }
    if (parameter.models & (1u << m)) applies.push_back(models[m]);
  }
  json["defaults"] = defaults;
  json["min"] = parameter.low;
  json["max"] = parameter.high;
  json["choices"] = dropout::choices_of(parameter);
  json["label"] = parameter.label;
  json["help"] = parameter.help;
  json["unit"] = parameter.unit;
  json["live"] = parameter.live;
  json["models"] = applies;
  return json;
}

int spec_command(bool as_json) {
  Json table = Json::array();
  for (const auto& parameter : dropout::parameters()) table.push_back(json_of(parameter));
  if (as_json) {
    std::cout << table.dump(1) << "\n";
    return 0;
  }
  for (const auto& row : table) {
    std::printf("%-9s %-8s default %-9s %s\n", row["key"].get<std::string>().c_str(),
                row["type"].get<std::string>().c_str(), row["default"].dump().c_str(),
                row["help"].get<std::string>().c_str());
  }
  return 0;
}

/// The bytes of a data set's container; false with a sentence where they cannot be read.
bool read_container(const std::string& folder, Data data, std::vector<std::uint8_t>& bytes,
                    std::string& error) {
  const std::string name(dropout::file_of(data));
  if (name.empty()) return true;
  const std::string path = folder + "/" + name + ".bin";
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    error = path + " cannot be read: run `node scripts/data.mjs " + name + "` to make it.";
    return false;
  }
  bytes.assign(std::istreambuf_iterator<char>(file), {});
  return true;
}

std::string hex(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

struct Options {
  std::string link, data = "build/data";
  bool json = false;
};

void draw_progress(const dropout::Status& status, const Experiment& run) {
  const int width = 30, done = status.steps > 0 ? width * status.step / status.steps : width;
  const std::string bar = std::string(static_cast<std::size_t>(done), '#') +
                          std::string(static_cast<std::size_t>(width - done), '.');
  std::fprintf(stderr, "\r[%s] epoch %5.1f", bar.c_str(), status.epoch);
  if (!run.points().empty()) {
    const auto& point = run.points().back();
    std::fprintf(stderr, "  train %.4f  valid %.4f", point.train.loss, point.valid.loss);
  }
  std::fflush(stderr);
}

int run_command(const Options& options) {
  const dropout::Reading reading = dropout::read_link(options.link);
  if (!reading.error.empty()) return fail(reading.error);
  Json results = Json::array();
  for (const Spec& spec : reading.arms) {
    std::vector<std::uint8_t> bytes;
    std::string error;
    if (!read_container(options.data, spec.data(), bytes, error)) return fail(error);
    const auto run = Experiment::open(spec, bytes, error);
    if (!run) return fail(error);

    const auto start = std::chrono::steady_clock::now();
    int shown = -1;
    while (!run->status().finished) {
      run->advance();
      const dropout::Status status = run->status();
      const int part = static_cast<int>(100.0 * status.step / std::max(1, status.steps));
      if (!options.json && part != shown) draw_progress(status, *run), shown = part;
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const dropout::Status status = run->status();
    const dropout::Point& end = run->points().back();
    const Score dropping = run->score(run->data().train, Phase::mc);
    Json json;
    json["spec"] = json_of(spec);
    json["link"] = dropout::write_link({spec});
    json["steps"] = status.step;
    json["seconds"] = seconds;
    json["train"] = {{"loss", number(end.train.loss)},
                     {"accuracy", number(end.train.accuracy)},
                     {"loss_dropout", number(dropping.loss)}};
    json["valid"] = {{"loss", number(end.valid.loss)}, {"accuracy", number(end.valid.accuracy)}};
    json["digest"] = hex(run->digest());
    if (status.diverged) json["diverged"] = status.step;
    results.push_back(json);
    if (!options.json) {
      std::fprintf(stderr, "\n");
      std::printf("%8s %10s %10s %10s %10s\n", "epoch", "batch", "train", "valid", "accuracy");
      const auto& points = run->points();
      const std::size_t stride = std::max<std::size_t>(1, points.size() / 20);
      for (std::size_t i = 0; i < points.size(); ++i) {
        if (i % stride != 0 && i + 1 != points.size()) continue;
        std::printf("%8.1f %10.4f %10.4f %10.4f %10.4f\n", points[i].epoch, points[i].batch.loss,
                    points[i].train.loss, points[i].valid.loss, points[i].valid.accuracy);
      }
      std::printf("%s\n%d steps in %.1f s, digest %s\n", json["link"].get<std::string>().c_str(),
                  status.step, seconds, json["digest"].get<std::string>().c_str());
    }
  }
  if (options.json) {
    std::cout << (results.size() == 1 ? results[0] : results).dump(1) << "\n";
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return fail(usage());
  const std::string command = arguments[1];
  Options options;
  for (int i = 2; i < count; ++i) {
    const std::string word = arguments[i];
    if (word == "--json") {
      options.json = true;
    } else if (word == "--data" && i + 1 < count) {
      options.data = arguments[++i];
    } else if (options.link.empty() && word.rfind("--", 0) != 0) {
      options.link = word;
    } else {
      return fail("\"" + word + "\" is not understood.\n" + usage());
    }
  }
  if (command == "spec") return spec_command(options.json);
  if (command == "run") return run_command(options);
  return fail("\"" + command + "\" is no command.\n" + usage());
}
