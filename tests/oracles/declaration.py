"""openpyxl reads the declaration that the program wrote: drop-downs lead to lists that exist, cells that must be filled in
are coloured by a rule, keys are hidden, pages are A4 and one page wide.

    python declaration.py KHAI-BAO.xlsx
"""
import sys
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

book = load_workbook(sys.argv[1])
names = {name: value.attr_text for name, value in book.defined_names.items()}
lists, typed, rules, keys = 0, 0, 0, 0


def cells(reference):
    """The values of a reference such as 'Hội đồng'!$C$15:$C$28."""
    sheet, area = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    sheet = book[sheet.strip("'")]
    return [sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1)]


for sheet in book.worksheets:
    if sheet.title == "_ocop":
        assert sheet.sheet_state == "veryHidden"
        continue
    assert str(sheet.page_setup.paperSize) == "9", sheet.title
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0, sheet.title
    for check in sheet.data_validations.dataValidation:
        if check.type == "list":
            reference = names[check.formula1.lstrip("=")]
            assert check.formula1.startswith("ten_") or all(cells(reference)), check.formula1
            lists += len(check.sqref.ranges)
        else:
            typed += 1
    rules += sum(len(of.rules) for of in sheet.conditional_formatting)
    if sheet.title != "Hướng dẫn":
        assert sheet.column_dimensions["A"].hidden, sheet.title
        for row in sheet.iter_rows(max_col=1):
            value = row[0].value
            keys += value is not None
            if str(value).startswith("khoa|"):
                assert sheet.row_dimensions[row[0].row].hidden, (sheet.title, row[0].row)
print(f"{len(book.worksheets)} sheets, {len(names)} lists, {lists} cells with a drop-down, {typed} checks of days and numbers, "
      f"{rules} rules of colour, {keys} keys")
assert lists > 100 and typed > 50 and rules > 50 and keys > 100
