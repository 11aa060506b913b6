#!/usr/bin/env bash
# pyHanko signs pages of LibreOffice, Chromium, cairo, qpdf and our own in many ways, then each is forged; we say what we
# think of them all. No genuine one may be called forged, no forged one valid.
#   foreign.sh PAPER.pdf [COMMAND]      COMMAND verifies a file, e.g. "target/release/ocop verify" (the default)
#
# Needs: libreoffice-writer chromium poppler-utils qpdf python3-venv
set -euo pipefail
cd "$(dirname "$0")/../.."
paper=$1
command=${2:-target/release/ocop verify}
python=target/oracles/pyhanko/bin/python
if ! "$python" -c 'import pyhanko, reportlab' 2>/dev/null; then
    python3 -m venv target/oracles/pyhanko
    "$python" -m pip install --quiet 'pyHanko==0.38.0' 'reportlab==5.1.0'
fi
"$python" -W ignore tests/oracles/foreign.py "$command" "$paper" ${KEEP:+"$KEEP"}
