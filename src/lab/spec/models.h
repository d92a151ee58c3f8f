// The models: what each one is, said once for C++ and, by `dropout spec --json`, for TypeScript.
// Knows no data set and no layer.
#pragma once

#include <array>
#include <cstdint>

#include "lab/spec/words.h"

namespace dropout {

/// In the order of kModels.
enum class Model { mlp, text, cnn, lstm, transformer };

/// A set of models: bits 1 << Model.
using ModelSet = unsigned;

/// What a network reads: rows of numbers, an image, a bag of tokens, or tokens in their order.
enum class Input : std::uint8_t { numbers, image, bag, sequence };
inline constexpr std::array kInputNames{"numbers", "image", "bag", "sequence"};

struct ModelInfo {
  Model model;
  const char* name;
  Input input;
  int planned;     // buffers are made for so many examples at least: to measure in good slices
  bool in_small;   // the small engine has it
  bool attention;  // has attention weights to show
};

struct ModelRow {
  ModelInfo facts;
  Words help;
};

// clang-format off
inline constexpr std::array kModels{
    ModelRow{{Model::mlp, "mlp", Input::numbers, 256, true, false},
             {"fully connected layers on rows of numbers",
              "vollständig verbundene Schichten auf Zeilen von Zahlen"}},
    ModelRow{{Model::text, "text", Input::bag, 256, true, false},
             {"fully connected layers on the mean of word vectors",
              "vollständig verbundene Schichten auf dem Mittel von Wortvektoren"}},
    ModelRow{{Model::cnn, "cnn", Input::image, 64, false, false},
             {"two stages of convolution and pooling, then fully connected layers",
              "zwei Stufen aus Faltung und Pooling, dann vollständig verbundene Schichten"}},
    ModelRow{{Model::lstm, "lstm", Input::sequence, 32, false, false},
             {"LSTM layers on tokens", "LSTM-Schichten auf Tokens"}},
    ModelRow{{Model::transformer, "transformer", Input::sequence, 32, false, true},
             {"blocks of attention and feed-forward layers on tokens",
              "Blöcke aus Attention und Feedforward-Schichten auf Tokens"}},
};
// clang-format on

static_assert(in_order(kModels, [](const ModelInfo& row) { return row.model; }));
inline constexpr auto kModelInfos = facts_of(kModels);
constexpr const ModelInfo& info(Model model) {
  return kModelInfos[static_cast<std::size_t>(model)];
}

constexpr ModelSet only(Model model) { return 1u << static_cast<int>(model); }
inline constexpr ModelSet kMlp = only(Model::mlp), kText = only(Model::text),
                          kCnn = only(Model::cnn), kLstm = only(Model::lstm),
                          kTransformer = only(Model::transformer);
inline constexpr ModelSet kAllModels = (1u << kModels.size()) - 1;

}  // namespace dropout
