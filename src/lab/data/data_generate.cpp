// Synthetic problems. Every example is a pure function of (seed, part, index), so n examples are
// the beginning of more than n, and the validation part never depends on n.
#include <algorithm>
#include <cstddef>

#include "lab/data/data.h"
#include "lab/data/drawn.h"
#include "lab/spec/points.h"
#include "math/draws.h"
#include "math/elementary.h"
#include "math/random.h"

namespace dropout {
namespace {

using Part = DataDraw;

struct Point {
  float x = 0, y = 0;
};

// The point at `radius` and `turns` (of a full circle).
Point polar(float radius, float turns) {
  f32x4 sine, cosine;
  sincos_turns(splat(turns), sine, cosine);
  return {radius * cosine[0], radius * sine[0]};
}

constexpr float kTurn = 6.28318531f;
float sine(float radians) { return polar(1, radians / kTurn).y; }

float between(Draws& draws, float low, float high) { return low + (high - low) * draws.uniform(); }

Draws draws_of(std::uint32_t seed, Part part, int index) {
  return Draws({seed, Stream::data},
               {0, static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(index), 0});
}

// Two interleaved half circles, as scikit-learn's make_moons, centred.
Point moons(int label, Draws& draws) {
  const Point arc = polar(1, 0.5f * draws.uniform());
  return label == 0 ? Point{arc.x - 0.5f, arc.y - 0.25f} : Point{0.5f - arc.x, 0.25f - arc.y};
}

Point circles(int label, Draws& draws) { return polar(label == 0 ? 1.4f : 0.6f, draws.uniform()); }

// Two arms of 1.25 turns.
Point spirals(int label, Draws& draws) {
  const float along = draws.uniform();
  return polar(0.2f + 1.8f * along, 1.25f * along + 0.5f * static_cast<float>(label));
}

// Opposite quadrants share a class.
Point xor_quadrants(int label, Draws& draws) {
  const float x = between(draws, 0.1f, 1.5f), y = between(draws, 0.1f, 1.5f);
  const bool left = draws.uniform() < 0.5f;
  return {left ? -x : x, (left ? -y : y) * (label == 0 ? 1.0f : -1.0f)};
}

// Three normal clouds around a circle; they have a width of their own.
Point blobs(int label, Draws& draws) {
  const Point centre = polar(1.2f, 0.25f + static_cast<float>(label) / 3.0f);
  const float dx = 0.25f * draws.normal();
  return {centre.x + dx, centre.y + 0.25f * draws.normal()};
}

using Shape = Point (*)(int label, Draws& draws);

void fill_plane(Examples& out, Part part, int n, Shape shape, int classes,
                const DataOptions& options) {
  out.x = Matrix(n, 2);
  for (int i = 0; i < n; ++i) {
    Draws draws = draws_of(options.seed, part, i);
    const int label = i % classes;
    const Point point = shape(label, draws);
    out.x(i, 0) = point.x + options.noise * draws.normal();
    out.x(i, 1) = point.y + options.noise * draws.normal();
    out.label.push_back(label);
  }
}

Dataset blank_plane(int classes) {
  Dataset data;
  data.task = Task::classify;
  data.features = 2;
  data.outputs = classes;
  data.feature_names = {"x1", "x2"};
  for (int c = 0; c < classes; ++c) data.class_names.push_back(std::to_string(c));
  return data;
}

Dataset plane(Shape shape, int classes, const DataOptions& options) {
  Dataset data = blank_plane(classes);
  fill_plane(data.train, Part::train, options.n, shape, classes, options);
  fill_plane(data.valid, Part::valid, 600, shape, classes, options);
  return data;
}

// A curve on a line: where its inputs are drawn while training, and where outside.
struct Curve {
  float (*value)(float x);
  float low, high;          // of the training inputs
  float gap_low, gap_high;  // without training inputs inside [low, high]; equal for none
  float reach;              // how far `ood` goes outside
};

float x_sin_x(float x) { return x * sine(x); }

bool inside(const Curve& curve, float x) {
  const bool in_gap = x > curve.gap_low && x < curve.gap_high;
  return x >= curve.low && x <= curve.high && !in_gap;
}

void fill_curve(Examples& out, Part part, int n, const Curve& curve, const DataOptions& options) {
  out.x = Matrix(n, 1);
  out.y = Matrix(n, 1);
  const float reach = part == Part::ood ? curve.reach : 0;
  for (int i = 0; i < n; ++i) {
    Draws draws = draws_of(options.seed, part, i);
    float x;
    do {
      x = between(draws, curve.low - reach, curve.high + reach);
    } while (inside(curve, x) == (part == Part::ood));
    out.x(i, 0) = x;
    out.y(i, 0) = curve.value(x) + options.noise * draws.normal();
  }
}

Dataset blank_line() {
  Dataset data;
  data.task = Task::regress;
  data.features = data.outputs = 1;
  data.feature_names = {"x"};
  data.target_name.push_back('y');  // g++ 12 warns falsely of an assignment
  return data;
}

Dataset line(const Curve& curve, const DataOptions& options) {
  Dataset data = blank_line();
  fill_curve(data.train, Part::train, options.n, curve, options);
  fill_curve(data.valid, Part::valid, 200, curve, options);
  fill_curve(data.ood, Part::ood, 200, curve, options);
  return data;
}

// Eight symbols A..H, eight distractors a..h, and the question.
constexpr int kSymbols = 8, kQuestion = 2 * kSymbols;

void fill_recall(Examples& out, Part part, int n, const DataOptions& options) {
  for (int i = 0; i < n; ++i) {
    Draws draws = draws_of(options.seed, part, i);
    const int longest = std::max(1, options.context);
    const int lag = std::max(1, longest * (1 + i % 4) / 4);  // a quarter of the examples each
    const int symbol = static_cast<int>(draws.below(kSymbols));
    out.begin.push_back(static_cast<int>(out.tokens.size()));
    out.count.push_back(lag + 2);
    out.tokens.push_back(symbol);
    for (int t = 0; t < lag; ++t) {
      out.tokens.push_back(kSymbols + static_cast<int>(draws.below(kSymbols)));
    }
    out.tokens.push_back(kQuestion);
    out.label.push_back(symbol);
  }
}

Dataset recall(const DataOptions& options) {
  Dataset data;
  data.task = Task::classify;
  data.outputs = kSymbols;
  data.longest = std::max(1, options.context) + 2;
  std::vector<std::string> tokens;
  for (int i = 0; i < kQuestion; ++i) {
    tokens.push_back({static_cast<char>(i < kSymbols ? 'A' + i : 'a' + i - kSymbols)});
  }
  data.class_names.assign(tokens.begin(), tokens.begin() + kSymbols);
  tokens.push_back("?");
  data.vocabulary = Vocabulary(std::move(tokens), Unit::character);
  fill_recall(data.train, Part::train, options.n, options);
  fill_recall(data.valid, Part::valid, 400, options);
  return data;
}

/// In raw units.
Loaded made_up(Data kind, DataOptions options) {
  if (options.n == 0) options.n = info(kind).examples;
  switch (kind) {
    case Data::moons:
      return {plane(moons, 2, options), {}};
    case Data::circles:
      return {plane(circles, 2, options), {}};
    case Data::spirals:
      return {plane(spirals, 2, options), {}};
    case Data::xor_:
      return {plane(xor_quadrants, 2, options), {}};
    case Data::blobs:
      return {plane(blobs, 3, options), {}};
    case Data::sine:
      return {line({sine, -3, 3, -1, 1, 3}, options), {}};
    case Data::xsinx:
      return {line({x_sin_x, -5, 5, 0, 0, 5}, options), {}};
    case Data::recall:
      return {recall(options), {}};
    case Data::points:
      return {blank_plane(2), {}};
    case Data::curve:
      return {blank_line(), {}};
    default:
      return {{}, error_of<Code::needs_file>()};
  }
}

}  // namespace

Loaded generate(Data kind, const DataOptions& options) {
  Loaded loaded = made_up(kind, options);
  if (!loaded.error && (!options.points.empty() || is_only_drawn(kind))) {
    loaded.error = put_drawn(kind, options, loaded.data);
  }
  if (!loaded.error && loaded.data.task == Task::regress) standardize(loaded.data);
  return loaded;
}

}  // namespace dropout
