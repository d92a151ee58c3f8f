// The recipe, read in the order in which data flows.
#include "nn/transformer.h"

#include <memory>

#include "nn/attention.h"
#include "nn/dropout.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "nn/residual.h"

namespace dropout {
namespace {

std::unique_ptr<Sequential> attention_branch(const std::string& name, const TransformerShape& s,
                                             const MakeAttention& attention) {
  auto branch = std::make_unique<Sequential>();
  if (s.pre_norm) branch->add<LayerNorm>(name + ".norm1", s.max_rows, s.width);
  branch->add_layer(attention(name + ".attention", s));
  branch->add<Dropout>(name + ".dropout1", Rate::residual, s.max_rows, s.width);
  return branch;
}

std::unique_ptr<Sequential> feedforward_branch(const std::string& name, const TransformerShape& s,
                                               const MakeHiddenDropout& hidden) {
  const int units = s.feedforward > 0 ? s.feedforward : 4 * s.width;
  auto linear2 = std::make_unique<Linear>(name + ".linear2", units, s.width, s.max_rows);
  auto branch = std::make_unique<Sequential>();
  if (s.pre_norm) branch->add<LayerNorm>(name + ".norm2", s.max_rows, s.width);
  branch->add<Linear>(name + ".linear1", s.width, units, s.max_rows);
  branch->add<Activation>(name + ".activation", s.act, s.max_rows, units);
  if (LayerPtr drop = hidden(name + ".dropout", s.max_rows, units, &linear2->weight())) {
    branch->add_layer(std::move(drop));
  }
  branch->add_layer(std::move(linear2));
  branch->add<Dropout>(name + ".dropout2", Rate::residual, s.max_rows, s.width);
  return branch;
}

LayerPtr residual(const std::string& name, LayerPtr branch, const TransformerShape& s) {
  if (!s.drop_path) return std::make_unique<Residual>(std::move(branch), s.max_rows, s.width);
  return std::make_unique<Residual>(name, std::move(branch), s.max_rows, s.width,
                                    Residual::depth_share(s.block, s.of));
}

}  // namespace

LayerPtr make_standard_dropout(const std::string& name, int max_rows, int units, Parameter*) {
  return std::make_unique<Dropout>(name, Rate::hidden, max_rows, units);
}

LayerPtr make_attention(const std::string& name, const TransformerShape& s) {
  return std::make_unique<MultiHeadAttention>(name, s.width, s.heads, s.max_rows, s.max_length,
                                              s.causal);
}

TransformerBlock::TransformerBlock(const std::string& name, const TransformerShape& s,
                                   const MakeHiddenDropout& hidden,
                                   const MakeAttention& attention) {
  add_layer(residual(name + ".path1", attention_branch(name, s, attention), s));
  if (!s.pre_norm) add<LayerNorm>(name + ".norm1", s.max_rows, s.width);
  add_layer(residual(name + ".path2", feedforward_branch(name, s, hidden), s));
  if (!s.pre_norm) add<LayerNorm>(name + ".norm2", s.max_rows, s.width);
}

}  // namespace dropout
