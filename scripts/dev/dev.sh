#!/usr/bin/env bash
# npm run dev: installs what is missing, builds the engine for debugging and the data sets, then
# serves the sources at http://localhost:5173 (or $PORT), with hot replacement.
. "$(dirname "$0")/../common.sh"
scripts/setup.sh wasm data
scripts/build.sh data wasm-debug
node scripts/build/generate.mjs build/wasm-debug
exec node scripts/dev/serve.mjs
