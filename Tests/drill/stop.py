"""A graceful stop: SIGTERM while a file streams slowly and while clients write. What is under way ends well."""
import http.client
import socket
import threading
import time

from house import SCRATCH, Client, Server, assert_kept, at_work, engines, halt, own_unit, run, say, writers


class SlowReader(threading.Thread):
    """Fetches an export and reads it drop by drop."""

    def __init__(self, client, path):
        super().__init__(daemon=True)
        self.client, self.path, self.size, self.status, self.begun = client, path, 0, 0, threading.Event()

    def run(self):
        wire = http.client.HTTPConnection("127.0.0.1", self.client.port, timeout=20)
        # A small window, or the system would swallow the whole file at once.
        wire.sock = socket.socket()
        wire.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.sock.connect(("127.0.0.1", self.client.port))
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        wire.request("GET", self.path, headers={"Host": self.client.host, "Cookie": cookies})
        answer = wire.getresponse()
        self.status = answer.status
        self.begun.set()
        while piece := answer.read(4096):
            self.size += len(piece)
            time.sleep(0.02)


for engine, flags in engines("drill_stop"):
    data = SCRATCH / engine
    run("demo", "--data", str(data), "--members", "2000", *flags)
    server = Server(data, flags).start()
    officer = Client(server.port).sign_in(("liwen", "jiaogong-2026"))
    path = f"/units/{own_unit(officer)}/members/export?format=csv"
    whole = len(officer.ask("GET", path)[2])
    looker, unit, all_writers = writers(server, 3)
    at_work(all_writers)
    readers = [SlowReader(officer, path) for _ in range(4)]
    for reader in readers:
        reader.start()
    # One streams, the others are being worked on.
    while not any(reader.begun.is_set() for reader in readers):
        time.sleep(0.002)
    under_way = sum(not reader.begun.is_set() for reader in readers)
    for writer in all_writers:
        writer.halt.set()
    begun = time.monotonic()
    status = server.stop()
    spent = time.monotonic() - begun
    for reader in readers:
        reader.join(10)
    halt(all_writers)
    assert status == 0, f"exit status {status}"
    for reader in readers:
        # Members were entered meanwhile, so it may have grown.
        assert reader.status == 200 and reader.size >= whole, f"{reader.status}: {reader.size} of {whole} bytes"
    server.start()
    kept = assert_kept(Client(server.port).sign_in(), unit, all_writers)
    assert server.stop() == 0
    say(f"{engine}: stopped in {spent:.2f} s, {under_way} files unbegun and all whole, {kept} members kept")
    run("check", "--data", str(data), *flags)
