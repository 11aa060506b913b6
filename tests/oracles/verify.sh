#!/usr/bin/env bash
# pyHanko signs an issued paper; then the paper is tampered with, and pyHanko and we say what we think of it.
#   verify.sh PAPER.pdf [COMMAND]      COMMAND verifies a file, e.g. "target/release/ocop verify" (the default)
set -euo pipefail
cd "$(dirname "$0")/../.."
paper=$1
command=${2:-target/release/ocop verify}
python=target/oracles/pyhanko/bin/python
if ! "$python" -c 'import pyhanko' 2>/dev/null; then
    python3 -m venv target/oracles/pyhanko
    "$python" -m pip install --quiet 'pyHanko==0.38.0'
fi
"$python" -W ignore tests/oracles/verify.py "$command" "$paper"
