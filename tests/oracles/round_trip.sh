#!/usr/bin/env bash
# Ballots of ours go out, are filled in by openpyxl with random lawful marks, worked on (columns widened, rows hidden, colours
# changed), saved by LibreOffice as xlsx, ods and xls, and read: the same marks come back, nothing is told but what is so.
# Every product set of 26/2026 and of 148/2023 is in them. Needs python3-venv and LibreOffice. `SEED=n` draws other marks.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/oracles/openpyxl.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ROUND_TRIP=$work SEED=${SEED:-1}

cargo test --quiet --test reading -- --ignored --exact issued::oracle::ballots_go_out
for form in "$work"/*.xlsx; do
    "$python" tests/oracles/round_trip.py "$form" "${form%.xlsx}.json" "$SEED" "$work/filled/$(basename "$form")"
done
mkdir -p "$work/back/openpyxl"
cp "$work"/filled/*.xlsx "$work/back/openpyxl/"
for format in xlsx ods xls; do
    soffice --headless -env:UserInstallation="file://$work/profile" --convert-to "$format" --outdir "$work/back/$format" \
        "$work"/filled/*.xlsx >/dev/null 2>&1
done
cargo test --quiet --test reading -- --ignored --exact --nocapture issued::oracle::the_same_marks_come_back
