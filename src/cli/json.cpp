// Numbers that JSON has no name for become null.
#include "cli/json.h"

#include <cmath>
#include <cstdio>

#include "lab/spec/cost.h"

namespace dropout::cli {
namespace {

Json value_of(const ParameterInfo& parameter, double value) {
  if (parameter.kind == Kind::choice) return write_value(parameter, value);
  if (parameter.kind == Kind::integer) return static_cast<std::int64_t>(value);
  return value;
}

/// Which choices of a key the core accepts with each model.
template <class Choice>
Json fits_of(const ParameterInfo& parameter) {
  const auto models = choices_of(info(Key::model)), choices = choices_of(parameter);
  Json all = Json::object();
  for (std::size_t m = 0; m < models.size(); ++m) {
    Json& fitting = all[std::string(models[m])] = Json::array();
    for (std::size_t c = 0; c < choices.size(); ++c) {
      if (fits(static_cast<Model>(m), static_cast<Choice>(c))) fitting.push_back(choices[c]);
    }
  }
  return all;
}

}  // namespace

Json json_of(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json_of(const Score& score) {
  return {{"loss", json_of(score.loss)}, {"accuracy", json_of(score.accuracy)}};
}

Json json_of(const Spec& spec) {
  Json json;
  for (const ParameterInfo& parameter : parameters()) {
    json[parameter.name] = value_of(parameter, spec[parameter.key]);
  }
  return json;
}

Json json_of(const ParameterInfo& parameter) {
  static const char* const kinds[] = {"choice", "integer", "number"};
  Json json;
  json["key"] = parameter.name;
  json["type"] = kinds[static_cast<int>(parameter.kind)];
  json["default"] = value_of(parameter, parameter.fallback);
  const auto models = choices_of(info(Key::model));
  Json defaults = Json::object();
  Json applies = Json::array();
  for (std::size_t m = 0; m < models.size(); ++m) {
    const double value = default_of(parameter, static_cast<Model>(m));
    if (value != parameter.fallback) defaults[std::string(models[m])] = value_of(parameter, value);
    if (parameter.models & (1u << m)) applies.push_back(models[m]);
  }
  json["defaults"] = defaults;
  json["min"] = parameter.low;
  json["max"] = parameter.high;
  json["choices"] = choices_of(parameter);
  json["label"] = words_of(parameter.key).label;
  json["help"] = words_of(parameter.key).help;
  json["unit"] = words_of(parameter.key).unit;
  json["live"] = parameter.live;
  json["models"] = applies;
  if (parameter.key == Key::data) json["fits"] = fits_of<Data>(parameter);
  if (parameter.key == Key::drop) json["fits"] = fits_of<Drop>(parameter);
  return json;
}

std::string hex(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

}  // namespace dropout::cli
