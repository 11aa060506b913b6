#!/usr/bin/env bash
# Other programs look at the ballots that go out: openpyxl at their drop-downs, locks, print areas and keys; LibreOffice prints
# them one page wide, and calculates ballots that were filled in with lawful marks: the sums, stars and states are those that
# Python counts. Needs python3-venv and LibreOffice. `KEEP=DIR` keeps the printed pages to be looked at.
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/oracles/openpyxl.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/profile/user" "$work/empty" "$work/filled" "$work/saved"
# LibreOffice trusts the stored results of other programs unless its profile tells it to always calculate.
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
office() { soffice --headless -env:UserInstallation="file://$work/profile" "$@" >/dev/null 2>&1; }

FORMS="$work/empty" cargo test --quiet --lib ballots_for_the_oracles -- --ignored >/dev/null
for form in "$work"/empty/phieu-*.xlsx; do
    name=$(basename "$form")
    "$python" tests/oracles/forms.py check "$form"
    "$python" tests/oracles/forms.py fill "$form" "$work/filled/$name"
    office --convert-to xlsx --outdir "$work/saved" "$work/filled/$name"
    "$python" tests/oracles/forms.py compare "$work/filled/$name" "$work/saved/$name"
done
if [ -n "${KEEP:-}" ]; then
    mkdir -p "$KEEP"
    for kind in empty filled; do
        for form in "$work/$kind"/phieu-*.xlsx; do
            office --convert-to pdf --outdir "$work/$kind" "$form"
            pdftoppm -r 60 -png "${form%.xlsx}.pdf" "$KEEP/$kind-$(basename "$form" .xlsx)"
        done
    done
fi
