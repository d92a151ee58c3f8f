// The data sets: what each one is, said once for C++ and, by `dropout spec --json`, for TypeScript.
// Knows no example: src/lab/data makes and reads them, scripts/data writes the files.
#pragma once

#include <array>
#include <cstdint>

#include "lab/spec/models.h"
#include "lab/spec/words.h"

namespace dropout {

/// In the order of kDataSets.
enum class Data {
  moons,
  circles,
  spirals,
  xor_,
  blobs,
  sine,
  xsinx,
  co2,
  cars,
  fashion,
  wordnet,
  names,
  moby,
  recall,
  csv,
  points,
  curve,
  penguins
};

enum class Task : std::uint8_t { classify, regress, language };
inline constexpr std::array kTaskNames{"classify", "regress", "language"};

/// Where the examples come from: a formula, a container, drawn points or a user's table.
enum class Source : std::uint8_t { generated, file, drawn, table };
inline constexpr std::array kSourceNames{"generated", "file", "drawn", "table"};

/// What an example is.
enum class Form : std::uint8_t { numbers, image, words, characters };
inline constexpr std::array kFormNames{"numbers", "image", "words", "characters"};

/// Half the sides of the square around 0 in which a reader draws points; 0 where none are drawn.
struct Reach {
  float x = 0, y = 0;
};

struct DataInfo {
  Data data;
  const char* name;
  Source source;
  unsigned tasks;  // bits 1 << Task: a reader's table decides itself
  Form form;
  ModelSet models;
  // Sizes, for an estimate of cost before anything is loaded: nominal of files and tables, what is
  // made of generated data.
  int examples, features, outputs, length, vocabulary;
  bool noisy;  // made by a formula with noise
  Reach reach;

  constexpr bool is(Task task) const { return tasks >> static_cast<int>(task) & 1; }
};

struct DataRow {
  DataInfo facts;
  Words help;
};

inline constexpr unsigned kClassify = 1u << static_cast<int>(Task::classify),
                          kRegress = 1u << static_cast<int>(Task::regress),
                          kLanguage = 1u << static_cast<int>(Task::language);
inline constexpr ModelSet kSequences = kLstm | kTransformer;

// clang-format off
inline constexpr std::array kDataSets{
    DataRow{{Data::moons, "moons", Source::generated, kClassify, Form::numbers, kMlp,
             200, 2, 2, 1, 0, true, {4, 4}},
            {"two half circles", "zwei Halbkreise"}},
    DataRow{{Data::circles, "circles", Source::generated, kClassify, Form::numbers, kMlp,
             200, 2, 2, 1, 0, true, {4, 4}},
            {"a circle in a circle", "ein Kreis im Kreis"}},
    DataRow{{Data::spirals, "spirals", Source::generated, kClassify, Form::numbers, kMlp,
             200, 2, 2, 1, 0, true, {4, 4}},
            {"two arms of a spiral", "zwei Arme einer Spirale"}},
    DataRow{{Data::xor_, "xor", Source::generated, kClassify, Form::numbers, kMlp,
             200, 2, 2, 1, 0, true, {4, 4}},
            {"opposite quadrants share a class", "gegenüberliegende Quadranten gehören zusammen"}},
    DataRow{{Data::blobs, "blobs", Source::generated, kClassify, Form::numbers, kMlp,
             200, 2, 3, 1, 0, true, {4, 4}},
            {"three clouds", "drei Wolken"}},
    DataRow{{Data::sine, "sine", Source::generated, kRegress, Form::numbers, kMlp,
             60, 1, 1, 1, 0, true, {6, 3}},
            {"a sine with a gap in the middle", "ein Sinus mit einer Lücke in der Mitte"}},
    DataRow{{Data::xsinx, "xsinx", Source::generated, kRegress, Form::numbers, kMlp,
             60, 1, 1, 1, 0, true, {10, 10}},
            {"x sin x, and what lies outside", "x sin x, und was außerhalb liegt"}},
    DataRow{{Data::co2, "co2", Source::file, kRegress, Form::numbers, kMlp,
             600, 1, 1, 1, 0, false, {}},
            {"carbon dioxide in the air by year", "Kohlendioxid in der Luft nach Jahr"}},
    DataRow{{Data::cars, "cars", Source::file, kRegress, Form::numbers, kMlp,
             320, 9, 1, 1, 0, false, {}},
            {"miles per gallon of cars", "Verbrauch von Autos"}},
    DataRow{{Data::fashion, "fashion", Source::file, kClassify, Form::image, kMlp | kCnn,
             5000, 784, 10, 1, 0, false, {}},
            {"images of clothes", "Bilder von Kleidung"}},
    DataRow{{Data::wordnet, "wordnet", Source::file, kClassify, Form::words, kText | kSequences,
             40000, 0, 24, 60, 20000, false, {}},
            {"definitions of nouns and their topics", "Definitionen von Hauptwörtern und ihre Themen"}},
    DataRow{{Data::names, "names", Source::file, kLanguage, Form::characters, kSequences,
             7000, 0, 30, 16, 30, false, {}},
            {"first names, letter by letter", "Vornamen, Buchstabe für Buchstabe"}},
    DataRow{{Data::moby, "moby", Source::file, kLanguage, Form::characters, kSequences,
             10000, 0, 90, 256, 90, false, {}},
            {"Moby-Dick, letter by letter", "Moby-Dick, Buchstabe für Buchstabe"}},
    DataRow{{Data::recall, "recall", Source::generated, kClassify, Form::characters, kSequences,
             2000, 0, 8, 256, 17, false, {}},
            {"the first of many symbols, asked for at the end",
             "das erste von vielen Zeichen, am Ende gefragt"}},
    DataRow{{Data::csv, "csv", Source::table, kClassify | kRegress, Form::numbers, kMlp,
             10000, 32, 8, 1, 0, false, {}},
            {"a table of your own", "eine eigene Tabelle"}},
    DataRow{{Data::points, "points", Source::drawn, kClassify, Form::numbers, kMlp,
             200, 2, 4, 1, 0, false, {4, 4}},
            {"points that you draw", "selbst gezeichnete Punkte"}},
    DataRow{{Data::curve, "curve", Source::drawn, kRegress, Form::numbers, kMlp,
             200, 1, 1, 1, 0, false, {4, 4}},
            {"a curve that you draw", "eine selbst gezeichnete Kurve"}},
    DataRow{{Data::penguins, "penguins", Source::file, kClassify, Form::numbers, kMlp,
             266, 9, 3, 1, 0, false, {}},
            {"species of penguins from measurements, island and sex",
             "Pinguinarten nach Maßen, Insel und Geschlecht"}},
};
// clang-format on

static_assert(in_order(kDataSets, [](const DataInfo& row) { return row.data; }));
inline constexpr auto kDataInfos = facts_of(kDataSets);
inline constexpr auto kDataNames = names_of(kDataSets);
constexpr const DataInfo& info(Data data) { return kDataInfos[static_cast<std::size_t>(data)]; }

}  // namespace dropout
