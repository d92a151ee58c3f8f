// What a network computes inside: its dropout sites and masks, activations and weights; and masks
// set by the reader.
#include <algorithm>
#include <cmath>

#include "lab/query/ask.h"
#include "lab/query/questions.h"

namespace dropout {
namespace {

DropoutSite* find_site(const Network& network, const std::string& name) {
  for (DropoutSite* site : network.sites()) {
    if (site->name() == name) return site;
  }
  return nullptr;
}

Answer no_site(const Asked& asked, const std::string& name) {
  std::string names;
  for (const DropoutSite* site : asked.network.sites()) {
    names += (names.empty() ? "" : ", ") + site->name();
  }
  return {names.empty() ? error_of<Code::no_sites>(shown(name))
                        : error_of<Code::no_site>(shown(name), names),
          {}};
}

Matrix copy_of(ConstView view) {
  Matrix copy(view.rows, view.cols);
  for (int r = 0; r < view.rows; ++r) std::copy_n(view.row(r), view.cols, copy.row(r));
  return copy;
}

/// What the first example of a batch reads.
Named tokens_of(const Vocabulary& vocabulary, const Batch& batch) {
  Named tokens{"tokens", Matrix(1, batch.lengths[0]), {}};
  for (int t = 0; t < batch.lengths[0]; ++t) {
    tokens.values(0, t) = static_cast<float>(batch.tokens[t]);
    tokens.labels.push_back(vocabulary[batch.tokens[t]]);
  }
  return tokens;
}

}  // namespace

// Columns: p, 1/(1-p), units, rows of the last mask, whether frozen.
Answer answer_sites(const Asked& asked, const Question&) {
  const auto& sites = asked.network.sites();
  Named named{"sites", Matrix(static_cast<int>(sites.size()), 5), {}};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const DropoutSite& site = *sites[i];
    float* row = named.values.row(static_cast<int>(i));
    row[0] = static_cast<float>(site.p());
    row[1] = site.scale();
    row[2] = static_cast<float>(site.units());
    row[3] = static_cast<float>(site.rows());
    row[4] = site.frozen() ? 1.0f : 0.0f;
    named.labels.push_back(site.name());
  }
  Answer answer;
  answer.matrices.push_back(std::move(named));
  return answer;
}

Answer answer_mask(const Asked& asked, const Question& question) {
  const DropoutSite* site = find_site(asked.network, question.text);
  if (!site) return no_site(asked, question.text);
  Named named{"mask", Matrix(site->rows(), site->units()), {}};
  for (std::size_t i = 0; i < named.values.size(); ++i) {
    named.values.data()[i] = site->mask()[i] ? 1.0f : 0.0f;
  }
  Answer answer;
  answer.matrices.push_back(std::move(named));
  return answer;
}

// what = "freeze" (at mask number `draw`), "release", or "hold" (unit `index`; hold = free, kept,
// dropped); text = the site, or "" for all of them.
Answer answer_hold(const Asked& asked, const Question& question) {
  const bool all = question.text.empty();
  if (!all && !find_site(asked.network, question.text)) return no_site(asked, question.text);
  for (DropoutSite* site : asked.network.sites()) {
    if (!all && site->name() != question.text) continue;
    if (question.what == "freeze") site->freeze(question.draw);
    if (question.what == "release") site->release();
    if (question.what != "hold") continue;
    if (question.index < 0 || question.index >= site->units()) {
      return {error_of<Code::no_unit>(site->name(), site->units() - 1), {}};
    }
    site->hold(question.index, static_cast<Hold>(std::max(0, place_in(kHoldNames, question.hold))));
  }
  return answer_sites(asked, question);
}

// One forward pass over validation examples [index, index + count) in the asked mode, then either
// the named activations (text) or the list of what there is. "tokens" (1, T), labels = the tokens
// of a single example.
Answer answer_peek(const Asked& asked, const Question& question) {
  const Examples& part = asked.data.valid;
  const int begin = std::clamp(question.index, 0, part.size() - 1);
  const int count =
      std::clamp(question.count, 1, std::min(part.size() - begin, asked.network.max_examples()));
  const SamplingPlan plan = plan_of(asked.spec, question);
  Pass pass;
  pass.phase = plan.phase;
  pass.random = {plan.seed, Stream::samples};
  pass.step = plan.draw;
  pass.update_statistics = false;
  const Batch& batch = asked.batcher.gather_range(part, begin, count);
  const ConstView out = asked.network.forward(batch, pass);
  Answer answer;
  if (question.text.empty()) {
    Named names{"peeks", Matrix(1, 1), {}};
    for (const Peek& peek : asked.network.peeks()) names.labels.push_back(peek.name);
    names.values = Matrix(static_cast<int>(names.labels.size()), 2);
    int i = 0;
    for (const Peek& peek : asked.network.peeks()) {
      names.values(i, 0) = static_cast<float>(peek.values.rows);
      names.values(i++, 1) = static_cast<float>(peek.values.cols);
    }
    answer.matrices.push_back(std::move(names));
    return answer;
  }
  if (question.text == "out") {
    answer.matrices.push_back({"out", copy_of(out), {}});
    return answer;
  }
  for (const Peek& peek : asked.network.peeks()) {
    if (peek.name != question.text) continue;
    answer.matrices.push_back({peek.name, copy_of(peek.values), {}});
    if (batch.tokens != nullptr && count == 1) {
      answer.matrices.push_back(tokens_of(asked.data.vocabulary, batch));
    }
    return answer;
  }
  return {error_of<Code::no_peek>(shown(question.text)), {}};
}

// Weights and gradients of the parameter `text`, or of all: name, size, norm of both, and the
// share of weights with |w| < 0.001 ("near zero"), one row a parameter.
Answer answer_weights(const Asked& asked, const Question& question) {
  Answer answer;
  Named table{"parameters", Matrix(static_cast<int>(asked.network.parameters().size()), 5), {}};
  int i = 0;
  for (const Parameter* parameter : asked.network.parameters()) {
    if (parameter->name == question.text) {
      answer.matrices.push_back({"value", copy_of(parameter->value), {}});
      answer.matrices.push_back({"gradient", copy_of(parameter->gradient), {}});
    }
    double squares = 0, gradient = 0;
    int near_zero = 0;
    const std::size_t n = parameter->value.size();
    for (std::size_t k = 0; k < n; ++k) {
      const double w = parameter->value.data()[k], g = parameter->gradient.data()[k];
      squares += w * w;
      gradient += g * g;
      near_zero += std::abs(w) < 1e-3;
    }
    float* row = table.values.row(i++);
    row[0] = static_cast<float>(parameter->value.rows());
    row[1] = static_cast<float>(parameter->value.cols());
    row[2] = static_cast<float>(std::sqrt(squares));
    row[3] = static_cast<float>(std::sqrt(gradient));
    row[4] = static_cast<float>(near_zero) / static_cast<float>(n);
    table.labels.push_back(parameter->name);
  }
  answer.matrices.push_back(std::move(table));
  return answer;
}

}  // namespace dropout
