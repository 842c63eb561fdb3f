"""A backup while clients write, restored into an empty folder or database with the keys beside it: whole and sound."""
from house import (
    ACCOUNT, SCRATCH, Client, Server, all_members, assert_kept, at_work, database, engines, halt, run, say, writers)

for engine, flags in engines("drill_backup"):
    data, copy, again = SCRATCH / engine, SCRATCH / f"{engine}-copy", SCRATCH / f"{engine}-again"
    run("demo", "--data", str(data), "--members", "2000", *flags)
    server = Server(data, flags).start()
    looker, unit, all_writers = writers(server, 4)
    at_work(all_writers, 20)
    before = {number: place for writer in all_writers for number, place in list(writer.entered.items())}
    said = run("backup", str(copy), "--data", str(data), "--only", "bj", *flags)
    at_work(all_writers)
    halt(all_writers)
    assert_kept(looker, unit, all_writers)
    assert server.stop() == 0

    keys = next(line.rsplit("：", 1)[1] for line in said.splitlines() if "密钥" in line)
    other = ["--database", database("drill_restored")] if flags else []
    run("restore", str(copy / "bj"), "--data", str(again), "--keys", keys, "--name", "bj", "--title", "北京市教育工会",
        "--host", "bj.localhost", *other)
    run("check", "--data", str(again), *other)
    restored = Server(again, other).start()
    looker = Client(restored.port).sign_in(ACCOUNT)
    numbers = {line["number"] for line in all_members(looker, unit)}
    assert set(before) <= numbers, f"confirmed before the backup, and lost: {sorted(set(before) - numbers)[:10]}"
    sent = {number for writer in all_writers for number in writer.entered}
    assert len(looker.data(next(iter(before.values())))["memberships"]) == 1
    say(f"{engine}: {len(before)} members confirmed before the copy are in it, of {len(sent)} in all")
    assert restored.stop() == 0
