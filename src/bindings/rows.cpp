// Members are added one by one; then the work is done in pieces.
#include "bindings/rows.h"

#include <emscripten/bind.h>

#include <memory>
#include <optional>

#include "bindings/experiment.h"
#include "bindings/schema_values.h"
#include "bindings/table.h"
#include "lab/measure/noise.h"
#include "lab/query/rows/predictor.h"
#include "lab/query/rows/trained.h"

namespace dropout::bindings {
namespace {

class NoiseBinding {
 public:
  explicit NoiseBinding(ExperimentBinding& experiment) : noise_(experiment.run()) {}
  bool advance() { return noise_.advance(); }
  double share() const { return noise_.share(); }
  double precision() { return noise_.precision(); }

 private:
  Noise noise_;
};

class PredictorBinding {
 public:
  /// Adds an open experiment, which must outlive this; `name` is what errors call it. `tau` 0: not
  /// known. Null, or why it cannot be averaged with the first, or not read the rows.
  val add(ExperimentBinding& experiment, const val& object, const TableBinding& table, double tau,
          const std::string& name) {
    auto schema = std::make_unique<TableSchema>();
    if (!from_js(object, *schema)) return to_js(error_of<Code::ensemble_unread>(name));
    RowMember member{&experiment.run(), schema.get(), read_new_rows(*schema, table.table()), tau};
    if (member.rows.error) return to_js(member.rows.error);
    if (!members_.empty()) {
      const Misfit wrong = misfit(members_[0], member);
      if (wrong == Misfit::target) return to_js(error_of<Code::ensemble_target>(name));
      if (wrong == Misfit::rows) return to_js(error_of<Code::ensemble_rows>(name));
    }
    members_.push_back(std::move(member));
    schemas_.push_back(std::move(schema));
    return val::null();
  }

  /// All members are there.
  void begin(bool eval, int passes) { predictor_.emplace(std::move(members_), eval, passes); }
  bool advance() { return predictor_->advance(); }
  double share() const { return predictor_->share(); }

  val found() const {
    const NewRows& rows = predictor_->rows();
    val object = val::object();
    object.set("columns", to_js(predictor_->columns()));
    object.set("classes", to_js(schemas_[0]->classes));
    object.set("isClasses", predictor_->has_classes());
    object.set("truths", rows.truths);
    object.set("rows", rows.all);
    object.set("predicted", static_cast<int>(rows.rows.size()));
    object.set("notes", to_js(rows.notes));
    object.set("precision", predictor_->precision());
    return object;
  }

  /// Numbers of the predicted rows [begin, end), row by row: the row of the file from 1, then what
  /// RowPredictor::values() gives.
  val values(int begin, int end) const {
    std::vector<double> numbers;
    for (int i = begin; i < end; ++i) {
      numbers.push_back(predictor_->rows().rows[i] + 1);
      const std::vector<double> row = predictor_->values(i);
      numbers.insert(numbers.end(), row.begin(), row.end());
    }
    return val(emscripten::typed_memory_view(numbers.size(), numbers.data())).call<val>("slice");
  }

  /// Bytes of the CSV file's lines for the rows [begin, end) of the file; the header above row 0.
  val csv(int begin, int end) const {
    std::string text = begin == 0 ? predictor_->csv_header() : "";
    text += predictor_->csv(begin, end);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    return val(emscripten::typed_memory_view(text.size(), bytes)).call<val>("slice");
  }

 private:
  std::vector<RowMember> members_;
  std::vector<std::unique_ptr<TableSchema>> schemas_;
  std::optional<RowPredictor> predictor_;
};

/// Opens a Spec with the state of a trained run of it: for prediction only.
val open_trained_run(ExperimentBinding& experiment, const val& values, const std::string& points,
                     const val& object, int train_rows, const val& state, int count) {
  TableSchema schema;
  if (!from_js(object, schema)) return to_js(error_of<Code::ensemble_unread>(""));
  const auto floats = emscripten::convertJSArrayToNumberVector<float>(state);
  return experiment.open_spec(values, points, [&](const Spec& spec, Error& error) {
    return open_trained(engine().recipes, {spec, train_rows, floats, count}, schema, error);
  });
}

}  // namespace

void bind_rows() {
  emscripten::class_<NoiseBinding>("Noise")
      .constructor<ExperimentBinding&>()
      .function("advance", &NoiseBinding::advance)
      .function("share", &NoiseBinding::share)
      .function("precision", &NoiseBinding::precision);
  emscripten::class_<PredictorBinding>("RowPredictor")
      .constructor<>()
      .function("add", &PredictorBinding::add)
      .function("begin", &PredictorBinding::begin)
      .function("advance", &PredictorBinding::advance)
      .function("share", &PredictorBinding::share)
      .function("found", &PredictorBinding::found)
      .function("values", &PredictorBinding::values)
      .function("csv", &PredictorBinding::csv);
  emscripten::function("openTrained", &open_trained_run);
}

}  // namespace dropout::bindings
