#!/usr/bin/env bash
# Installs from Debian 12 what building, testing and running Factoid Desk needs and this machine lacks.
#   packaging/install-deps.sh              everything
#   packaging/install-deps.sh --core-only  without the packages that only the window needs
# Works as root, or through sudo. With nothing missing it calls neither, so it also works offline.
set -euo pipefail

core_packages=(
  build-essential cmake ninja-build pkg-config ccache clang-format git ca-certificates
  qt6-base-dev libqt6sql6-sqlite libsqlite3-dev libboost-dev libminizip-dev nettle-dev zlib1g-dev catch2
  prometheus-cpp-dev libcurl4-openssl-dev
  qtkeychain-qt6-dev openssl nghttp2-server sqlite3 python3 python3-aiosmtpd prometheus tzdata
)
window_packages=(
  qt6-svg-dev qt6-charts-dev libqt6opengl6-dev qt6-declarative-dev libxkbcommon-dev libgl1-mesa-dev
  qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools fonts-dejavu-core fonts-open-sans
)

usage() { sed -n '2,5s/^# //p' "$0"; }

packages=("${core_packages[@]}" "${window_packages[@]}")
case "${1:-}" in
  '') ;;
  --core-only) packages=("${core_packages[@]}") ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

distribution='an unknown system'
release=''
if [ -r /etc/os-release ]; then
  distribution=$(. /etc/os-release && printf '%s' "${PRETTY_NAME:-$ID}")
  release=$(. /etc/os-release && printf '%s %s' "${ID:-}" "${VERSION_ID:-}")
fi

if ! command -v dpkg-query >/dev/null; then
  echo "install-deps: this script knows Debian 12; this is $distribution." >&2
  echo "install-deps: install these by hand: ${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "install-deps: all ${#packages[@]} packages are installed already."
  exit 0
fi

if [ "$release" != 'debian 12' ]; then
  echo "install-deps: this script knows Debian 12; this is $distribution." >&2
  echo "install-deps: missing here: ${missing[*]}" >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo 'install-deps: packages are missing, and this is neither root nor is there a sudo. As root, run:' >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
  # Without a terminal there is nobody to type a password: fail at once and do not wait.
  [ -t 0 ] || as_root=(sudo -n)
fi

echo "install-deps: installing ${#missing[@]} of ${#packages[@]} packages: ${missing[*]}"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
"${apt[@]}" update </dev/null
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null

still_missing=()
for package in "${missing[@]}"; do
  is_installed "$package" || still_missing+=("$package")
done
if [ "${#still_missing[@]}" -ne 0 ]; then
  echo "install-deps: still missing: ${still_missing[*]}" >&2
  exit 1
fi
echo 'install-deps: done.'
