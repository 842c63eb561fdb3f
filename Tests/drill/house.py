"""What the drills speak: a demo, a server that can be killed, and clients that write down what was confirmed.

UNIONHOME_TEST_BINARY    the program
UNIONHOME_TEST_SCRATCH   an empty folder of this drill
UNIONHOME_TEST_POSTGRES  conninfo of a cluster that tests share; each drill makes a database of its own in it
"""
import atexit
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = os.environ["UNIONHOME_TEST_BINARY"]
SCRATCH = pathlib.Path(os.environ["UNIONHOME_TEST_SCRATCH"])
POSTGRES = os.environ.get("UNIONHOME_TEST_POSTGRES", "")
HOST = "bj.localhost"
ACCOUNT = ("zhaoqian", "jiaogong-2026")
running = []


@atexit.register
def sweep():
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()


def say(words):
    print(f"{time.monotonic() - BEGUN:6.2f}  {words}", flush=True)


BEGUN = time.monotonic()
SCRATCH.mkdir(parents=True, exist_ok=True)


def surroundings():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNIONHOME_")}
    return {**kept, "UNIONHOME_ASSETS": str(ROOT / "Assets")}


def run(*words, expected=0):
    """One subcommand to its end; gives what it said."""
    done = subprocess.run([BINARY, *words], capture_output=True, text=True, env=surroundings(), timeout=60)
    if done.returncode != expected:
        raise AssertionError(f"unionhome {' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def psql(conninfo, text):
    subprocess.run(["psql", "-qAt", "-v", "ON_ERROR_STOP=1", conninfo, "-c", text], check=True, capture_output=True)


def database(name, conninfo=None):
    """A fresh database in the cluster, gone after the drill; gives its conninfo."""
    conninfo = conninfo or POSTGRES
    psql(conninfo, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    psql(conninfo, f"CREATE DATABASE {name} TEMPLATE template0")
    if conninfo == POSTGRES:
        atexit.register(lambda: psql(conninfo, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    return re.sub(r"dbname=\S+", f"dbname={name}", conninfo)


def engines(name):
    """Each engine that can be had, with the flags that lead to a fresh store of it."""
    yield "sqlite", []
    if POSTGRES:
        yield "postgres", ["--database", database(name)]


class Server:
    """A served installation, started as often as wanted on the same port."""

    def __init__(self, data, flags):
        self.data, self.flags = str(data), flags
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(f"{data}.log", "ab")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", self.data, "--port", str(self.port), "--access-log", "none", *self.flags],
            stdout=self.log, stderr=self.log, env=surroundings())
        running.append(self.process)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            assert self.process.poll() is None, "the server ended:\n" + open(self.log.name).read()[-3000:]
            try:
                if Client(self.port).get("/healthz", signed=False)[0] == 200:
                    return self
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the server did not come up")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, patience=30):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patience)


class Client:
    """One browser on one connection, which it opens anew when it broke."""

    def __init__(self, port, timeout=20, host=HOST):
        self.port, self.timeout, self.host = port, timeout, host
        self.cookies, self.wire = {}, None

    def ask(self, method, path, body=None, headers=None):
        """Gives status, headers and body. An error of the connection is an OSError, whatever http.client calls it."""
        sent = {"Host": f"{self.host}:{self.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        is_fresh = self.wire is None
        try:
            if self.wire is None:
                self.wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.wire.request(method, path, body, sent)
            answer = self.wire.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            # A resting connection may have been closed meanwhile, as any server may; asking for a page again does no harm.
            if method == "GET" and not is_fresh:
                return self.ask(method, path, body, headers)
            raise OSError(str(problem)) from problem
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies.pop(name, None)
            if "Max-Age=0" not in line:
                self.cookies[name] = value
        return answer.status, answer.headers, content

    def close(self):
        if self.wire:
            self.wire.close()
        self.wire = None

    def get(self, path, signed=True):
        return self.ask("GET", path, headers={"Accept": "text/html"})

    def data(self, path):
        status, _, content = self.ask("GET", path, headers={"Accept": "application/json"})
        assert status == 200, f"{path}: {status} {content[:300]}"
        return json.loads(content)

    def form(self, path, fields):
        """Sends a form as a browser does, with the keys of the page it stands on."""
        page = self.get(path)[2].decode()
        at = page.index(f'action="{path}"')
        keys = dict(re.findall(r'name="(csrf|key)" value="([^"]+)"', page[at:])[:2])
        body = urllib.parse.urlencode({**keys, **fields})
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"})

    def send(self, path, fields, key):
        """A program's write under a key of its own: 200 and a place when it is confirmed."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
        return self.ask("POST", path, json.dumps(fields).encode(), headers)

    def sign_in(self, account=ACCOUNT):
        status, _, content = self.form("/sign-in", {"name": account[0], "password": account[1]})
        assert status == 303, f"not signed in: {status} {content[:300]}"
        return self


def own_unit(client):
    """The number of the unit whose desk the officer sits at."""
    page = client.get("/workbench")[2].decode()
    return re.search(r"/units/(\d+)/members", page).group(1)


def all_members(client, unit, query=""):
    """Every line of a unit's list, page after page."""
    lines, path = [], f"/units/{unit}/members?{query}"
    while path:
        page = client.data(path)
        lines += page["items"]
        path = page["next"]
    return lines


class Writer(threading.Thread):
    """Enters members and corrects their notes, one after the other, and keeps what was confirmed.

    A write whose end it did not hear is sent again under the same key until it is answered, as a browser's retry would.
    """

    def __init__(self, port, unit, name, cookies, branch):
        super().__init__(daemon=True)
        self.client = Client(port)
        self.client.cookies = dict(cookies)
        self.unit, self.name, self.branch = unit, name, branch
        self.entered, self.notes, self.pending = {}, {}, None
        self.late, self.wrong, self.waits, self.confirmed = [], [], 0, 0
        self.halt = threading.Event()

    def run(self):
        count = 0
        while not self.halt.is_set():
            count += 1
            number = f"{self.name}-{count}"
            place = self.write(f"/units/{self.unit}/members/new", {
                "name": "验收员", "number": number, "unit": self.branch, "employment": "contract", "state": "active",
                "sex": "unknown"}, number)
            if place is None:
                return
            self.entered[number] = place
            note = f"备注 {number}"
            if self.write(f"{place}/revision", {"name": "验收员", "sex": "unknown", "note": note, "version": "1"}, f"note-{number}"):
                self.notes[number] = note

    def write(self, path, fields, key):
        """Gives where the confirmed write leads; nothing when told to halt before it was."""
        self.pending = (path, fields, key)
        begun = time.monotonic()
        while True:
            try:
                status, headers, content = self.client.send(path, fields, key)
            except OSError:
                status = 0
            if status == 200:
                self.pending = None
                self.confirmed += 1
                return json.loads(content)["location"]
            if status == 503 and not headers.get("Retry-After"):
                self.wrong.append(f"503 without Retry-After: {path}")
            if status not in (0, 503):
                self.wrong.append(f"{status} at {path}: {content[:300].decode()}")
                return None
            self.waits += status == 503
            self.late.append(time.monotonic() - begun)
            if self.halt.is_set():
                return None
            time.sleep(0.05)


def writers(server, count):
    """Writers that share one session, and somebody to look with."""
    looker = Client(server.port).sign_in()
    unit = own_unit(looker)
    branch = looker.data(f"/units/{unit}/members")["items"][0]["unit"]
    all_writers = [Writer(server.port, unit, f"K{os.getpid()}-{at}", looker.cookies, branch) for at in range(count)]
    for writer in all_writers:
        writer.start()
    return looker, unit, all_writers


def at_work(all_writers, more=10):
    """Returns when so many more writes were confirmed than now."""
    goal = sum(writer.confirmed for writer in all_writers) + more
    end = time.monotonic() + 15
    while sum(writer.confirmed for writer in all_writers) < goal:
        assert not any(writer.wrong for writer in all_writers), [writer.wrong for writer in all_writers]
        assert time.monotonic() < end, "nothing is confirmed any more"
        time.sleep(0.01)


def halt(all_writers):
    for writer in all_writers:
        writer.halt.set()
    for writer in all_writers:
        writer.join(40)
        assert not writer.is_alive(), "a writer hangs"
        assert not writer.wrong, writer.wrong


def assert_kept(looker, unit, all_writers):
    """Every confirmed write is there exactly once, and nothing is there that nobody sent."""
    numbers = [line["number"] for line in all_members(looker, unit) if (line["number"] or "").startswith("K")]
    assert len(numbers) == len(set(numbers)), "a member was entered twice"
    confirmed = {number for writer in all_writers for number in writer.entered}
    open_ends = {writer.pending[2].removeprefix("note-") for writer in all_writers if writer.pending}
    assert confirmed <= set(numbers), f"lost: {sorted(confirmed - set(numbers))[:10]}"
    assert set(numbers) <= confirmed | open_ends, f"from nowhere: {sorted(set(numbers) - confirmed - open_ends)[:10]}"
    for writer in all_writers:
        for number, note in list(writer.notes.items())[-8:]:
            assert looker.data(writer.entered[number])["note"] == note, f"the note of {number} is lost"
    return len(confirmed)
