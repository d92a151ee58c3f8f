// Standardised predictions go back to the data's own units here, and nowhere else.
#include "lab/measure/report.h"

#include <algorithm>
#include <cmath>

#include "lab/measure/likelihood.h"

namespace dropout {
namespace {

constexpr int kPrecisionExamples = 500, kPrecisionPasses = 50;

/// Predictions, deviations and truths in the data's own units.
struct Raw {
  Matrix mean, deviation, truths;
};

Raw raw(const Dataset& data, const Predictive& predictive, const Truths* truths) {
  Raw result{predictive.mean(), predictive.deviation(), truths ? truths->targets : Matrix()};
  for (int r = 0; r < predictive.rows(); ++r) {
    for (int c = 0; c < result.mean.cols(); ++c) {
      result.mean(r, c) = data.y_scale.undo(c, result.mean(r, c));
      result.deviation(r, c) = data.y_scale.undo_deviation(c, result.deviation(r, c));
      if (truths) result.truths(r, c) = data.y_scale.undo(c, result.truths(r, c));
    }
  }
  return result;
}

/// Squared error of a standardised prediction, in the data's own units.
double squared_error(const Dataset& data, int column, float prediction, float truth) {
  const double error = data.y_scale.undo_deviation(column, prediction - truth);
  return error * error;
}

void summarise_classes(const Predictive& predictive, const Truths* truths, Report& report) {
  double confidence = 0, total = 0, aleatoric = 0, epistemic = 0, variation = 0;
  int rows = 0;
  for (int r = 0; r < predictive.rows(); ++r) {
    if (truths && truths->labels[r] < 0) continue;  // padding
    confidence += predictive.confidence(r);
    total += predictive.total_entropy(r);
    aleatoric += predictive.aleatoric_entropy(r);
    epistemic += predictive.mutual_information(r);
    variation += predictive.variation_ratio(r);
    ++rows;
  }
  if (rows == 0) return;
  report.rows = rows;
  report.confidence = confidence / rows;
  report.entropy = total / rows;
  report.aleatoric = aleatoric / rows;
  report.epistemic = epistemic / rows;
  report.variation = variation / rows;
  if (!truths) return;
  report.accuracy = accuracy(predictive.mean(), truths->labels);
  report.nll = negative_log_likelihood(predictive.mean(), truths->labels);
  report.brier = brier(predictive.mean(), truths->labels);
  report.reliability = reliability(predictive.mean(), truths->labels);
  report.ece = report.reliability.error;
}

void summarise_values(const Dataset& data, const Predictive& predictive, const Truths* truths,
                      double tau, Report& report) {
  const Raw values = raw(data, predictive, truths);
  double deviation = 0;
  for (std::size_t i = 0; i < values.deviation.size(); ++i) deviation += values.deviation.data()[i];
  report.rows = predictive.rows();
  report.deviation = deviation / static_cast<double>(values.deviation.size());
  if (tau > 0) report.tau = tau;
  if (!truths) return;
  report.rmse = rmse(values.mean, values.truths);
  report.coverage_plain = coverage(values.mean, values.deviation, values.truths, 0);
  if (!(tau > 0)) return;
  report.coverage = coverage(values.mean, values.deviation, values.truths, 1 / tau);
  report.nll = gaussian_nll(values.mean, values.deviation, values.truths, 1 / tau);
}

}  // namespace

std::span<const ReportField> report_fields() {
  static const ReportField all[] = {
      {"rows", &Report::rows},
      {"passes", &Report::passes},
      {"accuracy", &Report::accuracy},
      {"nll", &Report::nll},
      {"brier", &Report::brier},
      {"ece", &Report::ece},
      {"confidence", &Report::confidence},
      {"entropy", &Report::entropy},
      {"aleatoric", &Report::aleatoric},
      {"epistemic", &Report::epistemic},
      {"variation", &Report::variation},
      {"rmse", &Report::rmse},
      {"deviation", &Report::deviation},
      {"tau", &Report::tau},
      {"coverage", &Report::coverage},
      {"coverage_plain", &Report::coverage_plain},
      {"ll", &Report::ll},
  };
  return all;
}

Report summarise(const Dataset& data, const Predictive& predictive, const Truths* truths,
                 double tau) {
  Report report;
  for (const ReportField& field : report_fields()) report.*field.value = xtl::missing<double>();
  report.reliability.error = xtl::missing<double>();
  report.passes = predictive.passes();
  if (predictive.rows() == 0) return report;
  if (data.task == Task::regress) {
    summarise_values(data, predictive, truths, tau, report);
  } else {
    summarise_classes(predictive, truths, report);
  }
  return report;
}

Reported report(Network& network, Batcher& batcher, const Dataset& data, const Examples& part,
                const ReportPlan& plan, const SamplingPlan& sampling) {
  const int rows = rows_of(network, plan.count), outputs = network.shape().outputs;
  const bool regress = data.task == Task::regress;
  Truths truths;
  // A language model's labels also tell padding from tokens.
  if (plan.truths || !regress) truths = truths_of(network, batcher, part, plan.count);
  Predictive predictive(rows, outputs, !regress);
  const bool likelihoods = regress && plan.truths && plan.tau > 0;
  std::vector<PredictiveLikelihood> likelihood(
      likelihoods ? static_cast<std::size_t>(rows) * outputs : 0, PredictiveLikelihood(plan.tau));
  sample_part(network, batcher, part, plan.count, sampling, [&](int first_row, int, ConstView y) {
    predictive.add(y, first_row);
    for (int i = 0; likelihoods && i < y.rows; ++i) {
      for (int c = 0; c < outputs; ++c) {
        const int r = first_row + i;
        likelihood[static_cast<std::size_t>(r) * outputs + c].add(
            squared_error(data, c, y(i, c), truths.targets(r, c)));
      }
    }
  });
  Report summary = summarise(data, predictive, plan.truths ? &truths : nullptr, plan.tau);
  if (!likelihood.empty()) {
    double sum = 0;
    for (const PredictiveLikelihood& one : likelihood) sum += one.value();
    summary.ll = sum / static_cast<double>(likelihood.size());
  }
  return {std::move(summary), std::move(predictive), std::move(truths)};
}

double estimate_precision(Network& network, Batcher& batcher, const Dataset& data,
                          const Examples& part, SamplingPlan sampling) {
  if (data.task != Task::regress || part.size() == 0) return 0;
  const int count = std::min(part.size(), kPrecisionExamples);
  const int outputs = network.shape().outputs;
  sampling.samples = std::min(sampling.samples, kPrecisionPasses);
  if (sampling.phase == Phase::eval) sampling.samples = 1;
  const Truths truths = truths_of(network, batcher, part, count);
  Matrix errors(sampling.samples, count * outputs);  // squared
  sample_part(network, batcher, part, count, sampling, [&](int first_row, int pass, ConstView y) {
    for (int i = 0; i < y.rows; ++i) {
      for (int c = 0; c < outputs; ++c) {
        const int r = first_row + i;
        errors(pass, r * outputs + c) =
            static_cast<float>(squared_error(data, c, y(i, c), truths.targets(r, c)));
      }
    }
  });
  return likeliest_precision(errors);
}

}  // namespace dropout
