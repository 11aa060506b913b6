"""Prints how many one-page invitations a second each tool makes. Each gets as many processes as there are
cores; LibreOffice can only work alone. Usage: rivals.py OCOP [papers]"""

import importlib.util
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import invitation

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "templates" / "fonts"
CORES = os.cpu_count() or 1


def with_typst(numbers, folder):
    """Compiles our own layout with the package from PyPI: the very same page, PDF/A-2a and PDF/UA-1."""
    import typst

    root = Path(folder) / f"typst-{os.getpid()}"
    shutil.copytree(ROOT / "templates" / "layout", root / "layout")
    compiler = typst.Compiler(root=str(root), font_paths=[str(FONTS)], ignore_system_fonts=True)
    for number in numbers:
        (root / "data.json").write_text(json.dumps(invitation.document(number)), encoding="utf-8")
        out = Path(folder) / f"{number}.pdf"
        compiler.compile(
            input=str(root / "layout" / "giay-moi.typ"), output=str(out), format="pdf", pdf_standards=["a-2a", "ua-1"]
        )


def with_weasyprint(numbers, folder):
    """Lays the page out as HTML; no tags, no PDF/A."""
    from weasyprint import HTML

    for number in numbers:
        HTML(string=page(number), base_url=str(FONTS)).write_pdf(Path(folder) / f"{number}.pdf")


def page(number):
    """Returns the invitation as HTML with the measures of the decree."""
    faces = [("Regular", "normal", "normal"), ("Bold", "bold", "normal"), ("Italic", "normal", "italic"), ("BoldItalic", "bold", "italic")]
    fonts = "".join(
        f"@font-face {{ font-family: Tinos; src: url(Tinos-{face}.ttf); font-weight: {weight}; font-style: {style} }}"
        for face, weight, style in faces
    )
    facts = "".join(f"<p><b>{head}</b> {text}</p>" for head, text in invitation.FACTS)
    requests = "".join(f"<p>- {text}</p>" for text in invitation.REQUESTS)
    recipients = "<br>".join(f"- {text}" for text in invitation.RECIPIENTS)
    return f"""<!doctype html><html lang="vi"><title>Giấy mời</title><style>{fonts}
@page {{ size: A4; margin: 20mm 20mm 20mm 30mm }}
body {{ font: 13pt/1.27 Tinos; text-align: justify; margin: 0 }} p {{ margin: 0 0 6pt; text-indent: 1.27cm }}
table {{ width: 100%; border-spacing: 0 }} td {{ text-align: center; vertical-align: top; padding: 0 }} h1 {{ font-size: 14pt; text-align: center; margin: 7mm 0 0 }}
</style><table><tr><td style="width:62mm">UBND TỈNH LAI CHÂU<br><b>{"<br>".join(invitation.HEAD)}</b><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>
<b>Độc lập - Tự do - Hạnh phúc</b><tr><td>Số: /GM-HĐOCOP<td><i>Lai Châu, ngày &nbsp; tháng 12 năm 2020</i></table>
<h1>GIẤY MỜI<br>{invitation.SUBJECT}</h1><br>
<p>{invitation.INVITES} <b>{invitation.name(number)}</b></p>{facts}<p><b>Nội dung đề nghị chuẩn bị:</b></p>{requests}<p>{invitation.CONTACT}</p>
<table><tr><td style="width:62mm;text-align:left;font-size:11pt"><b><i>Nơi nhận:</i></b><br>{recipients}<td><b>TM. HỘI ĐỒNG<br>CHỦ TỊCH
<div style="height:29mm"></div>PHÓ CHỦ TỊCH UBND TỈNH<br>Hà Trọng Hải</b></table></html>"""


def with_docxtpl(numbers, folder):
    """Fills a Word template for each, then lets one LibreOffice turn all into PDF."""
    from docx import Document
    from docxtpl import DocxTemplate

    template = Document()
    for line in ["UBND TỈNH LAI CHÂU", *invitation.HEAD, "GIẤY MỜI", invitation.SUBJECT]:
        template.add_paragraph().add_run(line).bold = True
    template.add_paragraph(invitation.INVITES).add_run(" {{ name }}").bold = True
    for head, text in invitation.FACTS:
        template.add_paragraph().add_run(head).bold = True
        template.paragraphs[-1].add_run(" " + text)
    for text in [*(f"- {request}" for request in invitation.REQUESTS), invitation.CONTACT, *invitation.RECIPIENTS, "Hà Trọng Hải"]:
        template.add_paragraph(text)
    template.save(Path(folder) / "template.docx")
    files = []
    for number in numbers:
        filled = DocxTemplate(Path(folder) / "template.docx")
        filled.render({"name": invitation.name(number)})
        files.append(str(Path(folder) / f"{number}.docx"))
        filled.save(files[-1])
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def with_ocop(program, count, folder):
    """Runs a round that invites so many guests: everything a run does, and each file safe on the disk."""
    inputs = Path(folder) / "inputs"
    inputs.mkdir()
    settings = (ROOT / "inputs" / "round.toml").read_text(encoding="utf-8")
    before, after = settings.split("[[invitation.invitees]]", 1)
    after = after[after.index("# ---- Quyết định") :]
    names = json.dumps([invitation.name(number) for number in range(count)], ensure_ascii=False)
    requests = json.dumps(invitation.REQUESTS, ensure_ascii=False)
    group = f'[[invitation.invitees]]\ngroup = "named"\nnames = {names}\nrequests = {requests}\n\n'
    kept, skip = [], False
    for line in (before + group + after).split("\n"):
        if line.startswith("["):
            skip = bool(re.match(r"\[\[(conflicts|verdicts|accept)", line))
        if not skip:
            kept.append(line)
    (inputs / "round.toml").write_text("\n".join(kept), encoding="utf-8")
    subprocess.run(
        [program, "run", "--inputs", str(inputs), "--outputs", str(Path(folder) / "outputs")],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def made(folder):
    """Counts the invitations in a folder."""
    return sum(1 for path in Path(folder).rglob("*.pdf") if re.match(r"\d", path.name))


def share(work, count, processes):
    """Gives each process its part of the papers; returns papers made and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [range(first, count, processes) for first in range(processes)]
        workers = [multiprocessing.Process(target=work, args=(part, folder)) for part in parts]
        start = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds = time.perf_counter() - start
        return made(folder), seconds


def tell(tool, papers, seconds):
    """Prints the figure of a tool."""
    if not papers:
        print(f"SKIPPED: {tool}: made nothing")
        return
    rate = papers / seconds
    print(f"{tool:<32} {papers:>6} papers {seconds:>8.1f} s {rate:>8.1f} a second", flush=True)


def main():
    """Runs every tool that is there."""
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    print(f"{CORES} cores, load {os.getloadavg()[0]:.1f} before")
    rivals = [
        ("PyPI typst, the same layout", "typst", with_typst, count // 2, CORES),
        ("WeasyPrint", "weasyprint", with_weasyprint, max(count // 10, 20), CORES),
        ("docxtpl + LibreOffice", "docxtpl", with_docxtpl, max(count // 20, 20), 1),
    ]
    for tool, package, work, papers, processes in rivals:
        missing = importlib.util.find_spec(package) is None or (package == "docxtpl" and not shutil.which("soffice"))
        if missing:
            print(f"SKIPPED: {tool}: not installed")
            continue
        tell(tool, *share(work, papers, processes))
    if not Path(program).is_file():
        sys.exit(f"SKIPPED: {program} is not built: cargo build --release")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with_ocop(program, count, folder)
        tell("ocop, the whole run", made(Path(folder) / "outputs" / "02-giay-moi"), time.perf_counter() - start)


if __name__ == "__main__":
    main()
