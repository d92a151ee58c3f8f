// Dropped activations of a convolution, predicted from their neighbours.
#include <algorithm>

#include "lab/measure/neighbours.h"
#include "lab/query/ask.h"
#include "nn/spatial.h"

namespace dropout {
namespace {

/// The masks that a kind of dropout draws for maps (examples, height * width * channels).
template <class L, class... Arguments>
std::vector<Keep> mask_of(ConstView maps, int channels, double p, std::uint32_t seed,
                          std::uint32_t draw, Arguments... arguments) {
  L layer("maps", Rate::maps, maps.rows, arguments...);
  std::vector<DropoutSite*> sites;
  layer.sites(sites);
  sites[0]->set_p(p);
  Pass pass;
  pass.phase = Phase::mc;
  pass.random = {seed, Stream::samples};
  pass.step = draw;
  layer.forward(maps, pass);
  const Keep* mask = sites[0]->mask();
  std::vector<Keep> all(maps.size());
  const int units = sites[0]->units();
  for (int n = 0; n < maps.rows; ++n) {
    for (int i = 0; i < maps.cols; ++i) {  // a channel's element stands for all its pixels
      const int unit = units == maps.cols ? i : i % channels;
      all[static_cast<std::size_t>(n) * maps.cols + i] =
          mask[static_cast<std::size_t>(n) * units + unit];
    }
  }
  return all;
}

}  // namespace

// text = "conv1" or "conv2", number = p (0 for 0.3), count = validation images. "leak" (2, 3):
// R^2 of dropped activations predicted from their neighbours, and the share that dropped, for three
// kinds of dropout of the same maps. "maps" (pixels, channels) of image `index` of those, "keep"
// (3, pixels * channels) its masks, "side" (1, 2) its height and width.
Answer answer_leak(const Asked& asked, const Question& question) {
  if (asked.data.image.height == 0 || asked.spec.model() != Model::cnn) {
    return {error_of<Code::no_convolution>(), {}};
  }
  const std::string stage = question.text == "conv2" ? "conv2" : "conv1";
  const int most = std::min(asked.data.valid.size(), asked.network.max_examples());
  const int count = std::min(question.count > 1 ? question.count : 64, most);
  asked.network.forward(asked.batcher.gather_range(asked.data.valid, 0, count), Pass{});
  ConstView maps;
  for (const Peek& peek : asked.network.peeks()) {
    if (peek.name == stage + ".act") maps = peek.values;
  }
  ImageShape shape = asked.data.image;
  if (stage == "conv2") shape.height /= 2, shape.width /= 2;
  const int pixels = shape.height * shape.width;
  if (maps.data == nullptr) return {error_of<Code::no_maps>(shown(stage)), {}};
  maps = maps.reshape(count, static_cast<int>(maps.size()) / count);
  shape.channels = maps.cols / pixels;

  const double p = question.number > 0 && question.number < 1 ? question.number : 0.3;
  const auto seed = static_cast<std::uint32_t>(asked.spec[Key::seed]);
  const int block = asked.spec.integer(Key::block);
  const std::vector<Keep> masks[] = {
      mask_of<Dropout>(maps, shape.channels, p, seed, question.draw, maps.cols),
      mask_of<SpatialDropout>(maps, shape.channels, p, seed, question.draw, pixels, shape.channels),
      mask_of<DropBlock>(maps, shape.channels, p, seed, question.draw, shape.height, shape.width,
                         shape.channels, block)};
  Named leaks{"leak", Matrix(2, 3), {"standard", "spatial", "dropblock"}};
  for (int kind = 0; kind < 3; ++kind) {
    const NeighbourR2 leak = neighbour_r2(maps, shape, masks[kind].data());
    leaks.values(0, kind) = static_cast<float>(leak.r2);
    leaks.values(1, kind) = static_cast<float>(leak.dropped);
  }
  const int shown = std::clamp(question.index, 0, count - 1);
  Named values{"maps", Matrix(pixels, shape.channels), {}};
  Named keep{"keep", Matrix(3, maps.cols), {"standard", "spatial", "dropblock"}};
  for (int i = 0; i < maps.cols; ++i) {
    values.values.data()[i] = maps.row(shown)[i];
    for (int kind = 0; kind < 3; ++kind) {
      const std::size_t at = static_cast<std::size_t>(shown) * maps.cols + i;
      keep.values(kind, i) = masks[kind][at] ? 1.0f : 0.0f;
    }
  }
  Named side{"side", Matrix(1, 2), {"height", "width"}};
  side.values(0, 0) = static_cast<float>(shape.height);
  side.values(0, 1) = static_cast<float>(shape.width);
  Answer answer;
  answer.matrices.push_back(std::move(leaks));
  answer.matrices.push_back(std::move(values));
  answer.matrices.push_back(std::move(keep));
  answer.matrices.push_back(std::move(side));
  return answer;
}

}  // namespace dropout
