// Running means and deviations of many numbers at once, by Welford's update.
// Knows nothing of what the numbers are.
#pragma once

namespace dropout {

/// The `number`-th of a series of values (from 1), for each of n series: updates the means and the
/// sums of squares around them. Number 1 sets both, whatever they were (Welford 1962).
void add_to_moments(const float* values, int n, int number, float* means, float* squares);

/// The sample deviations of n series of `number` values (divided by number - 1; 0 of one value).
void deviations_of(const float* squares, int n, int number, float* deviations);

}  // namespace dropout
