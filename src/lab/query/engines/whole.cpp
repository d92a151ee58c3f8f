// The whole engine: every model and every question.
#include "lab/query/engine.h"

namespace dropout {
namespace {

constexpr RecipeEntry kModels[] = {
    {Model::mlp, make_mlp},
    {Model::text, make_text},
    {Model::cnn, make_cnn},
    {Model::lstm, make_lstm},
    {Model::transformer, make_transformer},
};

constexpr AnswerEntry kAnswers[] = {
    {"predict", answer_predict},
    {"field", answer_field},
    {"sites", answer_sites},
    {"mask", answer_mask},
    {"peek", answer_peek},
    {"freeze", answer_hold},
    {"release", answer_hold},
    {"hold", answer_hold},
    {"weights", answer_weights},
    {"state", answer_state},
    {"resume", answer_resume},
    {"write", answer_write},
    {"uncertainty", answer_uncertainty},
    {"shift", answer_shift},
    {"outputs", answer_outputs},
    {"ensemble", answer_ensemble},
    {"convergence", answer_convergence},
    {"enumerate", answer_enumerate},
    {"mode3", answer_modes},
    {"variance", answer_variance},
    {"recalibrate", answer_recalibrate},
    {"leak", answer_leak},
    {"histogram", answer_histogram},
    {"lag", answer_lag},
    {"check", answer_check},
    {"ridge", answer_ridge},
    {"missing", answer_missing},
};

constexpr LayerMakers kLayers = {make_dropout, make_dropconnect, make_branch, make_norm};

constexpr Engine kEngine = {{kModels, kLayers}, kAnswers};

}  // namespace

const Engine& whole_engine() { return kEngine; }

}  // namespace dropout
