// One run of one Spec: data, network, optimizer and measurements, advanced unit by unit. Knows no
// JavaScript and no clock: whoever holds it decides how long to work.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lab/data.h"
#include "lab/spec.h"
#include "nn/layer.h"

namespace dropout {

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
  Score batch;    // training batches since the last point, dropout on, before each update
  Score train;    // training examples in eval mode (a fixed part of them; all at an epoch's end)
  Score valid;    // validation examples in eval mode
  double lr = 0, p = 0;
  double gradient_norm = 0;
};

/// Where a run stands.
struct Status {
  int step = 0, steps = 0;  // done, planned
  double epoch = 0;
  int batch = 0;            // examples a step
  bool finished = false;    // all steps and measurements done, or stopped early
  bool stopped_early = false;
  bool diverged = false;    // the loss is not finite; see `step`
};

/// A reader's question to a run. Which fields matter depends on `what`; see experiment_ask.cpp.
struct Question {
  std::string what;         // predict, field, uncertainty, site, peek, weights, write, ...
  std::string text;         // a reader's own words, or the name of a site or matrix
  std::string mode;         // train, eval or mc
  int samples = 50;         // T
  std::uint32_t draw = 0;   // number of the draw: another number, other masks
  int index = 0, count = 0; // unit, example or resolution
  double number = 0;        // temperature, rotation, ...
  Matrix points;            // dense inputs (rows, features) in the data's own units
};

struct Named {
  std::string name;
  Matrix values;
  std::vector<std::string> labels;  // of the columns, or of the rows where there are fewer
};

struct Answer {
  std::string sentence;  // what is wrong; empty when all is well
  std::vector<Named> matrices;
};

class Experiment {
 public:
  /// Makes a run, or says why not in `error` and returns nullptr. All memory is planned here.
  static std::unique_ptr<Experiment> make(const Spec& spec, Split data, std::string& error);
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

  /// Changes a live key of the running network; the sentence says why not.
  std::string set(const ParameterInfo& parameter, std::string_view text);
  /// Back to the same initial weights, at step 0.
  void rewind();

  /// Measures the whole of a part of the data.
  Score score_train(Phase phase);
  Score score_valid(Phase phase);

  Answer ask(const Question& question);

  Network& network() { return *network_; }
  const Split& data() const { return data_; }

 private:
  Experiment(const Spec& spec, Split data);

  Spec spec_;
  Split data_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<Trainer> trainer_;
  std::vector<Point> points_;
};

}  // namespace dropout
