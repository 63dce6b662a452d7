#!/usr/bin/env bash
# Lays out the sources as .clang-format says.
#   packaging/format.sh           writes
#   packaging/format.sh --check   names the files that are not so, and fails
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

how=(-i)
case "${1:-}" in
  '') ;;
  --check) how=(--dry-run --Werror) ;;
  *) sed -n '2,4s/^# \{0,1\}//p' packaging/format.sh >&2; exit 2 ;;
esac
if ! find app core tests ui -name '*.cpp' -print0 -o -name '*.h' -print0 |
  xargs -0 -n 40 -P "$(nproc)" clang-format "${how[@]}"; then
  echo 'format: the files above are not laid out as .clang-format says: run packaging/format.sh' >&2
  exit 1
fi
