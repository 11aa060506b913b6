#!/usr/bin/env python3
"""Spoils a district's list: adds one to the first part of the score in a row, so that the parts no longer make the total.

spoil.py WORKBOOK ROW
"""

import re
import sys
import zipfile

workbook, row = sys.argv[1:]
sheet = "xl/worksheets/sheet1.xml"
with zipfile.ZipFile(workbook) as package:
    parts = [(name, package.read(name)) for name in package.namelist()]
cell = re.compile(rf'(<c r="H{row}"[^>]*><v>)(\d+)')
with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as package:
    for name, data in parts:
        if name == sheet:
            text, count = cell.subn(lambda found: found[1] + str(int(found[2]) + 1), data.decode())
            assert count == 1, f"no mark in H{row}"
            data = text.encode()
        package.writestr(name, data)
