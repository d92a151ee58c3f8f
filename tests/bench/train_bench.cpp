// What a benchmark asks of the core, as plain C functions: whoever calls holds the clock. Built as
// WebAssembly for Node and browsers; natively main() is the caller. Counts what is allocated.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "lab/query/engine.h"
#include "lab/spec/link.h"
#include "lab/train/experiment.h"
#include "math/random.h"

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE
#else
#include <chrono>
#define EXPORTED extern "C"
#endif

namespace {

using namespace dropout;

std::size_t allocations = 0, live_bytes = 0;
constexpr std::size_t kHeader = 16;  // the size stands before what is handed out

/// A class of ten for points in a hundred dimensions: the nearest of ten centres, mostly.
Dataset made_points(int train, int valid) {
  constexpr int kFeatures = 100, kClasses = 10;
  Dataset data;
  data.features = kFeatures;
  data.outputs = kClasses;
  for (int c = 0; c < kClasses; ++c) data.class_names.push_back(std::to_string(c));
  Draws draws({1, Stream::tests}, {});
  Matrix centres(kClasses, kFeatures);
  for (std::size_t i = 0; i < centres.size(); ++i) centres.data()[i] = 0.3f * draws.normal();
  for (auto [part, n] : {std::pair{&data.train, train}, std::pair{&data.valid, valid}}) {
    part->x = Matrix(n, kFeatures);
    for (int i = 0; i < n; ++i) {
      part->label.push_back(static_cast<int>(draws.below(kClasses)));
      const float* centre = centres.row(part->label.back());
      for (int f = 0; f < kFeatures; ++f) part->x(i, f) = centre[f] + draws.normal();
    }
  }
  return data;
}

/// Running text of 64 characters in which each has few successors.
Dataset made_text(int windows, int length) {
  constexpr int kCharacters = 64;
  Dataset data;
  data.task = Task::language;
  data.outputs = kCharacters;
  data.longest = length;
  std::vector<std::string> characters;
  for (int c = 0; c < kCharacters; ++c) characters.push_back(std::string(1, ' ' + c));
  data.vocabulary = Vocabulary(std::move(characters), Unit::character);
  Draws draws({2, Stream::tests}, {});
  for (auto [part, n] : {std::pair{&data.train, windows}, std::pair{&data.valid, 64}}) {
    int token = 1;
    for (int i = 0; i < n; ++i) {
      part->begin.push_back(static_cast<int>(part->tokens.size()));
      part->count.push_back(length + 1);
      for (int t = 0; t <= length; ++t) {
        token = draws.below(4) == 0 ? static_cast<int>(draws.below(kCharacters))
                                    : (token * 5 + static_cast<int>(draws.below(4))) % kCharacters;
        part->tokens.push_back(token);
      }
    }
  }
  return data;
}

Question make_question(std::string what, std::string mode) {
  Question question;
  question.what = std::move(what);
  question.mode = std::move(mode);
  return question;
}

struct Bench {
  std::string input, error, link;
  std::unique_ptr<Experiment> run;
  Matrix points;
};

Bench& bench() {
  static Bench one;
  return one;
}

}  // namespace

// NOLINTBEGIN(misc-definitions-in-headers): replacements of the library's own
void* operator new(std::size_t size) {
  ++allocations;
  live_bytes += size;
  auto* block = static_cast<unsigned char*>(std::malloc(size + kHeader));
  if (!block) std::abort();
  std::memcpy(block, &size, sizeof size);
  return block + kHeader;
}
void operator delete(void* pointer) noexcept {
  if (!pointer) return;
  auto* block = static_cast<unsigned char*>(pointer) - kHeader;
  std::size_t size;
  std::memcpy(&size, block, sizeof size);
  live_bytes -= size;
  std::free(block);
}
void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }
// NOLINTEND(misc-definitions-in-headers)

/// Where the caller writes a link, closed by '\0', and the bytes of a data set behind it.
EXPORTED char* bench_room(int size) {
  bench().input.resize(static_cast<std::size_t>(size));
  return bench().input.data();
}

/// Opens the run of the link in bench_room; `size` bytes of its data set follow, or none: then
/// the data are made up. Returns "" or the sentence that says why not.
EXPORTED const char* bench_open(int size) {
  Bench& b = bench();
  b.run.reset();
  b.link = b.input.c_str();
  const Reading reading = read_link(b.link);
  b.error = english_of(reading.error);
  if (reading.error) return b.error.c_str();
  Error error;
  const Spec& spec = reading.arms[0];
  if (size > 0 || file_of(spec.data()).empty()) {
    if (spec.data() == Data::csv) {
      b.run = Experiment::make(whole_engine().recipes, spec, made_points(4096, 512), error);
    } else {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(b.input.data());
      b.run = Experiment::open(whole_engine().recipes, spec,
                               {bytes + b.link.size() + 1, static_cast<std::size_t>(size)}, error);
    }
  } else {
    b.run = Experiment::make(whole_engine().recipes, spec,
                             made_text(4096, spec.integer(Key::context)), error);
  }
  b.input = {};
  b.error = english_of(error);
  if (!b.run) return b.error.c_str();
  b.points = Matrix(32, b.run->data().features);
  fill_normal(b.points.data(), static_cast<int>(b.points.size()), {3, Stream::tests}, {});
  bench_room(0);
  return "";
}

/// `count` training steps; returns the number of examples they took.
EXPORTED int bench_steps(int count) {
  int examples = 0;
  for (int done = 0; done < count;) {
    const int consumed = bench().run->advance();
    if (consumed > 0) ++done;
    if (consumed == 0 && bench().run->status().finished) break;
    examples += consumed;
  }
  return examples;
}

EXPORTED int bench_steps_per_epoch() {
  const Status status = bench().run->status();
  return (bench().run->data().train.size() + status.batch - 1) / status.batch;
}

EXPORTED void bench_rewind() { bench().run->rewind(); }

/// Mean loss over the training examples in eval mode.
EXPORTED double bench_loss() {
  return bench().run->score(bench().run->data().train, Phase::eval).loss;
}

/// Mean and deviation of `passes` stochastic passes over 32 examples; returns the first mean.
EXPORTED double bench_sample(int passes, unsigned draw) {
  Question question = make_question("predict", "mc");
  question.samples = passes;
  question.draw = draw;
  question.points = bench().points;
  const Answer answer = ask(whole_engine(), *bench().run, question);
  return answer.matrices.empty() ? -1 : answer.matrices[0].values.data()[0];
}

/// `epochs` epochs, each followed by the field of decisions on a grid of `side` squared.
EXPORTED double bench_field(int epochs, int side) {
  double seen = 0;
  Question question = make_question("field", "eval");
  question.count = side;
  for (int i = 0; i < epochs; ++i) {
    bench_steps(bench_steps_per_epoch());
    const Answer answer = ask(whole_engine(), *bench().run, question);
    if (answer.matrices.empty()) return -1;
    seen += answer.matrices[0].values.data()[0];
  }
  return seen / epochs;
}

EXPORTED double bench_allocations() { return static_cast<double>(allocations); }
EXPORTED double bench_bytes() { return static_cast<double>(live_bytes); }

#ifndef __EMSCRIPTEN__
/// train_bench <link> [<data file>] [<seconds>]: time of a training step, for a profiler to watch.
int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "train_bench: say which link, then a data file or -, then seconds\n");
    return 2;
  }
  std::string bytes;
  if (count > 2 && std::strcmp(arguments[2], "-") != 0) {
    std::FILE* file = std::fopen(arguments[2], "rb");
    if (!file) {
      std::fprintf(stderr, "train_bench: %s cannot be read\n", arguments[2]);
      return 2;
    }
    for (int c; (c = std::fgetc(file)) != EOF;) bytes.push_back(static_cast<char>(c));
    std::fclose(file);
  }
  const std::string link = arguments[1];
  char* room = bench_room(static_cast<int>(link.size() + 1 + bytes.size()));
  std::memcpy(room, link.c_str(), link.size() + 1);
  std::memcpy(room + link.size() + 1, bytes.data(), bytes.size());
  const char* error = bench_open(static_cast<int>(bytes.size()));
  if (*error) {
    std::fprintf(stderr, "train_bench: %s\n", error);
    return 1;
  }
  using Clock = std::chrono::steady_clock;
  const double wanted = count > 3 ? std::atof(arguments[3]) : 2, loss = bench_loss();
  bench_steps(20);
  const auto begin = Clock::now();
  double seconds = 0, best = 1e30;
  int steps = 0;
  while (seconds < wanted) {
    const auto start = Clock::now();
    bench_steps(10);
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count() / 10);
    steps += 10;
    seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  std::printf("%.1f us a step, at best %.1f; loss %.4f, then %.4f\n", seconds / steps * 1e6,
              best * 1e6, loss, bench_loss());
  return 0;
}
#endif
