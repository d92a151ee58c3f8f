// Small data sets in memory, of the kinds that otherwise come from files. Everything is a function
// of its arguments. Knows no network.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lab/data/data.h"
#include "math/random.h"

namespace dropout::testing {

inline Draws tiny_draws(Data kind, int part) {
  return Draws({static_cast<std::uint32_t>(kind), Stream::tests},
               {0, static_cast<std::uint32_t>(part), 0, 0});
}

/// Images of 8 x 8 pixels: a bright bar whose row is its class of 4, on noise. As fashion.
inline Dataset tiny_images(int train, int valid) {
  Dataset data;
  data.features = 64;
  data.outputs = 4;
  data.image = {8, 8, 1};
  data.class_names = {"top", "upper", "lower", "bottom"};
  int part = 0;
  for (auto [to, n] : {std::pair{&data.train, train}, std::pair{&data.valid, valid}}) {
    Draws draws = tiny_draws(Data::fashion, part++);
    to->x = Matrix(n, 64);
    for (int i = 0; i < n; ++i) {
      to->label.push_back(i % 4);
      for (int pixel = 0; pixel < 64; ++pixel) {
        to->x(i, pixel) = 0.5f * draws.uniform() + (pixel / 16 == i % 4 ? 0.5f : 0.0f);
      }
    }
  }
  return data;
}

/// Texts of 1 to 7 words out of 40; most words of a text belong to its class of 4. As wordnet.
inline Dataset tiny_texts(int train, int valid) {
  Dataset data;
  data.outputs = 4;
  data.longest = 7;
  data.class_names = {"a", "b", "c", "d"};
  std::vector<std::string> words = {"<unk>"};
  for (int w = 1; w < 40; ++w) words.push_back("w" + std::to_string(w));
  data.vocabulary = Vocabulary(std::move(words), Unit::word);
  int part = 0;
  for (auto [to, n] : {std::pair{&data.train, train}, std::pair{&data.valid, valid}}) {
    Draws draws = tiny_draws(Data::wordnet, part++);
    for (int i = 0; i < n; ++i) {
      const int label = static_cast<int>(draws.below(4));
      to->label.push_back(label);
      to->begin.push_back(static_cast<int>(to->tokens.size()));
      to->count.push_back(1 + i % 7);
      for (int t = 0; t <= i % 7; ++t) {
        const bool own = draws.below(4) != 0;
        to->tokens.push_back(own ? label * 10 + static_cast<int>(draws.below(10))
                                 : static_cast<int>(draws.below(40)));
      }
    }
  }
  return data;
}

/// Rows of 2 to 9 characters out of 8; each follows the one before it in the alphabet, mostly. As
/// names, or with `windows`, rows of 10 that overlap by one character, as moby.
inline Dataset tiny_characters(int train, int valid, bool windows) {
  Dataset data;
  data.task = Task::language;
  data.outputs = 8;
  data.longest = 9;
  data.vocabulary = Vocabulary({"<end>", "a", "b", "c", "d", "e", "f", "g"}, Unit::character);
  int part = 0;
  for (auto [to, n] : {std::pair{&data.train, train}, std::pair{&data.valid, valid}}) {
    Draws draws = tiny_draws(Data::names, part++);
    int token = 0;
    for (int i = 0; i < n; ++i) {
      const int length = windows ? 10 : 3 + i % 8;
      const bool overlaps = windows && i > 0;
      to->begin.push_back(static_cast<int>(to->tokens.size()) - (overlaps ? 1 : 0));
      to->count.push_back(length);
      if (!windows) token = 0;
      for (int t = overlaps ? 1 : 0; t < length; ++t) {
        const bool end = !windows && (t == 0 || t + 1 == length);
        token = draws.below(5) == 0 ? 1 + static_cast<int>(draws.below(7)) : 1 + token % 7;
        to->tokens.push_back(end ? 0 : token);
      }
    }
  }
  return data;
}

/// Rows of 3 numbers; the target is a polynomial of them with noise, or (`classes`) its sign. As
/// the files and tables of numbers.
inline Dataset tiny_table(int train, int valid, bool classes) {
  Dataset data;
  data.task = classes ? Task::classify : Task::regress;
  data.features = 3;
  data.outputs = classes ? 2 : 1;
  data.feature_names = {"u", "v", "w"};
  if (classes) data.class_names = {"no", "yes"};
  int part = 0;
  for (auto [to, n] : {std::pair{&data.train, train}, std::pair{&data.valid, valid}}) {
    Draws draws = tiny_draws(Data::csv, part++);
    to->x = Matrix(n, 3);
    to->y = Matrix(classes ? 0 : n, classes ? 0 : 1);
    for (int i = 0; i < n; ++i) {
      for (int c = 0; c < 3; ++c) to->x(i, c) = 10.0f * draws.uniform() - 3.0f * c;
      const float y = to->x(i, 0) - 0.2f * to->x(i, 1) * to->x(i, 2) + draws.normal();
      if (classes) to->label.push_back(y > 5 ? 1 : 0);
      if (!classes) to->y(i, 0) = y;
    }
  }
  standardize(data);
  return data;
}

/// The data set that stands for `kind` in tests; generated kinds are themselves.
inline Dataset tiny_data(Data kind, int train, int valid, const DataOptions& options = {}) {
  const DataInfo& what = info(kind);
  if (what.source == Source::generated || what.source == Source::drawn) {
    return std::move(generate(kind, options).data);
  }
  if (what.form == Form::image) return tiny_images(train, valid);
  if (what.form == Form::words) return tiny_texts(train, valid);
  if (what.form == Form::characters) {
    return tiny_characters(train, valid, kind == Data::moby);
  }
  return tiny_table(train, valid, what.is(Task::classify));
}

}  // namespace dropout::testing
