// Passes in groups that fill the planned buffers: one gemm for many masks.
#include "lab/sampling.h"

#include <algorithm>

#include "nn/loss.h"

namespace dropout {

void sample_passes(Network& network, const Batch& batch, const SamplingPlan& plan,
                   const std::function<void(int sample, View outputs)>& visit) {
  const int samples = plan.phase == Phase::eval ? 1 : plan.samples;
  // BatchNorm in train mode mixes the rows of a pass: one sample at a time there.
  const int group = plan.phase == Phase::train
                        ? 1
                        : std::max(1, network.max_examples() / std::max(1, batch.examples));
  Matrix outputs;
  for (int first = 0; first < samples; first += group) {
    Pass pass;
    pass.phase = plan.phase;
    pass.random = {plan.seed, Stream::samples};
    pass.step = plan.draw;
    pass.sample = static_cast<std::uint32_t>(first);
    pass.samples = std::min(group, samples - first);
    pass.shared_mask = plan.shared_mask;
    pass.update_statistics = false;
    const ConstView all = network.forward(batch, pass);
    if (outputs.rows() != all.rows) outputs = Matrix(all.rows, all.cols);
    std::copy_n(all.data, all.size(), outputs.data());
    if (network.shape().task != Task::regress) softmax_rows(outputs);
    const int rows = all.rows / pass.samples;
    for (int s = 0; s < pass.samples; ++s) {
      visit(first + s, outputs.view().slice(s * rows, rows));
    }
  }
}

}  // namespace dropout
