#!/usr/bin/env bash
# Headless Chromium reads the published page of a round on a phone and on a desk, searches it, filters it and prints it; it must
# call nothing and say nothing on its console. LibreOffice opens both workbooks and calculates the tables anew: every formula
# gives what is stored in it. openpyxl finds tables, filters and charts.
# Usage: publication.sh OCOP
set -euo pipefail
ocop=${1:?the program}
here=$(cd "$(dirname "$0")" && pwd)
source "$here/openpyxl.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for round in . examples/round_2026; do
  name=$(basename "$round"); [ "$name" != . ] || name=sample
  "$ocop" run --inputs "$here/../../$round/inputs" --outputs "$work/$name" >/dev/null || [ $? -le 2 ]
done

# LibreOffice trusts the stored results of other programs unless its profile tells it to always calculate.
mkdir -p "$work/profile/user"
cat >"$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
for folder in "$work"/*/04-ket-qua-cham; do
  round=$(dirname "$folder")
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to xlsx --outdir "$round/again" \
    "$folder/bieu-tong-hop.xlsx" "$round/09-cong-bo/san-pham.xlsx" >/dev/null 2>&1
  "$python" "$here/publication.py" workbooks "$round"
done
/usr/bin/python3 "$here/publication.py" drive "$work/sample" "$work/round_2026"
