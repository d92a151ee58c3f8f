#!/usr/bin/env bash
# How fast it is: scripts/bench.sh [--json] [--only NAME]... [--rounds N] [--engine Node|Chromium]
# builds the core as a benchmark, installs the peers (PyTorch of Debian; TensorFlow.js and
# ConvNetJS of npm, into build/bench) and measures us and them in turn. --json prints an array of
# {name, ours, peer, peer_name, unit, ratio, ...}; ratio is peer / ours of times and ours / peer of
# rates (per second), so above 1 we are better. Wants an idle machine; on a busy one --clock cpu
# measures processor time, in Node and PyTorch alone.
. "$(dirname "$0")/common.sh"

bench=build/bench
mkdir -p $bench/wasm

scripts/setup.sh bench >&2
scripts/build.sh site >&2

peers() {
  cmp -s tests/bench/package.json $bench/package.json && [ -d $bench/node_modules ] && return
  say "installing the peers"
  cp tests/bench/package.json $bench/package.json
  quietly bench-npm "npm could not install the peers; they stand in tests/bench/package.json" \
    npm install --prefix $bench --no-audit --no-fund --ignore-scripts
}

# program <name> <options...>: a program of tests/bench as WebAssembly without any JavaScript, with
# the core as it is shipped.
program() {
  local name=$1
  shift
  if [ ! "$bench/wasm/$name.wasm" -nt build/wasm/libcore.a ] ||
    [ "tests/bench/$name.cpp" -nt "$bench/wasm/$name.wasm" ]; then
    quietly "bench-$name" "$name did not compile" \
      env NODE_PATH=/usr/share/nodejs em++ -std=c++20 -O3 -DNDEBUG -msimd128 -fno-exceptions \
      -ffp-contract=off -fno-math-errno -DEIGEN_MPL2_ONLY -DEIGEN_NO_IO \
      -Isrc -isystem build/wasm/include "tests/bench/$name.cpp" build/wasm/libcore.a \
      -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 \
      -sMAXIMUM_MEMORY=1073741824 "$stack" -sMALLOC=emmalloc "$@" -o "$bench/wasm/$name.wasm"
  fi
}

peers
stack=-sTOTAL_STACK=2MB
em++ -sSTACK_SIZE=2MB -E -x c++ /dev/null >/dev/null 2>&1 && stack=-sSTACK_SIZE=2MB
program gemm_bench
program train_bench --no-entry

exec node tests/bench/run.mjs --wasm $bench/wasm --modules $bench/node_modules "$@"
