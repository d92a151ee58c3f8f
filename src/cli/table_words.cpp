// Everything that prediction needs is in the document: roles, spellings, levels, scales.
#include "cli/table_words.h"

#include <algorithm>
#include <cstdio>

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

template <std::size_t n, class Enum>
bool read_name(const Json& json, const char* const (&names)[n], Enum& value) {
  for (std::size_t i = 0; i < n; ++i) {
    if (json == names[i]) return value = static_cast<Enum>(i), true;
  }
  return false;
}

Json json_of(const SchemaColumn& column) {
  Json json{{"name", column.name},
            {"role", kColumnRoleNames[static_cast<int>(column.role)]},
            {"type", kColumnTypeNames[static_cast<int>(column.style.type)]},
            {"missing", column.missing}};
  if (column.role == ColumnRole::left_out) {
    json["why"] = english_of(column.why);
    return json;
  }
  json["inputs"] = column.inputs();
  if (column.missing_input) json["missing_input"] = true;
  if (column.style.type != ColumnType::number) {
    json["levels"] = column.style.levels;
    return json;
  }
  json["unit"] = column.style.unit;
  json["decimal"] = std::string(1, column.style.decimal);
  json["offset"] = column.offset;
  json["fill"] = column.fill;
  json["low"] = column.low;
  json["high"] = column.high;
  return json;
}

bool read_column(const Json& json, SchemaColumn& column) {
  column.name = json.at("name");
  column.missing = json.at("missing");
  if (!read_name(json.at("role"), kColumnRoleNames, column.role) ||
      !read_name(json.at("type"), kColumnTypeNames, column.style.type)) {
    return false;
  }
  if (column.role == ColumnRole::left_out) return true;
  column.missing_input = json.value("missing_input", false);
  if (column.style.type == ColumnType::category) column.style.levels = json.at("levels");
  if (column.style.type != ColumnType::number) return true;
  column.style.unit = json.at("unit");
  column.style.decimal = json.at("decimal") == "," ? ',' : '.';
  column.offset = json.at("offset");
  column.fill = json.at("fill");
  column.low = json.at("low");
  column.high = json.at("high");
  return true;
}

Json json_of(const Standardizer& scale) {
  return {{"mean", scale.mean}, {"deviation", scale.deviation}};
}

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
  Json columns = Json::array();
  for (const SchemaColumn& column : schema.columns) columns.push_back(json_of(column));
  Json notes = Json::array();
  for (const Error& note : schema.notes) notes.push_back(english_of(note));
  Json json{{"task", schema.task == Task::classify ? "classify" : "regress"},
            {"target", schema.columns[schema.target].name},
            {"columns", columns},
            {"rows", schema.rows},
            {"used", schema.used},
            {"incomplete", schema.incomplete},
            {"blank_rows", schema.blank_rows},
            {"skipped_lines", schema.skipped_lines},
            {"notes", notes},
            {"x_scale", json_of(schema.x_scale)}};
  if (schema.task == Task::classify) {
    json["classes"] = schema.classes;
  } else {
    json["y_scale"] = json_of(schema.y_scale);
  }
  return json;
}

bool read_schema(const Json& json, TableSchema& schema) {
  try {
    bool has_target = false;
    for (const Json& column : json.at("columns")) {
      if (!read_column(column, schema.columns.emplace_back())) return false;
      if (schema.columns.back().role != ColumnRole::target) continue;
      schema.target = static_cast<int>(schema.columns.size()) - 1;
      has_target = true;
    }
    schema.task = json.at("task") == "classify" ? Task::classify : Task::regress;
    const auto read_scale = [](const Json& scale, Standardizer& out) {
      out.mean = scale.at("mean").get<std::vector<float>>();
      out.deviation = scale.at("deviation").get<std::vector<float>>();
      return out.mean.size() == out.deviation.size();
    };
    if (!read_scale(json.at("x_scale"), schema.x_scale)) return false;
    if (schema.task == Task::classify) {
      schema.classes = json.at("classes").get<std::vector<std::string>>();
    } else if (!read_scale(json.at("y_scale"), schema.y_scale) || schema.y_scale.mean.size() != 1) {
      return false;
    }
    return has_target && static_cast<int>(schema.x_scale.mean.size()) == schema.inputs();
  } catch (const Json::exception&) {
    return false;
  }
}

}  // namespace dropout::cli
