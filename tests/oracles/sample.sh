#!/usr/bin/env bash
# The sample rounds are what their generators write, byte for byte, and LibreOffice opens the hand-made .ods.
set -euo pipefail
cd "$(dirname "$0")/../.."
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
cargo test --quiet --workspace --no-run # the examples, too
target/debug/examples/sample_round "$again"
for folder in ho-so phieu-cham; do diff -r "inputs/$folder" "$again/$folder"; done
target/debug/examples/round_2026 "$again/2026"
for folder in ho-so phieu-cham; do diff -r "examples/round_2026/inputs/$folder" "$again/2026/$folder"; done
soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76' --outdir "$again" "$again/ho-so/muong-te.ods" >/dev/null 2>&1
grep -q 'Mật ong Pa Ủ' "$again/muong-te.csv"
echo "3 passed, 0 failed"
