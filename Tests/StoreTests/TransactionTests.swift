import Base
@testable import Store
import Testing

@Suite("A transaction") struct TransactionTests {
    @Test func `is durable and seen by the next reader`() async throws {
        try await withStore { store in
            try await store.add("one")
            #expect(try await store.texts() == ["one"])
        }
    }

    @Test func `is undone when its body refuses`() async throws {
        try await withStore { store in
            await #expect(throws: Refusal.missing) {
                try await store.write { tx in
                    try tx.add("one")
                    throw Refusal.missing
                }
            }
            let left = try await store.count()
            #expect(left == 0)
        }
    }

    @Test func `that only reads cannot write`() async throws {
        try await withStore { store in
            #expect(await problem { try await store.read { try $0.add("one") } } == .readOnly)
            let left = try await store.count()
            #expect(left == 0)
        }
    }

    @Test func `sees one state of the store throughout`() async throws {
        try await withStore { store in
            try await store.add("before")
            let gate = Gate()
            let reading = Task {
                try await store.read { tx in
                    let count = { try tx.value("SELECT count(*) FROM note") ?? 0 }
                    let first: Int = try count()
                    gate.pass()
                    return [first, try count()]
                }
            }
            try await gate.waitUntilReached()
            try await store.add("in the middle")
            gate.open()
            #expect(try await reading.value == [1, 1])
            #expect(try await store.count() == 2)
        }
    }

    @Test func `tells apart what the schema forbids`() async throws {
        try await withStore { store in
            try await store.add("one")
            #expect(await problem { try await store.add("one") } == .notUnique)
            #expect(await problem { try await store.add("forbidden") } == .notAllowed)
            #expect(await problem { try await store.add("two", parent: 99) } == .brokenLink)
            #expect(try await store.texts() == ["one"])
        }
    }

    @Test func `can attempt a part and go on without it`() async throws {
        try await withStore { store in
            try await store.write { tx in
                try tx.add("one")
                _ = try? tx.attempt {
                    try tx.add("two"); try tx.add("one")
                }
                try tx.add("three")
            }
            #expect(try await store.texts() == ["one", "three"])
        }
    }

    @Test func `leaves nothing behind, at whichever statement it fails`() async throws {
        try await withStore { store in
            for number in 1...4 {
                let failure = await problem {
                    try await store.write(failing: number) { tx in
                        for text in ["a", "b", "c"] { try tx.add(text) }
                    }
                }
                let left = try await store.count()
                #expect(left == (number == 4 ? 3 : 0))
                #expect((failure == nil) == (number == 4))
            }
        }
    }

    @Test func `loads many rows`() async throws {
        try await withStore { store in
            let count = try await store.alone { tx in
                var rest = 1000
                return try tx.load("note", ["id", "text"]) {
                    rest -= 1
                    return rest >= 0 ? [.integer(Int64(rest + 1)), .text("行 \(rest)")] : nil
                }
            }
            #expect(count == 1000)
            #expect(try await store.texts().count == 1000)
        }
    }
}
