#!/bin/sh
# Installs vaultop's executable for Linux into ~/.local/bin, after a check of its SHA-256: for a machine without root, such
# as AWS CloudShell. Needs curl or wget, tar, gzip and sha256sum. What was installed before stays until the new one runs.
#   VAULTOP_VERSION  the version; otherwise the newest
#   VAULTOP_BIN      where it goes, instead of ~/.local/bin
#   VAULTOP_FROM     a mirror of the releases
set -eu

fail() { printf 'vaultop: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Sets processor.
check_system() {
  system=$(uname -s)
  [ "$system" = Linux ] || fail "there is no executable for $system: install the npm package of $from, which needs Node 22.21"
  machine=$(uname -m)
  case $machine in
    x86_64) processor=x64 ;;
    aarch64 | arm64) processor=arm64 ;;
    *) fail "there is no executable for $machine, only for x86_64 and aarch64: install the npm package of $from, which needs Node 22.21" ;;
  esac
  # Of glibc: "glibc 2.34". Others, such as musl of Alpine, do not know the name.
  if has getconf; then
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || libc=
    minor=${libc#glibc 2.}
    case $minor in
      '' | *[!0-9]*) fail "the executable needs glibc 2.28, and this system has another C library, as Alpine has: install the npm package of $from, which needs Node 22.21" ;;
    esac
    [ "$minor" -ge 28 ] || fail "the executable needs glibc 2.28, and this system has $libc"
  fi
  for program in tar gzip sha256sum mktemp; do has "$program" || fail "$program is needed, and not installed here"; done
  has curl || has wget || fail 'curl or wget is needed, and neither is installed here'
}

# Writes a file of the release into the work folder. A download that breaks off is an error of curl and of wget.
get() {
  if has curl; then curl --connect-timeout 60 --fail --silent --show-error --location --output "$work/$1" "$folder/$1"
  else wget -q -t 2 -T 60 -O "$work/$1" "$folder/$1"; fi || fail "could not download $folder/$1: nothing was installed"
}

# Sets archive.
get_archive() {
  get SHA256SUMS
  lines=$(sed -n "/^[0-9a-f]\{64\}  vaultop-[0-9][0-9A-Za-z.-]*-linux-$processor\.tar\.gz\$/p" "$work/SHA256SUMS")
  case $lines in
    '') fail "$folder/SHA256SUMS names no executable for linux-$processor: nothing was installed" ;;
    *'
'*) fail "$folder/SHA256SUMS names several executables for linux-$processor: nothing was installed" ;;
  esac
  archive=${lines#*  }
  get "$archive"
  sum=$(sha256sum "$work/$archive")
  [ "${sum%% *}" = "${lines%% *}" ] || fail "$archive is not what SHA256SUMS says: nothing was installed"
}

install() {
  tar -xzf "$work/$archive" -C "$work" || fail "could not unpack $archive into $work: nothing was installed"
  mkdir -p "$bin" 2>/dev/null || fail "could not make the folder $bin: VAULTOP_BIN names another one"
  [ -w "$bin" ] || fail "could not write into $bin: VAULTOP_BIN names another folder"
  [ ! -d "$bin/vaultop" ] || fail "$bin/vaultop is a folder: VAULTOP_BIN names another place"
  new=$bin/.vaultop.$$
  cp "$work/${archive%.tar.gz}/vaultop" "$new" || fail "could not write $new: nothing was installed"
  version=$("$new" --version) || fail "$archive does not start on this system: nothing was installed"
  mv -f "$new" "$bin/vaultop" || fail "could not replace $bin/vaultop"
  printf 'Installed %s as %s/vaultop\n' "$version" "$bin"
  case :${PATH:-}: in *":$bin:"*) ;; *) printf 'Next: add %s to PATH\n' "$bin" ;; esac
}

# Nothing runs before the last line was read: a script that broke off on its way does nothing.
main() {
  from=${VAULTOP_FROM:-https://github.com/vaultop/vaultop/releases}
  check_system
  [ -n "${VAULTOP_BIN:-${HOME:-}}" ] || fail 'HOME is not set: VAULTOP_BIN names the folder to install into'
  bin=${VAULTOP_BIN:-$HOME/.local/bin}
  wanted=${VAULTOP_VERSION:-}
  wanted=${wanted#v}
  case $wanted in *[!0-9A-Za-z.-]*) fail "VAULTOP_VERSION is a version such as 0.2.0, not $wanted" ;; esac
  if [ -n "$wanted" ]; then folder=$from/download/v$wanted; else folder=$from/latest/download; fi
  work=$(mktemp -d) || fail 'could not make a folder for the download: TMPDIR names where'
  new=
  trap 'rm -rf "$work"; [ -z "$new" ] || rm -f "$new"' EXIT
  trap 'exit 130' HUP INT TERM
  get_archive
  install
}

main
