"""PostgreSQL killed and started again under load: honest answers meanwhile, and service returns by itself."""
import atexit
import os
import pathlib
import pwd
import subprocess
import time

from house import ROOT, SCRATCH, Client, Server, assert_kept, at_work, halt, run, say, writers

folder = SCRATCH / "pg"


def cluster(verb):
    return subprocess.run([ROOT / "bin" / "postgres", verb, folder], check=True, capture_output=True, text=True).stdout


def kill_cluster():
    """As a crash would: no checkpoint, nobody is waited for."""
    begin = [] if os.getuid() else ["runuser", "-u", "postgres", "--"]
    tool = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    subprocess.run([*begin, tool, "-D", folder / "cluster", "-m", "immediate", "-w", "stop"], check=True, capture_output=True)


atexit.register(cluster, "stop")
conninfo = cluster("start").strip()
flags = ["--database", conninfo]
data = SCRATCH / "data"
run("demo", "--data", str(data), "--members", "2000", *flags)
server = Server(data, flags).start()
looker, unit, all_writers = writers(server, 4)
for _ in range(2):
    at_work(all_writers, 20)
    kill_cluster()
    time.sleep(0.3)
    begun = time.monotonic()
    status, headers, _ = looker.get(f"/units/{unit}/members")
    assert status == 503 and headers["Retry-After"], f"{status} while the database is away"
    assert time.monotonic() - begun < 3, "an answer that the database is away took too long"
    assert Client(server.port).get("/healthz")[0] == 200, "the program itself is well"
    assert Client(server.port).get("/readyz")[0] == 503, "it is not ready while the database is away"
    cluster("start")
    begun = time.monotonic()
    at_work(all_writers)
    say(f"service is back after {time.monotonic() - begun:.2f} s")
assert server.process.poll() is None
halt(all_writers)
kept = assert_kept(looker, unit, all_writers)
say(f"{kept} members kept, {sum(writer.waits for writer in all_writers)} honest 503s")
assert server.stop() == 0
run("check", "--data", str(data), *flags)
