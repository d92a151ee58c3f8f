// Tables come in pieces; an experiment is opened on a whole one.
#include "bindings/table.h"

#include <emscripten/bind.h>

#include "bindings/experiment.h"
#include "lab/data/table_dataset.h"

namespace dropout::bindings {
namespace {

class TableBinding {
 public:
  explicit TableBinding(const std::string& header)
      : reader_(header == "yes"  ? Header::yes
                : header == "no" ? Header::no
                                 : Header::detect) {}

  /// Takes the next bytes; false once the file is refused.
  bool feed(const val& piece) {
    const auto bytes = emscripten::convertJSArrayToNumberVector<std::uint8_t>(piece);
    return reader_.feed({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  /// Ends the file: its columns and number of rows, or what is wrong.
  val finish() {
    const bool fine = reader_.finish();
    if (fine) table_ = reader_.take();
    val object = val::object();
    object.set("error", fine ? val::null() : to_js(reader_.error()));
    object.set("columns", to_js(fine ? table_.names() : std::vector<std::string>{}));
    object.set("rows", fine ? table_.rows() : 0);
    object.set("header", fine && table_.has_header());
    return object;
  }

  const Table& table() const { return table_; }

 private:
  TableReader reader_;
  Table table_;
};

/// Opens a Spec with data=csv. `kind` of the target: classify, regress, or else as it looks.
val open_table(ExperimentBinding& experiment, const val& values, const std::string& points,
               const TableBinding& table, const std::string& target, const std::string& kind) {
  using Kind = TableTask::Kind;
  return experiment.open_spec(values, points, [&](const Spec& spec, Error& error) {
    TableTask task;
    task.target = target;
    task.kind = kind == "classify"  ? Kind::classify
                : kind == "regress" ? Kind::regress
                                    : Kind::detect;
    task.n = spec.integer(Key::n);
    task.seed = spec.data_seed();
    TableData loaded = make_dataset(table.table(), task);
    error = loaded.error;
    if (error) return std::unique_ptr<Experiment>();
    return Experiment::make(engine().recipes, spec, std::move(loaded.data), error);
  });
}

}  // namespace

void bind_table() {
  emscripten::class_<TableBinding>("Table")
      .constructor<const std::string&>()
      .function("feed", &TableBinding::feed)
      .function("finish", &TableBinding::finish);
  emscripten::function("openTable", &open_table);
}

}  // namespace dropout::bindings
