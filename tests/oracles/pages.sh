#!/usr/bin/env bash
# Reads the issued PDFs with poppler and qpdf: well formed, fonts embedded, A4, text in the order it is read.
# Usage: pages.sh OUTPUTS
set -euo pipefail
outputs=${1:?outputs folder}
passed=0
while IFS= read -r pdf; do
  qpdf --check "$pdf" >/dev/null
  if pdffonts "$pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes") exit 1 }'; then :; else
    echo "$pdf: a font is not embedded"; exit 1
  fi
  pdfinfo -f 1 -l 99 "$pdf" | awk '/^Page +[0-9]+ size:/ && !/595\.[0-9]* x 841\.[0-9]*|841\.[0-9]* x 595\.[0-9]*/ { print; exit 1 }'
  passed=$((passed + 1))
done < <(find "$outputs" -name '*.pdf' | sort)
pdftotext "$outputs/ke-hoach.pdf" - | grep -q 'Số: */KH-UBND'
pdftotext "$outputs/quyet-dinh.pdf" - | grep -q 'Điều 1'
echo "$passed passed, 0 failed"
