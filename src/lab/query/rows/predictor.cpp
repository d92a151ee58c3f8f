// Members of a regression are averaged in the units of the first one's scale.
#include "lab/query/rows/predictor.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lab/measure/metrics.h"
#include "lab/measure/noise.h"
#include "lab/model/network.h"
#include "lab/spec/decimal.h"

namespace dropout {
namespace {

constexpr int kDigits = 9, kFarDigits = 15;  // of numbers, of those far from zero
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

int outputs_of(const TableSchema& schema) {
  return schema.task == Task::classify ? static_cast<int>(schema.classes.size()) : 1;
}

double precision_of(const std::vector<RowMember>& members) {
  double variance = 0;
  for (const RowMember& member : members) {
    if (member.schema->task != Task::regress || !(member.tau > 0)) return 0;
    variance += 1 / member.tau;
  }
  return static_cast<double>(members.size()) / variance;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The shortest decimal of a number, rounded to so many digits. Not by printf, which would be a
/// twentieth of the engine's download.
std::string numeral(double value, int digits) {
  if (!std::isfinite(value)) return "";
  std::string text = write_decimal(value);
  const std::size_t end = std::min(text.find('e'), text.size());
  std::size_t cut = std::min(text.find_first_of("123456789"), end);
  for (int seen = 0; cut < end && (seen < digits || !is_digit(text[cut])); ++cut) {
    seen += is_digit(text[cut]);
  }
  if (cut == end) return text;
  bool carry = text[cut] >= '5';
  for (std::size_t i = cut; i < end; ++i) {
    if (is_digit(text[i])) text[i] = '0';
  }
  for (std::size_t i = cut; carry && i > 0 && text[i - 1] != '-'; --i) {
    char& digit = text[i - 1];
    if (!is_digit(digit)) continue;
    carry = digit == '9';
    digit = carry ? '0' : static_cast<char>(digit + 1);
  }
  if (carry) text.insert(text[0] == '-' ? 1 : 0, "1");
  return write_decimal(read_decimal(text));
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

Misfit misfit(const RowMember& first, const RowMember& other) {
  const TableSchema &a = *first.schema, &b = *other.schema;
  if (a.task != b.task || a.classes != b.classes ||
      a.columns[a.target].name != b.columns[b.target].name) {
    return Misfit::target;
  }
  return first.rows.rows == other.rows.rows ? Misfit::none : Misfit::rows;
}

RowPredictor::RowPredictor(std::vector<RowMember> members, bool eval, int passes)
    : members_(std::move(members)),
      eval_(eval),
      passes_(passes),
      tau_(precision_of(members_)),
      predictive_(rows().part.x.rows(), outputs_of(schema()), has_classes()) {}

bool RowPredictor::advance() {
  const int count = rows().part.x.rows();
  if (count == 0 || member_ == members_.size()) return false;
  const int end = std::min(count, next_ + kRange);
  predict(members_[member_], next_, end);
  next_ = end;
  if (end == count) {
    next_ = 0;
    ++member_;
  }
  return true;
}

double RowPredictor::share() const {
  const int count = std::max(1, rows().part.x.rows());
  const double done = static_cast<double>(member_) + static_cast<double>(next_) / count;
  return done / static_cast<double>(members_.size());
}

void RowPredictor::predict(RowMember& member, int begin, int end) {
  SamplingPlan plan = usual_plan(*member.run);
  if (eval_) plan.phase = Phase::eval;
  if (plan.phase == Phase::eval)
    plan.samples = 1;
  else if (passes_ > 0)
    plan.samples = passes_;
  const TableSchema &own = *member.schema, &common = schema();
  const bool convert = own.task == Task::regress && &member != &members_[0];
  const double shift = own.columns[own.target].offset - common.columns[common.target].offset;
  Matrix converted;
  sample_range(member.run->network(), member.run->batcher(), member.rows.part, begin, end, plan,
               [&](int first_row, int, ConstView outputs) {
                 if (!convert) return predictive_.add(outputs, first_row);
                 converted = Matrix(outputs.rows, outputs.cols);
                 for (int r = 0; r < outputs.rows; ++r) {
                   converted(r, 0) = common.y_scale.apply(
                       0, static_cast<float>(shift + own.y_scale.undo(0, outputs(r, 0))));
                 }
                 predictive_.add(converted, first_row);
               });
}

// ---- what came of it

std::vector<std::string> RowPredictor::columns() const {
  std::vector<std::string> names{"row", "prediction"};
  if (has_classes()) {
    for (const std::string& name : schema().classes) names.push_back("p(" + name + ")");
    names.insert(names.end(), {"entropy", "mutual_information"});
  } else {
    names.insert(names.end(), {"sd", "lower", "upper"});
  }
  if (rows().truths) names.push_back("truth");
  return names;
}

std::vector<double> RowPredictor::values(int i) const {
  if (!has_classes()) {
    const double offset = schema().columns[schema().target].offset;
    const double mean = offset + schema().y_scale.undo(0, predictive_.mean()(i, 0));
    const double sd = schema().y_scale.undo_deviation(0, predictive_.deviation()(i, 0));
    const double half = kHalfBand * std::sqrt(total_variance(sd, tau_));
    std::vector<double> values{mean, sd, mean - half, mean + half};
    if (rows().truths) values.push_back(rows().values[i]);
    return values;
  }
  const float* p = predictive_.mean().row(i);
  const int count = predictive_.mean().cols();
  std::vector<double> values{static_cast<double>(std::max_element(p, p + count) - p)};
  values.insert(values.end(), p, p + count);
  values.push_back(predictive_.total_entropy(i));
  values.push_back(predictive_.mutual_information(i));
  if (rows().truths) {
    const int label = rows().part.label[i];
    values.push_back(label < 0 ? kNothing : label);
  }
  return values;
}

std::vector<std::string> RowPredictor::cells(int i) const {
  const std::vector<double> numbers = values(i);
  const bool far = !has_classes() && schema().columns[schema().target].offset != 0;
  std::vector<std::string> cells;
  for (std::size_t c = 0; c < numbers.size(); ++c) {
    const bool is_truth = rows().truths && c + 1 == numbers.size();
    if (has_classes() && (c == 0 || is_truth)) {
      const bool known = !std::isnan(numbers[c]);
      cells.push_back(known ? schema().classes[static_cast<std::size_t>(numbers[c])] : "");
    } else {
      const bool is_sd = c == 1;
      cells.push_back(numeral(numbers[c], is_truth || (far && !is_sd) ? kFarDigits : kDigits));
    }
  }
  return cells;
}

std::string RowPredictor::csv_header() const {
  std::string text;
  for (const std::string& name : columns()) text += (text.empty() ? "" : ",") + csv_cell(name);
  return text + "\n";
}

std::string RowPredictor::csv(int begin, int end) const {
  const std::vector<int>& predicted = rows().rows;
  auto next = std::lower_bound(predicted.begin(), predicted.end(), begin);
  const std::string nothing(columns().size() - 1, ',');
  std::string text;
  for (int r = begin; r < end; ++r) {
    text += std::to_string(r + 1);
    if (next == predicted.end() || *next != r) {
      text += nothing + "\n";
      continue;
    }
    for (const std::string& cell : cells(static_cast<int>(next++ - predicted.begin()))) {
      text += "," + csv_cell(cell);
    }
    text += "\n";
  }
  return text;
}

}  // namespace dropout
