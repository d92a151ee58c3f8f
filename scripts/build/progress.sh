# shellcheck shell=bash
# Says how far a long step is: which stage of the first run, files done of all, time left. In a
# terminal one line that changes, in a log a line every ten seconds. Sourced by common.sh; knows the
# logs of apt, ninja and our own scripts, and nothing of what they build.

# The stages of a first scripts/serve.sh (which sets STAGED), by the names of their logs, and how many
# seconds each takes on a machine with two cores. Only the time left is made of them.
stages=()
[ -z "${STAGED:-}" ] || stages=(apt-install npm data wasm page)
declare -A nominal=([apt-install]=100 [npm]=30 [data]=6 [wasm]=75 [page]=25)

# counted <log>: "done all" as far as the log says; nothing where it does not count.
counted() {
  awk '
    match($0, /^\[[0-9]+\/[0-9]+\]/) { split(substr($0, 2, RLENGTH - 2), n, "/"); done = n[1]; all = n[2] }
    match($0, /[0-9]+ newly installed/) { all = 3 * substr($0, RSTART) }
    /^(Get:|Unpacking |Setting up )/ && all { done++ }
    END { if (all) print (done < all ? done : all), all }' "$1" 2>/dev/null
}

# time_left <log> <seconds so far> [done all]: of this step and the stages after it.
time_left() {
  local stage=$1 so_far=$2 done=${3:-0} all=${4:-0} left=0 after=false name
  if [ "$done" -gt 0 ]; then
    left=$((so_far * (all - done) / done))
  else
    left=$((${nominal[$stage]:-0} - so_far))
  fi
  for name in "${stages[@]}"; do
    ! $after || left=$((left + nominal[$name]))
    [ "$name" != "$stage" ] || after=true
  done
  [ "$left" -le 0 ] || printf ', about %d:%02d left' $((left / 60)) $((left % 60))
}

# stage_of <log>: "[2/5] ", or nothing for a step that no first run has.
stage_of() {
  local i
  for i in "${!stages[@]}"; do
    [ "${stages[i]}" != "$1" ] || printf '[%d/%d] ' $((i + 1)) ${#stages[@]}
  done
}

# watch_log <name> <what it is>: reports on build/log/<name>.log until it is killed.
watch_log() {
  local name=$1 what=$2 began=$SECONDS count line parent=$$
  while sleep 1; kill -0 $parent 2>/dev/null; do
    read -r -a count < <(counted "build/log/$name.log") || true
    line="$(stage_of "$name")$what"
    [ ${#count[@]} = 0 ] || line+=": ${count[0]} of ${count[1]}"
    line+=$(time_left "$name" $((SECONDS - began)) "${count[@]}")
    if [ -t 2 ]; then
      printf '\r\033[K%s' "$line" >&2
    elif (((SECONDS - began) % 10 == 1)); then
      echo "$line" >&2
    fi
  done
}

# watched <log> <what it is> <sentence if it fails> <command...>: quietly, and says how far it is.
# Prints nothing for work of less than a second.
watched() {
  local name=$1 what=$2 sentence=$3 began=$SECONDS watcher
  shift 3
  mkdir -p build/log
  : >"build/log/$name.log"
  watch_log "$name" "$what" &
  watcher=$!
  # shellcheck disable=SC2064 # this watcher
  trap "kill $watcher 2>/dev/null || true" EXIT
  quietly "$name" "$sentence" "$@"
  kill $watcher && wait $watcher 2>/dev/null || true
  trap - EXIT
  [ ! -t 2 ] || printf '\r\033[K' >&2
  ((SECONDS - began < 2)) || say "$(stage_of "$name")$what: $((SECONDS - began)) s"
}
