"""Spoils a copy of the sample round, and drives the filter of its page in headless Chromium."""

import base64
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ACCEPT = """
[[accept]]
code = "W404"
file = "06-quyet-dinh/quyet-dinh.pdf"
reason = "không có"
by = "Lò Thị Hoa"
date = 2020-12-07
"""


def spoil(source, target):
    shutil.copytree(source, target)
    (target / "ho-so/sin-ho.xlsx").write_bytes(b"PK\x03\x04 spoiled, too")
    (target / "ho-so/<img src=x onerror=alert(1)>.xlsx").write_bytes(b"PK\x03\x04 spoiled")
    (target / "phieu-cham/lan-2/09-le-duc-tho-son.xlsx").write_bytes(b"")
    (target / "ho-so/muong-te.pdf").write_bytes(b"%PDF-1.7 a letter")
    with (target / "round.toml").open("a", encoding="utf-8") as settings:
        settings.write(ACCEPT)


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
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = Service("/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.open(path)

    def open(self, path):
        self.driver.get("about:blank")
        self.driver.get(path)

    def ask(self, script, *values):
        return self.driver.execute_script("return " + script, *values)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def shown(self):
        """Codes of the findings that are not filtered away, whether their file is folded or not."""
        hidden = "e => { for (; e; e = e.parentElement) if (getComputedStyle(e).display == 'none') return true; return false }"
        items = "[...document.querySelectorAll('details li')]"
        codes = self.ask(f"{items}.filter(e => !({hidden})(e)).map(e => e.querySelector('.code').textContent)")
        return Counter(codes)

    def printed(self):
        """The text of the page on paper."""
        pdf = base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
        return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()

    def said(self):
        return self.find("output").text

    def close(self):
        noise = [entry["message"] for entry in self.driver.get_log("browser")]
        self.driver.quit()
        assert not noise, noise


def drive(outputs):
    data = json.loads((outputs / "kiem-tra.json").read_text(encoding="utf-8"))
    address = (outputs / "kiem-tra.html").resolve().as_uri()
    everything, errors, of_unit = Counter(), Counter(), {}
    for group in data["groups"]:
        codes = Counter(finding["code"] for file in group["files"] for finding in file["findings"])
        of_unit[group["id"]] = codes
        everything += codes
        errors += Counter({code: count for code, count in codes.items() if code[0] == "E"})
    total = sum(everything.values())
    assert len(errors) >= 2 and total > sum(errors.values()) > sum(of_unit["huyen-sin-ho"].values()) > 0, everything
    passed = 0

    for width in [320, 390, 1280]:
        page = Page(address, width)
        assert page.ask("document.documentElement.scrollWidth") <= width, f"wider than {width}"
        assert page.shown() == everything, page.shown()
        assert page.said() == f"{total} phát hiện", page.said()
        assert page.find("output").get_attribute("aria-live") == "polite"

        # What to mend first leads to its finding, though its file is folded.
        page.ask("[...document.querySelectorAll('#danh-sach details')].forEach(e => e.open = false)")
        link = page.find(".first a")
        assert link.text == data["first"][0]["place"]["file"] and "sản phẩm chờ" in page.find(".first li").text
        link.send_keys("\n")
        page.ask("new Promise(done => setTimeout(done, 200))")
        assert page.find(link.get_attribute("href").split("/")[-1].split("html")[-1]).is_displayed()
        page.ask("[...document.querySelectorAll('#danh-sach details')].forEach(e => e.open = true)")

        # What was read: the column of marks shows before anything is opened, and all of it fits the screen.
        ballots = page.all(".read details")[-1]
        assert "cùng một mẫu" in ballots.text and "F điểm chấm" in ballots.text, ballots.text
        page.ask("[...document.querySelectorAll('.read details')].forEach(e => e.open = true)")
        assert page.ask("document.documentElement.scrollWidth") <= width, f"what was read is wider than {width}"
        page.ask("[...document.querySelectorAll('.read details')].forEach(e => e.open = false)")
        page.open(address)

        # Only errors, by keyboard.
        for box in page.all("#loc [name=muc]:not([value=e])"):
            box.send_keys(" ")
        assert page.shown() == errors, page.shown()
        assert page.said() == f"Đang hiện {sum(errors.values())} trên {total} phát hiện", page.said()
        assert page.ask("location.hash") == "#loc?muc=e"

        # Of one unit.
        page.find("#loc select").send_keys("huyện Sìn")
        wanted = Counter({code: count for code, count in of_unit["huyen-sin-ho"].items() if code[0] == "E"})
        assert page.shown() == wanted, page.shown()
        assert page.ask("location.hash") == "#loc?don-vi=huyen-sin-ho&muc=e"
        visible = [group.get_attribute("id") for group in page.all(".group") if group.is_displayed()]
        assert visible == ["huyen-sin-ho"], visible

        # The address remembers, and a link to what it hides shows it again.
        remembered = page.driver.current_url
        page.open(remembered)
        assert page.shown() == wanted, page.shown()
        page.ask("location.hash = 'khai-bao-cua-dot-round-toml'")
        page.ask("new Promise(done => setTimeout(done, 200))")
        assert page.shown() == everything, page.shown()

        # Nothing left, and then an address that nobody wrote.
        page.open(address + "#loc?muc=")
        assert not page.shown() and page.find(".nothing").is_displayed()
        page.open(address + "#loc?don-vi=%3Cimg%3E&muc=x,e")
        assert page.shown() == errors, page.shown()
        assert not page.all("img")
        page.close()
        passed += 1

    # Printed, with scripts and without, every folded file is open and nothing of the filter shows.
    messages = Counter(item["code"] for group in data["groups"] for file in group["files"] for item in file["findings"])
    for script in [True, False]:
        page = Page(address, 1280, script)
        if script:
            page.find("#mo").send_keys(" ")
            assert not page.all("details[open]"), "the button folds every file"
        else:
            assert not page.find("#loc").is_displayed()
            assert len(page.all("details li")) == total, "a full list"
        printed = page.printed()
        for code, count in messages.items():
            # Once a finding, and once among the meanings.
            assert printed.count(code) == count + 1, f"{code}: {printed.count(code)} of {count} + 1 printed"
        assert "Thu gọn" not in printed and "Mở hết" not in printed
        page.driver.quit()
        passed += 1

    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    {"spoil": spoil, "drive": drive}[command](*map(Path, paths))
