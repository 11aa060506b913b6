#!/usr/bin/env bash
# Other programs look at papers we signed: poppler (pdfsig), pyHanko and qpdf must find nothing wrong with any of them.
# The keys come from files as OpenSSL writes them, new and old, and from SoftHSM tokens; the test PKI and its time stamp
# service live in the test that signs.
#
#   tests/oracles/sign.sh outputs/06-quyet-dinh/quyet-dinh.pdf
#
# Needs: poppler-utils qpdf libnss3-tools openssl softhsm2 opensc python3-venv
set -euo pipefail
cd "$(dirname "$0")/../.."
paper=$(realpath "${1:?a paper to sign}")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/signed" "$work/tokens" "$work/nss"

python=target/oracles/pyhanko/bin/python
if ! "$python" -c 'import pyhanko' 2>/dev/null; then
    python3 -m venv target/oracles/pyhanko
    "$python" -m pip install --quiet 'pyHanko==0.38.0'
fi

printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" >"$work/softhsm2.conf"
export SOFTHSM2_CONF="$work/softhsm2.conf"
TOKEN_MODULE=$(dpkg -L libsofthsm2 | grep -m1 '/libsofthsm2\.so$')
export TOKEN_MODULE SIGNED_OUT="$work/signed" PAPER="$paper"
cargo test --quiet --workspace --lib for_other_programs -- --ignored >"$work/log" || { cat "$work/log"; exit 1; }

certutil -N -d "sql:$work/nss" --empty-password
csplit -s -z -f "$work/root." "$work/signed/roots.pem" '/-----BEGIN/' '{*}'
for root in "$work"/root.*; do certutil -A -d "sql:$work/nss" -n "$(basename "$root")" -t CT,C,C -i "$root"; done
wrong=0
complain() { echo "$*" >&2; wrong=1; }

count=0
for file in "$work"/signed/*.pdf; do
    name=$(basename "$file")
    count=$((count + 1))
    report=$(pdfsig -nssdir "sql:$work/nss" "$file" 2>"$work/pdfsig") || complain "$name: pdfsig gives up"
    [ "$(grep -c 'Signature is Valid\.' <<<"$report")" -ge 2 ] || complain "$name: pdfsig: $report"
    # Certificates that name services which are gone by now: what pdfsig says of them depends on the network.
    [[ $name == *.later.* || $(grep -c 'Certificate is Trusted\.' <<<"$report") -ge 2 ]] || complain "$name: pdfsig: $report"
    [ "$(grep -c '  - Total document signed' <<<"$report")" -eq 1 ] || complain "$name: pdfsig: $report"
    qpdf --check "$file" >"$work/qpdf" 2>&1 || complain "$name: qpdf: $(cat "$work/qpdf")"
done
[ "$count" -ge 93 ] || complain "only $count papers were signed"
"$python" tests/oracles/sign.py "$work/signed" || wrong=1
[ "$wrong" -eq 0 ] && echo "$count signed papers: pdfsig, pyHanko and qpdf find nothing wrong"
exit "$wrong"
