#!/usr/bin/env bash
# Makes true sentences and lies from the real figures (tests/independent/stranger), asks the program about them and counts by kind.
#   packaging/lies.sh [--count N] [--seed N]     of each language N lies of each sort (default 10000): structural ones, which say true
#                                                numbers of something else, and words that no figure carries; a fifth as many true ones
# Wants FACTOID_SHARED_DATA, or ../shared/data. Exit code 1 when a lie is taken. 100,000 of each take about two hours.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

count=10000
seed=1
while [ $# -gt 0 ]; do
  case $1 in
    --count) count=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    *) sed -n '2,5s/^# //p' packaging/lies.sh; exit 2 ;;
  esac
done
FACTOID_SHARED_DATA=$(cd "${FACTOID_SHARED_DATA:-../shared/data}" && pwd)
export FACTOID_SHARED_DATA

build=build/release
packaging/install-deps.sh
. packaging/build.sh
build_here "$build" release factoid-desk
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
desk=("$PWD/$build/app/factoid-desk" --headless --store "sqlite:$scratch/figures.db")
"${desk[@]}" import "$FACTOID_SHARED_DATA"/tidy/*.csv >/dev/null
"${desk[@]}" build-summaries >/dev/null

status=0
made=tests/independent/stranger
ask=(python3 -B "$made/ask.py" --binary "$build/app/factoid-desk" --store "$scratch/figures.db")
for language in en cy; do
  maker=honest.py
  if [ "$language" = cy ]; then maker=honest_cy.py; fi
  python3 -B "$made/$maker" --seed "$seed" --count $((count / 5)) --out "$scratch/honest_$language.json" >/dev/null
  python3 -B "$made/$maker" --seed $((seed + 1)) --count 5000 --out "$scratch/source_$language.json" >/dev/null
  "${ask[@]}" --expect supported "$scratch/honest_$language.json"
  if [ "$language" = en ]; then
    python3 -B "$made/honest_more.py" --seed "$seed" --out "$scratch/honest_more.json" >/dev/null
    "${ask[@]}" --expect supported "$scratch/honest_more.json"
  fi
  for sort in structural word; do
    lies=$scratch/lies_${language}_$sort.json
    python3 -B "$made/lies.py" --seed "$seed" --count "$count" --sort "$sort" --language "$language" \
      --from "$scratch/source_$language.json" --out "$lies"
    "${ask[@]}" --expect refused "$lies" || status=1
  done
done
exit "$status"
