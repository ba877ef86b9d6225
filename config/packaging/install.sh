#!/bin/sh
# Installs vaultop's executable for Linux into ~/.local/bin, after a check of its SHA-256: for a machine without root, such
# as AWS CloudShell. Needs curl, tar and sha256sum.
#   VAULTOP_VERSION  the version; otherwise the newest
#   VAULTOP_BIN      where it goes, instead of ~/.local/bin
#   VAULTOP_FROM     a mirror of the releases
set -eu

from=${VAULTOP_FROM:-https://github.com/vaultop/vaultop/releases}
bin=${VAULTOP_BIN:-$HOME/.local/bin}
fail() { printf 'vaultop: %s\n' "$*" >&2; exit 1; }

[ "$(uname -s)" = Linux ] || fail "there is no executable for $(uname -s): see $from for the npm package"
case $(uname -m) in
  x86_64) processor=x64 ;;
  aarch64 | arm64) processor=arm64 ;;
  *) fail "there is no executable for $(uname -m)" ;;
esac

if [ -n "${VAULTOP_VERSION:-}" ]; then folder=$from/download/v$VAULTOP_VERSION; else folder=$from/latest/download; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

get() { curl --fail --silent --show-error --location --output "$work/$1" "$folder/$1" || fail "could not download $folder/$1"; }
get SHA256SUMS
name=$(sed -n "s/^[0-9a-f]\{64\}  \(vaultop-[0-9][^/]*-linux-$processor\.tar\.gz\)\$/\1/p" "$work/SHA256SUMS")
[ -n "$name" ] || fail "$folder/SHA256SUMS names no executable for linux-$processor"
get "$name"
(cd "$work" && grep -F "  $name" SHA256SUMS | sha256sum --check --status) ||
  fail "$name is not what SHA256SUMS says: nothing was installed"
tar -xzf "$work/$name" -C "$work"
mkdir -p "$bin"
mv "$work/${name%.tar.gz}/vaultop" "$bin/vaultop.new"
mv "$bin/vaultop.new" "$bin/vaultop"
printf 'Installed %s as %s/vaultop\n' "$("$bin/vaultop" --version)" "$bin"
case :$PATH: in *":$bin:"*) ;; *) printf 'Next: add %s to PATH\n' "$bin" ;; esac
