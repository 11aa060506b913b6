"""Holds the drafts for Word against the PDFs with LibreOffice and poppler.

drafts.py text OUTPUTS PDFS     each draft, made a PDF by LibreOffice, says what our PDF says
drafts.py tracked FROM TO       writes a copy of a draft with a tracked change and a comment
"""

import html
import pathlib
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter

# Drawn in the PDF or said otherwise there: charts as tables of their numbers, stars as signs.
CHARTS = {"05-trinh-phe-duyet/bao-cao-tong-hop"}
MARK = "DỰ THẢO"


def words(pdf: pathlib.Path) -> list[str]:
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    text = unicodedata.normalize("NFC", text)
    # A hyphen at the end of a line goes, wherever lines break.
    for sign in "\u2060\u00ad\u200b-":
        text = text.replace(sign, "")
    for sign in "\u00a0\f★":
        text = text.replace(sign, " ")
    # A page number stands on a line of its own.
    lines = [line for line in text.split("\n") if not re.fullmatch(r"\s*\d{1,3}\s*", line)]
    return " ".join(lines).split()


def said(found: list[str]) -> Counter:
    return Counter(word for word in found if not word.isdigit())


def heads(draft: pathlib.Path) -> list[Counter]:
    """The words of the heading rows, which stand on each page that a table has."""
    with zipfile.ZipFile(draft) as parts:
        xml = parts.read("word/document.xml").decode()
    tables = []
    for table in xml.split("<w:tbl>")[1:]:
        rows = [row for row in table.split("<w:tr>")[1:] if "<w:tblHeader/>" in row]
        found = [html.unescape(one) for row in rows for one in re.findall(r"<w:t[^>]*>([^<]*)</w:t>", row)]
        tables.append(said(" ".join(found).replace("-", "").split()))
    return [head for head in tables if head]


def settle(missing: Counter, more: Counter, tables: list[Counter]) -> tuple[Counter, Counter]:
    """Takes away whole heading rows that only one of the two repeats."""
    for head in tables:
        for part in (missing, more):
            while head and all(part[word] >= count for word, count in head.items()):
                part.subtract(head)
    return +missing, +more


def text(outputs: pathlib.Path, pdfs: pathlib.Path) -> None:
    passed, failed = 0, []
    for draft in sorted((outputs / "ban-thao").rglob("*.docx")):
        name = draft.relative_to(outputs / "ban-thao").with_suffix("")
        ours = said(words(outputs / name.with_suffix(".pdf")))
        theirs = said(words(pdfs / name.with_suffix(".pdf")))
        theirs.subtract(MARK.split())
        if "DỰ" in ours and ours["DỰ"] > theirs["DỰ"]:  # the PDF says that it is a draft, too
            ours.subtract(MARK.split())
        missing, more = settle(ours - theirs, theirs - ours, heads(draft))
        joined = ["".join(sorted("".join(part.elements()))) for part in (missing, more)]
        if str(name) in CHARTS:
            # What stands beside the charts.
            missing = {word: count for word, count in missing.items() if not re.search(r"\d", word)}
            ok = len(missing) <= 12
        else:
            ok = joined[0] == joined[1]  # a long word may break differently
        if ok:
            passed += 1
        else:
            failed.append(f"{name}: only in our PDF {dict(missing)}, only in the draft {dict(more)}")
    for line in failed[:20]:
        print(line)
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(bool(failed))


def tracked(source: pathlib.Path, target: pathlib.Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "word/document.xml":
                run = '<w:r><w:t xml:space="preserve">chịu trách nhiệm thi hành</w:t></w:r>'
                start, _, rest = data.partition("chịu trách nhiệm thi hành")
                assert rest, "the words are there"
                who = 'w:author="Hà Trọng Hải" w:date="2026-11-30T08:05:00Z"'
                change = (
                    f'</w:t></w:r><w:del w:id="901" {who}><w:r><w:delText xml:space="preserve">chịu trách nhiệm thi hành'
                    f'</w:delText></w:r></w:del><w:ins w:id="902" {who}>'
                    + run.replace("chịu trách nhiệm", "có trách nhiệm")
                    + '</w:ins><w:r><w:t xml:space="preserve">'
                )
                data = start + change + rest
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
                data = data.replace("</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>')
            new.writestr(name, data)
        main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        new.writestr(
            "word/comments.xml",
            f'<w:comments xmlns:w="{main}"><w:comment w:id="0" w:author="Hà Trọng Hải" w:date="2026-11-30T08:06:00Z">'
            "<w:p><w:r><w:t>Xem lại Điều 3</w:t></w:r></w:p></w:comment></w:comments>",
        )


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    {"text": text, "tracked": tracked}[command](*map(pathlib.Path, rest))
