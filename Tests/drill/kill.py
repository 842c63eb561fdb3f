"""kill -9 in the middle of concurrent writes, thrice: everything confirmed is there once, chain and counters hold."""
import random
import sys
import time

from house import SCRATCH, Client, Server, assert_kept, at_work, engines, halt, run, say, writers

seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(1 << 30)
dice = random.Random(seed)
say(f"seed {seed}")
for engine, flags in engines("drill_kill"):
    data = SCRATCH / engine
    run("demo", "--data", str(data), "--members", "2000", *flags)
    server = Server(data, flags).start()
    looker, unit, all_writers = writers(server, 6)
    for _ in range(3):
        at_work(all_writers)
        time.sleep(dice.uniform(0.0, 0.6))
        before = sum(writer.confirmed for writer in all_writers)
        server.kill()
        say(f"{engine}: killed after {before} confirmed")
        server.start()
    at_work(all_writers)
    halt(all_writers)
    kept = assert_kept(looker, unit, all_writers)
    waits = max((late for writer in all_writers for late in writer.late), default=0)
    say(f"{engine}: {kept} members kept, longest silence {waits:.2f} s")
    assert server.stop() == 0
    run("check", "--data", str(data), *flags)
