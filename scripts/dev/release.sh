#!/usr/bin/env bash
# Gathers what a release attaches, from what is built: scripts/dev/release.sh v1.2.3.
# build/release/notes.md is its text, build/release/files its files.
. "$(dirname "$0")/../common.sh"

rm -rf build/release
mkdir -p build/release/files
node scripts/dev/changelog.mjs "${1:?a tag is missing}" >build/release/notes.md
cp build/package/*.tgz build/release/files/
cp build/site/dropout-playground.html build/release/files/dropout-playground.html
tar -czf "build/release/files/dropout-$1-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m).tar.gz" \
  -C build/native dropout -C "$PWD" LICENSE THIRD_PARTY.md
ls -l build/release/files
