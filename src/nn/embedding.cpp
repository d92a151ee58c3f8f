// Sums of table rows forward, sparse sums into their gradient backward.
#include "nn/embedding.h"

#include <algorithm>

#include "math/simd.h"
#include "math/vector.h"

namespace dropout {

WordTable::WordTable(const std::string& name, int vocabulary, int width, int max_examples,
                     int max_length, bool drop_words)
    : table_(name + ".weight", vocabulary, width),
      site_(name + ".words", Rate::hidden, 0, vocabulary),
      dropped_(static_cast<std::size_t>(max_examples) * max_length, 0),
      stamp_(static_cast<std::size_t>(vocabulary), 0),
      drop_words_(drop_words) {
  table_.initializer.normal = 1;
  table_.sparse = true;
  table_.touched.reserve(std::min(dropped_.size(), stamp_.size()));
}

void WordTable::sites(std::vector<DropoutSite*>& all) {
  if (drop_words_) all.push_back(&site_);
}

// Unit `word` of an example's mask drops: element example * vocabulary + word (modulo 2^32) of
// the sample, so that all occurrences of a word in an example are dropped or kept together.
void WordTable::begin(const Batch& batch, const Pass& pass) {
  length_ = batch.length;
  any_ = !site_.idle(pass);
  if (!any_) return;
  for (int s = 0; s < pass.samples; ++s) {
    for (int e = 0; e < batch.examples; ++e) {
      const std::uint32_t mask_row = pass.shared_mask ? 0 : static_cast<std::uint32_t>(e);
      const int* words = batch.tokens + static_cast<std::ptrdiff_t>(e) * length_;
      std::uint8_t* drops = &dropped_[index(s * batch.examples + e, 0)];
      for (int t = 0; t < length_; ++t) {
        const int word = words[t];
        drops[t] = 0;
        if (word < 0) continue;
        const std::uint32_t element =
            mask_row * static_cast<std::uint32_t>(site_.units()) + static_cast<std::uint32_t>(word);
        drops[t] = site_.held(word) == Hold::free
                       ? site_.drops(element, static_cast<std::uint32_t>(s), pass)
                       : site_.held(word) == Hold::dropped;
      }
    }
  }
}

void WordTable::begin_gradient() {
  ++stamp_now_;
  table_.touched.clear();
}

void WordTable::add_gradient(int word, float alpha, const float* dy) {
  float* gradient = table_.gradient.row(word);
  if (stamp_[word] == stamp_now_) {
    axpy(alpha, dy, gradient, width());
    return;
  }
  stamp_[word] = stamp_now_;
  table_.touched.push_back(word);
  for (int j = 0; j < width(); ++j) gradient[j] = alpha * dy[j];
}

EmbeddingBag::EmbeddingBag(const std::string& name, int vocabulary, int width, int max_examples,
                           int max_length, bool drop_words)
    : words_(name, vocabulary, width, max_examples, max_length, drop_words),
      y_(max_examples, width) {}

namespace {

// 1 / sqrt(number of words), 0 for none.
float bag_factor(const int* words, int length) {
  const auto n = length - std::count(words, words + length, -1);
  return n > 0 ? 1.0f / sqrt(static_cast<float>(n)) : 0.0f;
}

}  // namespace

// y = sum over kept words of w / (q sqrt(n))
ConstView EmbeddingBag::forward(const Batch& batch, const Pass& pass) {
  batch_ = batch;
  words_.begin(batch, pass);
  View y = y_.top(pass.samples * batch.examples);
  for (int r = 0; r < y.rows; ++r) {
    const int* words =
        batch.tokens + static_cast<std::ptrdiff_t>(r % batch.examples) * batch.length;
    const float factor = bag_factor(words, batch.length) * words_.scale();
    std::fill_n(y.row(r), y.cols, 0.0f);
    for (int t = 0; t < batch.length; ++t) {
      if (words[t] >= 0 && !words_.dropped(r, t)) {
        axpy(factor, words_.row(words[t]), y.row(r), y.cols);
      }
    }
  }
  return y;
}

// y = sum over kept words of w / (q sqrt(n))  =>  dw = dy / (q sqrt(n)) for each place of w
void EmbeddingBag::backward(ConstView dy) {
  words_.begin_gradient();
  for (int r = 0; r < dy.rows; ++r) {
    const int* words =
        batch_.tokens + static_cast<std::ptrdiff_t>(r % batch_.examples) * batch_.length;
    const float factor = bag_factor(words, batch_.length) * words_.scale();
    for (int t = 0; t < batch_.length; ++t) {
      if (words[t] >= 0 && !words_.dropped(r, t)) words_.add_gradient(words[t], factor, dy.row(r));
    }
  }
}

Embedding::Embedding(const std::string& name, int vocabulary, int width, int max_examples,
                     int max_length, bool positions, bool drop_words)
    : words_(name, vocabulary, width, max_examples, max_length, drop_words),
      positions_(name + ".positions", positions ? max_length : 0, width, false),
      y_(max_examples * max_length, width) {
  positions_.initializer.normal = 1;
}

void Embedding::parameters(std::vector<Parameter*>& all) {
  all.push_back(&words_.table());
  if (positions_.value.rows() > 0) all.push_back(&positions_);
}

// y_t = m w / q + position_t, 0 where padded
ConstView Embedding::forward(const Batch& batch, const Pass& pass) {
  batch_ = batch;
  words_.begin(batch, pass);
  const int examples = pass.samples * batch.examples, length = batch.length;
  View y = y_.top(examples * length);
  const float scale = words_.scale();
  for (int r = 0; r < examples; ++r) {
    const int* words = batch.tokens + static_cast<std::ptrdiff_t>(r % batch.examples) * length;
    for (int t = 0; t < length; ++t) {
      float* out = y.row(r * length + t);
      const bool kept = words[t] >= 0 && !words_.dropped(r, t);
      const float* row = kept ? words_.row(words[t]) : nullptr;
      for (int j = 0; j < y.cols; ++j) out[j] = kept ? row[j] * scale : 0.0f;
      if (words[t] >= 0 && positions_.value.rows() > 0) {
        axpy(1.0f, positions_.value.row(t), out, y.cols);
      }
    }
  }
  return y;
}

// y_t = m w / q + position_t  =>  dw = m dy_t / q, dposition_t = sum over examples of dy_t
void Embedding::backward(ConstView dy) {
  words_.begin_gradient();
  const bool has_positions = positions_.value.rows() > 0;
  std::fill_n(positions_.gradient.data(), positions_.gradient.size(), 0.0f);
  const int length = batch_.length, examples = dy.rows / length;
  for (int r = 0; r < examples; ++r) {
    const int* words = batch_.tokens + static_cast<std::ptrdiff_t>(r % batch_.examples) * length;
    for (int t = 0; t < length; ++t) {
      if (words[t] < 0) continue;
      const float* g = dy.row(r * length + t);
      if (!words_.dropped(r, t)) words_.add_gradient(words[t], words_.scale(), g);
      if (has_positions) axpy(1.0f, g, positions_.gradient.row(t), dy.cols);
    }
  }
}

}  // namespace dropout
