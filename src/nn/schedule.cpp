// The schedules.
#include "nn/schedule.h"

#include <algorithm>

#include "math/elementary.h"

namespace dropout {

float lr_factor(LrSchedule schedule, int step, int steps) {
  const float done = static_cast<float>(step) / static_cast<float>(std::max(1, steps));
  switch (schedule) {
    case LrSchedule::constant:
      return 1;
    case LrSchedule::step:
      return done < 0.5f ? 1.0f : done < 0.75f ? 0.1f : 0.01f;
    case LrSchedule::cosine: {
      const int warm = std::max(1, steps / 20);
      if (step < warm) return static_cast<float>(step + 1) / static_cast<float>(warm + 1);
      const float rest =
          static_cast<float>(step - warm) / static_cast<float>(std::max(1, steps - warm));
      f32x4 sine, cosine;
      sincos_turns(splat(0.5f * std::min(1.0f, rest)), sine, cosine);
      return 0.5f * (1.0f + cosine[0]);
    }
  }
  return 1;
}

float rate_factor(RateSchedule schedule, int step, int steps) {
  const float done = static_cast<float>(step) / static_cast<float>(std::max(1, steps));
  switch (schedule) {
    case RateSchedule::constant:
      return 1;
    case RateSchedule::early:
      return std::max(0.0f, 1.0f - 6.0f * done);
    case RateSchedule::late:
      return done < 0.5f ? 0.0f : 1.0f;
    case RateSchedule::ramp:
      return std::min(1.0f, done);
  }
  return 1;
}

}  // namespace dropout
