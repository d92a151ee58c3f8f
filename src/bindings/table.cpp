// Tables come in pieces; an experiment is opened on a whole one.
#include "bindings/table.h"

#include <emscripten/bind.h>

#include "bindings/experiment.h"
#include "bindings/schema_values.h"

namespace dropout::bindings {
namespace {

std::string name_of(char delimiter) {
  if (delimiter == '\t') return "tab";
  return delimiter == ' ' ? "space" : std::string(1, delimiter);
}

/// Opens a Spec with data=csv. What is wrong, or null; and what was decided, as far as it came.
val open_table(ExperimentBinding& experiment, const val& values, const std::string& points,
               const TableBinding& table, const val& choices) {
  TableSchema schema;
  val object = val::object();
  const val error = experiment.open_spec(values, points, [&](const Spec& spec, Error& error) {
    TableData loaded = make_dataset(table.table(), task_of(choices_of(choices), spec));
    error = loaded.error;
    schema = std::move(loaded.schema);
    object.set("trainRows", loaded.data.train.size());
    object.set("validRows", loaded.data.valid.size());
    if (error) return std::unique_ptr<Experiment>();
    return Experiment::make(engine().recipes, spec, std::move(loaded.data), error);
  });
  object.set("error", error);
  object.set("schema", to_js(schema));
  return object;
}

}  // namespace

TableChoices choices_of(const val& object) {
  const auto text = [&](const char* key) { return object[key].as<std::string>(); };
  const auto list = [&](const char* key) {
    return emscripten::vecFromJSArray<std::string>(object[key]);
  };
  return {text("header"), text("delimiter"), text("decimal"), text("missing"), text("target"),
          text("task"),   list("leave_out"), list("number"),  list("category")};
}

bool TableBinding::feed(const val& piece) {
  const auto bytes = emscripten::convertJSArrayToNumberVector<std::uint8_t>(piece);
  return reader_.feed({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

val TableBinding::finish() {
  const bool fine = reader_.finish();
  if (fine) table_ = reader_.take();
  val object = val::object();
  object.set("error", fine ? val::null() : to_js(reader_.error()));
  object.set("columns", to_js(fine ? table_.names() : std::vector<std::string>{}));
  object.set("rows", fine ? table_.rows() : 0);
  object.set("header", fine && table_.has_header());
  object.set("delimiter", fine ? name_of(table_.delimiter()) : std::string());
  return object;
}

val TableBinding::head(int rows) const {
  val all = val::array();
  for (int r = 0; r < std::min(rows, table_.rows()); ++r) {
    val row = val::array();
    for (int c = 0; c < table_.columns(); ++c) {
      row.call<void>("push", std::string(table_.cell(r, c)));
    }
    all.call<void>("push", row);
  }
  return all;
}

void bind_table() {
  emscripten::class_<TableBinding>("Table")
      .constructor<const val&>()
      .function("feed", &TableBinding::feed)
      .function("finish", &TableBinding::finish)
      .function("head", &TableBinding::head);
  emscripten::function("openTable", &open_table);
}

}  // namespace dropout::bindings
