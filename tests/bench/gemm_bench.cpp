// How fast the product is: ours against Eigen, in GFLOP/s, for square matrices and for the shapes
// of training small nets. Prints a table, or with --json one JSON object a line, or with --square
// such objects for C = AB of square matrices alone.
#undef EIGEN_DONT_VECTORIZE  // the core does without, but here Eigen is to be at its best
#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "math/gemm.h"
#include "math/random.h"
#include "math/simd.h"

namespace dropout {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Shape {
  int m, k, n;
  Op ta, tb;
};

// The smallest step of the clock: browsers make it coarse.
double tick() {
  double least = 1;
  for (int i = 0; i < 5; ++i) {
    const auto begin = Clock::now();
    auto now = begin;
    while (now == begin) now = Clock::now();
    least = std::min(least, Seconds(now - begin).count());
  }
  return least;
}

template <class Work>
double seconds_of(Work work, int repeats) {
  const auto begin = Clock::now();
  for (int i = 0; i < repeats; ++i) work();
  return Seconds(Clock::now() - begin).count() / repeats;
}

// How often work() must be done to take half a millisecond (short enough to be rarely interrupted)
// or 40 ticks, even at its best. By then engines have compiled it well.
template <class Work>
int repeats_of(Work work, double clock_tick) {
  for (int repeats = 1;; repeats *= 2) {
    double least = 1e30;
    for (int i = 0; i < 5; ++i) least = std::min(least, seconds_of(work, repeats));
    if (least * repeats > std::max(5e-4, 40 * clock_tick)) return repeats;
  }
}

constexpr int kTurns = 1000000;  // some ms: browsers have coarse clocks

// So many multiplications and additions that wait for nothing; the sum of what they come to.
// Engines give their best code to what is called again, and wasm-opt inlines what has a single
// caller.
template <std::size_t... I>
__attribute__((noinline)) float chains(float start, std::index_sequence<I...>) {
  f32x4 chain[] = {splat(start + static_cast<float>(I))...};
  for (int turn = 0; turn < kTurns; ++turn)
    ((chain[I] = chain[I] * splat(0.5f) + splat(1.0f)), ...);
  return (chain[I] + ...)[0];
}

// GFLOP/s of such chains: what this machine allows code of four lanes that rounds after each
// operation, as a promise of the same bits everywhere asks for.
double arithmetic_limit() {
  constexpr std::size_t kChains = 13;
  float sum = chains(0, std::make_index_sequence<kChains>());  // a second caller: see above
  double best = 1e30;
  const auto work = [&sum] { sum = chains(sum, std::make_index_sequence<kChains>()); };
  for (int round = 0; round < 200; ++round) best = std::min(best, seconds_of(work, 1));
  return sum == 2 * kChains ? 8.0 * kChains * kTurns / best * 1e-9 : 0;
}

template <class A, class B>
void eigen_product(const A& a, const B& b, EigenMatrix& c) {
  c.noalias() = a * b;
}

int run(bool json, bool square) {
  const Shape shapes[] = {
      {64, 64, 64, Op::n, Op::n},    {128, 128, 128, Op::n, Op::n}, {256, 256, 256, Op::n, Op::n},
      {512, 512, 512, Op::n, Op::n}, {256, 256, 256, Op::n, Op::t}, {256, 256, 256, Op::t, Op::n},
      {256, 256, 256, Op::t, Op::t}, {512, 512, 512, Op::n, Op::t}, {512, 512, 512, Op::t, Op::n},
      {32, 100, 64, Op::n, Op::n},   {32, 64, 64, Op::n, Op::n},    {32, 64, 10, Op::n, Op::n},
      {32, 10, 64, Op::n, Op::t},    {32, 64, 64, Op::n, Op::t},    {32, 64, 100, Op::n, Op::t},
      {100, 32, 64, Op::t, Op::n},   {64, 32, 64, Op::t, Op::n},    {64, 32, 10, Op::t, Op::n},
      {512, 100, 64, Op::n, Op::n},  {512, 64, 64, Op::n, Op::t},   {100, 512, 64, Op::t, Op::n},
      {64, 64, 256, Op::n, Op::n},   {64, 256, 256, Op::n, Op::n},  {1024, 64, 256, Op::n, Op::n},
      {1, 100, 64, Op::n, Op::n},    {2, 100, 64, Op::n, Op::n},    {250, 8, 8, Op::n, Op::n},
  };
  const double clock_tick = tick();
  if (!json)
    std::printf("%5s %5s %5s  op   %8s %8s  ratio   (GFLOP/s)\n", "M", "K", "N", "ours", "Eigen");
  if (square) std::printf("{\"name\":\"limit\",\"ours\":%.3f}\n", arithmetic_limit());
  bool first = true;
  for (const Shape& s : shapes) {
    if (square && (s.m != s.k || s.k != s.n || s.ta == Op::t || s.tb == Op::t)) continue;
    Matrix a(s.ta == Op::n ? s.m : s.k, s.ta == Op::n ? s.k : s.m);
    Matrix b(s.tb == Op::n ? s.k : s.n, s.tb == Op::n ? s.n : s.k);
    Matrix c(s.m, s.n);
    fill_normal(a.data(), static_cast<int>(a.size()), {1, Stream::tests}, {});
    fill_normal(b.data(), static_cast<int>(b.size()), {2, Stream::tests}, {});
    const EigenMatrix ea = map(a.view()), eb = map(b.view());
    EigenMatrix ec(s.m, s.n);
    const auto our_work = [&] { gemm(a, s.ta, b, s.tb, c); };
    const auto eigen_work = [&] {
      if (s.ta == Op::n && s.tb == Op::n) eigen_product(ea, eb, ec);
      if (s.ta == Op::n && s.tb == Op::t) eigen_product(ea, eb.transpose(), ec);
      if (s.ta == Op::t && s.tb == Op::n) eigen_product(ea.transpose(), eb, ec);
      if (s.ta == Op::t && s.tb == Op::t) eigen_product(ea.transpose(), eb.transpose(), ec);
    };
    double ours = 1e30, eigen = 1e30;  // the best of rounds taken in turn
    const int our_repeats = repeats_of(our_work, clock_tick),
              eigen_repeats = repeats_of(eigen_work, clock_tick);
    const int rounds = first ? 300 : 60;  // the first shape waits for the engine's best code
    first = false;
    for (int round = 0; round < rounds; ++round) {
      ours = std::min(ours, seconds_of(our_work, our_repeats));
      eigen = std::min(eigen, seconds_of(eigen_work, eigen_repeats));
    }
    const double difference = (map(c.view()) - ec).cwiseAbs().maxCoeff();
    if (!(difference < 1e-3)) {
      std::printf("the products differ by %g\n", difference);
      return 1;
    }
    const double flop = 2.0 * s.m * s.k * s.n;
    const char* names[2][2] = {{"NN", "NT"}, {"TN", "TT"}};
    const char* op = names[s.ta == Op::t][s.tb == Op::t];
    if (json) {
      std::printf(
          "{\"name\":\"gemm\",\"op\":\"%s\",\"m\":%d,\"k\":%d,\"n\":%d,\"ours\":%.3f,\"eigen\":%."
          "3f,"
          "\"unit\":\"GFLOP/s\"}\n",
          op, s.m, s.k, s.n, flop / ours * 1e-9, flop / eigen * 1e-9);
    } else {
      std::printf("%5d %5d %5d  %s   %8.2f %8.2f  %5.2f\n", s.m, s.k, s.n, op, flop / ours * 1e-9,
                  flop / eigen * 1e-9, eigen / ours);
    }
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace dropout

int main(int argc, char** argv) {
  const bool square = argc > 1 && std::strcmp(argv[1], "--square") == 0;
  return dropout::run(square || (argc > 1 && std::strcmp(argv[1], "--json") == 0), square);
}
