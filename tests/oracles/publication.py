"""Other programs look at what is published: see publication.sh.

workbooks OUTPUTS  compares the workbooks with what LibreOffice made of them, and looks at them with openpyxl
drive OUTPUTS…     drives the published page in headless Chromium
"""

import base64
import csv
import io
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

STATISTICS, LIST, PAGE = "04-ket-qua-cham/bieu-tong-hop.xlsx", "09-cong-bo/san-pham.xlsx", "09-cong-bo/cong-bo.html"


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9
    return (one or "") == (other or "")


def workbooks(outputs):
    import openpyxl

    passed = 0
    for name in [STATISTICS, LIST]:
        path = outputs / name
        again = outputs / "again" / path.name
        live, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        counted = openpyxl.load_workbook(again, data_only=True)
        assert live.sheetnames == counted.sheetnames, counted.sheetnames
        formulas = 0
        for sheet in live:
            assert len(sheet.tables) == 1, f"{sheet.title}: {list(sheet.tables)}"
            table = next(iter(sheet.tables.values()))
            assert table.autoFilter is not None and sheet.freeze_panes and sheet.print_title_rows, sheet.title
            setup = sheet.page_setup
            fits = sheet.sheet_properties.pageSetUpPr.fitToPage and setup.fitToWidth in (None, 1)
            assert setup.orientation == "landscape" and fits, sheet.title
            for row in sheet.iter_rows():
                for cell in row:
                    formulas += cell.data_type == "f"
                    one, other = stored[sheet.title][cell.coordinate].value, counted[sheet.title][cell.coordinate].value
                    assert same(one, other), f"{sheet.title}!{cell.coordinate}: stored {one!r}, counted {other!r}"
        charts = {sheet.title: len(sheet._charts) for sheet in live}
        if name == STATISTICS:
            assert formulas > 40, formulas
            assert all(charts[title] == 1 for title in charts if title != "Dữ liệu"), charts
        else:
            assert not formulas, "a formula in the published list"
        passed += 1
    print(f"{outputs.name}: {passed} workbooks agree")


def plain(text):
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class Page:
    """The page in a window of its own."""

    def __init__(self, path, width, script=True):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        for switch in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
            options.add_argument(switch)
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.width(width)
        self.driver.get(path)

    def width(self, width):
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)

    def ask(self, script, *values):
        return self.driver.execute_script("return " + script, *values)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def shown(self):
        """The names of the products that are to be seen."""
        return self.ask("[...document.querySelectorAll('#ds tr')].filter(e => e.getClientRects().length)"
                        ".map(e => e.cells[1].textContent)")

    def search(self, text):
        self.find("#chu").clear()
        self.find("#chu").send_keys(text)
        return self.shown()

    def reset(self):
        self.find("#loc button").send_keys("\n")
        self.ask("new Promise(done => setTimeout(done, 30))")

    def said(self):
        return self.find("#dem").text

    def printed(self):
        pdf = base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
        return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()

    def close(self):
        noise = [entry["message"] for entry in self.driver.get_log("browser")]
        calls = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                calls.append(message["params"]["request"]["url"])
        self.driver.quit()
        assert not noise, noise
        outside = [call for call in calls if not call.startswith(("file:", "about:", "data:"))]
        assert not outside, outside


def read_list(outputs):
    text = (outputs / "09-cong-bo/san-pham.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def drive_at(page, products, width):
    names = [product["Sản phẩm"] for product in products]
    assert page.ask("document.documentElement.scrollWidth") <= width, f"wider than {width}"
    assert page.shown() == names and page.said() == f"{len(names)} sản phẩm", page.said()
    assert page.find("#dem").get_attribute("aria-live") == "polite"
    unlabelled = page.ask("[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length")
    assert unlabelled == 0

    # The beginnings of words, without marks and with them, in any order.
    first = names[0]
    words = first.split()
    typed = " ".join(word[:3] for word in reversed(words[:2]))
    for query in [plain(first), first.upper(), plain(typed), unicodedata.normalize("NFD", first)]:
        assert first in page.search(query), f"{query!r} does not find {first!r}: {page.said()}"
    assert page.search("zzzz") == [] and page.find("#khong").is_displayed()
    assert page.said() == f"Hiện 0 trong {len(names)} sản phẩm", page.said()
    page.reset()
    assert page.shown() == names and page.find("#chu").get_attribute("value") == ""

    # Filters, by keyboard; together with the search.
    for box, key in [("#don-vi", "Địa phương"), ("#bo", "Bộ sản phẩm"), ("#hang", "Hạng sao")]:
        options = page.all(f"{box} option")
        for option in options[1:]:
            value = option.text
            wanted = [one["Sản phẩm"] for one in products if value in (one[key], f"{one[key]} sao")
                      or (value == "Đề nghị Trung ương" and not one[key])]
            option.click()
            assert page.shown() == wanted, f"{box} {value}: {page.shown()} instead of {wanted}"
        options[0].click()
    assert page.shown() == names

    # The bars count what the list holds.
    bars = [int(bar.text) for bar in page.all(".bar b")]
    assert sum(bars) == len(names), bars


def drive(folders):
    passed = 0
    for outputs in folders:
        products = read_list(outputs)
        address = (outputs / PAGE).resolve().as_uri()
        names = [product["Sản phẩm"] for product in products]
        for width in [390, 1280]:
            page = Page(address, width)
            drive_at(page, products, width)
            if width == 1280:
                flat = " ".join(page.printed().split())
                assert "Xóa lọc" not in flat and "Hạng" in flat
                assert all(" ".join(name.split())[:12] in flat for name in names)
            page.close()
            passed += 1
    # Without its script the page is a list, and the filter is not there.
    page = Page((folders[0] / PAGE).resolve().as_uri(), 390, script=False)
    assert not page.find("#loc").is_displayed() and len(page.all("#ds tr")) == len(read_list(folders[0]))
    page.driver.quit()
    print(f"{passed + 1} passed, 0 failed")


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    paths = [Path(path) for path in paths]
    if command == "workbooks":
        workbooks(*paths)
    else:
        drive(paths)
