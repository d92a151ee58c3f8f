// Everything that prediction needs is in the document: roles, spellings, levels, scales.
#include "cli/table_words.h"

#include <algorithm>
#include <cstdio>

#include "lab/query/rows/schema_fields.h"

namespace dropout::cli {
namespace {

std::string counted(int count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string words_of(const TableSchema& schema, const SchemaColumn& column) {
  std::string words = quote_cell(column.name) + ": ";
  words += kColumnRoleNames[static_cast<int>(column.role)];
  if (column.role == ColumnRole::left_out) return words + ", " + english_of(column.why);
  const bool number = column.style.type == ColumnType::number;
  if (column.role == ColumnRole::target) {
    words += schema.task == Task::classify
                 ? ", " + counted(static_cast<int>(schema.classes.size()), "class", "classes")
                 : ", a quantity";
  } else if (!number) {
    words += ", " + counted(static_cast<int>(column.style.levels.size()), "category", "categories");
  } else {
    words += ", a number";
  }
  if (!column.style.unit.empty()) words += " in " + column.style.unit;
  if (number && column.style.decimal == ',') words += " with a decimal comma";
  if (column.missing > 0) words += ", " + counted(column.missing, "cell", "cells") + " missing";
  return words;
}

/// Writes a schema's fields.
class Writer {
 public:
  template <class T>
  void value(const char* key, const T& value) {
    json[key] = value;
  }
  template <class Enum, class Names>
  void choice(const char* key, Enum value, const Names& names) {
    json[key] = names[static_cast<std::size_t>(value)];
  }
  void derived(const char* key, int value) { json[key] = value; }
  void flag(const char* key, bool value) {
    if (value) json[key] = true;
  }
  void sign(const char* key, char value) { json[key] = std::string(1, value); }
  void error(const char* key, const Error& error) { json[key] = english_of(error); }
  void errors(const char* key, const std::vector<Error>& all) {
    json[key] = Json::array();
    for (const Error& one : all) json[key].push_back(english_of(one));
  }
  void scale(const char* key, const Standardizer& scale) {
    json[key] = {{"mean", scale.mean}, {"deviation", scale.deviation}};
  }
  void columns(const char* key, const std::vector<SchemaColumn>& columns) {
    json[key] = Json::array();
    for (const SchemaColumn& column : columns) {
      Writer fields;
      walk_column(fields, column);
      json[key].push_back(std::move(fields.json));
    }
  }

  Json json;
};

/// Reads them; throws where one is missing or of another type. Words for readers are not read.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}
  template <class T>
  void value(const char* key, T& value) {
    value = json_.at(key).get<T>();
  }
  template <class Enum, class Names>
  void choice(const char* key, Enum& value, const Names& names) {
    const auto found =
        std::find(std::begin(names), std::end(names), json_.at(key).get<std::string>());
    fine &= found != std::end(names);
    value = static_cast<Enum>(fine ? found - std::begin(names) : 0);
  }
  void derived(const char*, int) {}
  void flag(const char* key, bool& value) { value = json_.value(key, false); }
  void sign(const char* key, char& value) { value = json_.at(key) == "," ? ',' : '.'; }
  void error(const char*, const Error&) {}
  void errors(const char*, const std::vector<Error>&) {}
  void scale(const char* key, Standardizer& scale) {
    scale.mean = json_.at(key).at("mean").get<std::vector<float>>();
    scale.deviation = json_.at(key).at("deviation").get<std::vector<float>>();
  }
  void columns(const char* key, std::vector<SchemaColumn>& columns) {
    for (const Json& column : json_.at(key)) {
      Reader fields(column);
      walk_column(fields, columns.emplace_back());
      fine &= fields.fine;
    }
  }

  bool fine = true;

 private:
  const Json& json_;
};

}  // namespace

void print_notes(const std::string& file, const std::vector<Error>& notes) {
  for (const Error& note : notes) print_note(file, english_of(note));
}

void print_note(const std::string& file, const std::string& note) {
  std::fprintf(stderr, "%s: note: %s\n", file.c_str(), note.c_str());
}

void print_decided(const std::string& file, const TableSchema& schema) {
  std::string rows = counted(schema.rows, "row", "rows") + ": " +
                     std::to_string(schema.train_rows.size()) + " train, " +
                     std::to_string(schema.valid_rows.size()) + " validate";
  if (schema.incomplete > 0) {
    rows += ", " + std::to_string(schema.incomplete) + " with missing cells left out";
  }
  if (schema.blank_rows > 0) {
    rows += "; " + counted(schema.blank_rows, "empty row", "empty rows") + " skipped";
  }
  if (schema.skipped_lines > 0) {
    rows += "; " + counted(schema.skipped_lines, "line", "lines") + " above the table skipped";
  }
  std::fprintf(stderr, "%s: %s.\n", file.c_str(), rows.c_str());
  constexpr std::size_t kMostLines = 40;
  for (std::size_t c = 0; c < schema.columns.size(); ++c) {
    const SchemaColumn& column = schema.columns[c];
    if (c >= kMostLines && column.role != ColumnRole::target) continue;
    std::fprintf(stderr, "  %s\n", words_of(schema, column).c_str());
  }
  if (schema.columns.size() > kMostLines) {
    std::fprintf(stderr, "  and %zu more columns\n", schema.columns.size() - kMostLines);
  }
  print_notes(file, schema.notes);
}

Json json_of(const TableSchema& schema) {
  Writer fields;
  walk_schema(fields, schema);
  fields.json["target"] = schema.columns[schema.target].name;
  return std::move(fields.json);
}

bool read_schema(const Json& json, TableSchema& schema) {
  try {
    Reader fields(json);
    walk_schema(fields, schema);
    return fields.fine && complete(schema);
  } catch (const Json::exception&) {
    return false;
  }
}

}  // namespace dropout::cli
