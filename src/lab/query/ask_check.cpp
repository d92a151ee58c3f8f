// Whether this engine, on this machine, computes what dropout and backpropagation are defined as.
#include <algorithm>

#include "lab/measure/check.h"
#include "lab/query/ask.h"

namespace dropout {
namespace {

constexpr int kDraws = 100000;
constexpr int kUnits = 1000;
constexpr int kExamples = 16;

/// The loss of such a network has no kinks, which central differences cannot see.
bool is_smooth(const Spec& spec) {
  const Act act = spec.act();
  return spec.model() == Model::mlp &&
         (act == Act::tanh || act == Act::sigmoid || act == Act::gelu);
}

}  // namespace

// draw = another number, other masks. "mean": draws, p, mean, allowed distance from 1, passed;
// "gradient": weights compared, largest relative error, allowed, passed.
Answer answer_check(const Asked& asked, const Question& question) {
  if (!is_smooth(asked.spec)) return {error_of<Code::has_kinks>(), {}};
  const double p = asked.spec[Key::p];
  if (!(p > 0 && p < 1)) return {error_of<Code::certain_rate>(), {}};
  Pass pass;
  pass.phase = Phase::train;
  pass.random = {static_cast<std::uint32_t>(asked.spec[Key::seed]), Stream::samples};
  pass.step = question.draw;
  pass.update_statistics = false;

  Dropout layer("check", Rate::hidden, 10, kUnits);
  std::vector<DropoutSite*> site;
  layer.sites(site);
  site[0]->set_p(p);
  const MeanCheck mean = check_mean(layer, kUnits, p, kDraws, pass);

  const Examples& part = asked.data.train;
  const Batch& batch = asked.batcher.gather_range(part, 0, std::min(kExamples, part.size()));
  const float smoothing = asked.spec.number(Key::smooth);
  Matrix gradient(batch.examples, asked.network.shape().outputs);
  const ConstView outputs = asked.network.forward(batch, pass);
  asked.batcher.loss(outputs, smoothing, gradient);
  asked.network.backward(gradient);
  const GradientCheck slopes = check_gradients(asked.network.parameters(), [&] {
    const LossSum sum = asked.batcher.loss(asked.network.forward(batch, pass), smoothing);
    return sum.loss / sum.count;
  });

  Named means{"mean", Matrix(1, 5), {"draws", "p", "mean", "allowed", "passed"}};
  const double first[] = {static_cast<double>(mean.draws), p, mean.mean, mean.allowed,
                          mean.passed() ? 1.0 : 0.0};
  std::copy_n(first, 5, means.values.row(0));
  Named gradients{"gradient", Matrix(1, 4), {"weights", "error", "allowed", "passed"}};
  const double second[] = {static_cast<double>(slopes.weights), slopes.error, slopes.allowed,
                           slopes.passed() ? 1.0 : 0.0};
  std::copy_n(second, 4, gradients.values.row(0));
  Answer answer;
  answer.matrices.push_back(std::move(means));
  answer.matrices.push_back(std::move(gradients));
  return answer;
}

}  // namespace dropout
