// The rows of the parameter table. Every label, range and default of the product stands here.
// A default that changes bumps `v`: old links pin what they left out.
#include "lab/spec.h"

namespace dropout {
namespace {

constexpr ModelSet only(Model model) { return 1u << static_cast<int>(model); }
constexpr ModelSet kMlp = only(Model::mlp), kText = only(Model::text), kCnn = only(Model::cnn),
                   kLstm = only(Model::lstm), kTransformer = only(Model::transformer);
constexpr ModelSet kAll = kMlp | kText | kCnn | kLstm | kTransformer;
constexpr double as(Data data) { return static_cast<double>(data); }

// clang-format off
constexpr std::array<ParameterInfo, kKeys> kParameters{{
    {Key::v, "v", Kind::integer, 1, 1, 1, "", false, kAll, "Version", "",
     "version of the link grammar", {}},
    {Key::model, "model", Kind::choice, 0, 0, 4, "mlp text cnn lstm transformer", false, kAll,
     "Model", "", "the network", {}},
    {Key::data, "data", Kind::choice, as(Data::moons), 0, 14,
     "moons circles spirals xor blobs sine xsinx co2 cars fashion wordnet names moby recall csv",
     false, kAll, "Data", "", "what it learns from",
     {{{kText, as(Data::wordnet)},
       {kCnn, as(Data::fashion)},
       {kLstm | kTransformer, as(Data::names)}}}},
    {Key::drop, "drop", Kind::choice, 0, 0, 11,
     "standard classic gaussian alpha spatial dropblock dropconnect word variational recurrent "
     "path concrete",
     false, kAll, "Dropout kind", "", "what is dropped, and how", {}},
    {Key::p, "p", Kind::number, 0, 0, 1, "", true, kAll, "Dropout p", "",
     "probability to drop a unit after each hidden layer, or what the kind of dropout drops", {}},
    {Key::pin, "pin", Kind::number, 0, 0, 1, "", true, kAll, "Input p", "",
     "probability to drop an input feature or an embedding unit", {}},
    {Key::pconv, "pconv", Kind::number, 0, 0, 1, "", true, kCnn, "Map p", "",
     "probability to drop a single value of a convolution's maps", {}},
    {Key::patt, "patt", Kind::number, 0, 0, 1, "", true, kTransformer, "Attention p", "",
     "probability to drop an attention weight", {}},
    {Key::pres, "pres", Kind::number, 0, 0, 1, "", true, kTransformer, "Residual p", "",
     "probability to drop a unit of a branch before it joins the residual stream", {}},
    {Key::psched, "psched", Kind::choice, 0, 0, 3, "constant early late ramp", true, kAll,
     "Rate schedule", "", "how the rates change over training", {}},
    {Key::block, "block", Kind::integer, 3, 1, 7, "", false, kCnn, "Block size", "px",
     "side of DropBlock's square, odd", {}},
    {Key::width, "width", Kind::integer, 256, 1, 1024, "", false, kAll, "Width", "units",
     "units in each hidden layer",
     {{{kMlp, 32}, {kLstm | kTransformer, 64}}}},
    {Key::depth, "depth", Kind::integer, 2, 0, 8, "", false, kAll, "Depth", "layers",
     "hidden layers, or transformer blocks", {}},
    {Key::emb, "emb", Kind::integer, 64, 1, 256, "", false, kText | kLstm, "Embedding", "units",
     "length of a token's vector", {}},
    {Key::heads, "heads", Kind::integer, 4, 1, 16, "", false, kTransformer, "Heads", "",
     "attention heads; they divide the width", {}},
    {Key::order, "order", Kind::choice, 0, 0, 1, "pre post", false, kTransformer, "Norm order", "",
     "LayerNorm before each branch, or after each addition", {}},
    {Key::act, "act", Kind::choice, 0, 0, 4, "relu gelu tanh sigmoid selu", false, kAll,
     "Activation", "", "nonlinearity of the hidden layers",
     {{{kTransformer, static_cast<double>(Act::gelu)}}}},
    {Key::norm, "norm", Kind::choice, 0, 0, 2, "none batch layer", false, kMlp | kText | kCnn,
     "Normalisation", "", "between a layer and its activation", {}},
    {Key::opt, "opt", Kind::choice, static_cast<double>(Opt::adam), 0, 4,
     "sgd momentum nesterov adam adamw", false, kAll, "Optimizer", "",
     "how gradients become updates", {{{kTransformer, static_cast<double>(Opt::adamw)}}}},
    {Key::lr, "lr", Kind::number, 0.001, 0, 10, "", true, kAll, "Learning rate", "",
     "size of an update", {{{kMlp, 0.005}, {kLstm, 0.003}}}},
    {Key::momentum, "momentum", Kind::number, 0.9, 0, 0.999, "", true, kAll, "Momentum", "",
     "of sgd with momentum or Nesterov", {}},
    {Key::sched, "sched", Kind::choice, 0, 0, 2, "constant step cosine", true, kAll,
     "Rate of learning over time", "", "constant, a tenth at 1/2 and 3/4, or cosine with warm-up",
     {}},
    {Key::decay, "decay", Kind::number, 0, 0, 1, "", true, kAll, "Weight decay", "",
     "L2 penalty; decoupled with adamw", {}},
    {Key::maxnorm, "maxnorm", Kind::number, 0, 0, 100, "", true, kAll, "Max-norm", "",
     "longest vector of weights into a unit; 0 is off", {}},
    {Key::clip, "clip", Kind::number, 0, 0, 100, "", true, kAll, "Clip", "",
     "longest gradient, over all weights; 0 is off", {{{kLstm | kTransformer, 1}}}},
    {Key::smooth, "smooth", Kind::number, 0, 0, 0.5, "", true, kAll, "Label smoothing", "",
     "share of a target spread over all classes", {}},
    {Key::batch, "batch", Kind::integer, 32, 1, 1024, "", false, kAll, "Batch", "examples",
     "examples in one training step", {{{kText, 64}}}},
    {Key::epochs, "epochs", Kind::integer, 15, 1, 100000, "", true, kAll, "Epochs", "",
     "passes over the training set", {{{kMlp, 200}}}},
    {Key::patience, "patience", Kind::integer, 0, 0, 1000, "", true, kAll, "Patience", "epochs",
     "stop after so many epochs without a better validation loss; 0 is off", {}},
    {Key::n, "n", Kind::integer, 0, 0, 100000, "", false, kAll, "Training examples", "",
     "the first n; 0 takes all (200 of made-up points)", {}},
    {Key::noise, "noise", Kind::number, 0.2, 0, 2, "", false, kMlp, "Noise", "",
     "standard deviation added to the made-up data", {}},
    {Key::context, "context", Kind::integer, 32, 2, 256, "", false, kLstm | kTransformer,
     "Context", "tokens", "longest sequence, or the lag of the recall task", {}},
    {Key::draws, "draws", Kind::choice, 0, 0, 1, "example function", true, kAll, "MC masks", "",
     "a fresh mask for each example, or one for a whole function draw", {}},
    {Key::T, "T", Kind::integer, 50, 1, 10000, "", true, kAll, "MC samples", "passes",
     "stochastic passes of Monte Carlo dropout", {}},
    {Key::tau, "tau", Kind::number, 0, 0, 1e6, "", true, kMlp, "Precision", "",
     "noise precision of a regression in its own units; 0 estimates it", {}},
    {Key::seed, "seed", Kind::integer, 1, 0, 4294967295.0, "", false, kAll, "Seed", "",
     "of weights, batches, masks and data", {}},
}};
// clang-format on

}  // namespace

const std::array<ParameterInfo, kKeys>& parameters() { return kParameters; }

}  // namespace dropout
