// What networks learn from: examples for training and validation, whatever their origin, and the
// readers of text. Knows no network, no batch order and no file system: bytes come in, or a
// sentence comes back.
//
// THE CONTAINER that scripts/data writes, all numbers little-endian:
//   "DROPDATA", u32 version = 1, u32 sections, then each section:
//     name      16 bytes of ASCII, zero-padded
//     type      u32: 1 = u8, 2 = u16, 4 = f32 (also the bytes of one value)
//     rows, columns  u32, u32
//     values    rows x columns, row-major; text is u8 with one column, lines parted by '\n'
//     padding   zeros up to a multiple of 4
// Sections, where <part> is train, valid or beyond (outside the range of the training inputs):
//   kind             text: "classify", "regress" or "language", then "words", "characters" or ""
//   classes, words, features, target   text: names of the classes, the vocabulary ("\n" spells a
//                    newline), the columns of x, the column of y
//   image            u16 (1, 3): height, width, channels of a row of x
//   <part>.x         u8 (means value / 255) or f32 (rows, features); standardised unless images
//   <part>.label     u8 (rows, 1)
//   <part>.y         f32 (rows, targets)
//   <part>.count     u8 (rows, 1): tokens of each example; absent for one long stream
//   <part>.tokens    u8 or u16 (tokens, 1): all examples, one behind the other
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/spec/spec.h"
#include "math/matrix.h"

namespace dropout {

/// What a token stands for.
enum class Unit : std::uint8_t { none, word, character };

/// Token ids of words or characters; an id is the position in the list.
class Vocabulary {
 public:
  Vocabulary() = default;
  Vocabulary(std::vector<std::string> entries, Unit unit);

  int size() const { return static_cast<int>(entries_.size()); }
  Unit unit() const { return unit_; }
  const std::string& operator[](int id) const { return entries_[id]; }
  const std::vector<std::string>& entries() const { return entries_; }
  int find(const std::string& entry) const;   // -1 where there is none; linear search
  int unknown() const { return unknown_; }    // id of "<unk>", or -1
  int boundary() const { return boundary_; }  // id of "<end>", which opens and closes a row, or -1

 private:
  std::vector<std::string> entries_;
  Unit unit_ = Unit::none;
  int unknown_ = -1, boundary_ = -1;
};

/// Columns as networks see them: value = (raw - mean) / deviation. Empty: values are raw.
struct Standardizer {
  std::vector<float> mean, deviation;

  float apply(int column, float raw) const;
  float undo(int column, float value) const;
  /// A deviation or an error, in raw units.
  float undo_deviation(int column, float value) const;
};

/// Examples of one part. Dense data fill x; token data fill tokens, begin and count.
struct Examples {
  Matrix x;                       // (N, features), standardised
  Matrix y;                       // (N, targets), standardised; regression only
  std::vector<int> label;         // (N) class of each example; classification (and first names)
  std::vector<int> tokens;        // all examples' tokens; examples may overlap by one token
  std::vector<int> begin, count;  // (N) where an example's tokens stand

  int size() const;
  /// The first min(count, length) tokens of an example into out (length), -1 behind them.
  /// Returns how many there are.
  int copy_tokens(int example, int* out, int length) const;
  /// Language models: inputs are all tokens but the last, targets all but the first; at most
  /// `length` of either, -1 behind them. Returns how many there are.
  int copy_pairs(int example, int* inputs, int* targets, int length) const;
};

struct ImageShape {
  int height = 0, width = 0, channels = 0;  // a row of x is (height, width, channels)
};

/// One learning problem.
struct Dataset {
  Task task = Task::classify;
  int features = 0;  // columns of x; 0 for token data
  int outputs = 0;   // what a network puts out: classes, targets, or the vocabulary's size
  int longest = 0;   // most inputs in time: tokens of an example (language: one less)
  ImageShape image;  // zeros unless the rows of x are images
  Vocabulary vocabulary;
  std::vector<std::string> class_names, feature_names;
  std::string target_name;  // of a regression, or of a table
  Standardizer x_scale, y_scale;
  Examples train, valid;
  Examples ood;  // out of distribution: outside the range of the training inputs, never
                 // learned from; regression only, or empty (section "beyond" of a file)
};

struct DataOptions {
  int n = 0;                // first n training examples; 0 = all, or the generator's own number
  float noise = 0.2f;       // of generators: standard deviation, in units of the coordinates
  std::uint32_t seed = 1;   // of generators and splits
  int context = 32;         // tokens a window of running text, or the longest lag of `recall`
  std::string points = {};  // drawn by a reader, in place of the generator's (spec/points.h)
};

/// A data set, or why there is none.
struct Loaded {
  Dataset data;
  Error error;
};

/// The name of the container a data set is read from ("wordnet"), or "" where none is needed.
std::string_view file_of(Data kind);

/// Makes a data set. `bytes` is the container for the kinds that file_of() names, else ignored.
/// Data::csv is not made here (table.h).
Loaded load(Data kind, std::span<const std::uint8_t> bytes, const DataOptions& options);

/// The parts of load(): from a container, and from nothing but a seed and drawn points
/// (data_generate.cpp).
Loaded read_dataset(std::string_view name, std::span<const std::uint8_t> bytes,
                    const DataOptions& options);
Loaded generate(Data kind, const DataOptions& options);

/// Standardises x, and y of a regression, of all parts by the mean and the deviation (over N) of
/// the training part. A constant column keeps deviation 1.
void standardize(Dataset& data);

/// A reader's own text as tokens.
struct Encoded {
  std::vector<int> tokens;
  std::vector<std::string> unknown;  // each once, in the order of the text
};

/// Words: runs of letters and digits, lower-cased; unknown ones become <unk> (and are reported).
/// Characters: unknown ones are left out (and reported); upper case is lowered where the
/// vocabulary has none. No boundary tokens are added.
Encoded encode(std::string_view text, const Vocabulary& vocabulary);

/// Text of tokens: words parted by blanks, characters as they are, boundaries left out.
std::string decode(std::span<const int> tokens, const Vocabulary& vocabulary);

/// The words of a text by the rule of encode().
std::vector<std::string> words_of(std::string_view text);

}  // namespace dropout
