#!/usr/bin/env bash
# Builds and tests: scripts/test.sh [quick|all|full|<section>...] (all, when nothing is said).
#   quick  types native web                the inner loop; web runs on the page last built
#   all    format types tidy native wasm web browser engines replay fuzz
#   full   all, arm64, sanitize; engines has all scenarios in three engines; replay has all links on
#          arm64 and WebKit, with its scalar module; fuzz takes 120 s for each target
# engines drives the page in Firefox, in full in WebKit, too (tests/engines/scenarios.mjs says what
# each run plays);
# arm64 checks the digests under emulation.
# The last line is "N passed, N failed", and ", N skipped" where something was; lines before it name
# what was skipped and why, and each failure. Logs are in build/log; a failing section shows its own.
. "$(dirname "$0")/common.sh"

sections=()
for name in "${@:-all}"; do
  case $name in
    quick) sections+=(types native web) ;;
    all) sections+=(format types tidy native wasm web browser engines replay fuzz) ;;
    full) sections+=(format types tidy native wasm web browser engines replay arm64 fuzz sanitize) ;;
    format | types | tidy | native | wasm | web | browser | engines | arm64 | replay | sanitize | fuzz) sections+=("$name") ;;
    *) die "there is no section '$name': see the head of scripts/test.sh" ;;
  esac
done

quick=false full=false
[ "$*" != quick ] || quick=true
[ "$*" != full ] || full=true
if $quick; then scripts/setup.sh unit; else scripts/setup.sh test; fi
mkdir -p build/log

passed_in_all=0 failed_in_all=0 skipped_in_all=0
skipped_lines=()
failed_lines=()

# count <file> <pattern>: the sum of the numbers that the pattern's group matches.
count() { sed -nE "s/$2/\1/p" "$1" | awk '{ n += $1 } END { print n + 0 }'; }

# skip <section> <number of tests> <what and why>: said again at the end.
skip() {
  skipped_in_all=$((skipped_in_all + $2))
  skipped_lines+=("skipped in $1: $3")
}

# skips <section> <file>: skips what lines "skipped <number>: <what and why>" of a file say.
skips() {
  local number words
  while IFS=' ' read -r number words; do
    skip "$1" "$number" "$words"
  done < <(sed -nE 's/^skipped ([0-9]+): /\1 /p' "$2")
}

# finish <section> <exit code> <passed> <failed> <log>: one line for a section, its log if it failed.
finish() {
  local section=$1 code=$2 passed=$3 failed=$4 log=$5
  if [ "$code" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  if [ "$code" = 0 ] && [ "$passed" = 0 ] && ! grep -q '^skipped [0-9]' "$log"; then
    failed=1 && echo "no test ran" >>"$log"
  fi
  if [ "$failed" != 0 ]; then
    tail -n 120 "$log"
    echo "FAILED: $section (all of it: $log)"
    local line named=0
    while IFS= read -r line; do
      failed_lines+=("FAILED in $section: $line") named=1
    done < <(sed -n 's/^failed: //p' "$log")
    [ $named = 1 ] || failed_lines+=("FAILED in $section: $(tail -n 1 "$log")")
  fi
  skips "$section" "$log"
  printf '%-9s %5d passed %3d failed %4d s' "$section" "$passed" "$failed" $((SECONDS - started))
  if [ "$built_seconds" -gt 0 ]; then printf ' (building: %d s)\n' "$built_seconds"; else echo; fi
  passed_in_all=$((passed_in_all + passed)) failed_in_all=$((failed_in_all + failed))
}

# googletest <section> <command...>: two shards at once, one for each core of a small machine.
googletest() {
  local section=$1 code=0 shard job log=build/log/test-$1.log
  shift
  local jobs=()
  for shard in 0 1; do
    GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$shard "$@" --gtest_color=no >"$log.$shard" 2>&1 </dev/null &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job" || code=$?; done
  cat "$log".[01] >"$log"
  # What a skipped test said stands between two lines of GoogleTest's.
  awk '/: Skipped$/ { getline why } /^\[  SKIPPED \] .* ms\)$/ { print "skipped 1: " $4 ": " why }' \
    "$log" >"$log.skipped"
  cat "$log.skipped" >>"$log"
  sed -nE 's/^\[  FAILED  \] (.*) \([0-9]+ ms\)$/failed: \1/p' "$log" >"$log.failed"
  cat "$log.failed" >>"$log"
  finish "$section" "$code" "$(grep -c '^\[       OK \]' "$log")" \
    "$(count "$log" '^\[  FAILED  \] ([0-9]+) tests?,.*')" "$log"
}

# once <section> <command...>: a check that passes or fails as a whole.
once() {
  local section=$1 code=0 log=build/log/test-$1.log
  shift
  "$@" >"$log" 2>&1 </dev/null || code=$?
  finish "$section" "$code" $((code == 0)) 0 "$log"
}

built() {
  local log=build/log/test-$section.log code=0 start=$SECONDS
  scripts/build.sh "$@" >"$log" 2>&1 || code=1
  built_seconds=$((SECONDS - start))
  [ $code = 0 ] || finish "$section" 1 0 1 "$log"
  return $code
}

check_format() {
  local wrong
  wrong=$(find src tests '(' -name '*.h' -o -name '*.cpp' ')' \
    -exec clang-format --dry-run -Werror '{}' + 2>&1 | sed -n 's/:[0-9]*:[0-9]*: error.*//p' | sort -u)
  [ -z "$wrong" ] || echo "clang-format -i ${wrong//$'\n'/ }"
  node_modules/.bin/biome check --diagnostic-level=warn --error-on-warnings &&
    node scripts/dev/workflows.mjs && [ -z "$wrong" ]
}

test_format() { once format check_format; }
test_types() { built parameters && once types node_modules/.bin/tsc --noEmit; }
test_tidy() { built native && once tidy node scripts/dev/tidy.mjs; }
test_native() { built data native native-tests && googletest native build/native/core_tests; }
test_wasm() { built data wasm-tests && googletest wasm node build/wasm/tests/core_tests.js; }
test_sanitize() { built data sanitize && googletest sanitize build/sanitize/core_tests; }

test_fuzz() {
  local seconds=10
  ! $full || seconds=120
  once fuzz scripts/dev/fuzz.sh $seconds
}

test_web() {
  $quick && [ -e build/site/.built ] || built site || return 0
  local code=0 log=build/log/test-web.log
  NO_COLOR=1 node_modules/.bin/vitest run --reporter=default --reporter=json \
    --outputFile.json="$log.json" >"$log" 2>&1 </dev/null || code=$?
  node scripts/dev/outcomes.mjs "$log.json" >>"$log" || code=1
  finish web "$code" "$(count "$log" '^ +Tests.* ([0-9]+) passed.*')" \
    "$(count "$log" '^ +Tests +([0-9]+) failed.*')" "$log"
}

test_browser() {
  built site || return 0
  local code=0 log=build/log/test-browser.log
  node tests/browser/run.mjs >"$log" 2>&1 </dev/null || code=$?
  finish browser "$code" "$(count "$log" '^ℹ pass ([0-9]+)$')" \
    "$(count "$log" '^ℹ fail ([0-9]+)$')" "$log"
}

# The same scenarios in every engine; the section's table comes before its line.
test_engines() {
  built site || return 0
  local code=0 log=build/log/test-engines.log which=(--some --on firefox)
  ! $full || which=()
  node tests/engines/run.mjs "${which[@]}" >"$log" 2>&1 </dev/null || code=$?
  sed -n '/^scenario /,/^all /p' "$log"
  finish engines "$code" "$(count "$log" '^([0-9]+) scenarios passed.*')" \
    "$(count "$log" '^[0-9]+ scenarios passed, ([0-9]+) failed')" "$log"
}

# Digests of every kind of training, as another processor computes them.
test_arm64() {
  if [ "$(uname -m)" = aarch64 ]; then
    skip arm64 3 "the digests are those of the section native: this machine is arm64"
    return
  fi
  built arm64 && googletest arm64 qemu-aarch64-static build/arm64/core_tests
}

# replay_links: all links on every engine of this machine. On an emulated arm64, which is slow, the
# second link alone; in full, everything everywhere, in WebKit, too.
replay_links() {
  local links=tests/hosts/replay.json replay="node scripts/replay/replay.mjs"
  if $full; then
    $replay --links $links --on "native,clang,node,chromium$firefox$webkit$arm" --scalar --timeout 3600
    return
  fi
  $replay --links $links --on "native,clang,node,chromium$firefox" --scalar &&
    { [ -z "$arm" ] || $replay "$(node -p "require('./$links')[1]")" --on "native$arm"; }
}

test_replay() {
  local firefox="" webkit="" arm="" parts=(native clang site)
  if command -v firefox-esr >/dev/null; then
    firefox=,firefox
  else
    skip replay 1 "Firefox: firefox-esr is not installed"
  fi
  if ! $full; then
    webkit="" # its driver was seen to wait without end when another browser starts beside it
  elif command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null; then
    webkit=,webkit
  else
    skip replay 1 "WebKit: webkit2gtk-driver or xvfb is not installed"
  fi
  if [ "$(uname -m)" != aarch64 ]; then
    if ! command -v qemu-aarch64-static >/dev/null; then
      skip replay 1 "arm64: qemu-user-static is not installed"
    elif $full; then
      arm=,arm64,node-arm64 parts+=(arm64)
    else
      arm=,node-arm64
    fi
  fi
  built "${parts[@]}" && once replay replay_links
}

for section in "${sections[@]}"; do
  started=$SECONDS built_seconds=0
  "test_$section" || true
done
count="$passed_in_all passed, $failed_in_all failed"
if [ $skipped_in_all != 0 ]; then
  printf '%s\n' "${skipped_lines[@]}" "scripts/setup.sh test-full installs what there is for Debian"
  count+=", $skipped_in_all skipped"
fi
[ ${#failed_lines[@]} = 0 ] || printf '%s\n' "${failed_lines[@]}"
echo "$count"
[ "$failed_in_all" = 0 ]
