// One run of one Spec: data, network, optimizer and measurements, advanced one unit of work at a
// time. Knows no JavaScript and no clock: the caller decides how long to work.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lab/data/data.h"
#include "lab/model/recipes.h"
#include "lab/spec/spec.h"
#include "nn/layer.h"

namespace dropout {

class Batcher;
class Network;
class Trainer;

/// Mean loss and, for classes and tokens, the share that was right.
struct Score {
  double loss = 0, accuracy = 0;
  int count = 0;  // examples (tokens of a language model)
};

/// One point of the curves.
struct Point {
  int step = 0;
  double epoch = 0;
  Score batch;  // training batches since the last point, dropout on, before each update
  Score train;  // training examples in eval mode (a fixed part of them; all at the end of the run)
  Score valid;  // validation examples in eval mode
  double lr = 0, p = 0;
  double gradient_norm = 0;
};

/// A point as numbers in this order, without counts.
inline constexpr std::array kPointColumns{"step",        "epoch",
                                          "batchLoss",   "batchAccuracy",
                                          "trainLoss",   "trainAccuracy",
                                          "validLoss",   "validAccuracy",
                                          "lr",          "p",
                                          "gradientNorm"};
inline constexpr std::size_t kPointNumbers = kPointColumns.size();
std::array<double, kPointNumbers> numbers_of(Point point);

/// Where a run stands.
struct Status {
  int step = 0, steps = 0;  // done, planned
  double epoch = 0;
  int batch = 0;          // examples a step
  bool finished = false;  // all steps and measurements done, or stopped early
  bool stopped_early = false;
  bool diverged = false;  // the loss is not finite; see `step`
};

struct Named {
  std::string name;
  Matrix values;
  std::vector<std::string> labels;  // of the columns, or of the rows where there are fewer
};

class Experiment {
 public:
  /// Makes a run, or says why not in `error` and returns nullptr. All buffers are allocated here.
  /// `container` holds the bytes of the data set that file_of() names.
  static std::unique_ptr<Experiment> open(const Recipes& recipes, const Spec& spec,
                                          std::span<const std::uint8_t> container, Error& error);
  /// The same, of data at hand.
  static std::unique_ptr<Experiment> make(const Recipes& recipes, const Spec& spec, Dataset data,
                                          Error& error);
  ~Experiment();

  /// Does one unit of work: a training step, or a part of a measurement. Returns the number of
  /// training examples it consumed (0 for a measurement or when finished).
  int advance();
  /// Trains up to and including `step` (at most the planned steps).
  void advance_to(int step);

  const Spec& spec() const { return spec_; }
  Status status() const;
  const std::vector<Point>& points() const { return points_; }
  /// 64-bit FNV-1a over all weights' bits (NaN made canonical), in parameter order.
  std::uint64_t digest() const;

  /// Changes a live key of the running network, or says why not.
  Error set(const KeyInfo& row, std::string_view text);
  /// Back to the same initial weights, at step 0.
  void rewind();

  /// Measures a part of the data in a phase: eval, or with dropout left on (draw number `draw`).
  Score score(const Examples& part, Phase phase, std::uint32_t draw = 0);

  /// A checkpoint, all that training continues from (experiment_state.cpp): a matrix named after
  /// the digest, then every tensor by its name, then the optimizer's moments: all first ones by
  /// their tensors' names, all second ones likewise. The first matrix has rows of doubles, each in
  /// the bits of two floats: the step and the sums of the batches since the last point, then the
  /// points. First completes a measurement in progress.
  std::vector<Named> state();
  /// Restores a state() with `points` points, its matrices concatenated, or says why not; then
  /// nothing has changed.
  Error resume(std::span<const float> state, int points);

  Network& network() { return *network_; }
  /// Gathers examples for measurements and questions.
  Batcher& batcher() { return *batcher_; }
  const Recipes& recipes() const { return recipes_; }
  const Dataset& data() const { return data_; }

 private:
  Experiment(const Recipes& recipes, const Spec& spec, Dataset data);
  int train_once();
  void measure_some();
  void begin_point(bool whole);
  void end_point(const Point& point);
  bool due() const;

  /// A measurement in progress: the training part, then the validation part.
  struct Measurement {
    bool active = false, whole = false;
    int part = 0, next = 0;
    Point point;
  };

  Recipes recipes_;
  Spec spec_;
  Dataset data_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<Trainer> trainer_;
  std::unique_ptr<Batcher> batcher_;  // of measurements and questions
  std::vector<Point> points_;
  Measurement measurement_;
  Score window_;  // training batches since the last point
  double best_valid_ = 0;
  int best_step_ = 0;
  bool diverged_ = false, stopped_ = false, done_ = false;
};

}  // namespace dropout
