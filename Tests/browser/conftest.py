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
    """A running server: its program, data and port, and the demo's accounts by sign-in name."""

    def __init__(self, program, data, port, cast):
        self.program, self.data, self.port, self.cast = program, data, port, cast
        self.address = self.at("bj")

    def at(self, federation):
        """The address of a federation; Chromium takes every name below localhost for this machine."""
        return f"http://{federation}.localhost:{self.port}"

    def run(self, *words):
        """Runs a command of the program over the same data and gives what it printed."""
        done = subprocess.run(
            [self.program, *words, "--data", self.data], env=SURROUNDINGS, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


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
                yield Served(program, data, port, accounts(demo.stdout))
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

    def open_window(size="wide", scheme="light", account=None, script=True):
        opened.append(Window(browser, served, doors, size, scheme, account, script))
        return opened[-1]

    yield open_window
    failed = getattr(request.node, "failed", False)
    for number, one in enumerate(opened):
        one.close(SHOTS / f"failed-{request.node.name[:80].replace('/', '_')}-{number}.png" if failed else None)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Lets the fixtures know that their test failed."""
    outcome = yield
    item.failed = getattr(item, "failed", False) or outcome.get_result().failed


def pytest_collection_modifyitems(items):
    """What looks back over all pages comes last."""
    items.sort(key=lambda item: item.path.name == "test_valid.py")
