#!/usr/bin/env bash
# Installs and builds what is missing, then serves the page on http://localhost:8080 (or $PORT).
# What takes minutes and is not needed to train (posters, documentation, the single file) comes
# while the page is served already.
. "$(dirname "$0")/common.sh"
STAGED=1 scripts/setup.sh wasm data
STAGED=1 scripts/build.sh page

set -m # groups of their own: a signal ends the rest with all that it runs
nice scripts/build.sh site &
rest=$!
node scripts/site/serve.mjs &
server=$!
set +m
trap 'kill -- -$server -$rest 2>/dev/null || true' EXIT
trap exit INT TERM HUP
wait $server
