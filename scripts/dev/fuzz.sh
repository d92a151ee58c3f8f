#!/usr/bin/env bash
# Feeds the readers of links, CSV and data containers with libFuzzer's inputs under the sanitizers:
# scripts/dev/fuzz.sh [seconds for each target] [target...] (30 seconds, and link table data, when
# nothing is said). The last line is "N passed, N failed". What was learned stays in build/fuzz/inputs.
. "$(dirname "$0")/../common.sh"

seconds=${1:-30}
shift || true
[ $# -gt 0 ] || set -- link table data
scripts/build.sh fuzz

# seeds <target>: good inputs to begin with.
seeds() {
  local folder=build/fuzz/inputs/$1 name number=0
  mkdir -p "$folder"
  case $1 in
    link) node -e '
      const { links } = require("./tests/corpus/links.json");
      links.forEach(({ link }, i) => require("fs").writeFileSync(process.argv[1] + "/seed" + i, link));
      ' "$folder" ;;
    table)
      printf 'xa,b,c\n1,2,yes\n3,4,no\n5,6,yes\n' >"$folder/seed1"
      printf 'x"a;1";b\r\n"x ""y""";3,14\r\n2;7\r\n' >"$folder/seed2"
      printf 'x\xef\xbb\xbfage\tname\n1\t\xc3\xa9\n2\tb\n' >"$folder/seed3" ;;
    data)
      for file in build/data/*.bin; do
        [ -e "$file" ] || continue
        name=$(basename "$file" .bin)
        { printf "\\$number"; head -c 4000 "$file"; } >"$folder/seed-$name"
        { printf "\\$number"; head -c 20000 "$file"; } >"$folder/seed-long-$name"
        number=$((number + 1))
      done ;;
  esac
}

# All targets at once.
jobs=()
for target in "$@"; do
  [ -e "tests/fuzz/${target}_fuzz.cpp" ] || die "there is no target '$target': see tests/fuzz"
  seeds "$target"
  "build/fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=1024 \
    -max_len=20001 -print_final_stats=1 -artifact_prefix="build/fuzz/$target-" \
    "build/fuzz/inputs/$target" >"build/log/fuzz-$target.log" 2>&1 &
  jobs+=($!)
done

passed=0 failed=0
for target in "$@"; do
  log=build/log/fuzz-$target.log
  if wait "${jobs[0]}"; then
    passed=$((passed + 1))
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs"
  else
    failed=$((failed + 1))
    tail -n 40 "$log"
    echo "FAILED: $target (all of it: $log)"
  fi
  jobs=("${jobs[@]:1}")
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
