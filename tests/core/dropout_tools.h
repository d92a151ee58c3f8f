// What the tests of dropout share: a pass, a layer's only site, copies and comparisons of bits.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "nn/dropout.h"

namespace dropout::testing {

inline Pass pass_of(Phase phase, std::uint32_t step = 7) {
  Pass pass;
  pass.phase = phase;
  pass.random = {42, Stream::masks};
  pass.step = step;
  return pass;
}

/// The layer's only site, told its index and rate.
inline DropoutSite& site_of(Layer& layer, double p, std::uint32_t index = 3) {
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  EXPECT_EQ(sites.size(), 1u);
  sites[0]->set_index(index);
  sites[0]->set_p(p);
  return *sites[0];
}

inline Matrix copy(ConstView v) {
  Matrix m(v.rows, v.cols);
  for (int r = 0; r < v.rows; ++r) std::copy_n(v.row(r), v.cols, m.row(r));
  return m;
}

/// Whether two matrices have the same bits.
inline bool same(ConstView a, ConstView b) {
  if (a.rows != b.rows || a.cols != b.cols) return false;
  for (int r = 0; r < a.rows; ++r) {
    if (std::memcmp(a.row(r), b.row(r), sizeof(float) * static_cast<std::size_t>(a.cols)) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace dropout::testing
