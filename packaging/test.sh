#!/usr/bin/env bash
# Looks at the layout of the sources, builds everything with warnings as errors and runs every test.
#   packaging/test.sh          in build/test
#   packaging/test.sh --asan   with the address and undefined-behaviour sanitizers, in build/dev-asan
# Needs no display, no standard input and, with the packages installed, no network. The runner's
# closing line comes last; the exit code is 0 only when every test passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() { sed -n '2,6s/^# //p' packaging/test.sh; }

case "${1:-}" in
  '')
    build=build/test
    preset=dev
    ;;
  --asan)
    build=build/dev-asan
    preset=dev-asan
    ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

jobs=$(nproc)
jobs=$((jobs < 4 ? jobs : 4)) # tests at once
configure=(-DFACTOID_UNITY=ON)
packaging/install-deps.sh
packaging/format.sh --check

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/runtime"
export XDG_RUNTIME_DIR="$scratch/runtime"
export QT_QPA_PLATFORM=offscreen
export LC_ALL=C.UTF-8
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
if [ -z "${FACTOID_SHARED_DATA:-}" ] && [ -d ../shared/data/tidy ]; then
  FACTOID_SHARED_DATA=$(cd ../shared/data && pwd)
  export FACTOID_SHARED_DATA
fi
if [ -n "${FACTOID_SHARED_DATA:-}" ]; then
  echo "test: full data: $FACTOID_SHARED_DATA"
  configure+=(-DFACTOID_SHARED_DATA="$FACTOID_SHARED_DATA")
else
  configure+=(-DFACTOID_SHARED_DATA=)
  echo 'test: no full data (FACTOID_SHARED_DATA is not set): the suite shared-data is left out'
fi

. packaging/build.sh
build_here "$build" "$preset" -- "${configure[@]}"

status=0
ctest --test-dir "$build" --parallel "$jobs" --timeout 300 --output-on-failure --no-tests=error \
  --no-label-summary </dev/null 2>&1 | tee "$scratch/ctest.log" || status=$?
# A check or two that failed is run once more, alone: what passes then raced with its neighbours, which is said loudly
# as it wants mending. What fails again, crashes or hangs is broken.
closing="$scratch/ctest.log"
grep -E '^\s+[0-9]+ - .*\(' "$scratch/ctest.log" > "$scratch/failed" || true
if [ "$status" -ne 0 ] && [ "$(wc -l < "$scratch/failed")" -le 2 ] && [ -s "$scratch/failed" ] &&
  ! grep -vqE '\(Failed\)$' "$scratch/failed"; then
  echo 'test: failed, and run once more, alone:'
  cat "$scratch/failed"
  status=0
  ctest --test-dir "$build" --rerun-failed --timeout 300 --output-on-failure --no-tests=error --no-label-summary \
    </dev/null 2>&1 | tee "$scratch/again.log" || status=$?
  closing="$scratch/again.log"
  [ "$status" -ne 0 ] || { echo 'test: PASSED ONLY THE SECOND TIME (a race to mend):'; cat "$scratch/failed"; }
fi
# When tests fail, ctest lists them after its closing line: say it again, last.
grep -E '^[0-9]+% tests passed' "$closing" | tail -n 1 ||
  { echo 'test: the runner gave no closing line'; status=1; }
exit "$status"
