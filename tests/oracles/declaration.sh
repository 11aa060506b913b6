#!/usr/bin/env bash
# Other programs look at the declaration in Excel: openpyxl at its drop-downs, colours, keys and pages; LibreOffice prints a new
# one and that of the sample, each sheet one page wide, and saves it as xlsx, ods and xls, after which it is the same round.
# Needs python3-venv and LibreOffice. `KEEP=DIR` keeps the printed pages to be looked at.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/oracles/openpyxl.sh
cargo test --quiet --workspace --no-run # the program as the tests have it: nothing is built twice
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
office() { soffice --headless -env:UserInstallation="file://$work/profile" "$@" >/dev/null 2>&1; }

target/debug/ocop new "$work/moi" >/dev/null
cp -r inputs "$work/mau"
target/debug/ocop declare --to excel --inputs "$work/mau" >/dev/null
for round in moi mau; do
    "$python" tests/oracles/declaration.py "$work/$round/khai-bao.xlsx"
    office --convert-to pdf --outdir "$work/$round" "$work/$round/khai-bao.xlsx"
    # 16 sheets of one page, and a few that go on to a second.
    pages=$(pdfinfo "$work/$round/khai-bao.pdf" | sed -n 's/^Pages: *//p')
    echo "$round: $pages pages"
    ((pages >= 16 && pages <= 24))
    if [ -n "${KEEP:-}" ]; then
        mkdir -p "$KEEP"
        pdftoppm -r 60 -png "$work/$round/khai-bao.pdf" "$KEEP/$round"
    fi
done
cargo test --quiet --test interface -- --ignored libreoffice
