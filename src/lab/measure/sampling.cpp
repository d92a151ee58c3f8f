// Passes in groups that fill the buffers: one gemm for many masks.
#include "lab/measure/sampling.h"

#include <algorithm>

#include "math/vector.h"
#include "nn/loss.h"

namespace dropout {

void sample_passes(Network& network, const Batch& batch, const SamplingPlan& plan,
                   const std::function<void(int sample, View outputs)>& visit) {
  const int samples = plan.phase == Phase::eval ? 1 : plan.samples;
  // BatchNorm in train mode mixes the rows of a pass: one sample at a time there.
  const int group = plan.phase == Phase::train
                        ? 1
                        : std::max(1, network.max_examples() / std::max(1, batch.examples));
  Pass pass;
  pass.phase = plan.phase;
  pass.random = {plan.seed, Stream::samples};
  pass.step = plan.draw;
  pass.shared_mask = plan.shared_mask;
  pass.update_statistics = false;
  network.begin_passes(batch, pass, std::min(group, samples));
  Matrix outputs;
  for (int first = 0; first < samples; first += group) {
    pass.sample = static_cast<std::uint32_t>(first);
    pass.samples = std::min(group, samples - first);
    const ConstView all = network.forward_passes(pass);
    if (outputs.rows() < all.rows) outputs = Matrix(all.rows, all.cols);
    if (network.shape().task != Task::regress) {
      softmax_rows(all, outputs.top(all.rows));
    } else {
      copy(all.data, outputs.data(), static_cast<int>(all.size()));
    }
    const int rows = all.rows / pass.samples;
    for (int s = 0; s < pass.samples; ++s) {
      visit(first + s, outputs.view().slice(s * rows, rows));
    }
  }
}

}  // namespace dropout
