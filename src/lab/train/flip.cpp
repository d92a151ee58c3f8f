// Each example draws whether, and to which of the other classes.
#include "lab/train/flip.h"

#include "math/draws.h"
#include "math/random.h"

namespace dropout {

void flip_labels(Dataset& data, double share, std::uint32_t seed) {
  const auto classes = static_cast<std::uint32_t>(data.outputs);
  if (data.task != Task::classify || share <= 0 || classes < 2) return;
  for (std::size_t i = 0; i < data.train.label.size(); ++i) {
    Draws draws({seed, Stream::data}, {0, static_cast<std::uint32_t>(DataDraw::labels),
                                       static_cast<std::uint32_t>(i), 0});
    if (draws.uniform() >= share) continue;
    int& label = data.train.label[i];
    label = static_cast<int>((label + 1 + draws.below(classes - 1)) % classes);
  }
}

}  // namespace dropout
