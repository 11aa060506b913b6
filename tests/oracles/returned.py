#!/usr/bin/env python3
"""Compares marked workbooks with their originals, and makes workbooks of all kinds to be marked.

make FOLDER                                       writes the workbooks
compare ORIGINALS MARKED CSV-ORIGINALS CSV-MARKED compares, cell by cell and part by part
"""

import posixpath
import re
import sys
import zipfile
from copy import copy as copied
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

LIST = "Lỗi cần sửa"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARKS = {"FFFFC7CE", "FFFFEB9C"}

# CT_Worksheet, CT_Stylesheet and CT_Comments in the order of ECMA-376.
ORDERS = {
    "worksheet": """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
        scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
        dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties
        cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
        webPublishItems tableParts extLst""".split(),
    "styleSheet": """numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst""".split(),
    "comments": ["authors", "commentList", "extLst"],
}


def make(folder):
    rich(Path(folder) / "openpyxl.xlsx")
    for name, parts in hand_made().items():
        with zipfile.ZipFile(Path(folder) / name, "w", zipfile.ZIP_DEFLATED) as package:
            for part, text in parts.items():
                package.writestr(part, text)


def rich(path):
    """Everything that openpyxl can write and a district might use."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Bìa & mục lục"
    first["A1"] = "Bìa"
    sheet = book.create_sheet("Danh sách 'A'")
    thin = Side(style="thin", color="FF0000FF")
    sheet.append(["TT", "Tên sản phẩm", "Điểm A", "Điểm B", "Tổng", "Ngày", "Tỷ lệ"])
    for row in range(2, 40):
        sheet.append([row - 1, f"Chè Shan tuyết {row}", row / 2, 30, f"=C{row}+D{row}", "=DATE(2020,12,8)", 0.855])
        sheet.cell(row, 5).number_format = '0.0" điểm"'
        sheet.cell(row, 6).number_format = "dd/mm/yyyy"
        sheet.cell(row, 7).number_format = "0.0%"
        for column in range(1, 8):
            cell = sheet.cell(row, column)
            cell.font = Font(name="Times New Roman", size=12, bold=column == 2, color="FF112233")
            cell.border = Border(left=thin, top=thin)
            cell.alignment = Alignment(horizontal="center", wrap_text=True, text_rotation=10)
            cell.protection = Protection(locked=column != 3)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["G2"].comment = Comment("Nhận xét của huyện\nhai dòng", "Chị Lan", height=60, width=120)
    sheet["A5"].comment = Comment("Ô khác", "Anh Páo")
    sheet.conditional_formatting.add("E2:E39", CellIsRule(operator="lessThan", formula=["40"], font=Font(color="FFFF0000")))
    validation = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    validation.add("C2:D39")
    sheet.add_data_validation(validation)
    sheet.merge_cells("A42:C43")
    sheet["A42"] = "Người lập biểu"
    sheet["H2"].hyperlink = "https://example.org/?a=1&b=2"
    sheet.column_dimensions["B"].width = 31.7
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].height = 33
    sheet.row_dimensions[6].hidden = True
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = "A1:G45"
    sheet.protection.enable()
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=10), titles_from_data=True)
    sheet.add_chart(chart, "J2")
    third = book.create_sheet("Bảng")
    for row in [["Mã", "Giá trị"], ["a", 1], ["b", 2]]:
        third.append(row)
    third.add_table(Table(displayName="Bang1", ref="A1:B3"))
    hidden = book.create_sheet("Ẩn")
    hidden["C3"] = "ẩn"
    hidden.sheet_state = "hidden"
    book.defined_names["Toàn_cục"] = DefinedName("Toàn_cục", attr_text="'Danh sách ''A'''!$A$1")
    third.defined_names["Riêng"] = DefinedName("Riêng", attr_text="Bảng!$A$2")
    book.active = 1
    book.save(path)


def hand_made():
    """Packages that other programs write, or might."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def package(sheet, book=None, types="", relations="", extra=None, macro=False):
        main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macro else f"{kind}.sheet.main+xml"
        book = book or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="Danh sách" sheetId="7" r:id="a"/></sheets></workbook>'
        parts = {
            "[Content_Types].xml": f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/xl/workbook.xml" ContentType="{main}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>{types}</Types>',
            "_rels/.rels": f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": head + book,
            "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": head + sheet,
        }
        return parts | (extra or {})

    inline = '<c r="B2" t="inlineStr"><is><t>Chè</t><rPh sb="0" eb="1"><t>che</t></rPh></is></c>'
    plain = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1" spans="1:2"><c r="A1"><v>1</v></c>{inline.replace("B2", "B1")}</row><row r="4"/></sheetData></worksheet>'
    positions = f"<worksheet xmlns='{MAIN}'>\r\n <sheetData>\r\n  <row><c><v>1</v></c><c t='inlineStr'><is><t>hai</t></is></c></row>\r\n  <row ><c ><v>3</v></c ></row>\r\n </sheetData>\r\n</worksheet>"
    prefixed = f'<x:worksheet xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:dimension ref="A1:B2"/><x:sheetViews><x:sheetView tabSelected="1" workbookViewId="0"/></x:sheetViews><x:cols><x:col min="2" max="3" width="30" customWidth="1"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:f>"a"&amp;"b"</x:f><x:v>ab</x:v></x:c></x:row><x:row r="2" s="0" customFormat="1"><x:c r="B2"><x:v>2.5</x:v></x:c></x:row></x:sheetData><x:pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><x:extLst><x:ext uri="{{00000000-0000-0000-0000-000000000000}}"/></x:extLst></x:worksheet>'
    prefixed_book = f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets><x:sheet name="Danh sách" sheetId="1" q:id="a"/></x:sheets></x:workbook>'
    notes = f'<comments xmlns="{MAIN}"><authors><author>Chị Lan</author></authors><commentList><comment ref="A1" authorId="0"><text><t>Ghi chú cũ</t></text></comment><comment ref="C3" authorId="0"><text/></comment></commentList></comments>'
    notes_types = f'<Override PartName="/xl/comments1.xml" ContentType="{kind}.comments+xml"/>'
    notes_relations = {"xl/worksheets/_rels/sheet1.xml.rels": f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/comments" Target="../comments1.xml"/></Relationships>'}
    chain = '<Override PartName="/xl/calcChain.xml" ContentType="%s.calcChain+xml"/>' % kind
    return {
        "no-styles.xlsx": package(plain),
        "no-names-of-cells.xlsx": package(positions),
        "empty.xlsx": package(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'),
        "prefixed.xlsx": package(prefixed, prefixed_book),
        "notes-without-boxes.xlsx": package(plain, types=notes_types, extra=notes_relations | {"xl/comments1.xml": head + notes}),
        "chain.xlsx": package(
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>',
            types=chain,
            relations=f'<Relationship Id="z" Type="{OFFICE}/calcChain" Target="calcChain.xml"/>',
            extra={"xl/calcChain.xml": f'{head}<calcChain xmlns="{MAIN}"><c r="A1" i="7"/></calcChain>'},
        ),
        "macros.xlsm": package(
            plain,
            relations='<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
            extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no real macros"},
            macro=True,
        ),
    }


def compare(originals, marked, csv_originals, csv_marked):
    failed, cells, books = [], 0, 0
    for copy in sorted(Path(marked).iterdir()):
        original = Path(originals) / copy.name
        books += 1
        failed += [f"{copy.name}: {line}" for line in package_faults(copy)]
        failed += [f"{copy.name}: {line}" for line in lost_parts(original, copy)]
        wrong, seen = sheet_faults(original, copy)
        cells += seen
        failed += [f"{copy.name}: {line}" for line in wrong]
        failed += [f"{copy.name}: {line}" for line in csv_faults(copy.stem, Path(csv_originals), Path(csv_marked))]
    for line in failed[:60]:
        print(line)
    print(f"{books} workbooks, {cells} cells compared, {len(failed)} failed")
    return 1 if failed or not cells else 0


def sheet_faults(original, copy):
    try:
        before = openpyxl.load_workbook(original, keep_vba=True)
    except Exception as error:  # openpyxl cannot read everything that Excel can
        print(f"{original.name}: openpyxl: {error!r}"[:120])
        return [], 0
    after = openpyxl.load_workbook(copy, keep_vba=True)
    # Without formats of its own, a workbook looks as each program likes.
    styled = "xl/styles.xml" in zipfile.ZipFile(original).namelist()
    wrong, seen = [], 0
    if after.sheetnames[1:] != before.sheetnames or not after.sheetnames[0].startswith(LIST):
        wrong.append(f"sheets {after.sheetnames}")
    for name in before.sheetnames:
        old, new = before[name], after[name]
        if not hasattr(old, "iter_rows"):
            continue
        for what in ["merged_cells", "freeze_panes", "print_title_rows", "print_area", "sheet_state", "conditional_formatting", "auto_filter"]:
            if repr(plain(getattr(old, what))) != repr(plain(getattr(new, what))):
                wrong.append(f"{name}: {what} differs: {getattr(old, what)} {getattr(new, what)}")
        if {key: (one.width, one.hidden) for key, one in old.column_dimensions.items()} != {key: (one.width, one.hidden) for key, one in new.column_dimensions.items()}:
            wrong.append(f"{name}: widths differ")
        heights = {key: (one.height, one.hidden) for key, one in old.row_dimensions.items()}
        if any((new.row_dimensions[key].height, new.row_dimensions[key].hidden) != value for key, value in heights.items()):
            wrong.append(f"{name}: heights differ")
        if list(old.tables) != list(new.tables) or len(old._charts) != len(new._charts) or len(old._images) != len(new._images):
            wrong.append(f"{name}: tables, charts or pictures differ")
        if len(old.data_validations.dataValidation) != len(new.data_validations.dataValidation):
            wrong.append(f"{name}: validations differ")
        for row, column in sorted(set(old._cells) | set(new._cells)):
            if row < 1 or column < 1:
                continue
            one, other = old.cell(row, column), new.cell(row, column)
            seen += 1
            if (one.value, one.data_type) != (other.value, other.data_type) and repr(one.value) != repr(other.value):
                if not hasattr(one.value, "text"):
                    wrong.append(f"{name}!{other.coordinate}: {one.value!r} {other.value!r}")
            marked = other.fill.fill_type == "solid" and other.fill.fgColor.rgb in MARKS
            looks = ["number_format", "font", "border", "alignment", "protection"] + ([] if marked else ["fill"])
            made = marked and one.value is None and not one.has_style
            if styled and not made and any(copied(getattr(one, look)) != copied(getattr(other, look)) for look in looks):
                wrong.append(f"{name}!{other.coordinate}: another look")
            if marked and other.comment is None or not marked and (one.comment is None) != (other.comment is None):
                wrong.append(f"{name}!{other.coordinate}: note")
            if one.comment and one.comment.text.strip() not in other.comment.text:
                wrong.append(f"{name}!{other.coordinate}: its note is lost")
    return wrong, seen


def plain(value):
    if hasattr(value, "ranges"):
        return sorted(str(one) for one in value.ranges)
    try:
        return sorted((str(one.sqref), len(one.rules)) for one in value)
    except (TypeError, AttributeError):
        return value


def lost_parts(original, copy):
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(copy) as after:
        names = set(after.namelist())
        for name in before.namelist():
            touched = re.search(r"\.xml\.rels$|workbook\.xml|[Ss]tyles\.xml|comments|\.vml$|worksheets/|Content_Types|calcChain", name)
            if name not in names and "calcChain" not in name:
                yield f"{name} is gone"
            elif name in names and not touched and before.read(name) != after.read(name):
                yield f"{name} is not the same"


def csv_faults(stem, originals, marked):
    before = {path.name: path.read_bytes() for path in originals.glob(f"{stem}-*.csv")}
    after = {path.name: path.read_bytes() for path in marked.glob(f"{stem}-*.csv")}
    if not before:
        print(f"{stem}: LibreOffice does not open the original")
        return
    if not any(LIST in name for name in after):
        yield f"LibreOffice finds no list of faults: {sorted(after)}"
    for name, text in before.items():
        if name not in after:
            yield f"LibreOffice finds no {name}"
        else:
            trimmed = lambda text: [line.rstrip(b",") for line in text.rstrip(b"\n,").split(b"\n")]
            if trimmed(text) != trimmed(after[name]):
                yield f"LibreOffice reads {name} differently"


def package_faults(copy):
    """What Excel would repair."""
    with zipfile.ZipFile(copy) as package:
        names = package.namelist()
        if len(names) != len({name.lower() for name in names}):
            yield "two parts have one name"
        types = ElementTree.fromstring(package.read("[Content_Types].xml"))
        endings = {one.get("Extension").lower() for one in types if one.tag.endswith("Default")}
        parts = {one.get("PartName").lower() for one in types if one.tag.endswith("Override")}
        for part in parts:
            if part.lstrip("/") not in {name.lower() for name in names}:
                if part.lower() == "/xl/calcchain.xml":
                    yield f"the kind of {part} is still told"
        shapes = []
        for name in names:
            if not name.endswith("/") and name != "[Content_Types].xml":
                ending = name.rsplit(".", 1)[-1].lower()
                if f"/{name}".lower() not in parts and ending not in endings:
                    yield f"{name} is of no kind"
            if name.endswith(".rels"):
                yield from relation_faults(package, name, names)
            if name.endswith(".vml"):
                shapes += re.findall(r'<(?:\w+:)?shape [^>]*id="([^"]+)"', package.read(name).decode())
            if name.endswith(".xml"):
                yield from order_faults(package, name)
        if len(shapes) != len(set(shapes)) and not copy.name.startswith(("poi", "calamine")):
            yield "two boxes have one number"


def relation_faults(package, name, names):
    folder = posixpath.dirname(posixpath.dirname(name))
    seen = set()
    for one in ElementTree.fromstring(package.read(name)):
        if one.get("Id") in seen:
            yield f"{name}: {one.get('Id')} twice"
        seen.add(one.get("Id"))
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, one.get("Target"))).lstrip("/")
            if target.lower() not in {known.lower() for known in names}:
                yield f"{name}: {target} is not there"


def order_faults(package, name):
    try:
        root = ElementTree.fromstring(package.read(name))
    except ElementTree.ParseError as error:
        yield f"{name}: {error}"
        return
    kind = root.tag.rsplit("}", 1)[-1]
    order = ORDERS.get(kind)
    if not order or MAIN not in root.tag:
        return
    children = [child.tag.rsplit("}", 1)[-1] for child in root if MAIN in child.tag]
    ranks = [order.index(child) for child in children if child in order]
    if ranks != sorted(ranks):
        yield f"{name}: {children}"
    if kind == "styleSheet":
        for child in root:
            if child.get("count") and int(child.get("count")) != len(child):
                yield f"{name}: {child.tag} counts wrong"
        sizes = {child.tag.rsplit("}", 1)[-1]: len(child) for child in root}
        for xf in root.find(f"{{{MAIN}}}cellXfs"):
            for part in ["font", "fill", "border"]:
                if int(xf.get(f"{part}Id", 0)) >= max(sizes.get(f"{part}s", 0), 1):
                    yield f"{name}: no {part} {xf.get(part + 'Id')}"
    if kind == "comments":
        authors = len(root.find(f"{{{MAIN}}}authors"))
        refs = [one.get("ref") for one in root.iter(f"{{{MAIN}}}comment")]
        if len(refs) != len(set(refs)):
            yield f"{name}: a cell has two notes"
        if any(int(one.get("authorId")) >= authors for one in root.iter(f"{{{MAIN}}}comment")):
            yield f"{name}: a note has no author"
    if kind == "worksheet":
        rows = [int(row.get("r")) for row in root.iter(f"{{{MAIN}}}row") if row.get("r")]
        if rows != sorted(set(rows)):
            yield f"{name}: rows out of order"


if __name__ == "__main__":
    sys.exit({"make": make, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
