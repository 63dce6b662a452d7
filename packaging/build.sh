#!/usr/bin/env bash
# Sourced by the other scripts: configures and builds, and says as it goes how far it is and what remains.
#   build_here BUILD_FOLDER PRESET [TARGET…] [-- CONFIGURE_OPTION…]
# The whole output of the compiler goes to BUILD_FOLDER/build.log; of a failure the end is shown.

# As many at once as there are processors, and as 1.5 GB of memory each allow.
build_jobs() {
  local cores room
  cores=$(nproc)
  room=$(awk '/^MemAvailable:/ { print int($2 / 1572864) }' /proc/meminfo)
  [ "${room:-1}" -ge 1 ] || room=1
  echo $((cores < room ? cores : room))
}

build_here() {
  local build=$1 preset=$2 jobs said=-1 status=0
  shift 2
  local targets=() options=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=("$1"); shift; done
  [ $# -eq 0 ] || { shift; options=("$@"); }
  mkdir -p "$build"
  jobs=$(build_jobs)
  # A home that cannot be written must not stop the compiler's cache.
  if [ -z "${CCACHE_DIR:-}" ] && [ ! -w "${HOME:-/nonexistent}" ]; then
    export CCACHE_DIR="$PWD/build/ccache"
  fi
  local name=${0##*/}
  name=${name%.sh}
  if ! cmake --preset "$preset" -B "$build" "${options[@]}" >"$build/build.log" 2>&1 </dev/null; then
    tail -n 40 "$build/build.log" >&2
    echo "$name: the build could not be set up; the whole log is $build/build.log" >&2
    return 1
  fi
  echo "$name: building into $build with $jobs processors"
  # finished, all, seconds gone: a tenth at a time
  NINJA_STATUS='@ %f %t %e ' cmake --build "$build" --parallel "$jobs" ${targets[0]+--target "${targets[@]}"} </dev/null 2>&1 |
    tee -a "$build/build.log" | while read -r mark finished all seconds _; do
      [ "$mark" = @ ] || continue
      percent=$((finished * 100 / all))
      if [ $((percent / 10)) -gt "$said" ] && [ "$finished" -gt 0 ]; then
        said=$((percent / 10))
        awk -v name="$name" -v p="$percent" -v f="$finished" -v a="$all" -v s="$seconds" 'BEGIN {
          left = s * (a - f) / f / 60
          if (f == a) printf "%s: built (%.0f min)\n", name, s / 60
          else if (left < 1) printf "%s: %d %% built, less than a minute left\n", name, p
          else printf "%s: %d %% built, about %.0f min left\n", name, p, left }'
      fi
    done || status=1
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$build/build.log" >&2
    echo "$name: the build failed; the whole log is $build/build.log" >&2
  fi
  return "$status"
}
