# Sets `python` to a Python that has openpyxl, in a virtual environment that is made once under target/. Sourced by oracles
# that read or write workbooks; needs python3-venv.
python=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/oracles/openpyxl/bin/python
if ! "$python" -c 'import openpyxl' 2>/dev/null; then
  python3 -m venv "${python%/bin/python}"
  "$python" -m pip install --quiet 'openpyxl==3.1.5'
fi
