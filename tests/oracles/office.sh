#!/usr/bin/env bash
# An office signs from the first command to the last: the decision and the minutes of the sample round are signed with a key
# file and sealed with a token (SoftHSM); poppler (pdfsig), pyHanko, qpdf and we ourselves look at what came of it.
#
#   tests/oracles/office.sh target/release/ocop
#
# Needs: poppler-utils qpdf libnss3-tools openssl softhsm2 opensc python3-venv
set -euo pipefail
cd "$(dirname "$0")/../.."
ocop=$(realpath "${1:?the program}")
root=$PWD

python=$root/target/oracles/pyhanko/bin/python
if ! "$python" -c 'import pyhanko' 2>/dev/null; then
    python3 -m venv target/oracles/pyhanko
    "$python" -m pip install --quiet 'pyHanko==0.38.0'
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r inputs "$work/inputs"
cd "$work"
# Papers are signed when they have a number and a day.
sed -i -e 's/^symbol = "BB-HĐOCOP"/number = 3\n&/' -e 's/^symbol = "QĐ-UBND"/number = 1757\n&/' \
    -e '/^\[papers\.minutes\]/,/^\[papers\.supplement\]/s/^date = "2020-12"/date = 2020-12-11/' inputs/round.toml

fail() { echo "$*" >&2; exit 1; }
# Runs a command that must end with this code.
ends() { local wanted=$1 code=0; shift; "$@" >log 2>&1 || code=$?; [ "$code" -eq "$wanted" ] || fail "exit $code instead of $wanted: $* $(cat log)"; }

ends 0 "$ocop" keys new hai.p12 --name "Hà Trọng Hải" --secret-fd 0 <<<"mật khẩu"
ends 0 "$ocop" keys new dau.p12 --name "UBND tỉnh Lai Châu" --secret-fd 0 <<<"mật khẩu"
mkdir inputs/ky-so
cat hai-goc.pem dau-goc.pem >inputs/ky-so/goc.pem
printf '\n[signing]\nroots = ["goc.pem"]\n' >>inputs/round.toml
"$ocop" run >log 2>&1 || [ $? -le 1 ] || fail "$(cat log)"

# The key of the seal moves to a token; a second token shows that one must be named.
mkdir tokens
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" >softhsm2.conf
export SOFTHSM2_CONF=$work/softhsm2.conf
module=$(dpkg -L libsofthsm2 | grep -m1 '/libsofthsm2\.so$')
openssl pkcs12 -in dau.p12 -passin "pass:mật khẩu" -nodes -nocerts 2>/dev/null | openssl pkcs8 -topk8 -nocrypt -out dau.key
openssl pkcs12 -in dau.p12 -passin "pass:mật khẩu" -nokeys -clcerts 2>/dev/null | openssl x509 -outform der -out dau.crt
for label in "Con dấu" "Thiết bị khác"; do softhsm2-util --init-token --free --label "$label" --so-pin 5678 --pin 738291 >/dev/null; done
softhsm2-util --import dau.key --token "Con dấu" --label dau --id 01 --pin 738291 >/dev/null
pkcs11-tool --module "$module" --token-label "Con dấu" --login --pin 738291 --write-object dau.crt --type cert --id 01 --label dau >/dev/null 2>&1
rm dau.key

decision=06-quyet-dinh/quyet-dinh.pdf minutes=04-ket-qua-cham/bien-ban.pdf
ends 0 "$ocop" sign outputs/$decision outputs/$minutes --role official --p12 hai.p12 --secret-fd 0 <<<"mật khẩu"
seal=("$ocop" sign --role seal --token "$module" --secret-fd 0)
ends 3 "${seal[@]}" outputs/ban-thu/da-ky/$decision <<<738291
grep -q "Có nhiều thiết bị ký" log || fail "$(cat log)"
ends 3 "${seal[@]}" --token-label "Con dấu" outputs/ban-thu/da-ky/$decision <<<111111
grep -q "Sai mã PIN" log || fail "$(cat log)"
for paper in $decision $minutes; do ends 0 "${seal[@]}" --token-label "Con dấu" outputs/ban-thu/da-ky/$paper <<<738291; done
grep -q "đã có lần nhập sai" log && fail "the token still counts a wrong PIN after a right one"

mkdir nss signed
certutil -N -d sql:nss --empty-password
for name in hai dau; do certutil -A -d sql:nss -n $name -t CT,C,C -i $name-goc.pem; done
cp inputs/ky-so/goc.pem signed/roots.pem
cp outputs/ban-thu/ban-hanh/*/*.pdf signed/
for file in signed/*.pdf; do
    report=$(pdfsig -nssdir sql:nss "$file" 2>/dev/null)
    [ "$(grep -c 'Signature is Valid\.' <<<"$report")" -eq 2 ] || fail "$file: pdfsig: $report"
    [ "$(grep -c 'Certificate is Trusted\.' <<<"$report")" -eq 2 ] || fail "$file: pdfsig: $report"
    [ "$(grep -c '  - Total document signed' <<<"$report")" -eq 1 ] || fail "$file: pdfsig: $report"
    qpdf --check "$file" >log 2>&1 || fail "$file: qpdf: $(cat log)"
    ends 0 "$ocop" verify "$file" --inputs inputs
done
"$python" "$root/tests/oracles/sign.py" signed
echo "2 papers signed with a key file and sealed with a token: pdfsig, pyHanko, qpdf and ocop find nothing wrong"
