#!/usr/bin/env bash
# Other programs look at marked workbooks: openpyxl and LibreOffice read the original and the marked copy, and every value,
# formula and format must be the same but for the colour of the faults; the parts of the package must fit together.
# Needs python3-venv and LibreOffice. OCOP_CORPUS may name a folder of more workbooks to try.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/oracles/openpyxl.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/originals"
cp inputs/ho-so/*.xlsx "$work/originals/"
# Its bombs (poc) would go off in the other programs: one gives 12 GB of text.
if [ -n "${OCOP_CORPUS:-}" ]; then
    find "$OCOP_CORPUS" -name '*.xlsx' ! -name '*poc*' ! -name '*many-merges*' -exec cp {} "$work/originals/" \;
fi
office() { soffice --headless -env:UserInstallation="file://$work/profile" "$@" >/dev/null 2>&1; }

"$python" tests/oracles/returned.py make "$work/originals"
# The same workbook as LibreOffice saves it, with its own way of writing notes.
office --convert-to xlsx --outdir "$work/libre" "$work/originals/openpyxl.xlsx"
mv "$work/libre/openpyxl.xlsx" "$work/originals/libreoffice.xlsx"

OCOP_ORIGINALS="$work/originals" OCOP_RETURNED="$work/returned" \
    cargo test --quiet --test papers -- --ignored --nocapture returned | grep -E ': (marked|list)'

csv='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
mkdir "$work/same"
for copy in "$work"/returned/marked/*; do
    name=$(basename "$copy")
    cp "$work/originals/$name" "$work/same/$name"
done
office --convert-to "$csv" --outdir "$work/csv-original" "$work"/same/*
office --convert-to "$csv" --outdir "$work/csv-marked" "$work"/returned/marked/*
"$python" tests/oracles/returned.py compare "$work/same" "$work/returned/marked" "$work/csv-original" "$work/csv-marked"
