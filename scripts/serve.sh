#!/usr/bin/env bash
# Installs and builds what is missing, then serves the page on http://localhost:8080 (or $PORT).
. "$(dirname "$0")/common.sh"
scripts/setup.sh native wasm data
scripts/build.sh site
exec node scripts/site/serve.mjs
