"""Compares the score sheet with what another program calculates from it. Standard library only.

tamper SHEET TO                      adds a point to one mark
compare SHEET RECALCULATED TAMPERED  checks both recalculated files
"""

import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SUMMARY, AGREES, DIFFERS = "Tổng hợp", "Khớp", "LỆCH"


def parts(archive):
    """The file of each sheet, by the sheet's name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {sheet.get("name"): "xl/" + targets[sheet.get(RELATION)].removeprefix("/xl/") for sheet in sheets}


def cells(path):
    """Every cell that holds something: (sheet, cell) -> (value, is it a formula)."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            table = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            strings = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in table]
        for name, part in parts(archive).items():
            for cell in ElementTree.fromstring(archive.read(part)).iter(f"{MAIN}c"):
                value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
                if value is None and formula is None:
                    continue
                text = (value.text or "") if value is not None else ""
                kind = cell.get("t", "n")
                value = strings[int(text)] if kind == "s" else float(text) if kind == "n" and text else text
                found[name, cell.get("r")] = (value, formula is not None)
    return found


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-9
    return one == other


def checks(found):
    """The check of each product, by its row."""
    column = next(cell for (sheet, cell), (value, _) in found.items() if sheet == SUMMARY and value == "Kiểm tra")
    column = re.sub(r"\d", "", column)
    wanted = re.compile(rf"{column}(\d+)$")
    rows = {key: wanted.match(key[1]) for key in found if key[0] == SUMMARY and found[key][1]}
    return {int(match[1]): found[key][0] for key, match in rows.items() if match}


def first_mark(found):
    """The first mark of the last session, and the row of its product in the summary."""
    session = max(sheet for sheet, _ in found if sheet.startswith("Lần "))
    for (sheet, cell), (value, formula) in found.items():
        if sheet == session and re.match(r"D\d+$", cell) and isinstance(value, float) and not formula:
            return sheet, cell
    raise SystemExit("no mark")


def tamper(path, to):
    sheet, cell = first_mark(cells(path))
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        changed = parts(source)[sheet]
        for name in source.namelist():
            data = source.read(name)
            if name == changed:
                mark = re.compile(rf'(<c r="{cell}"[^>]*><v>)([\d.]+)(</v>)')
                text, count = mark.subn(lambda found: f"{found[1]}{float(found[2]) + 1}{found[3]}", data.decode())
                assert count == 1, cell
                data = text.encode()
            target.writestr(name, data)


def compare(path, recalculated, tampered):
    stored, again, changed = cells(path), cells(recalculated), cells(tampered)
    failed = []
    formulas = {key: value for key, (value, formula) in stored.items() if formula}
    for key, value in formulas.items():
        got = again.get(key, ("", False))[0]
        if not same(value, got):
            failed.append(f"{key[0]}!{key[1]}: stored {value!r}, recalculated {got!r}")
    verdicts = checks(again)
    failed += [f"row {row}: {verdict}" for row, verdict in verdicts.items() if verdict != AGREES]
    if not verdicts or len(formulas) < 10 * len(verdicts):
        failed.append("hardly a formula was found")
    sheet, cell = first_mark(stored)
    differing = [row for row, verdict in checks(changed).items() if verdict == DIFFERS]
    product = stored[sheet, "A" + cell[1:]][0]
    rows = [row for row in verdicts if same(stored[SUMMARY, f"A{row}"][0], float(product))]
    if differing != rows or len(rows) != 1:
        failed.append(f"after a change of {sheet}!{cell} these rows differ: {differing}, not {rows}")
    for line in failed[:50]:
        print(line)
    print(f"{len(formulas) + len(verdicts) + 1 - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit({"tamper": tamper, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
