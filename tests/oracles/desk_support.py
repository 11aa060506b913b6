"""What drives the desk: the program as a clerk starts it, and a browser that it opens."""

import atexit
import html
import http.client
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

SIZES = {"desk": (1366, 768), "phone": (390, 844)}


class Desk:
    """The program, started with a browser that only keeps the page it should open."""

    def __init__(self, ocop, work, folder=None, cwd=None):
        self.work = Path(work)
        self.tools = self.work / "tools"
        self.tools.mkdir(exist_ok=True)
        self.kept = self.work / f"opened-{time.monotonic_ns()}"
        browser = self.tools / "browser"
        browser.write_text('#!/bin/sh\ncp "${1#file://}" "$OPENED.part" && mv "$OPENED.part" "$OPENED"\n')
        browser.chmod(0o755)
        # Whatever asks the system to open a file comes here.
        for name in ["xdg-open", "gio", "wslview"]:
            shutil.copy(browser, self.tools / name)
        env = dict(os.environ, BROWSER=str(browser), OPENED=str(self.kept), DISPLAY=":99")
        env["PATH"] = f"{self.tools}:{env['PATH']}"
        arguments = [ocop, "desk"] + ([str(folder)] if folder else [])
        self.began = time.monotonic()
        self.log = open(self.work / "desk.log", "ab")
        self.process = subprocess.Popen(arguments, cwd=cwd or work, env=env, stdout=self.log, stderr=self.log)
        atexit.register(self.process.kill)

    def entry(self, wait=20):
        """The address that lets a browser in once."""
        until = time.monotonic() + wait
        while time.monotonic() < until:
            if self.kept.exists():
                page = html.unescape(self.kept.read_text())
                address = re.search(r'url=(http://[^"]+)"', page).group(1)
                self.port = int(re.search(r":(\d+)/", address).group(1))
                self.opened_after = time.monotonic() - self.began
                return address
            time.sleep(0.02)
        raise SystemExit("the desk opened no browser: " + (self.work / "desk.log").read_text())

    def ask(self, method, path, headers=None, body=None):
        """A request without a browser: status, headers, bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        result = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return result

    def stop(self):
        self.process.kill()
        self.process.wait()


def browser(size="desk", more=()):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for switch in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-prefers-reduced-motion", *more]:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    width, height = SIZES[size]
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    return driver


def resize(driver, size):
    width, height = SIZES[size]
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def until(what, holds, wait=60):
    """Waits until something holds; the seconds it took."""
    began = time.monotonic()
    while time.monotonic() < began + wait:
        try:
            if holds():
                return time.monotonic() - began
        except Exception:
            pass
        time.sleep(0.05)
    raise SystemExit(f"not within {wait} s: {what}")
