#!/usr/bin/env bash
# Lists of ours go out, one under each act, are filled in by openpyxl with 20 random products, worked on (columns widened, rows
# hidden, colours changed), saved by LibreOffice as xlsx, ods and xls, and read: the same products come back, nothing is told but
# what is so. Needs python3-venv and LibreOffice. `SEED=n` draws other products.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/oracles/openpyxl.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LISTS_BACK=$work SEED=${SEED:-1}

cargo test --quiet --test reading -- --ignored --exact issued::lists::oracle::lists_go_out
for form in "$work"/*.xlsx; do
    "$python" tests/oracles/lists_back.py "$form" "${form%.xlsx}.json" "$SEED" "$work/filled/$(basename "$form")"
done
mkdir -p "$work/back/openpyxl"
cp "$work"/filled/*.xlsx "$work/back/openpyxl/"
for format in xlsx ods xls; do
    soffice --headless -env:UserInstallation="file://$work/profile" --convert-to "$format" --outdir "$work/back/$format" \
        "$work"/filled/*.xlsx >/dev/null 2>&1
done
cargo test --quiet --test reading -- --ignored --exact --nocapture issued::lists::oracle::the_same_products_come_back
