// What the descriptor tables of this folder share. A row is facts, then words: an engine reads the
// facts only, and the words, which only lists for people need, stay out of it.
#pragma once

#include <array>
#include <cstddef>

namespace dropout {

/// One text in each language of the page.
struct Words {
  const char* english = "";
  const char* german = "";
};

/// A text that needs no translation, such as a formula.
constexpr Words same(const char* text) { return {text, text}; }

/// The facts of all rows, without their words.
template <class Row, std::size_t n>
constexpr auto facts_of(const std::array<Row, n>& rows) {
  std::array<decltype(Row::facts), n> facts{};
  for (std::size_t i = 0; i < n; ++i) facts[i] = rows[i].facts;
  return facts;
}

/// Whether row i is of enumerator i, which `of` a row's facts says.
template <class Row, std::size_t n, class Of>
constexpr bool in_order(const std::array<Row, n>& rows, Of of) {
  for (std::size_t i = 0; i < n; ++i) {
    if (static_cast<std::size_t>(of(rows[i].facts)) != i) return false;
  }
  return true;
}

/// The names of all rows: the choices of a key.
template <class Row, std::size_t n>
constexpr std::array<const char*, n> names_of(const std::array<Row, n>& rows) {
  std::array<const char*, n> names{};
  for (std::size_t i = 0; i < n; ++i) names[i] = rows[i].facts.name;
  return names;
}

/// Bits (1 << row) of the rows whose facts `fit`.
template <class Row, std::size_t n, class Fits>
constexpr unsigned set_of(const std::array<Row, n>& rows, Fits fit) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < n; ++i) bits |= fit(rows[i].facts) ? 1u << i : 0;
  return bits;
}

}  // namespace dropout
