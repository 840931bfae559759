#!/usr/bin/env bash
# Installs what a build and a private PostgreSQL need on Debian or Ubuntu, with the packages named; does nothing when it is there.
set -euo pipefail

missing=("$@")
command -v swift >/dev/null || { echo "Swift 6.3 or later is needed: see https://www.swift.org/install" >&2; exit 1; }
ls /usr/include/postgresql/libpq-fe.h >/dev/null 2>&1 || missing+=(libpq-dev)
ls /usr/include/pcre2.h >/dev/null 2>&1 || missing+=(libpcre2-dev)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null || { echo "Please install: ${missing[*]} (names as in Debian)" >&2; exit 1; }
run=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Please install as root: apt-get install ${missing[*]}" >&2; exit 1; }
  run=(sudo)
fi
echo "Installing ${missing[*]}"
# The package would start a server of its own; the gateway's tools start private ones, so none is wanted.
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"
