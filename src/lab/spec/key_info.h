// What a row of the table of keys says, and how rows are written. The rows are in keys.h.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "lab/spec/data_sets.h"
#include "lab/spec/models.h"
#include "lab/spec/words.h"

namespace dropout {

enum class Key : int;

enum class Kind : std::uint8_t { choice, integer, number };
inline constexpr std::array kKindNames{"choice", "integer", "number"};

/// Where a control stands; `none` has none among them.
enum class Group : std::uint8_t { none, data, network, dropout, training };
inline constexpr std::array kGroupNames{"none", "data", "network", "dropout", "training"};

/// A default that differs for some models.
struct ModelDefault {
  ModelSet models = 0;
  double value = 0;
};

struct KeyInfo {
  Key key{};
  const char* name = "";  // the link's key
  Kind kind{};
  double fallback = 0;       // the default where no `defaults` row names the model
  double low = 0, high = 0;  // inclusive
  std::span<const char* const> choices;
  std::array<ModelDefault, 3> defaults;
  ModelSet models = kAllModels;  // applies to these models only
  Group group{};
  bool live = false;        // may change while a network trains
  bool rate = false;        // a probability to drop
  bool sweepable = true;    // no other key's default depends on it
  Key needs{};              // is of use only where this key has one of these choices;
  unsigned of_choices = 0;  // bits 1 << choice, 0 where nothing is needed

  // The row so far, with one more fact. These are on temporaries: a row is one expression.
  constexpr KeyInfo& of(ModelSet set) { return models = set, *this; }
  constexpr KeyInfo& in(Group where) { return group = where, *this; }
  constexpr KeyInfo& when_live() { return live = true, *this; }
  constexpr KeyInfo& as_rate() { return rate = live = true, *this; }
  constexpr KeyInfo& not_swept() { return sweepable = false, *this; }
  constexpr KeyInfo& where(Key other, unsigned set) {
    return needs = other, of_choices = set, *this;
  }
  constexpr KeyInfo& with_default(ModelSet set, double value) {
    for (ModelDefault& row : defaults) {
      if (row.models != 0) continue;
      row = {set, value};
      break;
    }
    return *this;
  }
};

/// What a key is called where people read it.
struct KeyWords {
  Words label, unit, help;
};

struct KeyRow {
  KeyInfo facts;
  KeyWords words;
};

namespace table {

// How a row begins: the name, the default, the range.
constexpr KeyInfo number(Key key, const char* name, double fallback, double low, double high) {
  KeyInfo info;
  info.key = key, info.name = name, info.kind = Kind::number;
  info.fallback = fallback, info.low = low, info.high = high;
  return info;
}
constexpr KeyInfo integer(Key key, const char* name, double fallback, double low, double high) {
  KeyInfo info = number(key, name, fallback, low, high);
  info.kind = Kind::integer;
  return info;
}
constexpr KeyInfo choice(Key key, const char* name, std::span<const char* const> choices,
                         double fallback = 0) {
  KeyInfo info = number(key, name, fallback, 0, static_cast<double>(choices.size() - 1));
  info.kind = Kind::choice, info.choices = choices;
  return info;
}

template <class Choice>
constexpr double as(Choice choice) {
  return static_cast<double>(choice);
}
template <class Choice>
constexpr unsigned bit(Choice choice) {
  return 1u << static_cast<int>(choice);
}
/// The data sets with one of these tasks.
constexpr unsigned data_with(unsigned tasks) {
  return set_of(kDataSets, [=](const DataInfo& d) { return (d.tasks & tasks) != 0; });
}

}  // namespace table
}  // namespace dropout
