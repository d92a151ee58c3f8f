// The Spec: one flat record of what to run, and how links spell it. Knows no network and no
// example.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/error.h"
#include "lab/spec/keys.h"

namespace dropout {

/// A complete experiment description: every key has a value (a choice is its index), and points
/// may be drawn.
class Spec {
 public:
  /// The defaults of a model.
  explicit Spec(Model model = Model::mlp);

  double operator[](Key key) const { return values_[static_cast<int>(key)]; }
  double& operator[](Key key) { return values_[static_cast<int>(key)]; }
  int integer(Key key) const { return static_cast<int>((*this)[key]); }
  float number(Key key) const { return static_cast<float>((*this)[key]); }

  Model model() const { return static_cast<Model>(integer(Key::model)); }
  Data data() const { return static_cast<Data>(integer(Key::data)); }
  Drop drop() const { return static_cast<Drop>(integer(Key::drop)); }
  Act act() const { return static_cast<Act>(integer(Key::act)); }
  Norm norm() const { return static_cast<Norm>(integer(Key::norm)); }
  Opt opt() const { return static_cast<Opt>(integer(Key::opt)); }
  bool operator==(const Spec&) const = default;

  /// The seed of generated data and of splits: of its own, or the Spec's.
  std::uint32_t data_seed() const {
    return static_cast<std::uint32_t>((*this)[(*this)[Key::dseed] < 0 ? Key::seed : Key::dseed]);
  }

  /// Points that a reader drew, as a link's `pts` spells them (points.h); empty for none.
  std::string points;

 private:
  std::array<double, kKeys> values_;
};

/// Sets one key from text, or says what is wrong.
Error assign(Spec& spec, const KeyInfo& row, std::string_view text);

/// Sets every key from values in the table's order, a choice as its index, or says what is wrong.
Error assign(Spec& spec, std::span<const double> values);

/// What is wrong with a Spec as a whole (model and data that do not fit, a kind of dropout the
/// model has no place for, a cost over the limit), if anything.
Error check(const Spec& spec);

/// The value as it stands in a link: a choice's name or the shortest decimal that reads back.
std::string write_value(const KeyInfo& row, double value);

}  // namespace dropout
