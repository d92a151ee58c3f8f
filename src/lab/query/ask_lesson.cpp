// What the essay measures to explain: linear regression with dropped inputs against ridge, and how
// well a network does with units missing.
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <vector>

#include "lab/measure/metrics.h"
#include "lab/query/ask.h"
#include "math/cholesky.h"

namespace dropout {
namespace {

/// Of the diagonal: keeps linearly dependent columns solvable.
constexpr double kTinyRidge = 1e-9;

const Parameter* parameter_named(const Network& network, const char* name) {
  for (const Parameter* parameter : network.parameters()) {
    if (parameter->name == name) return parameter;
  }
  return nullptr;
}

/// Normal equations of the training examples, with a column of ones at the end for the bias.
/// Products are lazy: at this size Eigen's blocked ones cost a page more than they save it.
struct Normal {
  Eigen::MatrixXd gram;   // (D + 1, D + 1)
  Eigen::VectorXd right;  // (D + 1)
  double squares = 0;     // of the targets
  int rows = 0;

  explicit Normal(const Examples& part) {
    const Eigen::MatrixXd inputs = map(part.x.view()).cast<double>();
    const Eigen::VectorXd y = map(part.y.view()).cast<double>().col(0);
    Eigen::MatrixXd x(inputs.rows(), inputs.cols() + 1);
    x << inputs, Eigen::VectorXd::Ones(inputs.rows());
    gram = x.transpose().lazyProduct(x);
    right = x.transpose().lazyProduct(y);
    squares = y.squaredNorm();
    rows = static_cast<int>(inputs.rows());
  }

  /// The penalty's diagonal: nothing drops the bias.
  Eigen::VectorXd penalty(double ratio) const {
    Eigen::VectorXd diagonal = ratio * gram.diagonal();
    diagonal(diagonal.size() - 1) = 0;
    return diagonal;
  }
  Eigen::VectorXd solve(double ratio) const {
    Eigen::MatrixXd a = gram;
    a.diagonal() += penalty(ratio) + kTinyRidge * gram.diagonal();
    std::vector<double> lower(a.data(), a.data() + a.size());  // symmetric: rows are columns
    std::vector<double> x(right.data(), right.data() + right.size());
    solve_positive(lower, x);
    return Eigen::Map<const Eigen::VectorXd>(x.data(), right.size());
  }
  /// The training loss averaged over all masks, of one example.
  double loss(const Eigen::VectorXd& w, double ratio) const {
    const double fit = squares - 2 * w.dot(right) + w.dot(gram.lazyProduct(w));
    return (fit + w.cwiseAbs2().dot(penalty(ratio))) / rows;
  }
};

Error no_regression(const Asked& asked) {
  if (asked.data.task != Task::regress || asked.spec.model() != Model::mlp ||
      asked.spec.integer(Key::depth) > 0) {
    return error_of<Code::not_ridge>();
  }
  const Drop drop = asked.spec.drop();
  if (drop != Drop::standard && drop != Drop::gaussian) {
    return error_of<Code::other_penalty>();
  }
  return asked.spec[Key::pin] < 1 ? Error{} : error_of<Code::no_inputs>();
}

/// Sets the hidden sites to another rate; its destructor restores theirs.
class OtherRate {
 public:
  explicit OtherRate(const Network& network) {
    for (DropoutSite* site : network.sites()) {
      if (site->rate() == Rate::hidden) kept_.emplace_back(site, site->p());
    }
  }
  ~OtherRate() {
    for (auto& [site, p] : kept_) site->set_p(p);
  }
  OtherRate(const OtherRate&) = delete;
  OtherRate& operator=(const OtherRate&) = delete;

  bool empty() const { return kept_.empty(); }
  void set(double p) {
    for (auto& [site, old] : kept_) site->set_p(p * site->share());
  }

 private:
  std::vector<std::pair<DropoutSite*, double>> kept_;
};

}  // namespace

// Inputs dropped at rate p = pin against the closed form w = (X'X + p/q diag(X'X))^-1 X'y (Wager et
// al. 2013). "weights" (3, D + 1): as trained, of ridge, of least squares, standard units, the bias
// last; labels name the columns. "loss" (1, 4): squared error averaged over all masks, of each; and
// the number of examples.
Answer answer_ridge(const Asked& asked, const Question&) {
  if (const Error error = no_regression(asked)) return {error, {}};
  const Parameter* weight = parameter_named(asked.network, "out.weight");
  const Parameter* bias = parameter_named(asked.network, "out.bias");
  if (!weight || !bias) return {error_of<Code::no_linear_weights>(), {}};
  const Normal normal(asked.data.train);
  const double p = asked.spec[Key::pin], ratio = p / (1 - p);
  const int inputs = asked.data.features;
  Eigen::VectorXd trained(inputs + 1);
  for (int j = 0; j < inputs; ++j) trained(j) = weight->value(0, j);
  trained(inputs) = bias->value(0, 0);
  const Eigen::VectorXd all[] = {trained, normal.solve(ratio), normal.solve(0)};

  Named weights{"weights", Matrix(3, inputs + 1), asked.data.feature_names};
  weights.labels.emplace_back("bias");
  Named loss{"loss", Matrix(1, 4), {"trained", "ridge", "least squares", "examples"}};
  loss.values(0, 3) = static_cast<float>(normal.rows);
  for (int r = 0; r < 3; ++r) {
    for (int j = 0; j <= inputs; ++j) weights.values(r, j) = static_cast<float>(all[r](j));
    loss.values(0, r) = static_cast<float>(normal.loss(all[r], ratio));
  }
  Answer answer;
  answer.matrices.push_back(std::move(weights));
  answer.matrices.push_back(std::move(loss));
  return answer;
}

// How a classifier does with units of its hidden layers missing, whatever it was trained with:
// "missing" (rates, 3): rate, mean accuracy of `samples` single passes on `count` validation
// examples (0: 500), its deviation. The rates are 0, 0.1, ... 0.8.
Answer answer_missing(const Asked& asked, const Question& question) {
  if (asked.data.task != Task::classify) return {error_of<Code::no_classifier>(), {}};
  OtherRate rates(asked.network);
  if (!asked.network.concrete().empty()) return {error_of<Code::own_rates>(), {}};
  if (rates.empty()) return {error_of<Code::no_hidden_units>(), {}};
  const Examples& part = asked.data.valid;
  const int count = std::min(question.count > 0 ? question.count : 500, part.size());
  const Truths truths = truths_of(asked.network, asked.batcher, part, count);
  SamplingPlan plan = plan_of(asked.spec, question);
  plan.phase = Phase::mc;
  plan.samples = std::clamp(question.samples, 1, 100);
  constexpr int kRates = 9;
  Named missing{"missing", Matrix(kRates, 3), {"rate", "accuracy", "deviation"}};
  for (int r = 0; r < kRates; ++r) {
    const double rate = 0.1 * r;
    rates.set(rate);
    std::vector<double> right(static_cast<std::size_t>(plan.samples));
    sample_part(asked.network, asked.batcher, part, count, plan,
                [&](int first_row, int pass, ConstView y) {
                  const std::span labels(truths.labels.data() + first_row,
                                         static_cast<std::size_t>(y.rows));
                  right[pass] += accuracy(y, labels).value() * y.rows;
                });
    Moments moments(1, 1);
    for (double of_pass : right) {
      const auto share = static_cast<float>(of_pass / count);
      moments.add(ConstView{&share, 1, 1, 1});
    }
    float* row = missing.values.row(r);
    row[0] = static_cast<float>(rate);
    row[1] = moments.mean(0, 0);
    row[2] = moments.deviation(0, 0);
  }
  Answer answer;
  answer.matrices.push_back(std::move(missing));
  return answer;
}

}  // namespace dropout
