"""Does a whole round on the desk in headless Chromium, and tries what must not work. See desk.sh."""

import filecmp
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

from desk_support import SIZES, Desk, browser, resize, until

DECISION = "06-quyet-dinh/quyet-dinh.pdf"
SPOILED = "phieu-cham/lan-2/07-pham-quoc-toan.xlsx"
ROOMS = ["/hom-nay", "/tep", "/loi", "/van-ban", "/ky", "/nhat-ky"]
# A mark of the first product on that ballot; 9 is more than any option of it.
CELL = "F14"
SECRET = "mật khẩu"
figures = {}
passed = 0


def ok(what, holds=True, found=""):
    global passed
    if not holds:
        raise SystemExit(f"FAILED: {what}: {found}")
    passed += 1
    print(f"passed: {what}", flush=True)


def run(*command, code=0, **more):
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, **more)
    if code is not None and done.returncode != code:
        raise SystemExit(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def prepare(ocop, inputs, work):
    """The files that a clerk has at hand: the declaration in Excel, lists, ballots, one of them with a fault."""
    hand = work / "hand"
    shutil.copytree(inputs, hand)
    settings = (hand / "round.toml").read_text(encoding="utf-8")
    settings = settings.replace('symbol = "BB-HĐOCOP"', 'number = 3\nsymbol = "BB-HĐOCOP"', 1)
    settings = settings.replace('symbol = "QĐ-UBND"', 'number = 1757\nsymbol = "QĐ-UBND"', 1)
    before, rest = settings.split("[papers.minutes]", 1)
    dated, rest = rest.split("[papers.supplement]", 1)
    dated = dated.replace('date = "2020-12"', "date = 2020-12-11")
    settings = f"{before}[papers.minutes]{dated}[papers.supplement]{rest}"
    settings += SIGNING
    (hand / "round.toml").write_text(settings, encoding="utf-8")
    (hand / "ky-so").mkdir()
    (hand / "ky-so/chu-ky.png").write_bytes(stroke(20, 60, 200))
    (hand / "ky-so/con-dau.png").write_bytes(stroke(200, 20, 20))
    run(ocop, "declare", "--to", "excel", "--inputs", hand)
    spoiled = work / "spoiled" / Path(SPOILED).name
    spoiled.parent.mkdir()
    with zipfile.ZipFile(hand / SPOILED) as old, zipfile.ZipFile(spoiled, "w", zipfile.ZIP_DEFLATED) as new:
        changed = 0
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                text = data.decode()
                text, changed = re.subn(rf'(<c r="{CELL}"(?: s="\d+")?><v>)[^<]*(</v>)', r"\g<1>9\g<2>", text, count=1)
                data = text.encode()
            new.writestr(entry, data)
    assert changed, f"no mark in {CELL}"
    return hand, spoiled


def stroke(red, green, blue):
    """A picture of a stroke on nothing, as PNG."""
    rows = b"".join(b"\0" + bytes([red, green, blue, 255] * 40 if 10 < y < 16 else [0] * 160) for y in range(24))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", 40, 24, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def key(work, name, holder):
    """A key file that is no rehearsal, under a root of its own."""
    at = lambda end: work / f"{name}.{end}"
    (work / "ext").write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n")
    if not (work / "ca.pem").exists():
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", work / "ca.key", "-out", work / "ca.pem",
            "-days", "3650", "-utf8", "-subj", "/CN=Gốc giả định")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", at("key"), "-out", at("csr"), "-utf8", "-subj", f"/CN={holder}")
    run("openssl", "x509", "-req", "-in", at("csr"), "-CA", work / "ca.pem", "-CAkey", work / "ca.key", "-CAcreateserial",
        "-days", "365", "-extfile", work / "ext", "-out", at("pem"))
    run("openssl", "pkcs12", "-export", "-inkey", at("key"), "-in", at("pem"), "-certfile", work / "ca.pem", "-out", at("p12"),
        "-passout", f"pass:{SECRET}")
    return at("p12")


SIGNING = """
[[signing.officials]]
name = "Hà Trọng Hải"
image = "chu-ky.png"

[[signing.seals]]
issuer = "province"
image = "con-dau.png"
"""


class Clerk:
    """Somebody at the desk."""

    last = None

    def __init__(self, desk):
        Clerk.last = self
        self.desk = desk
        self.driver = browser("desk")
        self.steps = 0

    def go(self, path):
        self.driver.get(f"http://127.0.0.1:{self.desk.port}{path}")

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def click(self, selector):
        self.steps += 1
        self.find(selector).click()

    def press(self, words):
        """Clicks the button or link with these words."""
        self.steps += 1
        for one in self.all("main button, main a, main summary"):
            if words in one.text and one.is_displayed():
                one.click()
                return
        raise SystemExit(f"no “{words}” on {self.driver.current_url}: {self.text()[:1500]}")

    def text(self):
        """What the page says. A page that is being renewed has no body for a moment, or another one."""
        from selenium.common.exceptions import StaleElementReferenceException

        for _ in range(50):
            try:
                for body in self.all("body"):
                    return body.text
            except StaleElementReferenceException:
                pass
            time.sleep(0.1)
        return ""

    def standing(self):
        script = "const done = arguments[0]; fetch('/tinh-hinh').then(r => r.json()).then(done)"
        return self.driver.execute_async_script(script)

    def settled(self, wait=120):
        time.sleep(0.2)
        until("nothing is being done", lambda: not self.standing().get("dang"), wait)

    def drop(self, *files):
        """Chooses files, which sends them; the seconds until the page that tells of them is there."""
        self.steps += 1
        self.driver.execute_script("document.documentElement.dataset.before = 1")
        began = time.monotonic()
        self.find(".drop-zone input[type=file]").send_keys("\n".join(str(file) for file in files))
        old = "return document.readyState === 'complete' && !document.documentElement.dataset.before"
        until("the files are taken", lambda: self.driver.execute_script(old), 120)
        return time.monotonic() - began

    def noise(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


def whole_round(ocop, inputs, work):
    hand, spoiled = prepare(ocop, inputs, work)
    base = work / "office"
    base.mkdir()
    program = base / "ocop"
    shutil.copy2(ocop, program)
    began = time.monotonic()
    desk = Desk(program, work, cwd=base)
    terminal = desk.tools / "x-terminal-emulator"
    keys = {role: key(work, role, holder) for role, holder in [("official", "Hà Trọng Hải"), ("seal", "UBND tỉnh Lai Châu")]}
    # Whoever sits at the console: names the key, types the secret, presses Enter.
    terminal.write_text("#!/bin/sh\nshift\nfor word; do role=$word; [ \"$before\" = --role ] && break; before=$word; done\n"
                        f'printf "%s\\n" "{SECRET}" | "$@" --p12 "{work}/$role.p12" --trust "{work}/ca.pem" --secret-fd 0 >"{work}/console.$role" 2>&1\n')
    terminal.chmod(0o755)
    clerk = Clerk(desk)
    clerk.driver.get(desk.entry())
    until("the start page", lambda: "Bắt đầu từ đâu?" in clerk.text())
    first = clerk.driver.execute_script("const n = performance.getEntriesByType('navigation')[0]; return n.responseEnd - n.requestStart")
    figures["first page, ms"] = round(first)

    for name, value in [("tinh", "Lai Châu"), ("dot", "2"), ("thang", "12"), ("nam", "2020")]:
        field = clerk.find(f"#{name}")
        field.clear()
        field.send_keys(value)
        clerk.steps += 1
    clerk.press("Tạo đợt mới")
    until("the new round", lambda: "Việc tiếp theo" in clerk.text(), 120)
    folder = base / "dot-2-2020"
    ok("a new round from three fields", (folder / "inputs/khai-bao.xlsx").is_file())

    clerk.go("/tep")
    clerk.drop(hand / "khai-bao.xlsx")
    until("the question about the declaration", lambda: clerk.all("dialog[open] button[value=thay]"), 120)
    held = (folder / "inputs/khai-bao.xlsx").read_bytes()
    ok("nothing is replaced before the answer", held != (hand / "khai-bao.xlsx").read_bytes())
    clerk.click("dialog[open] button[value=thay]")
    clerk.settled()
    ok("the declaration is replaced", (folder / "inputs/khai-bao.xlsx").read_bytes() == (hand / "khai-bao.xlsx").read_bytes())
    ok("the one before is kept", list((folder / "ban-cu").rglob("khai-bao*.xlsx")))

    # Pictures of signatures are put into the folder by hand.
    shutil.copytree(hand / "ky-so", folder / "inputs/ky-so")

    clerk.go("/tep")
    lists = sorted((hand / "ho-so").iterdir())
    ballots = sorted(path for path in (hand / "phieu-cham").rglob("*.xlsx") if path.name != spoiled.name or "lan-2" not in str(path))
    first_session = [path for path in ballots if "lan-1" in str(path)]
    second = [path for path in ballots if "lan-2" in str(path)]
    took = clerk.drop(*lists)
    clerk.settled()
    figures["lists dropped, told after s"] = round(took, 2)
    clerk.go("/tep")
    clerk.drop(*first_session)
    clerk.settled()
    clerk.go("/tep")
    began_drop = time.monotonic()
    clerk.drop(*second, spoiled)
    while clerk.all("dialog[open] button[value=ca-hai]"):
        clerk.click("dialog[open] button[value=ca-hai]")
        clerk.settled()
    clerk.settled()
    figures["ballots dropped and checked, s"] = round(time.monotonic() - began_drop, 2)
    clerk.go("/hom-nay")
    ok("the fault is the next thing to do", "lỗi" in clerk.find("#tiep-theo").text, clerk.find("#tiep-theo").text)
    clerk.press("Xem từng lỗi")
    until("the list of faults", lambda: clerk.all(".finding-list a"))
    entries = [entry for entry in clerk.all(".finding-list a") if CELL in entry.text]
    ok("the fault is in the list, with its cell", entries, clerk.find(".finding-list").text)
    entries[0].click()
    clerk.steps += 1
    until("the sheet with the cell", lambda: clerk.find(".sheet td.this").text.startswith("9"))
    ok("the faulty cell is framed in its sheet", CELL in clerk.find(".finding").text, clerk.find(".finding").text)
    shots(clerk, work, "loi")

    clerk.go("/tep")
    clerk.drop(hand / SPOILED)
    until("the question about the same name", lambda: clerk.all("dialog[open] button[value=thay]"), 120)
    ok("the differing cell is named", CELL in clerk.find("dialog").text, clerk.find("dialog").text)
    clerk.click("dialog[open] button[value=thay]")
    clerk.settled()
    clerk.go("/hom-nay")
    until("no fault is left", lambda: (clerk.go("/hom-nay"), not clerk.all(".badge.E"))[1], 60)
    clerk.press("Soạn văn bản")
    clerk.settled(300)
    ok("the papers are made", (folder / "outputs" / DECISION).is_file())

    command = work / "command-line"
    run(ocop, "run", "--inputs", folder / "inputs", "--outputs", command, code=None)
    differ = compare(command, folder / "outputs")
    ok("outputs are those of the command line, byte for byte", not differ, differ[:5])

    clerk.go("/van-ban")
    loaded = "return [...document.querySelectorAll('.page-picture img')].slice(0, 3).every(i => i.complete && i.naturalWidth)"
    figures["first page pictures, s"] = round(until("page pictures", lambda: clerk.driver.execute_script(loaded), 120), 2)
    decision = [link for link in clerk.all("h2 a") if link.text == "Quyết định"]
    ok("the decision is among the papers", decision, [link.text for link in clerk.all("h2 a")])
    clerk.steps += 1
    clerk.driver.get(decision[0].get_attribute("href"))
    until("the paper, large", lambda: clerk.all(".page-large img"), 60)
    figure_to_cells(clerk)
    sign(clerk, folder, "Quyết định", "ky", "da-ky")
    sign(clerk, folder, "Quyết định", "dau", "ban-hanh")
    sealed = folder / "outputs/ban-hanh" / DECISION
    verified = run(program, "verify", sealed, "--trust", work / "ca.pem", "--inputs", folder / "inputs", code=None)
    ok("the sealed decision is valid and says what the workbooks say", verified.returncode in (0, 3) and "không hợp lệ" not in verified.stdout.lower(), verified.stdout)
    clerk.go("/nhat-ky")
    ok("the diary tells of both signatures", "Hà Trọng Hải ký" in clerk.text() and "đóng dấu" in clerk.text(), clerk.text()[:800])
    clerk.go("/ky")
    clerk.press("Lưu hồ sơ lúc này")
    clerk.settled(120)
    ok("the round is archived", list((folder / "outputs/10-luu-tru").glob("*.zip")))
    figures["steps of the clerk"] = clerk.steps
    figures["whole round, s"] = round(time.monotonic() - began)

    rooms(clerk, work)
    keyboard(clerk)
    ok("no page complains in the browser", not clerk.noise(), clerk.noise()[:3])
    strangers(desk, clerk, folder, program, work)
    clerk.driver.quit()
    desk.stop()
    return program, folder


def figure_to_cells(clerk):
    """On the pages of the paper that is open, a figure leads to the cells that it comes from."""
    paper = clerk.driver.current_url.split("?")[0]
    for number in range(1, 5):
        clerk.driver.get(f"{paper}?trang={number}")
        links = clerk.driver.execute_script("return [...document.querySelectorAll('.figure-link')].map(a => a.href.baseVal)")
        for link in links[:6]:
            clerk.driver.get(paper + link)
            until("where the figure comes from", lambda: clerk.find(".reason-chain"), 60)
            if ".xlsx" in clerk.find(".told-panel").text:
                clerk.steps += 2
                return ok("a figure on the page leads to its cells")
    ok("a figure on the page leads to its cells", False, clerk.find(".told-panel").text[:900])


def sign(clerk, folder, title, role, where):
    """Signs a paper in the console that the desk opens."""
    clerk.go("/ky")
    clerk.steps += 1
    for card in clerk.all(".papers-state > li"):
        buttons = card.find_elements("css selector", f"button[value={role}]")
        if card.find_element("css selector", "h2").text.startswith(title) and buttons:
            buttons[0].click()
            break
    else:
        raise SystemExit(f"no card “{title}” with “{role}”: {clerk.text()[:2500]}")
    signed = folder / "outputs" / where / DECISION
    console = clerk.desk.work / ("console.official" if role == "ky" else "console.seal")
    try:
        until("signed in the console", signed.is_file, 60)
    except SystemExit:
        print(console.read_text(encoding="utf-8") if console.exists() else "no console was opened", file=sys.stderr)
        raise
    ok(f"signed in a console of its own ({where})", "Đã ký" in console.read_text(encoding="utf-8"), console.read_text(encoding="utf-8"))
    time.sleep(5)


def compare(one, other):
    """Names of files that differ between two outputs folders."""
    names = {str(path.relative_to(folder)) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    names = {name for name in names if not name.startswith((".ocop", "xem-truoc"))}
    return sorted(name for name in names if not (one / name).is_file() or not (other / name).is_file()
                  or not filecmp.cmp(one / name, other / name, shallow=False))


def shots(clerk, work, name):
    for size in SIZES:
        resize(clerk.driver, size)
        wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ok(f"{name}: no sideways scrolling on a {size}", not clerk.driver.execute_script(wide))
        clerk.driver.save_screenshot(str(work / f"{name}-{size}.png"))
    resize(clerk.driver, "desk")


def rooms(clerk, work):
    """Every room at both sizes, printed, and looked through by axe-core where it is at hand."""
    axe = work / "package/axe.min.js"
    for room in ROOMS:
        clerk.go(room)
        shots(clerk, work, room.strip("/"))
        printed = clerk.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
        ok(f"{room}: prints", len(printed["data"]) > 2000)
        if axe.exists():
            clerk.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe.read_text(encoding="utf-8")})
            script = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes[0].html)))"
            found = clerk.driver.execute_async_script(script)
            ok(f"{room}: axe-core finds nothing serious", not found, found)


def keyboard(clerk):
    """From the first room to a finding or a paper by keys alone."""
    from selenium.webdriver.common.keys import Keys

    clerk.go("/hom-nay")
    seen = []
    for _ in range(12):
        clerk.driver.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(clerk.driver.switch_to.active_element.text)
        if "Văn bản" in seen[-1]:
            break
    ok("the rooms are reached by Tab", "Văn bản" in seen[-1], seen)
    clerk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    until("the room of papers", lambda: clerk.driver.current_url.endswith("/van-ban"))
    link = clerk.find("h2 a")
    clerk.driver.execute_script("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    until("a paper", lambda: clerk.all(".page-large"))
    before = clerk.driver.current_url
    clerk.driver.switch_to.active_element.send_keys(Keys.F8)
    until("F8 turns the page", lambda: clerk.driver.current_url != before)
    ok("a paper is opened and its pages are turned by keys")


def strangers(desk, clerk, folder, program, work):
    """What must not work."""
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in clerk.driver.get_cookies())
    host = f"127.0.0.1:{desk.port}"
    status, headers, _ = desk.ask("GET", "/hom-nay", {"Host": host})
    ok("without the cookie: 403", status == 403, status)
    status, *_ = desk.ask("GET", "/hom-nay", {"Host": f"evil.test:{desk.port}", "Cookie": cookie})
    ok("under another name of the host: 403", status == 403, status)
    status, *_ = desk.ask("POST", "/soan?ma=0000", {"Host": host, "Cookie": cookie, "Origin": "http://evil.test"})
    ok("a form of another page: 403", status == 403, status)

    # A page of another site that leads to the same address (DNS rebinding), in a real browser.
    rebound = browser("desk", ["--host-resolver-rules=MAP evil.test 127.0.0.1"])
    rebound.get(f"http://evil.test:{desk.port}/hom-nay")
    ok("a rebinding host sees nothing", "không đến từ bàn làm việc" in rebound.page_source)
    rebound.quit()

    # A second desk on the same folder looks on.
    other = Desk(program, work, folder, cwd=work)
    os.environ["USER"], before = "nguoi-khac", os.environ.get("USER", "")
    second = browser("desk")
    other.process.kill()
    other = Desk(program, work, folder, cwd=work)
    os.environ["USER"] = before
    second.get(other.entry(30))
    until("the second desk looks on", lambda: "Chỉ xem" in second.page_source, 60)
    ok("a second desk is read-only and says whose turn it is", "đang có người làm việc" in second.page_source)
    key = re.search(r"ma=([0-9a-f]{64})", second.page_source).group(1)
    cookie2 = "; ".join(f"{one['name']}={one['value']}" for one in second.get_cookies())
    asks = {"Host": f"127.0.0.1:{other.port}", "Cookie": cookie2, "Origin": f"http://127.0.0.1:{other.port}"}
    status, *_ = other.ask("POST", f"/soan?ma={key}", asks)
    ok("the second desk makes no papers", status == 409, status)
    second.quit()
    other.stop()


def stopped(program, folder, inputs, work):
    """The program is killed in the middle of a file; what it left is no input, and the next start takes it away."""
    desk = Desk(program, work, folder, cwd=work)
    clerk = Clerk(desk)
    clerk.driver.get(desk.entry())
    until("the round", lambda: "Việc tiếp theo" in clerk.text(), 60)
    key = re.search(r"ma=([0-9a-f]{64})", clerk.driver.page_source).group(1)
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in clerk.driver.get_cookies())
    before = sorted(str(path) for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".ocop"))
    import socket

    line = socket.create_connection(("127.0.0.1", desk.port))
    head = (f"POST /tep/nhan?ma={key} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {cookie}\r\n"
            f"Origin: http://127.0.0.1:{desk.port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="tep"; filename="moi.xlsx"\r\n\r\n')
    line.sendall(head.encode() + b"PK\x03\x04" + b"x" * 3_000_000)
    time.sleep(0.5)
    desk.stop()
    line.close()
    clerk.driver.quit()
    again = Desk(program, work, folder, cwd=work)
    clerk = Clerk(again)
    clerk.driver.get(again.entry())
    until("the round", lambda: "Việc tiếp theo" in clerk.text(), 60)
    after = sorted(str(path) for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".ocop"))
    new = [name for name in after if name not in before and "nhat-ky" not in name]
    ok("killed in the middle of a file: nothing of it is left", not new, new)

    many = work / "many"
    many.mkdir()
    for number in range(500):
        (many / f"anh-{number:03}.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes([number % 256]) * 200 + str(number).encode())
    clerk.go("/tep")
    took = clerk.drop(*sorted(many.iterdir()))
    clerk.settled()
    until("500 files at once", lambda: "500 tệp" in clerk.text(), 60)
    ok("500 files at once")
    figures["500 files, s"] = round(took, 1)
    clerk.driver.quit()
    again.stop()


def main(ocop, inputs, work):
    work = Path(work)
    try:
        program, folder = whole_round(Path(ocop), Path(inputs), work)
        stopped(program, folder, Path(inputs), work)
    except BaseException:
        if Clerk.last:
            print(f"the page at that moment, {Clerk.last.driver.current_url}:\n{Clerk.last.text()[:3000]}", file=sys.stderr)
        raise
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"{passed} passed, 0 failed")


main(*sys.argv[1:])
