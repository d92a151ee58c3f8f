// Forward passes, initialization and accessors of a network.
#include "lab/model/network.h"

#include <algorithm>

#include "math/vector.h"

namespace dropout {
namespace {

/// Examples a network has buffers for: a batch, or enough to measure and to sample in large slices.
int planned_examples(const Spec& spec) {
  return std::max(spec.integer(Key::batch), info(spec.model()).planned);
}

}  // namespace

Network::Network(const Recipes& recipes, const Spec& spec, const Shape& shape)
    : shape_(shape),
      max_examples_(planned_examples(spec)),
      recipe_(make_recipe(recipes, spec, shape, max_examples_)) {
  if (recipe_.front) {
    recipe_.front->parameters(parameters_);
    recipe_.front->sites(sites_);
  }
  for (const LayerPtr& layer : recipe_.layers) {
    sites_before_.push_back(static_cast<int>(sites_.size()));
    layer->parameters(parameters_);
    layer->sites(sites_);
    layer->buffers(buffers_);
  }
  sites_before_.push_back(static_cast<int>(sites_.size()));
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    sites_[i]->set_index(static_cast<std::uint32_t>(i));
  }
  set_rates(spec, 1);
  initialize(static_cast<std::uint32_t>(spec[Key::seed]));
}

/// Index of the first layer with a site that is not idle; layers().size() if there is none.
std::size_t Network::first_active(const Pass& pass) const {
  for (std::size_t i = 0; i < recipe_.layers.size(); ++i) {
    for (int s = sites_before_[i]; s < sites_before_[i + 1]; ++s) {
      if (!sites_[s]->idle(pass)) return i;
    }
  }
  return recipe_.layers.size();
}

ConstView Network::run(ConstView x, std::size_t first, std::size_t last, Pass pass) {
  for (std::size_t i = first; i < last; ++i) {
    const bool pooled = recipe_.pool >= 0 && static_cast<int>(i) > recipe_.pool;
    if (pooled) pass.length = 1, pass.lengths = nullptr;
    x = recipe_.layers[i]->forward(x, pass);
  }
  return x;
}

/// The pass with the lengths of its batch.
Pass Network::of_batch(const Batch& batch, Pass pass) const {
  if (recipe_.front) {
    pass.length = batch.length;
    pass.lengths = batch.lengths;
  }
  return pass;
}

/// Whether the token layer drops, so that no two samples share anything.
bool Network::front_drops(const Pass& pass) const {
  return std::any_of(sites_.begin(), sites_.begin() + sites_before_[0],
                     [&](const DropoutSite* site) { return !site->idle(pass); });
}

ConstView Network::forward(const Batch& batch, const Pass& asked) {
  if (asked.samples > 1) {
    begin_passes(batch, asked, asked.samples);
    return forward_passes(asked);
  }
  const Pass pass = of_batch(batch, asked);
  const ConstView x = recipe_.front ? recipe_.front->forward(batch, pass) : batch.x;
  return run(x, 0, recipe_.layers.size(), pass);
}

void Network::begin_passes(const Batch& batch, const Pass& asked, int most) {
  passes_batch_ = batch;
  if (front_drops(asked)) return;
  Pass once = of_batch(batch, asked);
  once.samples = 1;
  passes_from_ = first_active(asked);
  ConstView x = recipe_.front ? recipe_.front->forward(batch, once) : batch.x;
  x = run(x, 0, passes_from_, once);
  passes_rows_ = x.rows, passes_cols_ = x.cols;
  repeated_.resize(x.size() * static_cast<std::size_t>(most));
  for (int s = 0; s < most; ++s)
    copy(x.data, repeated_.data() + s * x.size(), static_cast<int>(x.size()));
}

ConstView Network::forward_passes(const Pass& asked) {
  const Pass pass = of_batch(passes_batch_, asked);
  const std::size_t end = recipe_.layers.size();
  if (front_drops(pass)) return run(recipe_.front->forward(passes_batch_, pass), 0, end, pass);
  return run({repeated_.data(), passes_rows_ * pass.samples, passes_cols_}, passes_from_, end,
             pass);
}

void Network::backward(ConstView dy) {
  for (std::size_t i = recipe_.layers.size(); i-- > 0;) dy = recipe_.layers[i]->backward(dy);
  if (recipe_.front) recipe_.front->backward(dy);
}

void Network::initialize(std::uint32_t seed) {
  // Only parameters that are drawn are counted, so adding one that is not changes no other.
  std::uint32_t drawn = 0;
  for (Parameter* parameter : parameters_) {
    const Initializer& from = parameter->initializer;
    float* values = parameter->value.data();
    const int n = static_cast<int>(parameter->value.size());
    std::fill_n(values, n, from.constant);
    if (from.uniform == 0 && from.normal == 0) continue;
    const Random random{seed, Stream::weights};
    const Counter at{0, drawn++, 0, 0};
    if (from.uniform > 0) {
      fill_uniform(values, n, random, at, from.constant - from.uniform,
                   from.constant + from.uniform);
    } else {
      fill_normal(values, n, random, at, from.constant, from.normal);
    }
  }
  for (Parameter* buffer : buffers_) {
    std::fill_n(buffer->value.data(), buffer->value.size(), buffer->initializer.constant);
  }
  // A learned rate starts at the rate its site was given.
  for (ConcreteDropout* layer : recipe_.concrete) {
    std::vector<DropoutSite*> own;
    layer->sites(own);
    layer->start_at(own[0]->p());
  }
}

void Network::set_rates(const Spec& spec, float factor) {
  for (DropoutSite* site : sites_) {
    const Key key = site->rate() == Rate::hidden      ? Key::p
                    : site->rate() == Rate::input     ? Key::pin
                    : site->rate() == Rate::attention ? Key::patt
                    : site->rate() == Rate::residual  ? Key::pres
                                                      : Key::pconv;
    site->set_p(spec[key] * site->share() * static_cast<double>(factor));
  }
}

void Network::regularize() {
  for (ConcreteDropout* layer : recipe_.concrete) layer->regularize();
}

std::vector<Peek> Network::peeks() const {
  std::vector<Peek> all;
  for (const LayerPtr& layer : recipe_.layers) layer->peeks(all);
  return all;
}

std::size_t Network::size() const {
  std::size_t floats = 0;
  for (const Parameter* parameter : parameters_) floats += parameter->value.size();
  return floats;
}

}  // namespace dropout
