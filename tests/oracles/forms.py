"""openpyxl reads the ballots that the program wrote, fills them in, and reads them after LibreOffice calculated them.

    python forms.py check BALLOT.xlsx              drop-downs, locks, print areas, keys
    python forms.py fill BALLOT.xlsx FILLED.xlsx   lawful marks by chance, the same each time
    python forms.py compare FILLED.xlsx SAVED.xlsx sums, stars and states against those counted here
"""
import random
import re
import sys
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

KEY, ORDER, WORDING, POINTS, STAR, MARK, REMARK = range(1, 8)
HIDDEN = "_ocop"


def products(book):
    return [sheet for sheet in book.worksheets if str(sheet["A1"].value).startswith("phieu|")]


def keys(sheet):
    """Row and parts of each key."""
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, KEY).value is not None:
            yield row, str(sheet.cell(row, KEY).value).split("|")


def lists(book):
    """The values of each drop-down list."""
    found = {}
    for name, value in book.defined_names.items():
        sheet, area = value.attr_text.rsplit("!", 1)
        assert sheet.strip("'") == HIDDEN, name
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        assert left == right >= 13, (name, area)
        found[name] = [book[HIDDEN].cell(row, left).value for row in range(top, bottom + 1)]
        assert None not in found[name], name
    return found


def choices(sheet, names):
    """What may be typed into each cell with a check."""
    allowed = {}
    for check in sheet.data_validations.dataValidation:
        for area in check.sqref.ranges:
            for row in range(area.min_row, area.max_row + 1):
                assert area.min_col == area.max_col == MARK
                if check.type == "list":
                    allowed[row] = names[check.formula1]
                else:
                    assert check.type == "decimal" and check.errorStyle in (None, "stop")
                    allowed[row] = (float(check.formula1), float(check.formula2))
    return allowed


def is_closed(sheet):
    return any("ĐÃ KHÓA" in str(row[0].value) for row in sheet.iter_rows(min_col=ORDER, max_col=ORDER, max_row=16))


def check(path):
    book = load_workbook(path)
    names = lists(book)
    assert book[HIDDEN].sheet_state == "veryHidden"
    code = {row[0].value: row[1].value for row in book[HIDDEN].iter_rows(max_col=2)}["ocop.ma"]
    assert any(one.name == "ocop.ma" and one.value == code for one in book.custom_doc_props.props)
    open_cells = drop_downs = 0
    for sheet in book.worksheets[:-1]:
        assert str(sheet.page_setup.paperSize) == "9", sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0, sheet.title
        assert sheet.print_area and sheet.column_dimensions["A"].hidden, sheet.title
        lock = sheet.protection
        # In the file, 0 is what stays allowed.
        assert lock.sheet and not lock.password, sheet.title
        assert not (lock.formatCells or lock.formatColumns or lock.formatRows or lock.autoFilter), sheet.title
        assert lock.insertRows and lock.deleteRows, sheet.title
        assert any(cell.value == f"Mã biểu: {code}" for row in sheet.iter_rows() for cell in row), sheet.title
        for of in sheet.conditional_formatting:
            assert len(of.rules) <= 3, sheet.title
    assert code in book.worksheets[0].oddFooter.left.text
    for sheet in products(book):
        allowed, closed = choices(sheet, names), is_closed(sheet)
        marks = {row for row, key in keys(sheet) if key[0] in ("tc", "loai")}
        marks = marks or {row for row, key in keys(sheet) if key[0] == "phan"}
        assert set(allowed) == (set() if closed else marks), (sheet.title, set(allowed) ^ marks)
        drop_downs += len(allowed)
        repeated = sheet.print_title_rows
        assert bool(repeated) != closed, sheet.title
        area = re.fullmatch(r".*\$B\$3:\$G\$(\d+)", sheet.print_area)
        assert area and (int(area[1]) < min(marks)) == closed, (sheet.title, sheet.print_area)
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    open_cells += 1
                    assert cell.column in (POINTS, STAR, MARK, REMARK), (sheet.title, cell.coordinate)
                    assert cell.value is None
        for row in marks:
            assert sheet.cell(row, MARK).protection.locked == closed, (sheet.title, row)
    print(f"{path.rsplit('/', 1)[-1]}: {len(book.worksheets)} sheets, {len(names)} lists, {drop_downs} cells with a check, {open_cells} open cells")


def fill(path, filled):
    book = load_workbook(path)
    names, chance = lists(book), random.Random(14)
    for number, sheet in enumerate(products(book)):
        if is_closed(sheet) or number % 9 == 4:
            continue
        allowed = choices(sheet, names)
        for row, key in keys(sheet):
            if key[0] == "tc" and not (number % 9 == 5 and chance.random() < 0.2):
                # High marks more often, so that all stars occur.
                sheet.cell(row, MARK).value = max(chance.choice(allowed[row]) for _ in range(1 + number % 4))
            elif key[0] == "phan" and row in allowed:
                sheet.cell(row, MARK).value = chance.randint(0, int(allowed[row][1]))
    book.save(filled)


def expected(sheet, names):
    """Total, missing marks, star by points and highest star by least marks, counted from the marks; the highest only where
    options are printed."""
    marks, least, total, missing = {}, {}, 0, 0
    allowed = choices(sheet, names)
    blank_while_zero = {}
    for row, key in keys(sheet):
        value = sheet.cell(row, MARK).value
        if key[0] == "tc":
            marks[key[1]] = value
            note = str(sheet.cell(row + 1, WORDING).value) + str(sheet.cell(row + 2, WORDING).value)
            needed = re.search(r"Chỉ chấm khi tiêu chí (\S+) trên 0 điểm", note)
            if needed and not sheet.cell(row + 1, KEY).value:
                blank_while_zero[key[1]] = needed[1]
        elif key[0] == "muc" and sheet.cell(row, STAR).value:
            least.setdefault(key[1], {})[len(sheet.cell(row, STAR).value)] = int(key[3])
        elif key[0] == "phan" and row in allowed:
            marks[key[1]] = value
    codes = {key[2]: key[1] for _, key in keys(sheet) if key[0] == "tc"}
    for index, needed in blank_while_zero.items():
        if marks[codes[needed]] == 0:
            marks[index] = 0 if not marks[index] else None
    total = sum(mark for mark in marks.values() if mark is not None)
    missing = sum(mark is None for mark in marks.values())
    star = next((star for star, limit in ((5, 90), (4, 70), (3, 50), (2, 30)) if total >= limit), 1)
    highest = 2
    for star_asked in (3, 4, 5):
        asked = [max(mark for at, mark in of.items() if at <= star_asked) if min(of) <= star_asked else 0 for of in least.values()]
        if all((marks[index] or 0) >= mark for index, mark in zip(least, asked)):
            highest = star_asked
        else:
            break
    return total, missing, len(marks), star, highest if least else None


def compare(filled, saved):
    names = lists(load_workbook(filled))
    before, after = products(load_workbook(filled)), load_workbook(saved, data_only=True)
    cover = after["Bìa"]
    rows = {key[1]: row for row, key in keys(cover) if key[0] == "sp"}
    states, stars = {}, set()
    for sheet in before:
        total, missing, count, star, highest = expected(sheet, names)
        row = rows[sheet["A1"].value.split("|")[1]]
        of = after[sheet.title]
        at = next(row for row, key in keys(of) if key[0] == "tong")
        state = "Chưa chấm" if missing == count else f"Còn thiếu {missing}" if missing else "Đủ"
        if is_closed(sheet):
            state = "Không chấm"
        shown = str(cover.cell(row, 12).value)
        stars.add((star, highest))
        shown_total = of.cell(at, MARK).value or 0
        assert shown_total == total == (cover.cell(row, 9).value or 0), (sheet.title, shown_total, total)
        assert sum(cover.cell(row, column).value or 0 for column in (6, 7, 8)) == total, sheet.title
        assert of.cell(at + 1, MARK).value == missing, (sheet.title, of.cell(at + 1, MARK).value, missing)
        assert shown == state or shown == "Dừng chấm", (sheet.title, shown, state)
        if not missing:
            assert cover.cell(row, 10).value == f"{star} sao", (sheet.title, cover.cell(row, 10).value, star)
            if highest:
                worded = "dưới 3 sao" if highest == 2 else f"{highest} sao"
                assert cover.cell(row, 11).value == worded, (sheet.title, cover.cell(row, 11).value, worded)
        states[shown.split(" ")[0]] = states.get(shown.split(" ")[0], 0) + 1
    print(f"  LibreOffice counts as we do: {states}, {len(stars)} pairs of stars")


{"check": check, "fill": fill, "compare": compare}[sys.argv[1]](*sys.argv[2:])
