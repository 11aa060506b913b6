#!/usr/bin/env bash
# Reads the issued PDFs with poppler and qpdf: well formed, fonts embedded, A4, the text in the order it is read.
# Usage: pages.sh OUTPUTS
set -euo pipefail
outputs=${1:?outputs folder}

fail() { printf '%s\n0 passed, 1 failed\n' "$*"; exit 1; }

passed=0
while IFS= read -r pdf; do
  qpdf --check "$pdf" >/dev/null || fail "$pdf: qpdf is not content"
  # poppler calls the tag tree's Suspects flag a wrong type; the flag is sound.
  fonts=$(pdffonts "$pdf" 2>/dev/null | tail -n +3)
  [ -n "$fonts" ] || fail "$pdf: no fonts"
  awk '$(NF-4) != "yes" { exit 1 }' <<<"$fonts" || fail "$pdf: a font is not embedded"
  sizes=$(pdfinfo -f 1 -l 99 "$pdf" 2>/dev/null | grep -E '^Page +[0-9]+ size:')
  grep -vqE '595\.[0-9]+ x 841\.[0-9]+|841\.[0-9]+ x 595\.[0-9]+' <<<"$sizes" && fail "$pdf: a page is not A4"
  passed=$((passed + 1))
done < <(find "$outputs" -name '*.pdf' | sort)
[ "$passed" -gt 0 ] || fail "no papers in $outputs"

# A blank is a run of no-break spaces with joiners between them, so that it is read as part of its line.
lines() { pdftotext "$1" - 2>/dev/null | LC_ALL=C sed 's/\xe2\x81\xa0//g; s/\xc2\xa0/ /g'; }
for blank in ke-hoach:'Số: {10,}/KH-UBND' bien-ban:'Số: {10,}/BB-HĐOCOP' quyet-dinh:'Số: {10,}/QĐ-UBND' \
  quyet-dinh:'Lai Châu, ngày {5,}tháng 12 năm 2020' quyet-dinh:'\(Kèm theo Quyết định số {10,}/QĐ-UBND ngày .*\)'; do
  text=$(lines "$(find "$outputs" -name "${blank%%:*}.pdf")")
  grep -qE "^${blank#*:}\$" <<<"$text" || fail "${blank%%:*}: a blank tears its line apart: ${blank#*:}"
  passed=$((passed + 1))
done
plan=$(pdftotext "$outputs/01-ke-hoach/ke-hoach.pdf" - 2>/dev/null | tr -s '[:space:]' ' ')
[[ $plan == *'Lưu: VT, KT6.'*'KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hà Trọng Hải'* ]] || fail "the plan's recipients and signer are not read in order"
decision=$(pdftotext "$outputs/06-quyet-dinh/quyet-dinh.pdf" - 2>/dev/null)
[[ $decision == *'Điều 1.'*'Điều 4.'*'Phụ lục'* ]] || fail "the decision's articles and annex are not read in order"
echo "$((passed + 2)) passed, 0 failed"
