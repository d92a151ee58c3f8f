// How certain a network is, and how well calibrated: scores with calibration and entropies on
// validation or shifted examples, from one network or from an ensemble's outputs.
//
// Fields that these questions share: mode, samples and draw (see ask.h); count = examples, 0 for a
// default; number = how far the validation examples are shifted (see shift.h), 0 for not.
#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/data/shift.h"
#include "lab/measure/ensemble.h"
#include "lab/measure/report.h"
#include "lab/query/ask.h"
#include "math/draws.h"

namespace dropout {
namespace {

constexpr int kExamples = 2000, kSequences = 200;  // where the question names no number
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

int count_of(const Asked& asked, const Question& question, int available) {
  const int usual = asked.data.task == Task::language ? kSequences : kExamples;
  return std::min(question.count > 0 ? question.count : usual, available);
}

/// The examples a question is about: validation examples, or shifted copies of them.
struct Subject {
  Shifted shifted;
  const Examples* part = nullptr;
  int count = 0;
};

Subject subject_of(const Asked& asked, const Question& question) {
  Subject subject;
  const Examples& valid = asked.data.valid;
  subject.part = &valid;
  subject.count = count_of(asked, question, valid.size());
  if (question.number == 0) return subject;
  subject.shifted = shifted(asked.data, question.number, subject.count, asked.spec.data_seed());
  subject.part = nullptr;
  subject.count = subject.shifted.part.size();
  return subject;
}
const Examples& part_of(const Subject& subject) {
  return subject.part ? *subject.part : subject.shifted.part;
}

/// The noise precision of a regression: the Spec's, or the likeliest on the training examples.
double precision_of(const Asked& asked, const SamplingPlan& plan) {
  if (asked.data.task != Task::regress) return 0;
  const double tau = asked.spec[Key::tau];
  if (tau > 0) return tau;
  return estimate_precision(asked.network, asked.batcher, asked.data, asked.data.train, plan);
}

Named summary_of(const std::vector<const Report*>& reports) {
  const auto fields = report_fields();
  Named summary{
      "summary", Matrix(static_cast<int>(reports.size()), static_cast<int>(fields.size())), {}};
  for (std::size_t f = 0; f < fields.size(); ++f) {
    summary.labels.emplace_back(fields[f].name);
    for (std::size_t r = 0; r < reports.size(); ++r) {
      const double value = (reports[r]->*fields[f].value).value_or(kMissing);
      summary.values(static_cast<int>(r), static_cast<int>(f)) = static_cast<float>(value);
    }
  }
  return summary;
}

Named bins_of(const Report& report) {
  Named bins{"bins",
             Matrix(static_cast<int>(report.reliability.bins.size()), 3),
             {"confidence", "accuracy", "count"}};
  int i = 0;
  for (const ReliabilityBin& bin : report.reliability.bins) {
    float* row = bins.values.row(i++);
    row[0] = static_cast<float>(bin.confidence);
    row[1] = static_cast<float>(bin.accuracy);
    row[2] = static_cast<float>(bin.count);
  }
  return bins;
}

/// One row for each row of the predictions that is no padding.
Named examples_of(const Asked& asked, const std::string& name, const Predictive& predictive,
                  const Truths* truths) {
  if (asked.data.task == Task::regress) {
    Named rows{name, Matrix(predictive.rows(), 3), {"mean", "deviation", "truth"}};
    for (int r = 0; r < predictive.rows(); ++r) {
      const Standardizer& scale = asked.data.y_scale;
      rows.values(r, 0) = scale.undo(0, predictive.mean()(r, 0));
      rows.values(r, 1) = scale.undo_deviation(0, predictive.deviation()(r, 0));
      rows.values(r, 2) =
          truths ? scale.undo(0, truths->targets(r, 0)) : static_cast<float>(kMissing);
    }
    return rows;
  }
  std::vector<int> which;
  for (int r = 0; r < predictive.rows(); ++r) {
    if (!truths || truths->labels[r] >= 0) which.push_back(r);
  }
  Named rows{name,
             Matrix(static_cast<int>(which.size()), 7),
             {"confidence", "entropy", "mutual information", "variation ratio", "deviation",
              "predicted", "label"}};
  int i = 0;
  for (int r : which) {
    float* row = rows.values.row(i++);
    const float* mean = predictive.mean().row(r);
    const auto top = std::max_element(mean, mean + predictive.mean().cols()) - mean;
    row[0] = static_cast<float>(predictive.confidence(r));
    row[1] = static_cast<float>(predictive.total_entropy(r));
    row[2] = static_cast<float>(predictive.mutual_information(r));
    row[3] = static_cast<float>(predictive.variation_ratio(r));
    row[4] = predictive.deviation()(r, static_cast<int>(top));
    row[5] = static_cast<float>(top);
    row[6] = truths ? static_cast<float>(truths->labels[r]) : -1.0f;
  }
  return rows;
}

Answer answer_of(const Asked& asked, const Report& report, const Predictive& predictive,
                 const Truths* truths) {
  Answer answer;
  answer.matrices.push_back(summary_of({&report}));
  if (truths && asked.data.task != Task::regress) answer.matrices.push_back(bins_of(report));
  answer.matrices.push_back(examples_of(asked, "examples", predictive, truths));
  return answer;
}

std::vector<float> column(const Matrix& matrix, int c, float sign) {
  std::vector<float> values;
  for (int r = 0; r < matrix.rows(); ++r) values.push_back(sign * matrix(r, c));
  return values;
}

/// Validation examples and shifted ones: by `number`, or by a usual shift where it is 0.
std::vector<Subject> sides_of(const Asked& asked, const Question& question) {
  Question near = question, far = question;
  near.number = 0;
  if (far.number == 0) {
    far.number = asked.data.image.height > 0 ? 90 : asked.data.features == 0 ? 0.5 : 1;
  }
  std::vector<Subject> sides;
  sides.push_back(subject_of(asked, near));
  sides.push_back(subject_of(asked, far));
  return sides;
}

/// What members of an ensemble are asked about: both sides with text = "shift", else one.
std::vector<Subject> subjects_of(const Asked& asked, const Question& question) {
  if (question.text == "shift") return sides_of(asked, question);
  std::vector<Subject> one;
  one.push_back(subject_of(asked, question));
  return one;
}

/// What was found on one side.
struct Side {
  const Report& report;
  const Predictive& predictive;
  const Truths* truths;  // null where the shift leaves none
};

Answer separation(const Asked& asked, const Side& in, const Side& out) {
  Named near_rows = examples_of(asked, "inside", in.predictive, in.truths);
  Named far_rows = examples_of(asked, "outside", out.predictive, out.truths);
  struct Ranking {
    const char* name;
    int column;
    float sign;
  };
  const std::vector<Ranking> rankings =
      asked.data.task == Task::regress
          ? std::vector<Ranking>{{"deviation", 1, 1}}
          : std::vector<Ranking>{
                {"confidence", 0, -1}, {"entropy", 1, 1}, {"mutual information", 2, 1}};
  Named auc{"auroc", Matrix(1, static_cast<int>(rankings.size())), {}};
  for (const Ranking& ranking : rankings) {
    const Measured area = auroc(column(near_rows.values, ranking.column, ranking.sign),
                                column(far_rows.values, ranking.column, ranking.sign));
    auc.values(0, static_cast<int>(auc.labels.size())) =
        static_cast<float>(area.value_or(kMissing));
    auc.labels.emplace_back(ranking.name);
  }
  Answer answer;
  answer.matrices.push_back(summary_of({&in.report, &out.report}));
  answer.matrices.push_back(std::move(auc));
  if (asked.data.task != Task::regress) answer.matrices.push_back(bins_of(in.report));
  answer.matrices.push_back(std::move(near_rows));
  answer.matrices.push_back(std::move(far_rows));
  return answer;
}

/// An ensemble's members on one subject.
struct EnsembleResult {
  Predictive predictive;
  Truths truths;
  bool known;
  Report report;

  const Truths* truths_known() const { return known ? &truths : nullptr; }
};

/// `outputs`: the members' outputs for this subject, one below the other.
EnsembleResult ensemble_result(const Asked& asked, const Subject& subject, ConstView outputs,
                               int members, double tau) {
  Predictive predictive = combine(outputs, members, asked.data.task != Task::regress);
  Truths truths = truths_of(asked.network, asked.batcher, part_of(subject), subject.count);
  const bool known = subject.shifted.truths;
  const Report report = summarise(asked.data, predictive, known ? &truths : nullptr, tau);
  return {std::move(predictive), std::move(truths), known, report};
}

/// Rows [begin, begin + rows) of every member's outputs.
Matrix rows_of_members(const Matrix& outputs, int members, int begin, int rows) {
  const int each = outputs.rows() / members;
  Matrix part(members * rows, outputs.cols());
  for (int m = 0; m < members; ++m) {
    for (int r = 0; r < rows; ++r) {
      std::copy_n(outputs.row(m * each + begin + r), part.cols(), part.row(m * rows + r));
    }
  }
  return part;
}

}  // namespace

// "summary" (1, see report.h), "bins" (15, 3) of a classifier, "examples": what each row scored.
Answer answer_uncertainty(const Asked& asked, const Question& question) {
  const Subject subject = subject_of(asked, question);
  if (subject.shifted.error) return {subject.shifted.error, {}};
  const SamplingPlan plan = plan_of(asked.spec, question);
  const ReportPlan wanted{subject.count, subject.shifted.truths, precision_of(asked, plan)};
  const Reported made =
      report(asked.network, asked.batcher, asked.data, part_of(subject), wanted, plan);
  return answer_of(asked, made.report, made.predictive, wanted.truths ? &made.truths : nullptr);
}

// Validation examples against shifted ones (number, or a usual shift where it is 0): "summary" (2),
// "inside" and "outside" as "examples" above, "auroc": how well each score tells them apart.
Answer answer_shift(const Asked& asked, const Question& question) {
  const std::vector<Subject> sides = sides_of(asked, question);
  const Subject &inside = sides[0], &outside = sides[1];
  if (outside.shifted.error) return {outside.shifted.error, {}};
  const SamplingPlan plan = plan_of(asked.spec, question);
  SamplingPlan other = plan;  // no masks in common
  if (!plan.shared_mask) other.draw += kShiftedDraw;
  const double tau = precision_of(asked, plan);
  const bool known = outside.shifted.truths;
  const Reported in = report(asked.network, asked.batcher, asked.data, part_of(inside),
                             {inside.count, true, tau}, plan);
  const Reported out = report(asked.network, asked.batcher, asked.data, part_of(outside),
                              {outside.count, known, tau}, other);
  return separation(asked, {in.report, in.predictive, &in.truths},
                    {out.report, out.predictive, known ? &out.truths : nullptr});
}

// "outputs": the eval pass of this network, one member's part of an ensemble: class probabilities,
// or predictions in standard units. text = "shift": of validation examples, then of shifted ones.
Answer answer_outputs(const Asked& asked, const Question& question) {
  std::vector<float> all;
  const int columns = asked.network.shape().outputs;
  for (const Subject& subject : subjects_of(asked, question)) {
    if (subject.shifted.error) return {subject.shifted.error, {}};
    const Matrix some = outputs_of(asked.network, asked.batcher, part_of(subject), subject.count);
    all.insert(all.end(), some.data(), some.data() + some.size());
  }
  Matrix outputs(static_cast<int>(all.size()) / columns, columns);
  std::copy_n(all.data(), all.size(), outputs.data());
  Answer answer;
  answer.matrices.push_back({"outputs", std::move(outputs), asked.data.class_names});
  return answer;
}

// What "uncertainty" says, of an ensemble: points = the members' "outputs", one below the other,
// index = how many members; count, number and text as they were asked of the members. With text =
// "shift" it is what "shift" says.
Answer answer_ensemble(const Asked& asked, const Question& question) {
  const int members = question.index;
  const std::vector<Subject> subjects = subjects_of(asked, question);
  int rows = 0;
  for (const Subject& subject : subjects) {
    if (subject.shifted.error) return {subject.shifted.error, {}};
    rows += rows_of(asked.network, subject.count);
  }
  if (members < 1 || question.points.rows() != members * rows ||
      question.points.cols() != asked.network.shape().outputs) {
    return {error_of<Code::wrong_outputs>(rows), {}};
  }
  const double tau = precision_of(asked, plan_of(asked.spec, question));
  std::vector<EnsembleResult> found;
  int begin = 0;
  for (const Subject& subject : subjects) {
    const int own = rows_of(asked.network, subject.count);
    const Matrix outputs = rows_of_members(question.points, members, begin, own);
    found.push_back(ensemble_result(asked, subject, outputs, members, tau));
    begin += own;
  }
  const EnsembleResult &near = found.front(), &far = found.back();
  if (found.size() == 1) {
    return answer_of(asked, near.report, near.predictive, near.truths_known());
  }
  return separation(asked, {near.report, near.predictive, near.truths_known()},
                    {far.report, far.predictive, far.truths_known()});
}

}  // namespace dropout
