// The variance shift behind BatchNorm (Li et al. 2019) and its cure.
#include <algorithm>
#include <cmath>

#include "lab/query/ask.h"
#include "nn/norm.h"

namespace dropout {
namespace {

std::vector<BatchNorm*> norms_of(const Network& network) {
  std::vector<BatchNorm*> norms;
  for (const LayerPtr& layer : network.layers()) layer->norms(norms);
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

}  // namespace dropout
