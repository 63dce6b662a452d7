#!/usr/bin/env bash
# The whole job on the sample of real council figures, in one command: builds the program, imports the
# figures, summarises them, writes and proves five factoids, shows where each number comes from, and
# exports and checks a bundle. Everything is made anew under build/demo-run; nothing else is touched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=build/demo
run=build/demo-run
program=$build/app/factoid-desk

packaging/install-deps.sh

. packaging/build.sh
build_here "$build" release -- -DFACTOID_TESTS=OFF -DFACTOID_BENCH=OFF -DFACTOID_UNITY=ON

rm -rf "$run"
mkdir -p "$run"
store=sqlite:$run/store.db

# Says what it runs, so that each step can be repeated by hand.
desk() {
  printf '\n$ %s --headless --store %s %s\n' "$program" "$store" "$*"
  "$program" --headless --store "$store" "$@" </dev/null
}

desk import resources/sample
desk build-summaries
desk update-factoids --force --limit 5
desk factoids --limit 5 --sources
desk export --out "$run/bundles"
desk verify-bundle "$run/bundles/latest"

printf '\nThe bundle:\n'
(cd "$run/bundles/latest/" && wc -c -- *)
printf '\nTo see the same store in the window:\n  %s --store %s\n' "$program" "$store"
