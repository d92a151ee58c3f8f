// How the learning rate and the dropout rates change over training: pure functions of progress.
#pragma once

namespace dropout {

enum class LrSchedule { constant, step, cosine };
enum class RateSchedule { constant, early, late, ramp };

/// Factor on the learning rate at `step` of `steps`. step: 1, then 0.1 from one half and 0.01 from
/// three quarters. cosine: linear warm-up over the first 5 %, then half a cosine to 0 (Loshchilov
/// & Hutter 2017, without restarts).
float lr_factor(LrSchedule schedule, int step, int steps);

/// Factor on every dropout rate. early: from 1 linearly to 0 over the first sixth, then 0 (Liu et
/// al. 2023); late: 0 for the first half, then 1; ramp: linearly from 0 to 1.
float rate_factor(RateSchedule schedule, int step, int steps);

}  // namespace dropout
