// The kinds of dropout: what each one is, said once for C++ and, by `dropout spec --json`, for
// TypeScript. The layers are in nn/.
#pragma once

#include <array>
#include <cstdint>

#include "lab/spec/models.h"
#include "lab/spec/words.h"

namespace dropout {

/// In the order of kDropKinds.
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
  concrete,
  dropkey
};

/// What one element of a mask drops. `steps` is a unit at all steps of a sequence, `states` a unit
/// of the state at one step.
enum class Masked : std::uint8_t {
  units,
  maps,
  blocks,
  weights,
  words,
  steps,
  states,
  branches,
  keys
};
inline constexpr std::array kMaskedNames{"units", "maps",   "blocks",   "weights", "words",
                                         "steps", "states", "branches", "keys"};

struct DropInfo {
  Drop drop;
  const char* name;
  ModelSet models;
  Masked masked;
  bool countable;  // each element is kept or dropped on its own: all subnetworks can be counted
  bool scaled;     // what is kept is multiplied by 1 / (1 - p) while training
  bool in_small;   // the small engine has it
};

struct DropRow {
  DropInfo facts;
  Words on, off;  // the formula while it drops, and in eval mode
  Words help;
};

// clang-format off
inline constexpr std::array kDropKinds{
    DropRow{{Drop::standard, "standard", kAllModels, Masked::units, true, true, true},
            same("y = m ⊙ x / (1 − p)"), same("y = x"),
            {"units, with the kept ones scaled while training",
             "Neuronen; was bleibt, wird im Training skaliert"}},
    DropRow{{Drop::classic, "classic", kAllModels, Masked::units, true, false, false},
            same("y = m ⊙ x"), same("y = (1 − p) x"),
            {"units, with all of them scaled in eval mode (Hinton et al. 2012)",
             "Neuronen; alle werden im Eval-Modus skaliert (Hinton et al. 2012)"}},
    DropRow{{Drop::gaussian, "gaussian", kAllModels, Masked::units, false, false, false},
            same("y = x ⊙ (1 + ε), ε ~ N(0, p / (1 − p))"), same("y = x"),
            {"normal noise on units instead of a mask (Srivastava et al. 2014)",
             "Normalverteiltes Rauschen auf Neuronen statt einer Maske (Srivastava et al. 2014)"}},
    DropRow{{Drop::alpha, "alpha", kAllModels, Masked::units, true, false, false},
            same("y = a (m ⊙ x + (1 − m) α′) + b"), same("y = x"),
            {"units go to SELU's lower limit (Klambauer et al. 2017)",
             "Neuronen gehen an die untere Grenze von SELU (Klambauer et al. 2017)"}},
    DropRow{{Drop::spatial, "spatial", kCnn, Masked::maps, true, true, false},
            {"map ← m · map / (1 − p), one m a map", "Karte ← m · Karte / (1 − p), ein m je Karte"},
            same("y = x"),
            {"whole maps (Tompson et al. 2015)", "ganze Karten (Tompson et al. 2015)"}},
    DropRow{{Drop::dropblock, "dropblock", kCnn, Masked::blocks, false, false, false},
            same("y = m ⊙ x · |m| / Σ m"), same("y = x"),
            {"squares of maps (Ghiasi et al. 2018)",
             "Quadrate von Karten (Ghiasi et al. 2018)"}},
    DropRow{{Drop::dropconnect, "dropconnect", kMlp | kText | kCnn, Masked::weights, true, true,
             false},
            same("y = (M ⊙ W) x / (1 − p)"), same("y = W x"),
            {"weights (Wan et al. 2013)", "Gewichte (Wan et al. 2013)"}},
    DropRow{{Drop::word, "word", kText | kLstm | kTransformer, Masked::words, false, true, true},
            {"word t → 0 with probability p, else / (1 − p)",
             "Wort t → 0 mit Wahrscheinlichkeit p, sonst / (1 − p)"},
            {"all words", "alle Wörter"},
            {"words, each at all its places (Gal & Ghahramani 2016)",
             "Wörter, jedes an allen Stellen (Gal & Ghahramani 2016)"}},
    DropRow{{Drop::variational, "variational", kLstm, Masked::steps, false, true, false},
            {"hₜ ← m ⊙ hₜ / (1 − p), one m for all t", "hₜ ← m ⊙ hₜ / (1 − p), ein m für alle t"},
            same("hₜ ← hₜ"),
            {"units at all steps alike (Gal & Ghahramani 2016)",
             "Neuronen, an allen Schritten gleich (Gal & Ghahramani 2016)"}},
    DropRow{{Drop::recurrent, "recurrent", kLstm, Masked::states, false, true, false},
            {"hₜ ← mₜ ⊙ hₜ / (1 − p), a new m at each t", "hₜ ← mₜ ⊙ hₜ / (1 − p), ein neues m je t"},
            same("hₜ ← hₜ"),
            {"units of the state, anew at each step: what destroys its memory",
             "Neuronen des Zustands, an jedem Schritt neu: das zerstört das Gedächtnis"}},
    DropRow{{Drop::path, "path", kMlp | kTransformer, Masked::branches, true, true, false},
            same("y = x + b f(x) / (1 − p)"), same("y = x + f(x)"),
            {"residual branches (Huang et al. 2016)", "Residual-Zweige (Huang et al. 2016)"}},
    DropRow{{Drop::concrete, "concrete", kAllModels, Masked::units, false, false, false},
            {"y = m̃ ⊙ x / (1 − p), p is learned", "y = m̃ ⊙ x / (1 − p), p wird gelernt"},
            same("y = x"),
            {"units, at a rate that is learned (Gal et al. 2017)",
             "Neuronen, mit gelernter Rate (Gal et al. 2017)"}},
    DropRow{{Drop::dropkey, "dropkey", kTransformer, Masked::keys, false, false, false},
            same("A = softmax(S − ∞ (1 − m)), S = Q Kᵀ / √d"), same("A = softmax(S)"),
            {"keys of attention, before the softmax (Li et al. 2023)",
             "Schlüssel der Attention, vor dem Softmax (Li et al. 2023)"}},
};
// clang-format on

static_assert(in_order(kDropKinds, [](const DropInfo& row) { return row.drop; }));
inline constexpr auto kDropInfos = facts_of(kDropKinds);
inline constexpr auto kDropNames = names_of(kDropKinds);
constexpr const DropInfo& info(Drop drop) { return kDropInfos[static_cast<std::size_t>(drop)]; }

}  // namespace dropout
