// The engine of a first view: dense networks of plain layers, and the questions of their usual
// panels. It trains to the same bits as the whole engine.
#include "lab/query/engine.h"

namespace dropout {
namespace {

constexpr RecipeEntry kModels[] = {
    {Model::mlp, make_mlp},
    {Model::text, make_text},
};

constexpr AnswerEntry kAnswers[] = {
    {"predict", answer_predict}, {"field", answer_field}, {"sites", answer_sites},
    {"mask", answer_mask},       {"peek", answer_peek},   {"freeze", answer_hold},
    {"release", answer_hold},    {"hold", answer_hold},   {"weights", answer_weights},
    {"state", answer_state},
};

constexpr Engine kEngine = {{kModels, {}}, kAnswers};

}  // namespace

const Engine& small_engine() { return kEngine; }

}  // namespace dropout
