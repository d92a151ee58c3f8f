#!/usr/bin/env bash
# Builds what has changed: scripts/build.sh [native|wasm|page|site|all]...
#   native  build/native: the command line
#   wasm    build/wasm: the modules of the page
#   page    build/site, as far as a reader needs it to train
#   site    build/site, all of it: posters, documentation, the single file, pages of figures, offline
# On request: package (build/package: what npm packs), shots (build/shots: every figure after
# training), wasm-debug (build/wasm-debug: the whole engine with names and assertions).
# The parts that tests need: native-tests, wasm-tests, clang (the command line by clang++),
# sanitize (the tests with sanitizers), fuzz (programs of libFuzzer), arm64 (the command line and the tests of digests for that
# processor, to be emulated), data, parameters.
. "$(dirname "$0")/common.sh"

# make_by_preset <preset> <folder> <what it is> <targets...>
make_by_preset() {
  local preset=$1 folder=$2 what=$3 target
  shift 3
  for target in "$@"; do
    if [ CMakePresets.json -nt "build/$folder/build.ninja" ] ||
      ! grep -q "^build $target: " "build/$folder/build.ninja"; then
      quietly "$folder-configure" "CMake could not configure $what" cmake --preset "$preset"
    fi
  done
  watched "$folder" "$what" "$what did not compile" cmake --build --preset "$preset" --target "$@"
}

native() { make_by_preset release native "the command line" dropout; }
native_tests() { make_by_preset release native "the core's tests" core_tests; }
clang() { make_by_preset clang clang "the command line by clang" dropout; }
arm64() { make_by_preset arm64 arm64 "the command line for arm64" dropout core_tests; }
sanitize() { make_by_preset sanitize sanitize "the core's tests with sanitizers" core_tests; }
fuzz() { make_by_preset fuzz fuzz "the fuzzers" link_fuzz table_fuzz data_fuzz; }
wasm() { make_by_preset wasm wasm "engine" "${modules[@]}" spec-table; }
wasm_debug() { make_by_preset wasm-debug wasm-debug "engine for debugging" module spec-table; }
wasm_tests() { make_by_preset wasm wasm "the core's tests in WebAssembly" core_tests; }
modules=(module core-small core-scalar)

# newer_than <stamp> <paths...>: whether any of these files or folders changed since.
newer_than() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

parameters() {
  wasm
  if newer_than web/shared/generated/parameters.json build/wasm/{spec-table,core}.{mjs,wasm} \
    scripts/build/generate.mjs; then
    quietly parameters "the parameter table was not written" node scripts/build/generate.mjs
    touch web/shared/generated/parameters.json
  fi
}

data() { watched data "data sets" "the data sets were not made" node scripts/data/make.mjs; }

page() {
  data
  parameters
  if newer_than build/site/.page ./*.html web build/data build/wasm/core*.mjs build/wasm/core*.wasm \
    vite.config.ts package-lock.json scripts/build; then
    watched page "page" "the page was not built" node_modules/.bin/vite build --logLevel warn
    mkdir -p build/posters
    cp build/site/index.html build/posters/page.html # posters are put into it again and again
    touch build/site/.page
  fi
  if newer_than build/site/data build/data; then
    rm -rf build/site/data build/site/.built
    cp -r build/data build/site/data
  fi
}

site() {
  page
  newer_than build/site/.built build/site/.page scripts/{site,posters} || return 0
  quietly single "dropout-playground.html was not built" node scripts/build/single.mjs build/site
  quietly docs "the documentation was not built" node scripts/site/docs.mjs build/site
  watched posters "posters" "the posters were not made" \
    node scripts/posters/make.mjs build/posters/page.html build/site
  quietly figures "the figures' pages were not written" node scripts/site/figures.mjs build/site
  quietly offline "the service worker was not written" node scripts/site/offline.mjs build/site
  touch build/site/.built
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
    native | wasm | page | site | clang | arm64 | sanitize | fuzz | data | parameters | package | shots) $part ;;
    native-tests) native_tests ;;
    wasm-tests) wasm_tests ;;
    wasm-debug) wasm_debug ;;
    all) native && wasm && site ;;
    *) die "there is no part '$part': choose from native, wasm, page, site, all" ;;
  esac
done
