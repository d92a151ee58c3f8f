// THE parameter table, and the Spec: one flat record of what to run. Keys are spelled here once
// for C++, links, JSON, attributes and TypeScript. Knows no data, no network.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/activation.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"

namespace dropout {

/// Every key of a Spec, in canonical (link) order. kParameters has one row for each.
enum class Key : int {
  v,
  model,
  data,
  drop,
  p,
  pin,
  pconv,
  patt,
  pres,
  psched,
  block,
  width,
  depth,
  emb,
  heads,
  order,
  act,
  norm,
  opt,
  lr,
  momentum,
  sched,
  decay,
  maxnorm,
  clip,
  smooth,
  batch,
  epochs,
  patience,
  n,
  noise,
  context,
  draws,
  T,
  tau,
  seed,
  dseed,
  count
};
constexpr int kKeys = static_cast<int>(Key::count);

// Choices, in the order of the table's `choices` text.
enum class Model { mlp, text, cnn, lstm, transformer };
enum class Data {
  moons,
  circles,
  spirals,
  xor_,
  blobs,
  sine,
  xsinx,
  co2,
  cars,
  fashion,
  wordnet,
  names,
  moby,
  recall,
  csv,
  points,
  curve
};
enum class Drop {
  standard,
  classic,
  gaussian,
  alpha,
  spatial,
  dropblock,
  dropconnect,
  word,
  variational,
  recurrent,
  path,
  concrete
};

enum class Order { pre, post };
using Act = Function;
enum class Norm { none, batch, layer };
using Opt = Rule;

enum class MaskScope { example, function };

enum class Kind { choice, integer, number };

/// Which models a key applies to, as a set of bits (1 << Model).
using ModelSet = unsigned;

/// A default that differs for some models.
struct ModelDefault {
  ModelSet models;
  double value;
};

/// One row of the table.
struct ParameterInfo {
  Key key;
  const char* name;  // the link's key
  Kind kind;
  double fallback;      // the default where no `defaults` row names the model
  double low, high;     // inclusive
  const char* choices;  // space separated, for Kind::choice
  bool live;            // may change while a network trains
  ModelSet models;      // applies to these models only
  std::array<ModelDefault, 3> defaults;
};

/// What a row is called where people read it (spec_words.cpp).
struct ParameterWords {
  Key key;
  const char* label;
  const char* unit;
  const char* help;
};

const std::array<ParameterInfo, kKeys>& parameters();
const ParameterWords& words_of(Key key);
const ParameterInfo& info(Key key);
/// The key of a name; nullptr where the table has none.
const ParameterInfo* find_parameter(std::string_view name);
std::vector<std::string_view> choices_of(const ParameterInfo& parameter);
double default_of(const ParameterInfo& parameter, Model model);

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

  /// The seed of made-up data and of splits: of its own, or the Spec's.
  std::uint32_t data_seed() const {
    return static_cast<std::uint32_t>((*this)[(*this)[Key::dseed] < 0 ? Key::seed : Key::dseed]);
  }

  /// Points that a reader drew, as the link's `pts` spells them (lab/drawn.h); empty for none.
  std::string points;

 private:
  std::array<double, kKeys> values_;
};

/// What a link says: up to four arms, or one sentence why it cannot run.
struct Reading {
  std::vector<Spec> arms;  // arm A, then b., c., d. where given
  std::string error;       // empty when all is well
};

/// Reads "#v=1&model=text&p=0.5&b.p=0" (leading '#' or '?' optional). Strict: an unknown key, an
/// unknown choice, a number that is none or out of range is an error, never a guess.
Reading read_link(std::string_view text);

/// The points of the first arm that has some.
std::string_view points_of(const std::vector<Spec>& arms);

/// The canonical link of the arms: table order, defaults left out, points at the end.
std::string write_link(const std::vector<Spec>& arms);

/// Sets one key from text; the sentence says what is wrong, or is empty.
std::string assign(Spec& spec, const ParameterInfo& parameter, std::string_view text);

/// What is wrong with a Spec as a whole (model and data that do not fit, a kind of dropout the
/// model has no place for, a cost over the limit), or empty.
std::string check(const Spec& spec);

/// The value as it stands in a link: a choice's name or the shortest decimal that reads back.
std::string write_value(const ParameterInfo& parameter, double value);

}  // namespace dropout
