#!/usr/bin/env bash
# A whole round on the desk in headless Chromium, from an empty folder to a verified decision: files are chosen, a fault is
# mended, papers are made, looked at, signed in a console, verified; by mouse and by keyboard alone, on a phone and on a desk,
# printed. Outputs must be those of the command line, byte for byte. Then what must not work: a host of another name, a form of
# another page, a second desk, a stop in the middle of a file. axe-core looks for faults of accessibility where npm is at hand.
# Usage: desk.sh OCOP
set -euo pipefail
ocop=$(realpath "${1:?the program}")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if command -v npm >/dev/null && (cd "$work" && npm pack --silent axe-core@4 >/dev/null 2>&1); then
  tar -xzf "$work"/axe-core-*.tgz -C "$work" package/axe.min.js
else
  echo "SKIPPED: axe-core (no npm)" >&2
fi
/usr/bin/python3 "$here/desk.py" "$ocop" "$here/../../inputs" "$work"
