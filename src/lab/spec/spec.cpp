// Values of keys as text and back, and which Specs fit together. Strict on purpose: the core never
// guesses.
#include "lab/spec/spec.h"

#include <cmath>

#include "lab/spec/cost.h"
#include "lab/spec/decimal.h"
#include "lab/spec/number.h"
#include "lab/spec/points.h"

namespace dropout {
namespace {

std::string range_of(const KeyInfo& row) {
  return write_decimal(row.low) + " to " + write_decimal(row.high);
}

}  // namespace

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (char c : text.substr(0, 40)) out += c >= ' ' && c < 127 && c != '"' ? c : '?';
  return out + (text.size() > 40 ? "...\"" : "\"");
}

Spec::Spec(Model model) : values_{} {
  for (const KeyInfo& row : keys()) {
    (*this)[row.key] = default_of(row, model);
  }
  (*this)[Key::model] = static_cast<double>(model);
}

std::string assign(Spec& spec, const KeyInfo& row, std::string_view text) {
  const std::string name = row.name;
  if (row.kind == Kind::choice) {
    for (std::size_t i = 0; i < row.choices.size(); ++i) {
      if (row.choices[i] == text) {
        spec[row.key] = static_cast<double>(i);
        return "";
      }
    }
    std::string names;
    for (const char* one : row.choices) names += std::string(names.empty() ? "" : " ") + one;
    return quote(text) + " is not a choice of " + name + ": choose one of " + names + ".";
  }
  if (!is_number(text, NumberIn::link)) {
    return name + "=" + quote(text) + " is not a number: write one from " + range_of(row) + ".";
  }
  const double value = read_decimal(text);
  if (!(value >= row.low && value <= row.high)) {
    return name + "=" + std::string(text) + " is out of range: choose " + range_of(row) + ".";
  }
  if (row.kind == Kind::integer && value != std::floor(value)) {
    return name + "=" + std::string(text) + " is not a whole number: choose one from " +
           range_of(row) + ".";
  }
  spec[row.key] = value == 0 ? 0 : value;  // no -0: it would not read back the same
  return "";
}

std::string assign(Spec& spec, std::span<const double> values) {
  if (values.size() != kKeys) {
    return "There are " + std::to_string(values.size()) + " values for " + std::to_string(kKeys) +
           " keys: load the page and its engine anew, so that they are of one version.";
  }
  for (const KeyInfo& row : keys()) {
    const double value = values[static_cast<std::size_t>(row.key)];
    const bool whole = row.kind == Kind::number || value == std::floor(value);
    if (!(value >= row.low && value <= row.high) || !whole) {
      return std::string(row.name) + "=" + write_decimal(value) + " is out of range: choose " +
             range_of(row) + ".";
    }
    spec[row.key] = value == 0 ? 0 : value;
  }
  return "";
}

std::string write_value(const KeyInfo& row, double value) {
  if (row.kind != Kind::choice) return write_decimal(value);
  return std::string(row.choices[static_cast<std::size_t>(value)]);
}

std::string check(const Spec& spec) {
  const auto word = [&](Key key) { return write_value(info(key), spec[key]); };
  const Model model = spec.model();
  if (!fits(model, spec.data())) {
    return "model=" + word(Key::model) + " does not learn data=" + word(Key::data) +
           ": choose one of " + data_for(model) + ".";
  }
  if (!fits(model, spec.drop())) {
    return "drop=" + word(Key::drop) + " has no place in model=" + word(Key::model) +
           ": choose one of " + drops_for(model) + ".";
  }
  if (spec.integer(Key::block) % 2 == 0) {
    return "block=" + word(Key::block) + " is even: DropBlock needs an odd side, such as 3 or 5.";
  }
  if (model == Model::transformer &&
      (spec.integer(Key::width) % spec.integer(Key::heads) != 0 || spec.integer(Key::depth) < 1 ||
       spec.integer(Key::depth) > 4)) {
    return "A transformer needs 1 to 4 blocks (depth) and a width that its heads divide; this one "
           "has depth=" +
           word(Key::depth) + ", width=" + word(Key::width) + ", heads=" + word(Key::heads) + ".";
  }
  if (model == Model::lstm && spec.integer(Key::depth) < 1) {
    return "depth=0 leaves an LSTM without layers: choose 1 or more.";
  }
  if (!spec.points.empty()) {
    std::string error = check_drawn(spec.data(), spec.points);
    if (!error.empty()) return error;
  }
  return check_cost(spec);
}

}  // namespace dropout
