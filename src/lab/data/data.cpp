// Data sets in memory: access to examples, standardizing, and the choice of reader or generator.
// Knows neither the container's layout nor the formulas of synthetic data.
#include "lab/data/data.h"

#include <algorithm>
#include <cmath>

namespace dropout {

float Standardizer::apply(int column, float raw) const {
  return mean.empty() ? raw : (raw - mean[column]) / deviation[column];
}

float Standardizer::undo(int column, float value) const {
  return mean.empty() ? value : mean[column] + deviation[column] * value;
}

float Standardizer::undo_deviation(int column, float value) const {
  return mean.empty() ? value : deviation[column] * value;
}

int Examples::size() const { return x.rows() > 0 ? x.rows() : static_cast<int>(begin.size()); }

int Examples::copy_tokens(int example, int* out, int length) const {
  const int taken = std::min(count[example], length);
  const int* from = tokens.data() + begin[example];
  std::copy(from, from + taken, out);
  std::fill(out + taken, out + length, -1);
  return taken;
}

int Examples::copy_pairs(int example, int* inputs, int* targets, int length) const {
  const int taken = std::max(0, std::min(count[example] - 1, length));
  const int* from = tokens.data() + begin[example];
  std::copy(from, from + taken, inputs);
  std::fill(inputs + taken, inputs + length, -1);
  std::copy(from + 1, from + 1 + taken, targets);
  std::fill(targets + taken, targets + length, -1);
  return taken;
}

namespace {

// Sums in double, row by row: the same bits everywhere.
Standardizer measure(ConstView values) {
  Standardizer scale;
  for (int c = 0; c < values.cols; ++c) {
    double sum = 0;
    for (int r = 0; r < values.rows; ++r) sum += values(r, c);
    const double mean = values.rows > 0 ? sum / values.rows : 0;
    double squares = 0;
    for (int r = 0; r < values.rows; ++r) {
      squares += (values(r, c) - mean) * (values(r, c) - mean);
    }
    const auto deviation = static_cast<float>(std::sqrt(squares / std::max(1, values.rows)));
    scale.mean.push_back(static_cast<float>(mean));
    scale.deviation.push_back(deviation > 0 && std::isfinite(deviation) ? deviation : 1.0f);
  }
  return scale;
}

void apply(const Standardizer& scale, View values) {
  for (int r = 0; r < values.rows; ++r) {
    for (int c = 0; c < values.cols; ++c) values(r, c) = scale.apply(c, values(r, c));
  }
}

}  // namespace

void standardize(Dataset& data) {
  data.x_scale = measure(data.train.x);
  if (data.task == Task::regress) data.y_scale = measure(data.train.y);
  for (Examples* part : {&data.train, &data.valid, &data.ood}) {
    apply(data.x_scale, part->x);
    if (data.task == Task::regress) apply(data.y_scale, part->y);
  }
}

std::string_view file_of(Data kind) {
  return info(kind).source == Source::file ? info(kind).name : "";
}

namespace {

/// Whether a container holds the kind of problem its name promises.
bool matches(const Dataset& data, const DataInfo& info) {
  const bool words = data.vocabulary.unit() == Unit::word;
  const bool characters = data.vocabulary.unit() == Unit::character;
  return info.is(data.task) && words == (info.form == Form::words) &&
         characters == (info.form == Form::characters) &&
         (data.image.height > 0) == (info.form == Form::image);
}

}  // namespace

Loaded load(Data kind, std::span<const std::uint8_t> bytes, const DataOptions& options) {
  const std::string_view name = file_of(kind);
  if (name.empty()) return generate(kind, options);
  Loaded loaded = read_dataset(name, bytes, options);
  if (!loaded.error && !matches(loaded.data, info(kind))) {
    return {{}, error_of<Code::file_of_other>(name)};
  }
  return loaded;
}

}  // namespace dropout
