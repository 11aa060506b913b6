#!/bin/sh
# Makes the same one-page invitation with other tools and with ocop, and prints papers a second.
#
#   benches/rivals/run.sh [papers]
#
# Needs python3; LibreOffice for docxtpl. Python packages go into a venv below target/. What cannot be
# installed is skipped, loudly. OCOP names the program (default: target/release/ocop).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
venv=$root/target/rivals
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
for package in typst==0.15.2 weasyprint docxtpl; do
    "$venv/bin/pip" install --quiet --disable-pip-version-check "$package" ||
        echo "SKIPPED: $package cannot be installed" >&2
done
exec "$venv/bin/python" "$root/benches/rivals/rivals.py" "${OCOP:-$root/target/release/ocop}" "$@"
