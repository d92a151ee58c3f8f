// From tokens to rows: the bag of embeddings (text) and the sequence of embeddings (lstm,
// transformer), both with word dropout. Know nothing of where tokens come from.
#pragma once

#include <string>
#include <vector>

#include "nn/dropout.h"
#include "nn/layer.h"

namespace dropout {

/// What both embeddings share: the table with its sparse gradient, and word dropout: the whole
/// row of a word drops, for every place where it stands in an example (Gal & Ghahramani 2016).
class WordTable {
 public:
  /// table (vocabulary, width), initially N(0, 1) as torch.nn.Embedding; for `max_examples`
  /// examples (times MC samples) of `max_length` tokens.
  WordTable(const std::string& name, int vocabulary, int width, int max_examples, int max_length,
            bool drop_words);

  /// Decides which words of a batch drop; rows are samples x examples.
  void begin(const Batch& batch, const Pass& pass);
  /// Starts a gradient of no rows.
  void begin_gradient();
  /// Reports the site, if words may drop at all.
  void sites(std::vector<DropoutSite*>& all);
  /// Adds alpha dy to a word's gradient row.
  void add_gradient(int word, float alpha, const float* dy);

  const float* row(int word) const { return table_.value.row(word); }
  bool dropped(int row, int t) const { return any_ && dropped_[index(row, t)] != 0; }
  /// Of the words that did not drop: 1/q, or 1 where nothing can.
  float scale() const { return any_ ? site_.scale() : 1.0f; }
  int width() const { return table_.value.cols(); }
  Parameter& table() { return table_; }

 private:
  std::size_t index(int row, int t) const { return static_cast<std::size_t>(row) * length_ + t; }

  Parameter table_;   // (vocabulary, width)
  DropoutSite site_;  // a unit a word; asked word by word, so it has no mask buffer
  std::vector<std::uint8_t> dropped_;  // (max_examples, max_length)
  std::vector<std::uint32_t> stamp_;   // (vocabulary) last backward that touched the row
  std::uint32_t stamp_now_ = 0;
  int length_ = 1;
  bool drop_words_;
  bool any_ = false;  // whether the last pass could drop
};

/// y (samples x examples, width): the sum of an example's word vectors / sqrt(number of its
/// words). Padding (-1) is skipped; an example without words gives 0. A dropped word adds
/// nothing but still counts; the others are scaled by 1/q.
class EmbeddingBag : public TokenLayer {
 public:
  EmbeddingBag(const std::string& name, int vocabulary, int width, int max_examples, int max_length,
               bool drop_words = false);
  ConstView forward(const Batch& batch, const Pass& pass) override;
  void backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override { all.push_back(&words_.table()); }
  void sites(std::vector<DropoutSite*>& all) override { words_.sites(all); }
  /// Whether token t of row (sample x examples + example) was dropped in the last pass.
  bool dropped(int row, int t) const { return words_.dropped(row, t); }
  Parameter& table() { return words_.table(); }

 private:
  WordTable words_;
  Matrix y_;  // (max_examples, width)
  Batch batch_;
};

/// y (samples x examples x length, width): each token's vector, plus the vector of its position if
/// there are positions; 0 where padded (-1). Word dropout as above, on the word's vector only.
class Embedding : public TokenLayer {
 public:
  /// `positions`: learned (max_length, width), without weight decay.
  Embedding(const std::string& name, int vocabulary, int width, int max_examples, int max_length,
            bool positions, bool drop_words = false);
  ConstView forward(const Batch& batch, const Pass& pass) override;
  void backward(ConstView dy) override;
  void parameters(std::vector<Parameter*>& all) override;
  void sites(std::vector<DropoutSite*>& all) override { words_.sites(all); }
  bool dropped(int row, int t) const { return words_.dropped(row, t); }
  Parameter& table() { return words_.table(); }
  Parameter& positions() { return positions_; }

 private:
  WordTable words_;
  Parameter positions_;  // (max_length, width), or empty
  Matrix y_;             // (max_examples x max_length, width)
  Batch batch_;
};

}  // namespace dropout
