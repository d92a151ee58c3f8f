// The rows of the parameter table: every range and default of the product. What they are called
// where people read them stands in spec_words.cpp.
// A default that changes bumps `v`: old links pin what they left out.
#include "lab/spec/spec.h"

namespace dropout {
namespace {

constexpr ModelSet only(Model model) { return 1u << static_cast<int>(model); }
constexpr ModelSet kMlp = only(Model::mlp), kText = only(Model::text), kCnn = only(Model::cnn),
                   kLstm = only(Model::lstm), kTransformer = only(Model::transformer);
constexpr ModelSet kAll = kMlp | kText | kCnn | kLstm | kTransformer;
constexpr double as(Data data) { return static_cast<double>(data); }

// clang-format off
constexpr std::array<ParameterInfo, kKeys> kParameters{{
    {Key::v, "v", Kind::integer, 1, 1, 1, "", false, kAll, {}},
    {Key::model, "model", Kind::choice, 0, 0, 4, "mlp text cnn lstm transformer", false, kAll, {}},
    {Key::data, "data", Kind::choice, as(Data::moons), 0, 16,
     "moons circles spirals xor blobs sine xsinx co2 cars fashion wordnet names moby recall csv "
     "points curve",
     false, kAll,
     {{{kText, as(Data::wordnet)},
       {kCnn, as(Data::fashion)},
       {kLstm | kTransformer, as(Data::names)}}}},
    {Key::drop, "drop", Kind::choice, 0, 0, 11,
     "standard classic gaussian alpha spatial dropblock dropconnect word variational recurrent "
     "path concrete", false, kAll, {}},
    {Key::p, "p", Kind::number, 0, 0, 1, "", true, kAll, {}},
    {Key::pin, "pin", Kind::number, 0, 0, 1, "", true, kAll, {}},
    {Key::pconv, "pconv", Kind::number, 0, 0, 1, "", true, kCnn, {}},
    {Key::patt, "patt", Kind::number, 0, 0, 1, "", true, kTransformer, {}},
    {Key::pres, "pres", Kind::number, 0, 0, 1, "", true, kTransformer, {}},
    {Key::psched, "psched", Kind::choice, 0, 0, 3, "constant early late ramp", true, kAll, {}},
    {Key::block, "block", Kind::integer, 3, 1, 7, "", false, kCnn, {}},
    {Key::width, "width", Kind::integer, 256, 1, 1024, "", false, kAll,
     {{{kMlp, 32}, {kLstm | kTransformer, 64}}}},
    {Key::depth, "depth", Kind::integer, 2, 0, 8, "", false, kAll, {}},
    {Key::emb, "emb", Kind::integer, 64, 1, 256, "", false, kText | kLstm, {}},
    {Key::heads, "heads", Kind::integer, 4, 1, 16, "", false, kTransformer, {}},
    {Key::order, "order", Kind::choice, 0, 0, 1, "pre post", false, kTransformer, {}},
    {Key::act, "act", Kind::choice, 0, 0, 4, "relu gelu tanh sigmoid selu", false, kAll,
     {{{kTransformer, static_cast<double>(Act::gelu)}}}},
    {Key::norm, "norm", Kind::choice, 0, 0, 2, "none batch layer", false, kMlp | kText | kCnn, {}},
    {Key::opt, "opt", Kind::choice, static_cast<double>(Opt::adam), 0, 4,
     "sgd momentum nesterov adam adamw", false, kAll,
     {{{kTransformer, static_cast<double>(Opt::adamw)}}}},
    {Key::lr, "lr", Kind::number, 0.001, 0, 10, "", true, kAll, {{{kMlp, 0.005}, {kLstm, 0.003}}}},
    {Key::momentum, "momentum", Kind::number, 0.9, 0, 0.999, "", true, kAll, {}},
    {Key::sched, "sched", Kind::choice, 0, 0, 2, "constant step cosine", true, kAll, {}},
    {Key::decay, "decay", Kind::number, 0, 0, 1, "", true, kAll, {}},
    {Key::maxnorm, "maxnorm", Kind::number, 0, 0, 100, "", true, kAll, {}},
    {Key::clip, "clip", Kind::number, 0, 0, 100, "", true, kAll, {{{kLstm | kTransformer, 1}}}},
    {Key::smooth, "smooth", Kind::number, 0, 0, 0.5, "", true, kAll, {}},
    {Key::batch, "batch", Kind::integer, 32, 1, 1024, "", false, kAll, {{{kText, 64}}}},
    {Key::epochs, "epochs", Kind::integer, 15, 1, 100000, "", true, kAll, {{{kMlp, 200}}}},
    {Key::patience, "patience", Kind::integer, 0, 0, 1000, "", true, kAll, {}},
    {Key::n, "n", Kind::integer, 0, 0, 100000, "", false, kAll, {}},
    {Key::noise, "noise", Kind::number, 0.2, 0, 2, "", false, kMlp, {}},
    {Key::context, "context", Kind::integer, 32, 2, 256, "", false, kLstm | kTransformer, {}},
    {Key::draws, "draws", Kind::choice, 0, 0, 1, "example function", true, kAll, {}},
    {Key::T, "T", Kind::integer, 50, 1, 10000, "", true, kAll, {}},
    {Key::tau, "tau", Kind::number, 0, 0, 1e6, "", true, kMlp, {}},
    {Key::seed, "seed", Kind::integer, 1, 0, 4294967295.0, "", false, kAll, {}},
    {Key::dseed, "dseed", Kind::integer, -1, -1, 4294967295.0, "", false, kAll, {}},
}};
// clang-format on

}  // namespace

const std::array<ParameterInfo, kKeys>& parameters() { return kParameters; }

}  // namespace dropout
