// How a table was read, as JavaScript holds it: the same fields as in saved runs.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "bindings/values.h"
#include "lab/query/rows/schema_fields.h"

namespace dropout::bindings {

inline val to_js(const std::vector<Error>& errors) {
  val array = val::array();
  for (const Error& error : errors) array.call<void>("push", to_js(error));
  return array;
}

template <class T>
val array_of(const std::vector<T>& values) {
  val array = val::array();
  for (const T& value : values) array.call<void>("push", value);
  return array;
}

/// Writes a schema's fields.
class SchemaWriter {
 public:
  template <class T>
  void value(const char* key, const T& value) {
    object.set(key, value);
  }
  void value(const char* key, const std::vector<std::string>& texts) {
    object.set(key, to_js(texts));
  }
  template <class Enum, class Names>
  void choice(const char* key, Enum value, const Names& names) {
    object.set(key, std::string(names[static_cast<std::size_t>(value)]));
  }
  void derived(const char* key, int value) { object.set(key, value); }
  void flag(const char* key, bool value) { object.set(key, value); }
  void sign(const char* key, char value) { object.set(key, std::string(1, value)); }
  void error(const char* key, const Error& error) { object.set(key, to_js(error)); }
  void errors(const char* key, const std::vector<Error>& all) { object.set(key, to_js(all)); }
  void scale(const char* key, const Standardizer& scale) {
    val both = val::object();
    both.set("mean", array_of(scale.mean));
    both.set("deviation", array_of(scale.deviation));
    object.set(key, both);
  }
  void columns(const char* key, const std::vector<SchemaColumn>& columns) {
    val all = val::array();
    for (const SchemaColumn& column : columns) {
      SchemaWriter fields;
      walk_column(fields, column);
      all.call<void>("push", fields.object);
    }
    object.set(key, all);
  }

  val object = val::object();
};

/// Reads them; what is of another type is thrown by JavaScript. Words for readers are not read.
class SchemaReader {
 public:
  explicit SchemaReader(val object) : object_(std::move(object)) {}
  template <class T>
  void value(const char* key, T& value) {
    value = object_[key].as<T>();
  }
  void value(const char* key, std::vector<std::string>& texts) {
    texts = emscripten::vecFromJSArray<std::string>(object_[key]);
  }
  template <class Enum, class Names>
  void choice(const char* key, Enum& value, const Names& names) {
    const auto found =
        std::find(std::begin(names), std::end(names), object_[key].as<std::string>());
    fine &= found != std::end(names);
    value = static_cast<Enum>(fine ? found - std::begin(names) : 0);
  }
  void derived(const char*, int) {}
  void flag(const char* key, bool& value) { value = object_[key].isTrue(); }
  void sign(const char* key, char& value) {
    value = object_[key].as<std::string>() == "," ? ',' : '.';
  }
  void error(const char*, const Error&) {}
  void errors(const char*, const std::vector<Error>&) {}
  void scale(const char* key, Standardizer& scale) {
    scale.mean = emscripten::convertJSArrayToNumberVector<float>(object_[key]["mean"]);
    scale.deviation = emscripten::convertJSArrayToNumberVector<float>(object_[key]["deviation"]);
  }
  void columns(const char* key, std::vector<SchemaColumn>& columns) {
    const val all = object_[key];
    const int count = all["length"].as<int>();
    for (int i = 0; i < count; ++i) {
      SchemaReader fields(all[i]);
      walk_column(fields, columns.emplace_back());
      fine &= fields.fine;
    }
  }

  bool fine = true;

 private:
  val object_;
};

inline val to_js(const TableSchema& schema) {
  SchemaWriter fields;
  walk_schema(fields, schema);
  return fields.object;
}

/// False where the object is no whole schema.
inline bool from_js(const val& object, TableSchema& schema) {
  SchemaReader fields(object);
  walk_schema(fields, schema);
  return fields.fine && complete(schema);
}

}  // namespace dropout::bindings
