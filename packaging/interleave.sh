#!/usr/bin/env bash
# Two processes on one store in every order of the one's locks: what the test suite takes a sample of.
#   packaging/interleave.sh                   every lock of every pair (about an hour)
#   packaging/interleave.sh --part I --of N   the I-th of N parts of them, from 0
#   packaging/interleave.sh --races N         N random races of readers and a command that withdraws
#   --seed S     of the races; printed in any case
#   --build DIR  where test_cli was built (build/dev)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=build/dev
what='[.every-interleaving]'
while [ $# -gt 0 ]; do
  case "$1" in
    --part) export FACTOID_INTERLEAVE_PART="$2"; shift 2 ;;
    --of) export FACTOID_INTERLEAVE_PARTS="$2"; shift 2 ;;
    --races) export FACTOID_RACES="$2"; what='[.races]'; shift 2 ;;
    --seed) export FACTOID_INTERLEAVE_SEED="$2"; shift 2 ;;
    --build) build="$2"; shift 2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
exec "$build/tests/test_cli" "$what"
