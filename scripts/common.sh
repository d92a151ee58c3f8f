# shellcheck shell=bash
# What every script needs; sourced, never run. Sets the folder, the path and a few helpers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/build/progress.sh
export PATH="$PWD/build/node/bin:$PATH"

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# quietly <log> <sentence if it fails> <command...>: shows the end of the log only on failure.
quietly() {
  local log=build/log/$1.log sentence=$2
  shift 2
  mkdir -p build/log
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 40 "$log" >&2
  die "$sentence (all of it: $log)"
}

# say <words>: progress, for steps that take long.
say() { echo "$*" >&2; }

# node_is_new_enough: Vite 8 needs node 20.19 or 22.12.
node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null
}
