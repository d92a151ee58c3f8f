// What dropout does inside a network: the variance shift behind BatchNorm and its cure, dropped
// activations predicted from neighbours, distributions of values, memory over time.
#include <algorithm>
#include <cmath>
#include <map>

#include "lab/measure/metrics.h"
#include "lab/measure/neighbours.h"
#include "lab/query/ask.h"
#include "nn/norm.h"
#include "nn/residual.h"
#include "nn/sequential.h"
#include "nn/spatial.h"

namespace dropout {
namespace {

void add_norms(Layer& layer, std::vector<BatchNorm*>& norms) {
  if (auto* norm = dynamic_cast<BatchNorm*>(&layer)) norms.push_back(norm);
  if (auto* sequence = dynamic_cast<Sequential*>(&layer)) {
    for (const LayerPtr& inner : sequence->layers()) add_norms(*inner, norms);
  }
  if (auto* residual = dynamic_cast<Residual*>(&layer)) add_norms(residual->branch(), norms);
}

/// The BatchNorms of a network, those in branches too: a branch computes all its rows, and drops
/// them afterwards.
std::vector<BatchNorm*> norms_of(const Network& network) {
  std::vector<BatchNorm*> norms;
  for (const LayerPtr& layer : network.layers()) add_norms(*layer, norms);
  return norms;
}

Error no_norms(const std::vector<BatchNorm*>& norms) {
  return norms.empty() ? error_of<Code::no_batchnorm>() : Error{};
}

/// Forward passes over training examples, at most 2,000 of them: in train mode in batches of the
/// Spec's size, else in the largest there are, since a recalibrating BatchNorm puts out values of
/// its batch's variance, which is 1/batch too small.
void pass_over(const Asked& asked, Phase phase, std::uint32_t draw) {
  const int most = std::min(asked.data.train.size(), 2000);
  const int size =
      phase == Phase::train ? asked.spec.integer(Key::batch) : asked.network.max_examples();
  Pass pass;
  pass.phase = phase;
  pass.random = {static_cast<std::uint32_t>(asked.spec[Key::seed]), Stream::samples};
  pass.step = draw;
  pass.update_statistics = false;
  for (int begin = 0; begin + std::min(size, most) <= most; begin += size) {
    pass.sample = static_cast<std::uint32_t>(begin / size);
    asked.network.forward(asked.batcher.gather_range(asked.data.train, begin, std::min(size, most)),
                          pass);
  }
}

std::vector<double> measured_variance(const Asked& asked, const std::vector<BatchNorm*>& norms,
                                      Phase phase, std::uint32_t draw) {
  for (BatchNorm* norm : norms) norm->begin_measurement();
  pass_over(asked, phase, draw);
  std::vector<double> ratios;
  for (BatchNorm* norm : norms) {
    norm->finish_measurement();
    ratios.push_back(norm->variance_ratio());
  }
  return ratios;
}

Named ratios_of(const Asked& asked, const std::vector<BatchNorm*>& norms, std::uint32_t draw) {
  const auto train = measured_variance(asked, norms, Phase::train, draw);
  const auto eval = measured_variance(asked, norms, Phase::eval, draw);
  Named ratios{"ratios", Matrix(static_cast<int>(norms.size()), 2), {}};
  for (std::size_t i = 0; i < norms.size(); ++i) {
    ratios.values(static_cast<int>(i), 0) = static_cast<float>(eval[i]);
    ratios.values(static_cast<int>(i), 1) = static_cast<float>(train[i]);
    const std::string& name = norms[i]->weight().name;
    ratios.labels.push_back(name.substr(0, name.rfind('.')));
  }
  return ratios;
}

/// Accuracy and mean loss on validation examples in eval mode.
void score(const Asked& asked, float* to) {
  const Examples& part = asked.data.valid;
  const int count = std::min(part.size(), 2000), most = asked.network.max_examples();
  LossSum sum;
  for (int begin = 0; begin < count; begin += most) {
    const Batch& batch = asked.batcher.gather_range(part, begin, std::min(most, count - begin));
    const LossSum some = asked.batcher.loss(asked.network.forward(batch, Pass{}), 0);
    sum.loss += some.loss;
    sum.correct += some.correct;
    sum.count += some.count;
  }
  to[0] = asked.data.task == Task::regress
              ? NAN
              : static_cast<float>(sum.correct) / static_cast<float>(sum.count);
  to[1] = static_cast<float>(sum.loss / sum.count);
}

/// The masks that a kind of dropout draws for maps (examples, height * width * channels).
template <class L, class... Arguments>
std::vector<Keep> mask_of(ConstView maps, int channels, double p, std::uint32_t seed,
                          std::uint32_t draw, Arguments... arguments) {
  L layer("maps", Rate::maps, maps.rows, arguments...);
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  sites[0]->set_p(p);
  Pass pass;
  pass.phase = Phase::mc;
  pass.random = {seed, Stream::samples};
  pass.step = draw;
  layer.forward(maps, pass);
  const Keep* mask = sites[0]->mask();
  std::vector<Keep> all(maps.size());
  const int units = sites[0]->units();
  for (int n = 0; n < maps.rows; ++n) {
    for (int i = 0; i < maps.cols; ++i) {  // a channel's element stands for all its pixels
      const int unit = units == maps.cols ? i : i % channels;
      all[static_cast<std::size_t>(n) * maps.cols + i] =
          mask[static_cast<std::size_t>(n) * units + unit];
    }
  }
  return all;
}

}  // namespace

// "ratios" (BatchNorms, 2), labels = their names: the variance that arrives in eval, and with
// dropout on, over the running variance (Li et al. 2019: below 1 in eval is the shift).
Answer answer_variance(const Asked& asked, const Question& question) {
  const std::vector<BatchNorm*> norms = norms_of(asked.network);
  if (const Error error = no_norms(norms)) return {error, {}};
  Answer answer;
  answer.matrices.push_back(ratios_of(asked, norms, question.draw));
  return answer;
}

// Replaces the running statistics by those of training examples without dropout. "scores" (2, 2):
// validation accuracy and loss before and after; "ratios" as above, after.
Answer answer_recalibrate(const Asked& asked, const Question& question) {
  const std::vector<BatchNorm*> norms = norms_of(asked.network);
  if (const Error error = no_norms(norms)) return {error, {}};
  Named scores{"scores", Matrix(2, 2), {"accuracy", "loss"}};
  score(asked, scores.values.row(0));
  for (BatchNorm* norm : norms) norm->begin_recalibration();
  pass_over(asked, Phase::eval, question.draw);
  for (BatchNorm* norm : norms) norm->finish_recalibration();
  score(asked, scores.values.row(1));
  Answer answer;
  answer.matrices.push_back(std::move(scores));
  answer.matrices.push_back(ratios_of(asked, norms, question.draw));
  return answer;
}

// text = "conv1" or "conv2", number = p (0 for 0.3), count = validation images. "leak" (2, 3):
// R^2 of dropped activations predicted from their neighbours, and the share that dropped, for three
// kinds of dropout of the same maps. "maps" (pixels, channels) of image `index` of those, "keep"
// (3, pixels * channels) its masks, "side" (1, 2) its height and width.
Answer answer_leak(const Asked& asked, const Question& question) {
  if (asked.data.image.height == 0 || asked.spec.model() != Model::cnn) {
    return {error_of<Code::no_convolution>(), {}};
  }
  const std::string stage = question.text == "conv2" ? "conv2" : "conv1";
  const int most = std::min(asked.data.valid.size(), asked.network.max_examples());
  const int count = std::min(question.count > 1 ? question.count : 64, most);
  asked.network.forward(asked.batcher.gather_range(asked.data.valid, 0, count), Pass{});
  ConstView maps;
  for (const Peek& peek : asked.network.peeks()) {
    if (peek.name == stage + ".act") maps = peek.values;
  }
  ImageShape shape = asked.data.image;
  if (stage == "conv2") shape.height /= 2, shape.width /= 2;
  const int pixels = shape.height * shape.width;
  if (maps.data == nullptr) return {error_of<Code::no_maps>(shown(stage)), {}};
  maps = maps.reshape(count, static_cast<int>(maps.size()) / count);
  shape.channels = maps.cols / pixels;

  const double p = question.number > 0 && question.number < 1 ? question.number : 0.3;
  const auto seed = static_cast<std::uint32_t>(asked.spec[Key::seed]);
  const int block = asked.spec.integer(Key::block);
  const std::vector<Keep> masks[] = {
      mask_of<Dropout>(maps, shape.channels, p, seed, question.draw, maps.cols),
      mask_of<SpatialDropout>(maps, shape.channels, p, seed, question.draw, pixels, shape.channels),
      mask_of<DropBlock>(maps, shape.channels, p, seed, question.draw, shape.height, shape.width,
                         shape.channels, block)};
  Named leaks{"leak", Matrix(2, 3), {"standard", "spatial", "dropblock"}};
  for (int kind = 0; kind < 3; ++kind) {
    const NeighbourR2 leak = neighbour_r2(maps, shape, masks[kind].data());
    leaks.values(0, kind) = static_cast<float>(leak.r2);
    leaks.values(1, kind) = static_cast<float>(leak.dropped);
  }
  const int shown = std::clamp(question.index, 0, count - 1);
  Named values{"maps", Matrix(pixels, shape.channels), {}};
  Named keep{"keep", Matrix(3, maps.cols), {"standard", "spatial", "dropblock"}};
  for (int i = 0; i < maps.cols; ++i) {
    values.values.data()[i] = maps.row(shown)[i];
    for (int kind = 0; kind < 3; ++kind) {
      const std::size_t at = static_cast<std::size_t>(shown) * maps.cols + i;
      keep.values(kind, i) = masks[kind][at] ? 1.0f : 0.0f;
    }
  }
  Named side{"side", Matrix(1, 2), {"height", "width"}};
  side.values(0, 0) = static_cast<float>(shape.height);
  side.values(0, 1) = static_cast<float>(shape.width);
  Answer answer;
  answer.matrices.push_back(std::move(leaks));
  answer.matrices.push_back(std::move(values));
  answer.matrices.push_back(std::move(keep));
  answer.matrices.push_back(std::move(side));
  return answer;
}

// text = a parameter, or a matrix that "peek" shows (mode, draw, index and samples as there);
// count = bins. "histogram" (bins, 3): left, right, how many; "summary".
Answer answer_histogram(const Asked& asked, const Question& question) {
  Matrix values;
  for (const Parameter* parameter : asked.network.parameters()) {
    if (parameter->name == question.text) values = parameter->value;
  }
  if (values.size() == 0) {
    Question peek = question;
    peek.count = std::min(64, asked.network.max_examples());
    Answer shown = answer_peek(asked, peek);
    if (shown.error || question.text.empty()) return shown;
    values = std::move(shown.matrices[0].values);
  }
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0, zeros = 0;
  float low = values.data()[0], high = low;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float x = values.data()[i];
    sum += x;
    squares += static_cast<double>(x) * x;
    zeros += x == 0;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  if (!std::isfinite(sum)) return {error_of<Code::not_finite>(), {}};
  const int bins = std::clamp(question.count > 0 ? question.count : 40, 1, 1000);
  const float width = high > low ? (high - low) / static_cast<float>(bins) : 1.0f;
  Named histogram{"histogram", Matrix(bins, 3), {"left", "right", "count"}};
  for (int b = 0; b < bins; ++b) {
    histogram.values(b, 0) = low + width * static_cast<float>(b);
    histogram.values(b, 1) = low + width * static_cast<float>(b + 1);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int b = static_cast<int>((values.data()[i] - low) / width);
    histogram.values(std::min(b, bins - 1), 2) += 1;
  }
  Named summary{
      "summary", Matrix(1, 6), {"count", "mean", "deviation", "low", "high", "share of zeros"}};
  const double mean = sum / n;
  const double rows[] = {n,   mean, std::sqrt(std::max(0.0, squares / n - mean * mean)),
                         low, high, zeros / n};
  for (int i = 0; i < 6; ++i) summary.values(0, i) = static_cast<float>(rows[i]);
  Answer answer;
  answer.matrices.push_back(std::move(histogram));
  answer.matrices.push_back(std::move(summary));
  return answer;
}

// The recall task: "lag" (lags, 3): steps between a symbol and the question for it, accuracy on
// validation examples, how many of them.
Answer answer_lag(const Asked& asked, const Question& question) {
  if (asked.spec.data() != Data::recall) {
    return {error_of<Code::no_lags>(), {}};
  }
  const Examples& part = asked.data.valid;
  const Predictive predictive =
      predict_part(asked.network, asked.batcher, part, part.size(), plan_of(asked.spec, question));
  struct Tally {
    double right = 0;
    int count = 0;
  };
  std::map<int, Tally> tallies;
  for (int i = 0; i < part.size(); ++i) {
    Tally& tally = tallies[part.count[i] - 2];  // the symbol and the question mark
    tally.right +=
        accuracy(predictive.mean().view().slice(i, 1), std::span(&part.label[i], 1)).value();
    ++tally.count;
  }
  Named lags{"lag", Matrix(static_cast<int>(tallies.size()), 3), {"lag", "accuracy", "count"}};
  int r = 0;
  for (const auto& [lag, tally] : tallies) {
    lags.values(r, 0) = static_cast<float>(lag);
    lags.values(r, 1) = static_cast<float>(tally.right / tally.count);
    lags.values(r++, 2) = static_cast<float>(tally.count);
  }
  Answer answer;
  answer.matrices.push_back(std::move(lags));
  return answer;
}

}  // namespace dropout
