// Enums become their names; what is not said in a row is left out.
#include "cli/describe.h"

#include <cstdint>
#include <string>

#include "lab/query/questions.h"
#include "lab/spec/address.h"
#include "lab/spec/error.h"
#include "lab/spec/fits.h"
#include "lab/spec/limits.h"
#include "lab/train/experiment.h"

namespace dropout::cli {
namespace {

template <std::size_t n, class Value>
const char* name_in(const std::array<const char*, n>& names, Value value) {
  return names.at(static_cast<std::size_t>(value));
}

/// The names whose bit is set.
Json names_in(std::span<const char* const> names, unsigned bits) {
  Json all = Json::array();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (bits >> i & 1) all.push_back(names[i]);
  }
  return all;
}

Json json_of(const Words& words) { return {{"en", words.english}, {"de", words.german}}; }

/// Which choices of a key fit each model.
template <class Rows>
Json fits_of(const Rows& rows) {
  Json all = Json::object();
  for (const ModelInfo& model : kModelInfos) {
    Json& fitting = all[model.name] = Json::array();
    for (const auto& row : rows) {
      if (fits(model.model, row)) fitting.push_back(row.name);
    }
  }
  return all;
}

Json json_of(const KeyInfo& row) {
  const KeyWords& words = words_of(row.key);
  Json json;
  json["key"] = row.name;
  json["type"] = name_in(kKindNames, row.kind);
  json["default"] = value_of(row, row.fallback);
  Json defaults = Json::object();
  for (const ModelInfo& model : kModelInfos) {
    const double value = default_of(row, model.model);
    if (value != row.fallback) defaults[model.name] = value_of(row, value);
  }
  json["defaults"] = defaults;
  json["min"] = row.low;
  json["max"] = row.high;
  json["choices"] = names_in(row.choices, ~0u);
  json["label"] = json_of(words.label);
  json["help"] = json_of(words.help);
  json["unit"] = json_of(words.unit);
  json["live"] = row.live;
  json["models"] = names_in(kModelNames, row.models);
  json["group"] = name_in(kGroupNames, row.group);
  json["rate"] = row.rate;
  json["sweepable"] = row.sweepable;
  if (row.of_choices != 0) {
    const KeyInfo& other = info(row.needs);
    json["needs"] = {{"key", other.name}, {"choices", names_in(other.choices, row.of_choices)}};
  }
  if (row.key == Key::data) json["fits"] = fits_of(kDataInfos);
  if (row.key == Key::drop) json["fits"] = fits_of(kDropInfos);
  return json;
}

Json json_of(const ModelRow& row) {
  return {{"name", row.facts.name},           {"input", name_in(kInputNames, row.facts.input)},
          {"planned", row.facts.planned},     {"inSmall", row.facts.in_small},
          {"attention", row.facts.attention}, {"help", json_of(row.help)}};
}

Json json_of(const DataRow& row) {
  const DataInfo& facts = row.facts;
  Json json{{"name", facts.name},
            {"source", name_in(kSourceNames, facts.source)},
            {"tasks", names_in(kTaskNames, facts.tasks)},
            {"form", name_in(kFormNames, facts.form)},
            {"models", names_in(kModelNames, facts.models)},
            {"examples", facts.examples},
            {"features", facts.features},
            {"outputs", facts.outputs},
            {"length", facts.length},
            {"vocabulary", facts.vocabulary},
            {"noisy", facts.noisy}};
  if (facts.reach.x > 0) json["reach"] = {facts.reach.x, facts.reach.y};
  json["help"] = json_of(row.help);
  return json;
}

Json json_of(const DropRow& row) {
  return {{"name", row.facts.name},
          {"models", names_in(kModelNames, row.facts.models)},
          {"masked", name_in(kMaskedNames, row.facts.masked)},
          {"countable", row.facts.countable},
          {"scaled", row.facts.scaled},
          {"inSmall", row.facts.in_small},
          {"on", json_of(row.on)},
          {"off", json_of(row.off)},
          {"help", json_of(row.help)}};
}

Json json_of(const QuestionInfo& row) {
  Json matrices = Json::object();
  for (const MatrixInfo& matrix : row.matrices) {
    if (*matrix.name == 0) continue;
    Json& columns = matrices[matrix.name] = Json::array();
    for (const char* column : matrix.columns) {
      if (column) columns.push_back(column);
    }
  }
  return {{"what", row.what},        {"fields", names_in(kQuestionFieldNames, row.fields)},
          {"matrices", matrices},    {"open", row.open},
          {"inSmall", row.in_small}, {"lasting", row.lasting},
          {"alters", row.alters}};
}

/// The texts of every error by its code.
Json errors() {
  Json all = Json::object();
  for (std::size_t i = 1; i < kCodeNames.size(); ++i) all[kCodeNames[i]] = json_of(kErrorTexts[i]);
  return all;
}

Json limits() {
  return {{"linkLength", kLongestLink}, {"arms", kMostArms},
          {"jobs", kMostJobs},          {"axisValues", kMostValues},
          {"seeds", kMostSeeds},        {"flops", kMostFlops},
          {"bytes", kMostBytes},        {"drawn", kMostDrawn},
          {"heldOut", kHeldOutEvery},   {"enoughToSplit", kEnoughToSplit}};
}

template <class Rows>
Json list_of(const Rows& rows) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(json_of(row));
  return list;
}

}  // namespace

Json value_of(const KeyInfo& row, double value) {
  if (row.kind == Kind::choice) return row.choices[static_cast<std::size_t>(value)];
  if (row.kind == Kind::integer) return static_cast<std::int64_t>(value);
  return value;
}

Json describe() {
  return {{"parameters", list_of(keys())},
          {"models", list_of(kModels)},
          {"dataSets", list_of(kDataSets)},
          {"kinds", list_of(kDropKinds)},
          {"questions", list_of(kQuestions)},
          {"errors", errors()},
          {"limits", limits()},
          {"pageKeys", kPageKeys},
          {"modes", kModeNames},
          {"holds", kHoldNames},
          {"pointColumns", kPointColumns}};
}

}  // namespace dropout::cli
