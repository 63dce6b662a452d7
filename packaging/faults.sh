#!/usr/bin/env bash
# Hurts every command that writes at every call on a file and looks at what is left (docs/reliability.md). Takes half an hour or more on
# two cores; the tests take a sample of it. Options go to tests/faults/run_faults.py (--help lists them): --sample N, --seed N,
# --command NAME, --point N:FAULT; without one of them every point is tried.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=build/faults
packaging/install-deps.sh
. packaging/build.sh
build_here "$build" core-only factoid-desk factoid_fault_shim
choice=(--all)
for option in "$@"; do
  case $option in --sample | --sample=* | --point | --point=* | --list) choice=() ;; esac
done
exec python3 -B tests/faults/run_faults.py --binary "$build/app/factoid-desk" --shim "$build/tests/libfactoid_fault_shim.so" \
  --jobs 2 "${choice[@]}" "$@"
