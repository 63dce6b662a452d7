#!/usr/bin/env bash
# Measures the program against its speed targets and prints PASS or MISS for each; the exit code is 1
# when one was missed. Options go to tests/bench/run_bench.py (--help lists them).
# Takes several minutes and about 2 GB under build/bench; run it on an idle machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packaging/install-deps.sh
cmake --preset release </dev/null
cmake --build build/release --parallel 2 </dev/null
exec python3 tests/bench/run_bench.py --build build/release --work build/bench "$@"
