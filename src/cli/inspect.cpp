// dropout inspect: one training step from within. Masks are bits, 1 kept and 0 dropped, unit 0
// first; activations and attention are those of that step's batch, before its update.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <xtl/xdynamic_bitset.hpp>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/source.h"
#include "lab/model/network.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"

namespace dropout::cli {
namespace {

using Bits = xtl::xdynamic_bitset<std::uint64_t>;

Bits bits_of(const DropoutSite& site, int row) {
  Bits bits(static_cast<std::size_t>(site.units()), false);
  const Keep* mask = site.mask() + static_cast<std::ptrdiff_t>(row) * site.units();
  for (int u = 0; u < site.units(); ++u) bits.set(static_cast<std::size_t>(u), mask[u] != 0);
  return bits;
}

std::string text_of(const Bits& bits) {
  std::string text;
  for (std::size_t i = 0; i < bits.size(); ++i) text += bits[i] ? '1' : '0';
  return text;
}

Json rows_of(ConstView values, int rows) {
  Json json = Json::array();
  for (int r = 0; r < std::min(values.rows, rows); ++r) {
    Json row = Json::array();
    for (int c = 0; c < values.cols; ++c) row.push_back(json_of(values(r, c)));
    json.push_back(std::move(row));
  }
  return json;
}

const Peek* find(const std::vector<Peek>& peeks, const std::string& name) {
  for (const Peek& peek : peeks) {
    if (peek.name == name) return &peek;
  }
  return nullptr;
}

Json site_json(const DropoutSite& site, const std::vector<Peek>& peeks, int rows) {
  Json json;
  json["name"] = site.name();
  json["p"] = site.p();
  json["scale"] = site.scale();
  json["rows"] = site.rows();
  json["units"] = site.units();
  std::size_t kept = 0;
  Json masks = Json::array();
  for (int r = 0; r < site.rows(); ++r) {
    const Bits bits = bits_of(site, r);
    kept += bits.count();
    if (r < rows) masks.push_back(text_of(bits));
  }
  json["kept"] = kept;
  json["dropped"] = static_cast<std::size_t>(site.rows()) * site.units() - kept;
  json["mask"] = std::move(masks);
  for (const char* moment : {"before", "after"}) {
    const Peek* peek = find(peeks, site.name() + "." + moment);
    if (peek && peek->values.data) json[moment] = rows_of(peek->values, rows);
  }
  return json;
}

/// Sums of the rows of attention weights that attend at all, before and after dropout.
Json attention_of(const std::vector<Peek>& peeks) {
  const std::string ending = ".weights.before";
  Json all = Json::array();
  for (const Peek& peek : peeks) {
    if (!peek.name.ends_with(ending)) continue;
    const std::string name = peek.name.substr(0, peek.name.size() - ending.size());
    const Peek* after = find(peeks, name + ".weights.after");
    if (!after) continue;
    Json sums[2] = {Json::array(), Json::array()};
    for (int r = 0; r < peek.values.rows; ++r) {
      double row[2] = {0, 0};
      for (int c = 0; c < peek.values.cols; ++c) {
        row[0] += peek.values(r, c);
        row[1] += after->values(r, c);
      }
      if (row[0] == 0) continue;  // padding
      for (int i = 0; i < 2; ++i) sums[i].push_back(row[i]);
    }
    all.push_back({{"name", name},
                   {"row_sums_before", std::move(sums[0])},
                   {"row_sums_after", std::move(sums[1])}});
  }
  return all;
}

Json gradients_of(const Network& network) {
  Json all = Json::object();
  for (Parameter* parameter : network.parameters()) {
    all[parameter->name] = json_of(gradient_norm({parameter}));
  }
  return all;
}

/// Mean, lowest and highest of an array of numbers.
std::string spread_of(const Json& numbers) {
  double sum = 0, low = INFINITY, high = -INFINITY;
  for (const Json& number : numbers) {
    const double value = number.get<double>();
    sum += value;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  char text[96];
  std::snprintf(text, sizeof text, "mean %.4f, %.4f to %.4f",
                sum / static_cast<double>(std::max<std::size_t>(1, numbers.size())), low, high);
  return text;
}

std::string first_of(const Json& row) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(row.size(), 8); ++i) {
    char cell[32] = "         -";
    if (!row[i].is_null()) std::snprintf(cell, sizeof cell, "%10.4f", row[i].get<double>());
    text += cell;
  }
  return text + (row.size() > 8 ? " ..." : "");
}

void print(const Json& json) {
  constexpr std::size_t kWidth = 96;
  std::printf("%s\nstep %d of %d, epoch %.2f, batch of %d\n",
              json["link"].get<std::string>().c_str(), json["step"].get<int>(),
              json["steps"].get<int>(), json["epoch"].get<double>(), json["batch"].get<int>());
  for (const Json& site : json["sites"]) {
    std::printf("\n%s: p %.4g, scale 1/(1-p) = %.4f, %d x %d, %d dropped\n",
                site["name"].get<std::string>().c_str(), site["p"].get<double>(),
                site["scale"].get<double>(), site["rows"].get<int>(), site["units"].get<int>(),
                site["dropped"].get<int>());
    for (std::size_t r = 0; r < site["mask"].size(); ++r) {
      const std::string mask = site["mask"][r];
      std::printf("  %2zu mask   %s%s\n", r, mask.substr(0, kWidth).c_str(),
                  mask.size() > kWidth ? " ..." : "");
      for (const char* moment : {"before", "after"}) {
        if (!site.contains(moment) || r >= site[moment].size()) continue;
        std::printf("     %-6s %s\n", moment, first_of(site[moment][r]).c_str());
      }
    }
  }
  for (const Json& attention : json["attention"]) {
    std::printf("\n%s: row sums before dropout: %s\n%*s  after: %s\n",
                attention["name"].get<std::string>().c_str(),
                spread_of(attention["row_sums_before"]).c_str(),
                static_cast<int>(attention["name"].get<std::string>().size()) + 14, "",
                spread_of(attention["row_sums_after"]).c_str());
  }
  std::printf("\ngradient norms\n");
  for (const auto& [name, norm] : json["gradients"].items()) {
    if (!norm.is_null()) std::printf("  %-32s %12.6g\n", name.c_str(), norm.get<double>());
  }
}

/// Trains up to a step and stops right behind it, before anything is measured.
bool train_to(Experiment& run, int step) {
  run.advance_to(step - 1);
  return run.status().step == step - 1 && !run.status().finished && run.advance() > 0;
}

}  // namespace

Outcome inspect_command(const Options& options) {
  const Reading reading = read_link(options.link);
  if (reading.error) return {Outcome::bad_usage, english_of(reading.error)};
  Source source(options);
  Json results = Json::array();
  for (const Spec& spec : reading.arms) {
    Outcome outcome;
    const auto run = source.open(spec, outcome);
    if (!run) return outcome;
    if (!train_to(*run, options.step)) {
      return {Outcome::bad_usage,
              "There is no step " + std::to_string(options.step) + ": the run ends at step " +
                  std::to_string(std::min(run->status().step, run->status().steps)) + "."};
    }
    const Status status = run->status();
    const auto peeks = run->network().peeks();
    Json json;
    json["link"] = write_link({spec});
    json["step"] = status.step;
    json["steps"] = status.steps;
    json["epoch"] = status.epoch;
    json["batch"] = status.batch;
    json["sites"] = Json::array();
    std::string names;
    for (const DropoutSite* site : run->network().sites()) {
      names += (names.empty() ? "" : ", ") + site->name();
      if (!options.site.empty() && site->name() != options.site) continue;
      json["sites"].push_back(site_json(*site, peeks, options.rows));
    }
    if (!options.site.empty() && json["sites"].empty()) {
      return {Outcome::bad_usage, "This network has no dropout called \"" + options.site +
                                      "\": it has " + (names.empty() ? "none" : names) + "."};
    }
    json["attention"] = attention_of(peeks);
    json["gradients"] = gradients_of(run->network());
    json["digest"] = write_hex(run->digest());
    if (!options.json) print(json);
    results.push_back(std::move(json));
  }
  if (options.json) {
    std::cout << (results.size() == 1 ? results[0] : results).dump(1) << "\n";
  }
  return {};
}

}  // namespace dropout::cli
