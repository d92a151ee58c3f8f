// An experiment behind the door: user mistakes come back as a code and its values, nothing throws.
#pragma once

#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "bindings/values.h"
#include "lab/model/network.h"
#include "lab/query/engine.h"
#include "lab/spec/decimal.h"
#include "lab/spec/spec.h"
#include "lab/train/experiment.h"

namespace dropout::bindings {

/// What this module has: whole.cpp or small.cpp says.
const Engine& engine();

/// An experiment as JavaScript holds it. open() comes first; every other call needs it to have
/// worked.
class ExperimentBinding {
 public:
  /// Opens a Spec, of values in the table's order and drawn points; null, or why not.
  val open(const val& values, const std::string& points, const val& container) {
    return open_spec(values, points, [&](const Spec& spec, Error& error) {
      // Not a vector, which would first make a zero of each of a megabyte's bytes.
      const auto size = container["length"].as<std::size_t>();
      const std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[size]);
      val(emscripten::typed_memory_view(size, bytes.get())).call<void>("set", container);
      return Experiment::open(engine().recipes, spec, {bytes.get(), size}, error);
    });
  }

  /// Closes what was open, then has `make` open the experiment of a Spec.
  template <class Make>
  val open_spec(const val& values, const std::string& points, const Make& make) {
    run_.reset();
    Spec spec;
    Error error = assign(spec, emscripten::convertJSArrayToNumberVector<double>(values));
    spec.points = points;
    if (!error) error = check(spec);
    if (!error) run_ = make(spec, error);
    return to_js(error);
  }

  /// What is open.
  Experiment& run() { return *run_; }

  int advance() { return run_ ? run_->advance() : 0; }

  val status() const {
    val object = val::object();
    const Status now = run_ ? run_->status() : Status{};
    object.set("step", now.step);
    object.set("steps", now.steps);
    object.set("epoch", now.epoch);
    object.set("batch", now.batch);
    object.set("finished", now.finished);
    object.set("stoppedEarly", now.stopped_early);
    object.set("diverged", now.diverged);
    return object;
  }

  /// Rows of 11 numbers, see web/shared/core.ts.
  val points(int from) const {
    std::vector<double> rows;
    if (run_) {
      const auto& all = run_->points();
      for (std::size_t i = static_cast<std::size_t>(std::max(0, from)); i < all.size(); ++i) {
        const auto numbers = numbers_of(all[i]);
        rows.insert(rows.end(), numbers.begin(), numbers.end());
      }
    }
    return val(emscripten::typed_memory_view(rows.size(), rows.data())).call<val>("slice");
  }

  std::string digest() const { return write_hex(run_ ? run_->digest() : 0); }

  val set(const std::string& key, const std::string& value) {
    const KeyInfo* row = find_key(key);
    if (!run_ || !row) return to_js(error_of<Code::unknown_key>(shown(key)));
    return to_js(run_->set(*row, value));
  }

  void rewind() {
    if (run_) run_->rewind();
  }

  /// All weights and statistics, in the order of the digest: for another engine's run of the Spec.
  val weights() const {
    std::vector<float> all;
    if (run_) {
      for (const Parameter* part : tensors()) {
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
      for (const Parameter* part : tensors()) size += part->value.size();
    }
    if (size == 0 || all.size() != size) return false;
    const float* from = all.data();
    for (Parameter* part : tensors()) {
      std::copy_n(from, part->value.size(), part->value.data());
      from += part->value.size();
    }
    return true;
  }

  val ask(const val& question) {
    if (!run_) return to_js(Answer{error_of<Code::no_run>(), {}});
    return to_js(dropout::ask(engine(), *run_, from_js(question)));
  }

 private:
  std::vector<Parameter*> tensors() const {
    std::vector<Parameter*> all = run_->network().parameters();
    const auto& buffers = run_->network().buffers();
    all.insert(all.end(), buffers.begin(), buffers.end());
    return all;
  }

  std::unique_ptr<Experiment> run_;
};

/// Makes known to JavaScript: the class Experiment, and what it can answer.
void bind_experiment();

}  // namespace dropout::bindings
