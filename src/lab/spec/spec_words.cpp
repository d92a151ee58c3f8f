// The words of the parameter table, for whoever lists it to people: the command line, and by it the
// page. A program that does not ask for them is not made larger by them.
#include "lab/spec/spec.h"

namespace dropout {
namespace {

constexpr std::array<ParameterWords, kKeys> kWords{{
    {Key::v, "Version", "", "version of the link grammar"},
    {Key::model, "Model", "", "the network"},
    {Key::data, "Data", "", "what it learns from"},
    {Key::drop, "Dropout kind", "", "what is dropped, and how"},
    {Key::p, "Dropout p", "",
     "probability to drop a unit after each hidden layer, or what the kind of dropout drops"},
    {Key::pin, "Input p", "", "probability to drop an input feature or an embedding unit"},
    {Key::pconv, "Map p", "", "probability to drop a single value of a convolution's maps"},
    {Key::patt, "Attention p", "", "probability to drop an attention weight"},
    {Key::pres, "Residual p", "",
     "probability to drop a unit of a branch before it joins the residual stream"},
    {Key::psched, "Rate schedule", "", "how the rates change over training"},
    {Key::block, "Block size", "px", "side of DropBlock's square, odd"},
    {Key::width, "Width", "units", "units in each hidden layer"},
    {Key::depth, "Depth", "layers", "hidden layers, or transformer blocks"},
    {Key::emb, "Embedding", "units", "length of a token's vector"},
    {Key::heads, "Heads", "", "attention heads; they divide the width"},
    {Key::order, "Norm order", "", "LayerNorm before each branch, or after each addition"},
    {Key::act, "Activation", "", "nonlinearity of the hidden layers"},
    {Key::norm, "Normalisation", "", "between a layer and its activation"},
    {Key::opt, "Optimizer", "", "how gradients become updates"},
    {Key::lr, "Learning rate", "", "size of an update"},
    {Key::momentum, "Momentum", "", "of sgd with momentum or Nesterov"},
    {Key::sched, "Rate of learning over time", "",
     "constant, a tenth at 1/2 and 3/4, or cosine with warm-up"},
    {Key::decay, "Weight decay", "", "L2 penalty; decoupled with adamw"},
    {Key::maxnorm, "Max-norm", "", "longest vector of weights into a unit; 0 is off"},
    {Key::clip, "Clip", "", "longest gradient, over all weights; 0 is off"},
    {Key::smooth, "Label smoothing", "", "share of a target spread over all classes"},
    {Key::batch, "Batch", "examples", "examples in one training step"},
    {Key::epochs, "Epochs", "", "passes over the training set"},
    {Key::patience, "Patience", "epochs",
     "stop after so many epochs without a better validation loss; 0 is off"},
    {Key::n, "Training examples", "", "the first n; 0 takes all (200 of made-up points)"},
    {Key::noise, "Noise", "", "standard deviation added to the made-up data"},
    {Key::context, "Context", "tokens", "longest sequence, or the lag of the recall task"},
    {Key::draws, "MC masks", "", "a fresh mask for each example, or one for a whole function draw"},
    {Key::T, "MC samples", "passes", "stochastic passes of Monte Carlo dropout"},
    {Key::tau, "Precision", "", "noise precision of a regression in its own units; 0 estimates it"},
    {Key::seed, "Seed", "",
     "of weights, batches and masks, and of data without a seed of their own"},
    {Key::dseed, "Data seed", "", "of made-up data and of splits; -1 takes the seed"},
}};

}  // namespace

const ParameterWords& words_of(Key key) { return kWords[static_cast<std::size_t>(key)]; }

}  // namespace dropout
