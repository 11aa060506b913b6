#!/usr/bin/env bash
# Headless Chromium opens the page of a spoiled sample round, on a phone and on a desk, and works its filter: what is shown,
# what is announced, what the address remembers, what is printed. With Debian's own python, whose selenium knows its chromium.
# Usage: page_filter.sh OCOP
set -euo pipefail
ocop=${1:?the program}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

/usr/bin/python3 "$here/page_filter.py" spoil "$here/../../inputs" "$work/inputs"
# 2: some were refused, as they should be.
"$ocop" check --inputs "$work/inputs" --outputs "$work/outputs" >/dev/null || [ $? -eq 2 ]
/usr/bin/python3 "$here/page_filter.py" drive "$work/outputs"
