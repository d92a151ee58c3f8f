// The door: the only file that includes Emscripten. Values and copies cross, views never; user
// mistakes come back as a sentence, nothing throws.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "lab/data/table.h"
#include "lab/query/engine.h"
#include "lab/spec/cost.h"
#include "lab/spec/decimal.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"

namespace {

using emscripten::val;

/// A JavaScript copy of floats.
val copied(const float* data, std::size_t count) {
  return val(emscripten::typed_memory_view(count, data)).call<val>("slice");
}

val to_js(const std::vector<std::string>& texts) {
  val array = val::array();
  for (const std::string& text : texts) array.call<void>("push", text);
  return array;
}

val to_js(const dropout::Answer& answer) {
  val matrices = val::array();
  for (const dropout::Named& named : answer.matrices) {
    val matrix = val::object();
    matrix.set("name", named.name);
    matrix.set("rows", named.values.rows());
    matrix.set("cols", named.values.cols());
    matrix.set("data", copied(named.values.data(), named.values.size()));
    matrix.set("labels", to_js(named.labels));
    matrices.call<void>("push", matrix);
  }
  val object = val::object();
  object.set("sentence", answer.sentence);
  object.set("matrices", matrices);
  return object;
}

dropout::Question from_js(const val& object) {
  dropout::Question question;
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
    question.points = dropout::Matrix(static_cast<int>(points.size()) / columns, columns);
    std::copy_n(points.data(), question.points.size(), question.points.data());
  }
  question.values = emscripten::convertJSArrayToNumberVector<float>(object["values"]);
  return question;
}

/// What the core makes of a link: its canonical form, each arm's keys and cost, or what is wrong.
val read(const std::string& link) {
  const dropout::Reading reading = dropout::read_link(link);
  val arms = val::array();
  for (const dropout::Spec& spec : reading.arms) {
    val values = val::object();
    for (const dropout::KeyInfo& parameter : dropout::keys()) {
      values.set(parameter.name, dropout::write_value(parameter, spec[parameter.key]));
    }
    const dropout::Cost cost = dropout::cost_of(spec);
    val arm = val::object();
    arm.set("values", values);
    arm.set("parameters", cost.parameters);
    arm.set("flopsPerStep", cost.flops_per_step);
    arm.set("steps", cost.steps);
    arm.set("bytes", cost.bytes);
    arms.call<void>("push", arm);
  }
  val object = val::object();
  object.set("error", reading.error);
  object.set("link", dropout::write_link(reading.arms));
  object.set("arms", arms);
  return object;
}

/// Whether this engine has an answer to such questions.
bool answers(const std::string& what) {
  for (const dropout::AnswerEntry& entry : dropout::answers()) {
    if (entry.what == what) return true;
  }
  return false;
}

#ifndef DROPOUT_SMALL
/// A reader's own table, as it comes in. The small engine has none.
class TableDoor {
 public:
  explicit TableDoor(const std::string& header)
      : reader_(header == "yes"  ? dropout::Header::yes
                : header == "no" ? dropout::Header::no
                                 : dropout::Header::detect) {}

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
    object.set("sentence", reader_.error());
    object.set("columns", to_js(fine ? table_.names() : std::vector<std::string>{}));
    object.set("rows", fine ? table_.rows() : 0);
    object.set("header", fine && table_.has_header());
    return object;
  }

  const dropout::Table& table() const { return table_; }

 private:
  dropout::TableReader reader_;
  dropout::Table table_;
};
#endif

/// One run as JavaScript holds it. open() comes first; every other call needs it to have worked.
class Door {
 public:
  std::string open(const std::string& link, int arm, const val& container) {
    return open_arm(link, arm, [&](const dropout::Spec& spec, std::string& error) {
      // Not a vector, which would first make a zero of each of a megabyte's bytes.
      const auto size = container["length"].as<std::size_t>();
      const std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[size]);
      val(emscripten::typed_memory_view(size, bytes.get())).call<void>("set", container);
      return dropout::Experiment::open(spec, {bytes.get(), size}, error);
    });
  }

#ifndef DROPOUT_SMALL
  /// The same for data=csv. `kind` of the target: classify, regress, or else as it looks.
  std::string open_table(const std::string& link, int arm, const TableDoor& table,
                         const std::string& target, const std::string& kind) {
    using Kind = dropout::TableTask::Kind;
    using Run = std::unique_ptr<dropout::Experiment>;
    return open_arm(link, arm, [&](const dropout::Spec& spec, std::string& error) {
      dropout::TableTask task;
      task.target = target;
      task.kind = kind == "classify"  ? Kind::classify
                  : kind == "regress" ? Kind::regress
                                      : Kind::detect;
      task.n = spec.integer(dropout::Key::n);
      task.seed = spec.data_seed();
      dropout::Loaded loaded = dropout::make_dataset(table.table(), task);
      error = loaded.error;
      return error.empty() ? dropout::Experiment::make(spec, std::move(loaded.data), error) : Run();
    });
  }
#endif

  int advance() { return run_ ? run_->advance() : 0; }

  val status() const {
    val object = val::object();
    const dropout::Status status = run_ ? run_->status() : dropout::Status{};
    object.set("step", status.step);
    object.set("steps", status.steps);
    object.set("epoch", status.epoch);
    object.set("batch", status.batch);
    object.set("finished", status.finished);
    object.set("stoppedEarly", status.stopped_early);
    object.set("diverged", status.diverged);
    return object;
  }

  /// Rows of 11 numbers, see web/shared/core.ts.
  val points(int from) const {
    std::vector<double> rows;
    if (run_) {
      const auto& all = run_->points();
      for (std::size_t i = static_cast<std::size_t>(std::max(0, from)); i < all.size(); ++i) {
        const auto numbers = dropout::numbers_of(all[i]);
        rows.insert(rows.end(), numbers.begin(), numbers.end());
      }
    }
    return val(emscripten::typed_memory_view(rows.size(), rows.data())).call<val>("slice");
  }

  std::string digest() const { return dropout::write_hex(run_ ? run_->digest() : 0); }

  std::string set(const std::string& key, const std::string& value) {
    const dropout::KeyInfo* parameter = dropout::find_key(key);
    if (!run_ || !parameter) return "There is no key \"" + key + "\" to change.";
    return run_->set(*parameter, value);
  }

  void rewind() {
    if (run_) run_->rewind();
  }

  /// All weights and statistics, in the order of the digest: for another engine's run of the Spec.
  val weights() const {
    std::vector<float> all;
    if (run_) {
      for (const dropout::Parameter* part : tensors()) {
        all.insert(all.end(), part->value.data(), part->value.data() + part->value.size());
      }
    }
    return copied(all.data(), all.size());
  }

  /// Takes over what weights() gave; false where it is of another network.
  bool take(const val& weights) {
    const auto all = emscripten::convertJSArrayToNumberVector<float>(weights);
    std::size_t size = 0;
    if (run_) {
      for (const dropout::Parameter* part : tensors()) size += part->value.size();
    }
    if (size == 0 || all.size() != size) return false;
    const float* from = all.data();
    for (dropout::Parameter* part : tensors()) {
      std::copy_n(from, part->value.size(), part->value.data());
      from += part->value.size();
    }
    return true;
  }

  val ask(const val& question) {
    if (!run_) return to_js(dropout::Answer{"There is no run to ask: start one first.", {}});
    return to_js(run_->ask(from_js(question)));
  }

 private:
  /// Closes what was open, then has `make` open the run of an arm.
  template <class Make>
  std::string open_arm(const std::string& link, int arm, const Make& make) {
    run_.reset();
    const dropout::Reading reading = dropout::read_link(link);
    if (!reading.error.empty()) return reading.error;
    if (arm < 0 || arm >= static_cast<int>(reading.arms.size())) {
      return "The link has no arm " + std::to_string(arm + 1) + ": it has " +
             std::to_string(reading.arms.size()) + ".";
    }
    std::string error;
    run_ = make(reading.arms[static_cast<std::size_t>(arm)], error);
    return error;
  }

  std::vector<dropout::Parameter*> tensors() const {
    std::vector<dropout::Parameter*> all = run_->network().parameters();
    const auto& buffers = run_->network().buffers();
    all.insert(all.end(), buffers.begin(), buffers.end());
    return all;
  }

  std::unique_ptr<dropout::Experiment> run_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(core) {
  emscripten::function("read", &read);
  emscripten::function("answers", &answers);
#ifndef DROPOUT_SMALL
  emscripten::class_<TableDoor>("Table")
      .constructor<const std::string&>()
      .function("feed", &TableDoor::feed)
      .function("finish", &TableDoor::finish);
#endif
  emscripten::class_<Door>("Experiment")
#ifndef DROPOUT_SMALL
      .function("openTable", &Door::open_table)
#endif
      .constructor<>()
      .function("open", &Door::open)
      .function("advance", &Door::advance)
      .function("status", &Door::status)
      .function("points", &Door::points)
      .function("digest", &Door::digest)
      .function("set", &Door::set)
      .function("rewind", &Door::rewind)
      .function("weights", &Door::weights)
      .function("take", &Door::take)
      .function("ask", &Door::ask);
}
