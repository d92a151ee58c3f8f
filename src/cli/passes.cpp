// What the bar says.
#include "cli/passes.h"

#include <algorithm>
#include <cstdio>

#include "lab/measure/noise.h"

namespace dropout::cli {

void train(Experiment& run, int step, Progress& progress) {
  while (!run.status().finished && run.status().step < step) {
    run.advance();
    const Status status = run.status();
    char words[96] = "";
    if (!run.points().empty()) {
      const Point& point = run.points().back();
      std::snprintf(words, sizeof words, "epoch %.1f  train %.4f  valid %.4f", status.epoch,
                    point.train.loss, point.valid.loss);
    }
    progress.show(static_cast<double>(status.step) / std::max(1, status.steps), words);
  }
}

double precision_of(Experiment& run, Progress& progress) {
  Noise noise(run);
  while (noise.advance()) progress.show(noise.share(), "measuring the noise");
  return noise.precision();
}

}  // namespace dropout::cli
