// THE table of keys: every key of a Spec, once for C++, links, JSON, attributes and TypeScript.
// A default that changes bumps `v`: old links pin what they left out. A new key goes to the end:
// the table's order is that of links.
#pragma once

#include <array>
#include <string_view>

#include "lab/spec/drop_kinds.h"
#include "lab/spec/key_info.h"
#include "nn/activation.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"

namespace dropout {

/// In the order of table::kKeyRows.
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
  flip
};

enum class Order { pre, post };
using Act = Function;
enum class Norm { none, batch, layer };
using Opt = Rule;
enum class MaskScope { example, function };

// The names of choices that have no table of their own, in the order of their enums.
inline constexpr std::array kRateScheduleNames{"constant", "early", "late", "ramp"};
inline constexpr std::array kOrderNames{"pre", "post"};
inline constexpr std::array kActNames{"relu", "gelu", "tanh", "sigmoid", "selu"};
inline constexpr std::array kNormNames{"none", "batch", "layer"};
inline constexpr std::array kOptNames{"sgd", "momentum", "nesterov", "adam", "adamw"};
inline constexpr std::array kLrScheduleNames{"constant", "step", "cosine"};
inline constexpr std::array kMaskScopeNames{"example", "function"};
inline constexpr auto kModelNames = names_of(kModels);

namespace table {

inline constexpr double kHighestSeed = 4294967295.0;

inline constexpr std::array kKeyRows{
    KeyRow{
        integer(Key::v, "v", 1, 1, 1).not_swept(),
        {same("Version"), {}, {"version of the link grammar", "Version der Grammatik des Links"}}},
    KeyRow{choice(Key::model, "model", kModelNames).in(Group::network).not_swept(),
           {{"Model", "Modell"}, {}, {"the network", "das Netz"}}},
    KeyRow{choice(Key::data, "data", kDataNames, as(Data::moons))
               .in(Group::data)
               .with_default(kText, as(Data::wordnet))
               .with_default(kCnn, as(Data::fashion))
               .with_default(kSequences, as(Data::names)),
           {{"Data", "Daten"}, {}, {"what it learns from", "woraus es lernt"}}},
    KeyRow{choice(Key::drop, "drop", kDropNames).in(Group::dropout),
           {{"Dropout kind", "Art des Dropout"},
            {},
            {"what is dropped, and how", "was wegfällt, und wie"}}},
    KeyRow{
        number(Key::p, "p", 0, 0, 1).in(Group::dropout).as_rate(),
        {same("Dropout p"),
         {},
         {"probability to drop a unit after each hidden layer, or what the kind of dropout drops",
          "Wahrscheinlichkeit, dass ein Neuron nach einer verdeckten Schicht wegfällt"}}},
    KeyRow{number(Key::pin, "pin", 0, 0, 1).in(Group::dropout).as_rate(),
           {{"Input p", "Eingabe p"},
            {},
            {"probability to drop an input feature or an embedding unit",
             "Wahrscheinlichkeit, dass ein Eingabemerkmal wegfällt"}}},
    KeyRow{number(Key::pconv, "pconv", 0, 0, 1).in(Group::dropout).as_rate().of(kCnn),
           {{"Map p", "Karten p"},
            {},
            {"probability to drop a single value of a convolution's maps",
             "Wahrscheinlichkeit, dass ein einzelner Wert einer Merkmalskarte wegfällt"}}},
    KeyRow{number(Key::patt, "patt", 0, 0, 1).in(Group::dropout).as_rate().of(kTransformer),
           {same("Attention p"),
            {},
            {"probability to drop an attention weight",
             "Wahrscheinlichkeit, dass ein Attention-Gewicht wegfällt"}}},
    KeyRow{number(Key::pres, "pres", 0, 0, 1).in(Group::dropout).as_rate().of(kTransformer),
           {same("Residual p"),
            {},
            {"probability to drop a unit of a branch before it joins the residual stream",
             "Wahrscheinlichkeit, dass ein Wert eines Zweigs vor der Summe wegfällt"}}},
    KeyRow{choice(Key::psched, "psched", kRateScheduleNames).in(Group::dropout).when_live(),
           {{"Dropout-rate schedule", "Plan der Dropout-Raten"},
            {},
            {"how the rates change over training", "wie sich die Raten im Training ändern"}}},
    KeyRow{
        integer(Key::block, "block", 3, 1, 7)
            .in(Group::dropout)
            .of(kCnn)
            .where(Key::drop, set_of(kDropKinds,
                                     [](const DropInfo& d) { return d.masked == Masked::blocks; })),
        {{"Block size", "Blockgröße"},
         same("px"),
         {"side of DropBlock's square, odd", "Seite des Quadrats von DropBlock, ungerade"}}},
    KeyRow{integer(Key::width, "width", 256, 1, 1024)
               .in(Group::network)
               .with_default(kMlp, 32)
               .with_default(kSequences, 64),
           {{"Width", "Breite"},
            {"units", "Neuronen"},
            {"units in each hidden layer", "Neuronen je verdeckter Schicht"}}},
    KeyRow{
        integer(Key::depth, "depth", 2, 0, 8).in(Group::network),
        {{"Depth", "Tiefe"},
         {"layers", "Schichten"},
         {"hidden layers, or transformer blocks", "verdeckte Schichten, oder Transformer-Blöcke"}}},
    KeyRow{integer(Key::emb, "emb", 64, 1, 256).in(Group::network).of(kText | kLstm),
           {{"Embedding", "Einbettung"},
            {"units", "Neuronen"},
            {"length of a token's vector", "Länge des Vektors eines Tokens"}}},
    KeyRow{integer(Key::heads, "heads", 4, 1, 16).in(Group::network).of(kTransformer),
           {{"Heads", "Köpfe"},
            {},
            {"attention heads; they divide the width", "Attention-Köpfe; sie teilen die Breite"}}},
    KeyRow{choice(Key::order, "order", kOrderNames).in(Group::network).of(kTransformer),
           {{"Norm order", "Norm-Reihenfolge"},
            {},
            {"LayerNorm before each branch, or after each addition",
             "LayerNorm vor jedem Zweig oder nach jeder Summe"}}},
    KeyRow{choice(Key::act, "act", kActNames)
               .in(Group::network)
               .with_default(kTransformer, as(Act::gelu)),
           {{"Activation", "Aktivierung"},
            {},
            {"nonlinearity of the hidden layers", "Nichtlinearität der verdeckten Schichten"}}},
    KeyRow{
        choice(Key::norm, "norm", kNormNames).in(Group::network).of(kMlp | kText | kCnn),
        {{"Normalisation", "Normalisierung"},
         {},
         {"between a layer and its activation", "zwischen einer Schicht und ihrer Aktivierung"}}},
    KeyRow{choice(Key::opt, "opt", kOptNames, as(Opt::adam))
               .in(Group::training)
               .with_default(kTransformer, as(Opt::adamw)),
           {{"Optimizer", "Optimierer"},
            {},
            {"how gradients become updates", "wie aus Gradienten Schritte werden"}}},
    KeyRow{number(Key::lr, "lr", 0.001, 0, 10)
               .in(Group::training)
               .when_live()
               .with_default(kMlp, 0.005)
               .with_default(kLstm, 0.003),
           {{"Learning rate", "Lernrate"}, {}, {"size of an update", "Größe eines Schritts"}}},
    KeyRow{number(Key::momentum, "momentum", 0.9, 0, 0.999)
               .in(Group::training)
               .when_live()
               .where(Key::opt, bit(Opt::momentum) | bit(Opt::nesterov)),
           {same("Momentum"),
            {},
            {"of sgd with momentum or Nesterov", "von sgd mit Momentum oder Nesterov"}}},
    KeyRow{choice(Key::sched, "sched", kLrScheduleNames).in(Group::training).when_live(),
           {{"Learning-rate schedule", "Plan der Lernrate"},
            {},
            {"constant, a tenth at 1/2 and 3/4, or cosine with warm-up",
             "gleich, ein Zehntel bei 1/2 und 3/4, oder Kosinus mit Anlauf"}}},
    KeyRow{number(Key::decay, "decay", 0, 0, 1).in(Group::training).when_live(),
           {{"Weight decay", "Gewichtszerfall"},
            {},
            {"L2 penalty; decoupled with adamw", "L2-Strafe; bei adamw entkoppelt"}}},
    KeyRow{number(Key::maxnorm, "maxnorm", 0, 0, 100).in(Group::training).when_live(),
           {{"Max-norm", "Max-Norm"},
            {},
            {"longest vector of weights into a unit; 0 is off",
             "längster Vektor der Gewichte in ein Neuron; 0 schaltet ab"}}},
    KeyRow{number(Key::clip, "clip", 0, 0, 100)
               .in(Group::training)
               .when_live()
               .with_default(kSequences, 1),
           {{"Clip", "Gradientengrenze"},
            {},
            {"longest gradient, over all weights; 0 is off",
             "längster Gradient, über alle Gewichte; 0 schaltet ab"}}},
    KeyRow{number(Key::smooth, "smooth", 0, 0, 0.5)
               .in(Group::training)
               .when_live()
               .where(Key::data, data_with(kClassify | kLanguage)),
           {{"Label smoothing", "Label-Glättung"},
            {},
            {"share of a target spread over all classes",
             "Anteil des Ziels, der auf alle Klassen verteilt wird"}}},
    KeyRow{integer(Key::batch, "batch", 32, 1, 1024).in(Group::training).with_default(kText, 64),
           {same("Batch"),
            {"examples", "Beispiele"},
            {"examples in one training step", "Beispiele in einem Trainingsschritt"}}},
    KeyRow{integer(Key::epochs, "epochs", 15, 1, 100000)
               .in(Group::training)
               .when_live()
               .with_default(kMlp, 200),
           {{"Epochs", "Epochen"},
            {},
            {"passes over the training set", "Durchgänge durch die Trainingsdaten"}}},
    KeyRow{integer(Key::patience, "patience", 0, 0, 1000).in(Group::training).when_live(),
           {{"Patience", "Geduld"},
            {"epochs", "Epochen"},
            {"stop after so many epochs without a better validation loss; 0 is off",
             "hört nach so vielen Epochen ohne Fortschritt auf; 0 schaltet ab"}}},
    KeyRow{integer(Key::n, "n", 0, 0, 100000).in(Group::data),
           {{"Training examples", "Trainingsbeispiele"},
            {},
            {"the first n; 0 takes all, or of generated data the usual number",
             "die ersten n; 0 nimmt alle, bei erzeugten Daten die übliche Zahl"}}},
    KeyRow{number(Key::noise, "noise", 0.2, 0, 2)
               .in(Group::data)
               .of(kMlp)
               .where(Key::data, set_of(kDataSets, [](const DataInfo& d) { return d.noisy; })),
           {{"Noise", "Rauschen"},
            {},
            {"standard deviation added to generated data",
             "Standardabweichung, die zu erzeugten Daten kommt"}}},
    KeyRow{integer(Key::context, "context", 32, 2, 256).in(Group::data).of(kSequences),
           {{"Context", "Kontext"},
            {"tokens", "Tokens"},
            {"longest sequence, or the lag of the recall task",
             "längste Folge, oder der Abstand in der Merkaufgabe"}}},
    KeyRow{choice(Key::draws, "draws", kMaskScopeNames).in(Group::dropout).when_live(),
           {{"MC masks", "MC-Masken"},
            {},
            {"a fresh mask for each example, or one for a whole function draw",
             "eine neue Maske je Beispiel, oder eine für eine ganze Funktion"}}},
    KeyRow{integer(Key::T, "T", 50, 1, 10000).when_live(),
           {{"MC samples", "MC-Stichproben"},
            {"passes", "Durchläufe"},
            {"stochastic passes of Monte Carlo dropout",
             "zufällige Durchläufe von Monte-Carlo-Dropout"}}},
    KeyRow{number(Key::tau, "tau", 0, 0, 1e6)
               .in(Group::dropout)
               .when_live()
               .of(kMlp)
               .where(Key::data, data_with(kRegress)),
           {{"Precision", "Präzision"},
            {},
            {"noise precision of a regression in its own units; 0 estimates it",
             "Präzision des Rauschens einer Regression; 0 schätzt sie"}}},
    KeyRow{integer(Key::seed, "seed", 1, 0, kHighestSeed).in(Group::training),
           {{"Seed", "Startzahl"},
            {},
            {"of weights, batches and masks, and of data without a seed of their own",
             "von Gewichten, Batches und Masken, und von Daten ohne eigene Startzahl"}}},
    KeyRow{integer(Key::dseed, "dseed", -1, -1, kHighestSeed)
               .in(Group::data)
               .where(Key::data, set_of(kDataSets,
                                        [](const DataInfo& d) {
                                          return d.source == Source::generated ||
                                                 d.source == Source::table;
                                        })),
           {{"Data seed", "Startzahl der Daten"},
            {},
            {"of generated data and of splits; -1 takes the seed",
             "erzeugter Daten und von Aufteilungen; -1 nimmt die Startzahl"}}},
    KeyRow{
        number(Key::flip, "flip", 0, 0, 0.5).in(Group::data).where(Key::data, data_with(kClassify)),
        {{"Wrong labels", "Falsche Labels"},
         {},
         {"share of the training labels that are replaced by another class",
          "Anteil der Trainingslabels, die durch eine andere Klasse ersetzt sind"}}},
};

}  // namespace table

inline constexpr auto kKeyInfos = facts_of(table::kKeyRows);
inline constexpr int kKeys = static_cast<int>(table::kKeyRows.size());

constexpr const std::array<KeyInfo, kKeys>& keys() { return kKeyInfos; }
constexpr const KeyInfo& info(Key key) { return kKeyInfos[static_cast<std::size_t>(key)]; }
constexpr const KeyWords& words_of(Key key) {
  return table::kKeyRows[static_cast<std::size_t>(key)].words;
}

/// The key of a name; nullptr where the table has none.
const KeyInfo* find_key(std::string_view name);
double default_of(const KeyInfo& key, Model model);

}  // namespace dropout
