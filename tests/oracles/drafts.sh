#!/usr/bin/env bash
# Opens every draft for Word of the sample round in LibreOffice: its pages say what our PDFs say; saved again it comes back
# without a difference; a tracked change comes back with its author. Needs soffice (libreoffice-writer-nogui) and poppler.
# Usage: drafts.sh OCOP INPUTS
set -euo pipefail
ocop=$(realpath "${1:?program}")
inputs=$(realpath "${2:?inputs folder}")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
office() { soffice -env:UserInstallation="file://$work/profile" --headless "$@" >/dev/null 2>&1; }
fail() { printf '%s\n0 passed, 1 failed\n' "$*"; exit 1; }

"$ocop" run --inputs "$inputs" --outputs "$work/outputs" >/dev/null || [ $? -le 1 ] || fail "the round is not issued"
drafts="$work/outputs/ban-thao"
while IFS= read -r folder; do
  part=${folder#"$drafts"}
  office --convert-to pdf --outdir "$work/pdf$part" "$folder"/*.docx || fail "$folder is not opened"
  office --convert-to docx:"MS Word 2007 XML" --outdir "$work/again$part" "$folder"/*.docx || fail "$folder is not saved"
done < <(find "$drafts" -name '*.docx' -printf '%h\n' | sort -u)
python3 "$here/drafts.py" text "$work/outputs" "$work/pdf" || exit 1

back=0
for draft in 01-ke-hoach/ke-hoach 02-giay-moi/01-* 03-hop-hoi-dong/diem-danh 04-ket-qua-cham/bien-ban \
  04-ket-qua-cham/bang-tong-hop-diem 05-trinh-phe-duyet/bao-cao-tong-hop 05-trinh-phe-duyet/to-trinh \
  06-quyet-dinh/quyet-dinh 07-giay-chung-nhan/01-* 09-cong-bo/cong-bo; do
  for file in "$work"/again/${draft}.docx "$drafts"/${draft}.docx; do
    [ -f "$file" ] || continue
    said=$("$ocop" compare "$file" --inputs "$inputs") || fail "$file comes back changed: $said"
    grep -q 'Không có gì khác' <<<"$said" || fail "$file: $said"
    back=$((back + 1))
  done
done
[ "$back" -ge 16 ] || fail "only $back drafts came back"

python3 "$here/drafts.py" tracked "$drafts/06-quyet-dinh/quyet-dinh.docx" "$work/sua.docx"
said=$("$ocop" compare "$work/sua.docx" --inputs "$inputs") && fail "a tracked change is not told"
for words in 'bỏ “chịu trách nhiệm thi hành”' 'thêm “có trách nhiệm thi hành”' 'Hà Trọng Hải, 2026-11-30 08:05' 'chú thích “Xem lại Điều 3”' \
  '“chịu” → “có”'; do
  grep -qF "$words" <<<"$said" || fail "not told: $words: $said"
done
echo "$((back + 5)) passed, 0 failed"
