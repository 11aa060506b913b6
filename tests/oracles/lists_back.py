"""Fills a list in as people do, and works on its looks.

    python lists_back.py FORM.xlsx CELLS.json SEED OUT.xlsx
"""
import datetime
import json
import os
import random
import sys

import openpyxl
from openpyxl.styles import PatternFill

form, cells, seed, out = sys.argv[1:]
chance = random.Random(int(seed))
book = openpyxl.load_workbook(form)
assert book["_ocop"].sheet_state == "veryHidden"
for name in ["Danh sách", "Hồ sơ", "Chủ thể", "Hướng dẫn"]:
    sheet = book[name]
    lock = sheet.protection
    assert lock.sheet and not lock.password, name
    assert not (lock.formatCells or lock.formatColumns or lock.formatRows or lock.autoFilter), name
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1), name
    assert int(sheet.page_setup.paperSize) == 9 and sheet.print_area, name
    assert sheet.column_dimensions["A"].hidden, name
    assert all(len(rules.rules) <= 3 for rules in sheet.conditional_formatting), name
    if name != "Hướng dẫn":
        assert sheet.print_title_rows and sheet.auto_filter.ref, name
for rule in book["Danh sách"].data_validations.dataValidation:
    assert rule.type != "list" or rule.formula1 in book.defined_names, rule.formula1
typed = 0
for name, at, value in json.load(open(cells)):
    cell = book[name][at]
    if "number" in value:
        cell.value = float(value["number"])
    elif "day" in value:
        cell.value = datetime.date.fromisoformat(value["day"])
        cell.number_format = "dd/mm/yyyy"
    else:
        cell.value = value["text"]
        cell.data_type = "s"  # a text that begins with = stays one
    typed += 1
    if chance.random() < 0.1:
        cell.fill = PatternFill("solid", fgColor="FFCC99")
for name in ["Danh sách", "Hồ sơ", "Chủ thể"]:
    sheet = book[name]
    for column in chance.sample("CDEF", 2):
        sheet.column_dimensions[column].width = chance.randint(5, 70)
    sheet.row_dimensions[chance.randint(8, 20)].hidden = True
    sheet.sheet_properties.tabColor = "00B050"
os.makedirs(os.path.dirname(out), exist_ok=True)
book.save(out)
print(f"{os.path.basename(form)}: {typed} cells typed")
