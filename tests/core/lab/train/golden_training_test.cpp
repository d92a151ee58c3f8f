// PyTorch as the independent truth of losses, optimizers and whole training steps.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"
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
#include "tests/golden/golden.h"

namespace dropout {
namespace {

using golden::copy;
using golden::Errors;
using golden::integers;
using golden::read;

TEST(Golden, Losses) {
  Errors errors;
  const std::vector<int> labels = integers("loss.labels");
  const Matrix& logits = read("loss.logits");
  Matrix gradient(7, 6), value(1, 1);
  for (const auto& [name, smoothing] : std::map<std::string, float>{
           {"loss.cross0", 0.0f}, {"loss.cross0.1", 0.1f}, {"loss.cross0.5", 0.5f}}) {
    const LossSum sum = cross_entropy(logits, labels.data(), smoothing, gradient);
    EXPECT_EQ(sum.count, 5);
    value(0, 0) = static_cast<float>(sum.loss / sum.count);
    errors.compare(value, name + ".value");
    errors.compare(gradient, name + ".grad");
  }
  const LossSum sum = squared_error(logits, read("loss.targets"), gradient);
  value(0, 0) = static_cast<float>(sum.loss / sum.count);
  errors.compare(value, "loss.squared.value");
  errors.compare(gradient, "loss.squared.grad");
}

TEST(Golden, Optimizers) {
  Errors errors;
  const std::map<std::string, Rule> rules = {
      {"sgd", Rule::sgd},           {"sgd_decay", Rule::sgd}, {"momentum", Rule::momentum},
      {"nesterov", Rule::nesterov}, {"adam", Rule::adam},     {"adam_decay", Rule::adam},
      {"adamw", Rule::adamw},       {"sgd_clip", Rule::sgd},  {"adamw_clip", Rule::adamw},
      {"sgd_loose", Rule::sgd}};
  for (const auto& [rule_name, rule] : rules) {
    const std::string name = "optimizer." + rule_name;
    Parameter weight("weight", 5, 7), bias("bias", 1, 5, false);
    const std::vector<Parameter*> parameters = {&weight, &bias};
    for (int i = 0; i < 2; ++i) {
      parameters[i]->value = copy(read("optimizer.start" + std::to_string(i)));
    }
    Optimizer optimizer(rule, parameters);
    UpdateSettings settings;
    settings.lr = rule == Rule::adam || rule == Rule::adamw ? 0.01f : 0.1f;
    settings.decay = read(name + ".settings")(0, 0);
    const double clip = read(name + ".settings")(0, 1);
    for (int step = 0; step < 3; ++step) {
      for (int i = 0; i < 2; ++i) {
        parameters[i]->gradient =
            copy(read("optimizer.grad" + std::to_string(i) + "_" + std::to_string(step)));
      }
      if (clip > 0) {
        settings.gradient_scale =
            static_cast<float>(std::min(1.0, clip / (gradient_norm(parameters) + 1e-6)));
      }
      optimizer.update(settings);
    }
    for (int i = 0; i < 2; ++i) {
      errors.compare(parameters[i]->value, name + ".after" + std::to_string(i));
    }
  }
}

TEST(Golden, SparseAdam) {
  Errors errors;
  Parameter table("table", 6, 3);
  table.sparse = true;
  table.value = copy(read("sparse.start"));
  Optimizer optimizer(Rule::adam, {&table});
  UpdateSettings settings;
  settings.lr = 0.01f;
  for (const char* step : {"0", "1", "2"}) {
    table.touched = integers(std::string("sparse.rows") + step);
    const Matrix& gradient = read(std::string("sparse.grad") + step);
    for (std::size_t i = 0; i < table.touched.size(); ++i) {
      std::copy_n(gradient.row(static_cast<int>(i)), 3, table.gradient.row(table.touched[i]));
    }
    optimizer.update(settings);
  }
  errors.compare(table.value, "sparse.after");
}

TEST(Golden, ThreeStepsOfALanguageModel) {
  const Reading reading = read_link(
      "model=transformer&data=names&width=8&heads=2&depth=2&p=0.3&pin=0.1&patt=0.2&pres=0.15"
      "&lr=0.01&decay=0.1&clip=0.5&smooth=0.1&batch=1&epochs=3&seed=42");
  ASSERT_EQ(english_of(reading.error), "");
  Dataset data;
  data.task = Task::language;
  data.outputs = 7;
  data.longest = 6;
  data.vocabulary = Vocabulary({"a", "b", "c", "d", "e", "f", "g"}, Unit::character);
  for (Examples* part : {&data.train, &data.valid}) {
    part->tokens = integers("network.text");
    part->begin = {0};
    part->count = {static_cast<int>(part->tokens.size())};
  }
  Error error;
  const auto run =
      Experiment::make(whole_engine().recipes, reading.arms[0], std::move(data), error);
  ASSERT_EQ(english_of(error), "");
  const std::vector<Parameter*>& parameters = run->network().parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Matrix& value = read("network.param" + std::to_string(i));
    ASSERT_EQ(value.size(), parameters[i]->value.size()) << parameters[i]->name;
    std::copy_n(value.data(), value.size(), parameters[i]->value.data());
  }
  run->advance_to(3);
  Errors errors;
  ASSERT_EQ(run->points().size(), 4u);
  Matrix losses(1, 3);
  for (int i = 0; i < 3; ++i) {
    losses(0, i) = static_cast<float>(run->points()[i + 1].batch.loss);
  }
  errors.compare(losses, "network.losses");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Matrix& expected = read("network.after" + std::to_string(i));
    Matrix actual = copy(parameters[i]->value);
    if (parameters[i]->name.find("in.bias") != std::string::npos) {
      // No output depends on a bias of the keys: its gradient is rounding, which Adam magnifies.
      for (int c = 8; c < 16; ++c) actual(0, c) = expected(0, c);
    }
    errors.compare(actual, expected, parameters[i]->name);
  }
}

}  // namespace
}  // namespace dropout
