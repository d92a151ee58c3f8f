#!/usr/bin/env bash
# Builds what has changed: scripts/build.sh [native|wasm|site|all]... into build/native (the
# command line), build/wasm (the modules) and build/site (the page with its data). On request:
# package (build/package: what npm packs), shots (build/shots: every figure after training).
# The parts that tests need: native-tests, wasm-tests, clang (the command line by clang++),
# sanitize (the tests with sanitizers), arm64 (the command line and the tests of digests for that
# processor, to be emulated), data, parameters.
. "$(dirname "$0")/common.sh"

# make_with_cmake <folder> <what it is> <targets> [configure options...]
# shellcheck disable=SC2086 # targets are words
make_with_cmake() {
  local folder=$1 what=$2 targets=$3
  shift 3
  if [ ! -e "build/$folder/build.ninja" ]; then
    say "configuring $what"
    quietly "$folder-configure" "CMake could not configure $what" \
      "${configure_with[@]}" cmake -S . -B "build/$folder" -G Ninja "$@"
  fi
  quietly "$folder" "$what did not compile" cmake --build "build/$folder" --target $targets
}

configure_with=()
native() { make_with_cmake native "the command line" dropout; }
native_tests() { make_with_cmake native "the core's tests" core_tests; }
clang() { make_with_cmake clang "the command line by clang" dropout -DCMAKE_CXX_COMPILER=clang++-14; }
arm64() {
  make_with_cmake arm64 "the command line for arm64" "dropout core_tests" \
    -DCMAKE_TOOLCHAIN_FILE=scripts/build/arm64.cmake -DDROPOUT_TESTS=digest_test
}
sanitize() { make_with_cmake sanitize "the core's tests with sanitizers" core_tests -DDROPOUT_SANITIZE=ON; }

with_emscripten() {
  # Debian's emcc looks for its JavaScript libraries where Debian's node does.
  export NODE_PATH=/usr/share/nodejs
  configure_with=(emcmake)
  make_with_cmake wasm "$@"
  configure_with=()
  unset NODE_PATH
}
wasm() { with_emscripten "the WebAssembly module" "module core-small core-scalar core-single"; }
wasm_tests() { with_emscripten "the core's tests in WebAssembly" core_tests; }

parameters() {
  native
  quietly parameters "the parameter table was not written" node scripts/build/generate.mjs
}

data() { quietly data "the data sets were not made" node scripts/data/make.mjs; }

# newer_than <stamp> <paths...>: whether any of these files or folders changed since.
newer_than() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

site() {
  parameters
  wasm
  data
  if newer_than build/site/.built ./*.html web build/data build/wasm/core*.mjs build/wasm/core*.wasm \
    vite.config.ts package-lock.json scripts/{build,site,posters}; then
    quietly site "the page was not built" node_modules/.bin/vite build --logLevel warn
    quietly single "playground.html was not built" node scripts/build/single.mjs build/site
    quietly docs "the documentation was not built" node scripts/site/docs.mjs build/site
    quietly posters "the posters were not made" node scripts/posters/make.mjs build/site
    quietly figures "the figures' pages were not written" node scripts/site/figures.mjs build/site
    rm -f build/site/sw.js
    touch build/site/.built
  fi
  if newer_than build/site/data build/data; then
    rm -rf build/site/data build/site/sw.js
    cp -r build/data build/site/data
  fi
  if [ ! -e build/site/sw.js ]; then
    quietly offline "the service worker was not written" node scripts/site/offline.mjs build/site
  fi
}

# What `npm pack` packs, from the site: build/package.
package() {
  site
  quietly package "the package was not made" node scripts/build/package.mjs
  tail -n 1 build/log/package.log
}

# Every figure of the essay after it was trained in full: build/shots. Takes minutes.
shots() {
  site
  quietly shots "not every figure was trained" node scripts/dev/shots.mjs
}

[ $# -gt 0 ] || set -- all
for part in "$@"; do
  case $part in
    native | wasm | site | clang | arm64 | sanitize | data | parameters | package | shots) $part ;;
    native-tests) native_tests ;;
    wasm-tests) wasm_tests ;;
    all) native && wasm && site ;;
    *) die "there is no part '$part': choose from native, wasm, site, all" ;;
  esac
done
