import Base
import Glibc
import Synchronization

@testable import Store

/// Fixed chance, and a clock that only the test moves.
final class Clockwork: Sendable {
    private let time = Atomic<Int64>(1_772_326_800_000_000)

    var world: World {
        World(now: { [self] in Instant(microseconds: time.load(ordering: .relaxed)) }, dice: { Dice(seed: 7) })
    }

    func pass(seconds: Int) {
        time.add(Int64(seconds) * 1_000_000, ordering: .relaxed)
    }
}

let notes = Migration(
    "tests 001 note",
    """
    CREATE TABLE note (
        id bigint NOT NULL PRIMARY KEY,
        text text NOT NULL UNIQUE CHECK (text <> 'forbidden'),
        parent_id bigint REFERENCES note (id)
    )
    """)

/// A store with the table `note`, closed and removed when `body` is done.
func withStore<Result>(
    _ migrations: [Migration] = [notes], settings: SQLiteSettings = SQLiteSettings(), clock: Clockwork = Clockwork(),
    _ body: (Store) async throws -> Result
) async throws -> Result {
    let store = try await Store.temporary(migrations, world: clock.world, settings: settings)
    do {
        let result = try await body(store)
        await discard(store)
        return result
    } catch {
        await discard(store)
        throw error
    }
}

private func discard(_ store: Store) async {
    await store.close()
    if let path = store.path { removeFolder(String(path.dropLast("/store.db".count))) }
}

extension Store {
    func add(_ text: String, parent: Int64? = nil) async throws {
        try await write { try $0.add(text, parent: parent) }
    }

    func count() async throws -> Int {
        try await read { try $0.value("SELECT count(*) FROM note") ?? 0 }
    }

    func texts() async throws -> [String] {
        try await read { try $0.values("SELECT text FROM note ORDER BY text") }
    }
}

extension Transaction {
    func add(_ text: String, parent: Int64? = nil) throws {
        let id = newID(Person.self)
        try run("INSERT INTO note (id, text, parent_id) VALUES (\(id), \(text), \(parent))")
    }
}

/// Runs it and gives the problem it failed with, if it was one of the store's.
func problem(_ body: () async throws -> Void) async -> StoreProblem? {
    do {
        try await body()
        return nil
    } catch {
        return error as? StoreProblem ?? .engine("something else: \(error)")
    }
}

func processNumber() -> Int32 { getpid() }
