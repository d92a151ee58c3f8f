// Values and copies of the core as JavaScript has them, and back. No view ever crosses: it would
// die silently when the memory grows.
#pragma once

#include <emscripten/val.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lab/query/ask.h"

namespace dropout::bindings {

using emscripten::val;

/// A JavaScript copy of floats.
inline val copied(const float* data, std::size_t count) {
  return val(emscripten::typed_memory_view(count, data)).call<val>("slice");
}

inline val to_js(const std::vector<std::string>& texts) {
  val array = val::array();
  for (const std::string& text : texts) array.call<void>("push", text);
  return array;
}

/// {code, values}; null where nothing is wrong.
inline val to_js(const Error& error) {
  if (!error) return val::null();
  val object = val::object();
  object.set("code", std::string(kCodeNames[static_cast<std::size_t>(error.code)]));
  object.set("values", to_js(error.values));
  return object;
}

inline val to_js(const Answer& answer) {
  val matrices = val::array();
  for (const Named& named : answer.matrices) {
    val matrix = val::object();
    matrix.set("name", named.name);
    matrix.set("rows", named.values.rows());
    matrix.set("cols", named.values.cols());
    matrix.set("data", copied(named.values.data(), named.values.size()));
    matrix.set("labels", to_js(named.labels));
    matrices.call<void>("push", matrix);
  }
  val object = val::object();
  object.set("error", to_js(answer.error));
  object.set("matrices", matrices);
  return object;
}

inline Question from_js(const val& object) {
  Question question;
  question.what = object["what"].as<std::string>();
  question.text = object["text"].as<std::string>();
  question.mode = object["mode"].as<std::string>();
  question.hold = object["hold"].as<std::string>();
  question.samples = object["samples"].as<int>();
  question.draw = object["draw"].as<unsigned>();
  question.index = object["index"].as<int>();
  question.count = object["count"].as<int>();
  question.number = object["number"].as<double>();
  const int columns = object["columns"].as<int>();
  const auto points = emscripten::convertJSArrayToNumberVector<float>(object["points"]);
  if (columns > 0) {
    question.points = Matrix(static_cast<int>(points.size()) / columns, columns);
    std::copy_n(points.data(), question.points.size(), question.points.data());
  }
  question.values = emscripten::convertJSArrayToNumberVector<float>(object["values"]);
  return question;
}

}  // namespace dropout::bindings
