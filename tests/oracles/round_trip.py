"""Fills a ballot in as people do, by its hidden keys, and works on its looks.

    python round_trip.py FORM.xlsx MARKS.json SEED OUT.xlsx
"""
import json
import os
import random
import sys

import openpyxl
from openpyxl.styles import PatternFill

form, marks, seed, out = sys.argv[1:]
chance = random.Random(int(seed))
marks = json.load(open(marks))
book = openpyxl.load_workbook(form)
typed = 0
for sheet in book:
    key = sheet["A1"].value or ""
    if not key.startswith("phieu|"):
        continue
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    names = {sheet.cell(rows["cot|phieu"], column).value: column for column in range(2, sheet.max_column + 1)}
    for position, mark in enumerate(marks[key.split("|")[1]]):
        row = next(row for key, row in rows.items() if key and key.startswith(f"tc|{position}|"))
        cell = sheet.cell(row, names["diem"])
        cell.value = mark
        typed += 1
        if chance.random() < 0.1:
            cell.fill = PatternFill("solid", fgColor="FFCC99")
        if chance.random() < 0.05:
            sheet.row_dimensions[row + 1].hidden = True
    for column in chance.sample("CDEFG", 3):
        sheet.column_dimensions[column].width = chance.randint(5, 70)
    sheet.sheet_properties.tabColor = "00B050"
os.makedirs(os.path.dirname(out), exist_ok=True)
book.save(out)
print(f"{os.path.basename(form)}: {typed} marks typed")
