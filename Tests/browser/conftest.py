"""The browser journeys: Playwright drives Debian's Chromium against a served demo.

UNIONHOME_TEST_BINARY    the program to start; .build/release/unionhome by default
UNIONHOME_TEST_MEMBERS   the size of the demo; 2000 by default
UNIONHOME_TEST_PORT      the port to serve on; a free one by default
"""
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from house import ROOT, Window, accounts

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PAGES = ROOT / "Tests" / "browser" / ".pages"
SHOTS = ROOT / "shots"
SURROUNDINGS = {**os.environ, "UNIONHOME_ASSETS": str(ROOT / "Assets")}


class Served:
    """A running server: its port, the demo's accounts by sign-in name, and a set-up link made before it started."""

    def __init__(self, port, cast, link):
        self.port, self.cast, self.link = port, cast, link
        self.address = self.at("bj")

    def at(self, federation):
        """The address of a federation; Chromium takes every name below localhost for this machine."""
        return f"http://{federation}.localhost:{self.port}"


def answers(port):
    """Whether anything speaks HTTP there, whatever it says."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="session")
def served():
    """The server under test, over a fresh demo."""
    program = os.environ.get("UNIONHOME_TEST_BINARY", str(ROOT / ".build" / "release" / "unionhome"))
    port = int(os.environ.get("UNIONHOME_TEST_PORT") or free_port())
    data = tempfile.mkdtemp(prefix="unionhome-journeys.")
    try:
        members = os.environ.get("UNIONHOME_TEST_MEMBERS", "2000")
        demo = subprocess.run(
            [program, "demo", "--data", data, "--members", members],
            env=SURROUNDINGS, check=True, capture_output=True, text=True, timeout=300)
        # Beside a running server the command may not write.
        link = subprocess.run(
            [program, "account", "link", "wuhang", "--federation", "gx", "--data", data],
            env=SURROUNDINGS, check=True, capture_output=True, text=True, timeout=60)
        with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
            server = subprocess.Popen(
                [program, "serve", "--data", data, "--port", str(port)],
                env=SURROUNDINGS, stdout=log, stderr=subprocess.STDOUT)
            try:
                until = time.monotonic() + 30
                while not answers(port):
                    if server.poll() is not None or time.monotonic() > until:
                        log.seek(0)
                        pytest.exit("the server did not start:\n" + log.read()[-4000:], returncode=3)
                    time.sleep(0.05)
                yield Served(port, accounts(demo.stdout), link.stdout)
            finally:
                server.terminate()
                try:
                    server.wait(20)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()
    finally:
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    """Chromium, once for all journeys; the folders of pages and pictures start empty."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def doors():
    """Cookies by account: a session opened once serves every journey of that account."""
    return {}


@pytest.fixture
def window(browser, served, doors, request):
    """Opens windows: `window()`, `window("phone", "dark", account="officer")`, `window(script=False)`."""
    opened = []

    def open_window(size="wide", scheme="light", account=None, script=True, federation="bj"):
        opened.append(Window(browser, served, doors, size, scheme, account, script, federation))
        return opened[-1]

    yield open_window
    failed = getattr(request.node, "failed", False)
    for number, one in enumerate(opened):
        one.close(SHOTS / f"failed-{request.node.name[:80].replace('/', '_')}-{number}.png" if failed else None)


class Atlas:
    """Where things are: the desk of each officer by sign-in name, members of 北京大学, and 周晓岚 among them."""

    def __init__(self, browser, served, doors):
        self.desk = {}
        for name in ("liwen", "hejun", "guanli", "sunyue", "zhaoqian", "chenlixin", "heyutong", "wuhang"):
            one = Window(browser, served, doors, "wide", "light", name, True)
            one.go("/workbench")
            link = one.page.locator(".rail nav a").filter(has_text="单位与职务").get_attribute("href")
            self.desk[name] = link.rsplit("/", 1)[1]
            if name == "zhaoqian":
                everyone = f"/units/{self.desk[name]}/members"
                self.members = [
                    line for line in one.asked(everyone)["data"]["items"]
                    if line["name"] not in ("赵倩", "何雨桐", "吴航", "周晓岚", "李雯", "何钧", "顾立")]
                self.member = one.asked(everyone + "?q=zhouxiaolan")["data"]["items"][0]["id"]
            one.close()


@pytest.fixture(scope="session")
def atlas(browser, served, doors):
    return Atlas(browser, served, doors)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Lets the fixtures know that their test failed."""
    outcome = yield
    item.failed = getattr(item, "failed", False) or outcome.get_result().failed


def pytest_collection_modifyitems(items):
    """What looks back over all pages comes last."""
    items.sort(key=lambda item: item.path.name == "test_valid.py")
