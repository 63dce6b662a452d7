#!/usr/bin/env bash
# Measures the program against its speed targets and prints PASS or MISS for each; the exit code is 1
# when one was missed. Options go to tests/bench/run_bench.py (--help lists them).
# Takes several minutes and about 2 GB under build/bench; run it on an idle machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packaging/install-deps.sh
. packaging/build.sh
build_here build/release release
exec python3 tests/bench/run_bench.py --build build/release --work build/bench "$@"
