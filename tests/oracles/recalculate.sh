#!/usr/bin/env bash
# LibreOffice calculates the score sheet anew: every formula gives what is stored in it, every check says that it agrees,
# and one changed mark makes the check of its product, and of no other, say that it differs.
# Usage: recalculate.sh OUTPUTS
set -euo pipefail
sheet=${1:?outputs folder}/04-ket-qua-cham/bang-tong-hop-diem.xlsx
here=$(cd "$(dirname "$0")" && pwd)
source "$here/openpyxl.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# LibreOffice trusts the stored results of other programs unless its profile tells it to always calculate.
mkdir -p "$work/profile/user"
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
recalculate() {
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to xlsx --outdir "$2" "$1" >/dev/null 2>&1
}

mkdir "$work/honest" "$work/tampered"
"$python" "$here/recalculate.py" tamper "$sheet" "$work/tampered.xlsx"
recalculate "$sheet" "$work/honest"
recalculate "$work/tampered.xlsx" "$work/tampered"
"$python" "$here/recalculate.py" compare "$sheet" "$work/honest/$(basename "$sheet")" "$work/tampered/tampered.xlsx"
