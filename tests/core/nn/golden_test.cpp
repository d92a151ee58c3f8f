// The layers, losses and optimizers against PyTorch: tests/golden/values.inc, written by
// tests/golden/make.py with the same weights and masks of its own making. Relative errors are of
// the largest absolute value of a tensor.
#include "tests/golden/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "nn/activation.h"
#include "nn/attention.h"
#include "nn/conv.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/lstm.h"
#include "nn/norm.h"
#include "nn/optimizer.h"
#include "nn/pool.h"
#include "nn/sequential.h"
#include "nn/spatial.h"
#include "nn/transformer.h"

namespace dropout {
namespace {

using golden::copy;
using golden::Errors;
using golden::integers;
using golden::read;

Pass training(int length = 1, const int* lengths = nullptr) {
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {42, Stream::masks};
  pass.step = 7;
  pass.length = length;
  pass.lengths = lengths;
  return pass;
}

Matrix weighted(ConstView y, const Matrix& w) {  // dL/dy of L = sum(w y^2) / 2
  Matrix dy = copy(y);
  for (std::size_t i = 0; i < dy.size(); ++i) dy.data()[i] *= w.data()[i];
  return dy;
}

/// Everything of a case: masks, y, gradients, and the parameters after three steps.
template <class Forward, class Backward>
void check_case(const std::string& name, const std::vector<Parameter*>& parameters,
                const std::vector<DropoutSite*>& sites, Forward forward, Backward backward) {
  Errors errors;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Matrix& value = read(name + ".param" + std::to_string(i));
    ASSERT_EQ(value.rows(), parameters[i]->value.rows()) << parameters[i]->name;
    ASSERT_EQ(value.cols(), parameters[i]->value.cols()) << parameters[i]->name;
    parameters[i]->value = copy(value);
  }
  Optimizer optimizer(Rule::nesterov, parameters);
  for (int step = 0; step < 3; ++step) {
    const ConstView y = forward();
    const Matrix dy = weighted(y, read(name + ".w"));
    const ConstView dx = backward(dy);
    if (step == 0) {
      errors.compare(y, name + ".y");
      if (dx.rows > 0) errors.compare(dx, name + ".dx");
      for (std::size_t i = 0; i < parameters.size(); ++i) {
        errors.compare(parameters[i]->gradient, name + ".grad" + std::to_string(i));
      }
      for (std::size_t i = 0; i < sites.size(); ++i) {
        if (sites[i]->p() == 0) continue;
        const Matrix& mask = read(name + ".mask" + std::to_string(i));
        ASSERT_EQ(static_cast<std::size_t>(sites[i]->rows()) * sites[i]->units(), mask.size());
        for (std::size_t e = 0; e < mask.size(); ++e) {
          ASSERT_EQ(sites[i]->mask()[e] != 0, mask.data()[e] != 0) << sites[i]->name() << " " << e;
        }
      }
    }
    UpdateSettings settings;
    settings.lr = 0.03f;
    settings.decay = 0.02f;
    optimizer.update(settings);
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    errors.compare(parameters[i]->value, name + ".after" + std::to_string(i));
  }
}

void check_layer(const std::string& name, Layer& layer, std::vector<double> rates = {},
                 Pass pass = training()) {
  std::vector<Parameter*> parameters;
  layer.parameters(parameters);
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  ASSERT_EQ(sites.size(), rates.size());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    sites[i]->set_index(static_cast<std::uint32_t>(i));
    sites[i]->set_p(rates[i]);
  }
  const Matrix& x = read(name + ".x");
  check_case(
      name, parameters, sites, [&] { return layer.forward(x, pass); },
      [&](ConstView dy) { return layer.backward(dy); });
}

TEST(Golden, TheLawOfMasks) {
  const double rates[] = {0.1, 0.25, 1.0 / 3, 0.5, 0.8, 0.999};
  for (int i = 0; i < 6; ++i) {
    const Matrix& mask = read("law" + std::to_string(i) + ".mask");
    DropoutSite site("site", Rate::hidden, mask.rows(), mask.cols());
    site.set_index(static_cast<std::uint32_t>(i));
    site.set_p(rates[i]);
    const Keep* words = site.draw(mask.rows(), training());
    for (std::size_t e = 0; e < mask.size(); ++e) {
      ASSERT_EQ(words[e], mask.data()[e] != 0 ? kept_element : dropped_element)
          << "p=" << rates[i] << ", element " << e;
    }
  }
}

/// Makes a layer's site drop what torch dropped in its only row.
void hold_as(Layer& layer, double p, const Matrix& mask) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  sites[0]->set_p(p);
  for (int u = 0; u < mask.cols(); ++u) {
    sites[0]->hold(u, mask(0, u) != 0 ? Hold::kept : Hold::dropped);
  }
}

TEST(Golden, WhatTorchItselfDropped) {
  Errors errors;
  for (const auto& [name, p] :
       std::map<std::string, double>{{"torch0.1", 0.1}, {"torch0.5", 0.5}, {"torch0.8", 0.8}}) {
    for (const char* kind : {".dropout", ".alpha"}) {
      std::unique_ptr<Layer> layer;
      if (kind[1] == 'd') {
        layer = std::make_unique<Dropout>("drop", Rate::hidden, 1, 40);
      } else {
        layer = std::make_unique<AlphaDropout>("drop", Rate::hidden, 1, 40);
      }
      hold_as(*layer, p, read(name + kind + ".mask"));
      const ConstView y = layer->forward(read(name + ".x"), training());
      errors.compare(y, name + kind + ".y");
      errors.compare(layer->backward(copy(y)), name + kind + ".dx");
    }
    SpatialDropout maps("drop", Rate::hidden, 1, 6, 6);
    hold_as(maps, p, read(name + ".maps.mask"));
    errors.compare(maps.forward(read(name + ".maps.x"), training()), name + ".maps.y");
  }
}

TEST(Golden, Linear) {
  Linear layer("linear", 5, 7, 6);
  check_layer("linear", layer);
  Linear one("linear", 9, 3, 1);
  check_layer("linear_one", one);
}

TEST(Golden, HiddenLayerWithDropout) {
  Sequential net;
  net.add<Linear>("1", 5, 8, 6);
  net.add<Activation>("act", Function::relu, 6, 8);
  net.add<Dropout>("drop", Rate::hidden, 6, 8);
  net.add<Linear>("2", 8, 3, 6);
  check_layer("hidden", net, {0.5});
}

TEST(Golden, ConvolutionAndPooling) {
  Conv2d conv("conv", 6, 5, 2, 11, 3);
  check_layer("conv", conv);
  Sequential net;
  net.add<Conv2d>("conv", 6, 5, 2, 3, 3);
  net.add<Activation>("act", Function::relu, 3, 90);
  net.add<MaxPool2d>("pool", 6, 5, 3, 3);
  check_layer("convpool", net);
}

TEST(Golden, Activations) {
  const std::map<std::string, Function> functions = {{"relu", Function::relu},
                                                     {"gelu", Function::gelu},
                                                     {"tanh", Function::tanh},
                                                     {"sigmoid", Function::sigmoid},
                                                     {"selu", Function::selu}};
  for (const auto& [name, function] : functions) {
    Activation layer("act", function, 5, 9);
    check_layer(name, layer);
  }
}

TEST(Golden, BatchNorm) {
  for (const auto& [name, channels] :
       std::map<std::string, int>{{"batchnorm", 4}, {"batchnorm_image", 2}}) {
    BatchNorm layer("norm", 24 / channels * 2, channels);
    check_layer(name, layer);
    Errors errors;
    errors.compare(layer.running_mean(), name + ".mean");
    errors.compare(layer.running_variance(), name + ".variance");
    errors.compare(layer.forward(read(name + ".x"), Pass{}), name + ".eval");
  }
}

TEST(Golden, LayerNorm) {
  LayerNorm layer("norm", 5, 7);
  check_layer("layernorm", layer);
}

TEST(Golden, Embeddings) {
  const std::vector<int> tokens = integers("tokens"), lengths = integers("lengths");
  const Batch batch{{}, tokens.data(), lengths.data(), 3, 4};
  Embedding embedding("embedding", 11, 6, 3, 4, true);
  EmbeddingBag bag("bag", 11, 6, 3, 4);
  for (TokenLayer* layer : {static_cast<TokenLayer*>(&embedding), static_cast<TokenLayer*>(&bag)}) {
    std::vector<Parameter*> parameters;
    layer->parameters(parameters);
    for (Parameter* p : parameters) p->decays = false;  // torch decays rows that no word touches
    check_case(
        layer == &bag ? "bag" : "embedding", parameters, {},
        [&] { return layer->forward(batch, training(4)); },
        [&](ConstView dy) {
          layer->backward(dy);
          return ConstView();
        });
  }
}

TEST(Golden, TwoLstmLayers) {
  for (const char* name : {"lstm", "lstm_padded", "lstm_idle"}) {
    Sequential net;
    net.add<Lstm>("1", 3, 4, 15, 5);
    net.add<Dropout>("drop", Rate::hidden, 15, 4);
    net.add<Lstm>("2", 4, 4, 15, 5);
    const bool padded = std::string(name) == "lstm_padded";
    const std::vector<int> lengths = padded ? integers("lstm_padded.lengths") : std::vector<int>();
    const bool idle = std::string(name) == "lstm_idle";
    check_layer(name, net, {idle ? 0 : 0.4}, training(5, padded ? lengths.data() : nullptr));
  }
}

TEST(Golden, MultiHeadAttention) {
  for (const char* name : {"attention", "attention_causal", "attention_padded"}) {
    const bool padded = std::string(name) == "attention_padded";
    MultiHeadAttention layer("attention", 8, 2, 15, 5, std::string(name) == "attention_causal");
    const std::vector<int> lengths =
        padded ? integers("attention_padded.lengths") : std::vector<int>();
    check_layer(name, layer, {0.3}, training(5, padded ? lengths.data() : nullptr));
  }
}

TEST(Golden, TransformerEncoderLayer) {
  TransformerShape shape;
  shape.width = 8;
  shape.heads = 2;
  shape.feedforward = 12;
  shape.max_rows = 15;
  shape.max_length = 5;
  for (const bool pre : {true, false}) {
    shape.pre_norm = shape.causal = pre;
    shape.act = pre ? Function::gelu : Function::relu;
    TransformerBlock block("block", shape);
    check_layer(pre ? "block_pre" : "block_post", block, {0.2, 0.3, 0.4, 0.3}, training(5));
  }
}

}  // namespace
}  // namespace dropout
