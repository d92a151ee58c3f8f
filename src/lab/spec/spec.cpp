// Values of keys as text and back, and which Specs fit together. Strict on purpose: the core never
// guesses.
#include "lab/spec/spec.h"

#include <cmath>

#include "lab/spec/cost.h"
#include "lab/spec/decimal.h"
#include "lab/spec/fits.h"
#include "lab/spec/number.h"
#include "lab/spec/points.h"

namespace dropout {
Spec::Spec(Model model) : values_{} {
  for (const KeyInfo& row : keys()) {
    (*this)[row.key] = default_of(row, model);
  }
  (*this)[Key::model] = static_cast<double>(model);
}

Error assign(Spec& spec, const KeyInfo& row, std::string_view text) {
  if (row.kind == Kind::choice) {
    for (std::size_t i = 0; i < row.choices.size(); ++i) {
      if (row.choices[i] == text) {
        spec[row.key] = static_cast<double>(i);
        return {};
      }
    }
    std::string names;
    for (const char* one : row.choices) names += std::string(names.empty() ? "" : " ") + one;
    return error_of<Code::not_a_choice>(shown(text), row.name, names);
  }
  if (!is_number(text, NumberIn::link)) {
    return error_of<Code::not_a_number>(row.name, shown(text), row.low, row.high);
  }
  const double value = read_decimal(text);
  if (!(value >= row.low && value <= row.high)) {
    return error_of<Code::out_of_range>(row.name, text, row.low, row.high);
  }
  if (row.kind == Kind::integer && value != std::floor(value)) {
    return error_of<Code::not_whole>(row.name, text, row.low, row.high);
  }
  spec[row.key] = value == 0 ? 0 : value;  // no -0: it would not read back the same
  return {};
}

Error assign(Spec& spec, std::span<const double> values) {
  if (values.size() != kKeys) return error_of<Code::wrong_count>(values.size(), kKeys);
  for (const KeyInfo& row : keys()) {
    const double value = values[static_cast<std::size_t>(row.key)];
    const bool whole = row.kind == Kind::number || value == std::floor(value);
    if (!(value >= row.low && value <= row.high) || !whole) {
      return error_of<Code::out_of_range>(row.name, value, row.low, row.high);
    }
    spec[row.key] = value == 0 ? 0 : value;
  }
  return {};
}

std::string write_value(const KeyInfo& row, double value) {
  if (row.kind != Kind::choice) return write_decimal(value);
  return std::string(row.choices[static_cast<std::size_t>(value)]);
}

Error check(const Spec& spec) {
  const auto word = [&](Key key) { return write_value(info(key), spec[key]); };
  const Model model = spec.model();
  if (!fits(model, spec.data())) {
    return error_of<Code::data_misfit>(word(Key::model), word(Key::data),
                                       names_for(model, kDataInfos));
  }
  if (!fits(model, spec.drop())) {
    return error_of<Code::drop_misfit>(word(Key::drop), word(Key::model),
                                       names_for(model, kDropInfos));
  }
  if (spec.integer(Key::block) % 2 == 0) return error_of<Code::even_block>(word(Key::block));
  const int width = spec.integer(Key::width), depth = spec.integer(Key::depth);
  const int heads = spec.integer(Key::heads);
  if (model == Model::transformer && (width % heads != 0 || depth < 1 || depth > 4)) {
    return error_of<Code::heads_misfit>(depth, width, heads);
  }
  if (model == Model::lstm && depth < 1) return error_of<Code::no_layers>();
  if (!spec.points.empty()) {
    if (Error error = check_drawn(spec.data(), spec.points)) return error;
  }
  return check_cost(spec);
}

}  // namespace dropout
