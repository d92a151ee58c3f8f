// The questions to a run: which fields each one takes and which matrices answer it, with their
// columns where they have names. Said once for C++ and, by `dropout spec --json`, for TypeScript;
// the answers are in ask_*.cpp. A test asks them all and compares.
#pragma once

#include <array>
#include <string_view>

namespace dropout {

/// Fields of a Question, as bits.
enum QuestionField : unsigned {
  kFieldText = 1,
  kFieldMode = 2,
  kFieldSamples = 4,
  kFieldDraw = 8,
  kFieldIndex = 16,
  kFieldCount = 32,
  kFieldNumber = 64,
  kFieldPoints = 128,
  kFieldHold = 256,   // what becomes of a unit
  kFieldValues = 512  // all that training goes on from
};

inline constexpr std::array kQuestionFieldNames{"text",  "mode",   "samples", "draw", "index",
                                                "count", "number", "points",  "hold", "values"};

/// In the order of Phase and of Hold.
inline constexpr auto kModeNames = std::to_array<const char*>({"train", "eval", "mc"});
inline constexpr auto kHoldNames = std::to_array<const char*>({"free", "kept", "dropped"});

/// Where a name stands among names, or -1.
template <std::size_t n>
constexpr int place_in(const std::array<const char*, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (name == names[i]) return static_cast<int>(i);
  }
  return -1;
}

/// One matrix of an answer.
struct MatrixInfo {
  const char* name = "";
  std::array<const char*, 17> columns{};  // null where they are rows of values or named by the data
};

struct QuestionInfo {
  const char* what;
  unsigned fields;
  std::array<MatrixInfo, 7> matrices;
  bool in_small = false;  // the small engine answers it
  bool open = false;      // other matrices come by names of the network's own
  bool lasting = false;   // sets or releases masks that stay until the next such question
  bool alters = false;    // training differs from what the link describes from now on
};

inline constexpr unsigned kSampled = kFieldMode | kFieldSamples | kFieldDraw;
inline constexpr MatrixInfo kScores{"scores", {"accuracy", "loss"}};
inline constexpr MatrixInfo kBins{"bins", {"confidence", "accuracy", "count"}};
inline constexpr MatrixInfo kSummary{
    "summary",
    {"rows", "passes", "accuracy", "nll", "brier", "ece", "confidence", "entropy", "aleatoric",
     "epistemic", "variation", "rmse", "deviation", "tau", "coverage", "coverage_plain", "ll"}};
inline constexpr MatrixInfo kSites{"sites", {"p", "scale", "units", "rows", "frozen"}};
inline constexpr MatrixInfo kRatios{"ratios", {"eval", "train"}};

// clang-format off
inline constexpr std::array kQuestions{
    QuestionInfo{"predict", kSampled | kFieldText | kFieldPoints,
                 {{{"kept"}, {"mean"}, {"std"}, {"tokens"}, {"passes"}}}, true},
    QuestionInfo{"field", kSampled | kFieldCount,
                 {{{"x"}, {"mean"}, {"std"}, {"eval"}, {"draws"}, {"points"},
                   {"range", {"left", "right", "bottom", "top"}}}}, true},
    QuestionInfo{"sites", 0, {{kSites}}, true},
    QuestionInfo{"mask", kFieldText, {{{"mask"}}}, true},
    QuestionInfo{"peek", kFieldMode | kFieldDraw | kFieldText | kFieldIndex | kFieldCount,
                 {{{"peeks", {"rows", "columns"}}, {"out"}, {"tokens"}}}, true, true},
    QuestionInfo{"freeze", kFieldText | kFieldDraw, {{kSites}}, true, false, true, true},
    QuestionInfo{"release", kFieldText, {{kSites}}, true, false, true},
    QuestionInfo{"hold", kFieldText | kFieldIndex | kFieldHold, {{kSites}}, true, false, true, true},
    QuestionInfo{"weights", kFieldText,
                 {{{"parameters", {"rows", "columns", "norm", "gradient", "near zero"}}, {"value"},
                   {"gradient"}}}, true},
    QuestionInfo{"state", 0, {}, true, true},
    QuestionInfo{"resume", kFieldValues | kFieldCount, {}},
    QuestionInfo{"write", kFieldText | kFieldMode | kFieldDraw | kFieldCount | kFieldNumber,
                 {{{"text"}}}},
    QuestionInfo{"uncertainty", kSampled | kFieldCount | kFieldNumber,
                 {{kSummary, kBins, {"examples"}}}},
    QuestionInfo{"shift", kSampled | kFieldCount | kFieldNumber,
                 {{kSummary, {"auroc"}, kBins, {"inside"}, {"outside"}}}},
    QuestionInfo{"outputs", kFieldText | kFieldCount | kFieldNumber, {{{"outputs"}}}},
    QuestionInfo{"ensemble",
                 kFieldMode | kFieldText | kFieldIndex | kFieldCount | kFieldNumber | kFieldPoints,
                 {{kSummary, {"auroc"}, kBins, {"examples"}, {"inside"}, {"outside"}}}},
    QuestionInfo{"convergence", kSampled | kFieldIndex,
                 {{{"path", {"T", "mean", "deviation", "standard error",
                             "relative error of the deviation"}},
                   {"eval"}, {"passes"}}}},
    QuestionInfo{"enumerate", kFieldSamples | kFieldDraw | kFieldIndex | kFieldCount,
                 {{{"summary", {"units", "subnetworks", "arithmetic - eval", "geometric - eval",
                                "mc - eval"}},
                   {"arithmetic"}, {"geometric"}, {"eval"}, {"deviation"}, {"mc"}}}},
    QuestionInfo{"mode3", kFieldSamples | kFieldDraw | kFieldCount,
                 {{{"modes", {"accuracy", "loss", "accuracy deviation", "loss deviation"}},
                   {"train", {"accuracy", "loss"}}, {"mc", {"accuracy", "loss"}}}}},
    QuestionInfo{"variance", kFieldDraw, {{kRatios}}},
    QuestionInfo{"recalibrate", kFieldDraw, {{kScores, kRatios}}},
    QuestionInfo{"leak", kFieldText | kFieldDraw | kFieldIndex | kFieldCount | kFieldNumber,
                 {{{"leak", {"standard", "spatial", "dropblock"}}, {"maps"}, {"keep"},
                   {"side", {"height", "width"}}}}},
    QuestionInfo{"histogram", kFieldMode | kFieldDraw | kFieldText | kFieldIndex | kFieldCount,
                 {{{"histogram", {"left", "right", "count"}},
                   {"summary", {"count", "mean", "deviation", "low", "high", "share of zeros"}}}}},
    QuestionInfo{"lag", kSampled, {{{"lag", {"lag", "accuracy", "count"}}}}},
    QuestionInfo{"check", kFieldDraw,
                 {{{"mean", {"draws", "p", "mean", "allowed", "passed"}},
                   {"gradient", {"weights", "error", "allowed", "passed"}}}}},
    QuestionInfo{"ridge", 0,
                 {{{"weights"}, {"loss", {"trained", "ridge", "least squares", "examples"}}}}},
    QuestionInfo{"missing", kFieldSamples | kFieldDraw | kFieldCount,
                 {{{"missing", {"rate", "accuracy", "deviation"}}}}},
};
// clang-format on

}  // namespace dropout
