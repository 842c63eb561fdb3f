"""kill -9 while a file is looked at, while it is written and while it is taken back: each goes on after the start, and nothing is
there twice. Confirmed twice, it runs once."""
import random
import re
import sys
import time
import uuid

from house import SCRATCH, Client, Server, all_members, engines, own_unit, run, say

ROWS = 12000
seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 30)
dice = random.Random(seed)
say(f"seed {seed}")


def roster():
    lines = ["工号,姓名,性别,出生日期,入会日期"]
    for number in range(ROWS):
        year, month, day = 1960 + number % 35, 1 + number % 12, 1 + number // 400 % 28
        name = "王李张刘陈"[number % 5] + "文理静安和"[number // 5 % 5] + "明华秀英兰海波"[number // 25 % 7]
        lines.append(f"KI{number:06d},{name},{'男' if number % 2 else '女'},{year}-{month:02d}-{day:02d},2016-09-01")
    return "\n".join(lines).encode()


def upload(client, unit):
    path = f"/units/{unit}/imports"
    page = client.get(path)[2].decode()
    at = page.index(f'action="{path}"')
    keys = dict(re.findall(r'name="(csrf|key)" value="([^"]+)"', page[at:])[:2])
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in keys.items()]
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="n.csv"\r\nContent-Type: text/csv\r\n\r\n'.encode())
    body = b"".join(parts) + roster() + f"\r\n--{edge}--\r\n".encode()
    status, headers, content = client.ask(
        "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}", "Accept": "text/html"})
    assert status == 303, (status, content[:500])
    return headers["Location"]


def until(client, address, *states, seconds=420):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            batch = client.data(address)
        except OSError:
            time.sleep(0.2)
            continue
        if batch["state"] in states:
            return batch
        assert batch["state"] != "failed", batch
        time.sleep(0.1)
    raise AssertionError(f"it never came to {states}: {batch}")


def killed_in(server, client, address, state, times):
    """Kills the server some moments into the work, and starts it again, until the work is over or was killed often enough."""
    for _ in range(times):
        time.sleep(dice.uniform(0.05, 0.4))
        batch = client.data(address)
        if batch["state"] != state:
            return
        server.kill()
        say(f"  killed in {state}: {batch['counts']}")
        server.start()


for engine, flags in engines("drill_import_killed"):
    data = SCRATCH / engine
    run("demo", "--data", str(data), "--members", "1000", *flags)
    server = Server(data, flags).start()
    client = Client(server.port).sign_in()
    unit = own_unit(client)
    before = len(all_members(client, unit))
    address = upload(client, unit)
    # On PostgreSQL other servers may hold the work, so a dead one's lease must run out first: there one death each is enough.
    times = 3 if engine == "sqlite" else 1
    killed_in(server, client, address, "checking", times)
    batch = until(client, address, "checked")
    assert batch["counts"]["new"] == ROWS, batch
    for key in ("first", "second"):
        status, _, content = client.send(address + "/confirmation", {}, f"{key}-{engine}")
        assert status == 200, (status, content[:300])
    killed_in(server, client, address, "running", times)
    batch = until(client, address, "done")
    assert batch["counts"]["written"] == ROWS, batch
    numbers = [line["number"] for line in all_members(client, unit) if (line["number"] or "").startswith("KI")]
    assert len(numbers) == ROWS and len(set(numbers)) == ROWS, (len(numbers), len(set(numbers)))
    assert len(all_members(client, unit)) == before + ROWS
    status, _, content = client.form(address + "/undo", {})
    assert status == 303, (status, content[:300])
    killed_in(server, client, address, "undoing", times)
    batch = until(client, address, "undone")
    assert (batch["counts"]["written"], batch["counts"]["kept"]) == (0, 0), batch
    assert len(all_members(client, unit)) == before
    say(f"{engine}: {ROWS} rows in and out again")
    assert server.stop() == 0
    run("check", "--data", str(data), *flags)
