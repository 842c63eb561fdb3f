import Testing
import Vault
import Web

@testable import App

@Suite("Changing the key that seals", .serialized) struct KeysTests {
    @Test func `leaves everything readable, and nothing under the old key but details of the chain`() async throws {
        try await withSealed { data in
            let old = try Self.ring(data).key(.seal).hexID
            let (status, words) = try await run(["keys", "rotate"] + Self.at(data))
            #expect(status == 0, "\(words)")
            #expect(words.contains("person.identity_sealed：") && words.contains("account.code_secret：1 处"))
            #expect(words.contains("\(Resealing.filesName)：7 处"), "\(words)")
            let ring = try Self.ring(data)
            #expect(ring.keys.filter { $0.purpose == .seal }.count == 2 && ring.key(.seal).hexID != old)
            let list = try await run(["keys", "list"] + Self.at(data)).words
            #expect(list.contains("旧密钥，还有 0 处，另有 1 处审计附注"), "\(list)")
            #expect(!list.contains("不在密钥文件里"))
            for key in ring.keys { #expect(!list.contains(Base64URL.encode(key.bytes))) }
            try await Self.expectReadable(data)
            // A detail of the chain may not be sealed anew, so its key stays.
            let retire = ["keys", "retire", old] + Self.at(data)
            let problem = try await #require(throws: StartProblem.self) { _ = try await run(retire) }
            #expect(problem.words.contains("审计链"))
            try await Self.with(data) { store in
                try await store.write { try $0.run("UPDATE audit_entry SET concerns = 1 WHERE id = 5") }
            }
            #expect(try await run(retire).status == 0)
            let rest = try Self.ring(data)
            #expect(rest.keys.filter { $0.purpose == .seal } == [ring.key(.seal)])
            try await Self.expectReadable(data)
        }
    }

    @Test func `stays true to the chain, and is written into it`() async throws {
        try await withSealed(chainIsTrue: true) { data in
            #expect(try await run(["keys", "rotate"] + Self.at(data)).status == 0)
            let (status, words) = try await run(["check", "--only", "bj", "--data", data])
            #expect(status == 0, "\(words)")
            let acts: Int? = try await Self.with(data) { store in
                try await store.read { try $0.value("SELECT count(*) FROM audit_entry WHERE act = 'keys.rotate'") }
            }
            #expect(acts == 1)
        }
    }

    @Test(arguments: [(nil, nil), (Resealing.filesName, 3)] as [(column: String?, done: Int?)])
    func `goes on where it was interrupted`(stop: (column: String?, done: Int?)) async throws {
        try await withSealed { data in
            let old = try Self.ring(data)
            let ring = old.rotated(on: World.system.now().day)
            try ring.save(to: Self.file(data))
            let total = try await Self.left(under: old, data)
            try await Self.with(data) { store in
                let shelf = try Self.shelf(data)
                let work = Resealing(columns: joined.sealed, store: store, shelf: shelf, ring: ring, rows: 20)
                var turns = 0
                await #expect(throws: CancellationError.self) {
                    _ = try await work.run { name, done, _ in
                        turns += 1
                        if name == stop.column ?? name, done == stop.done ?? done, turns >= 5 {
                            throw CancellationError()
                        }
                    }
                }
            }
            let rest = try await Self.left(under: old, data)
            #expect(rest > 0 && rest < total)
            try await Self.expectReadable(data)
            let retire = ["keys", "retire", old.key(.seal).hexID] + Self.at(data)
            let problem = try await #require(throws: StartProblem.self) { _ = try await run(retire) }
            #expect(problem.words.contains("还有 \(rest) 处"))
            #expect(try await run(["keys", "reseal"] + Self.at(data)).words.contains("重新加密了 \(rest) 处"))
            #expect(try await Self.left(under: old, data) == 0)
            #expect(try await run(["keys", "reseal"] + Self.at(data)).words.contains("重新加密了 0 处"))
            try await Self.expectReadable(data)
        }
    }

    @Test func `passes over a value that does not open, and says which`() async throws {
        try await withSealed { data in
            try await Self.with(data) { store in
                try await store.write { tx in
                    try tx.run("UPDATE account SET code_secret = \(Self.ofAnother(tx)) WHERE id = 9")
                }
            }
            let (status, words) = try await run(["keys", "rotate"] + Self.at(data))
            #expect(status == 1 && words.contains("account.code_secret 9：") && words.contains("有 1 处打不开"), "\(words)")
        }
    }

    @Test func `refuses what would lose data`() async throws {
        try await withTwo { data in
            let ring = try Self.ring(data)
            for id in ["00000000", ring.key(.seal).hexID, ring.key(.index).hexID] {
                await #expect(throws: StartProblem.self) { _ = try await run(["keys", "retire", id] + Self.at(data)) }
            }
            await #expect(throws: StartProblem.self) { _ = try await run(["keys", "retire"] + Self.at(data)) }
            try await Self.with(data) { _ in
                // Somebody else, such as the server, has the folder.
                await #expect(throws: StartProblem.self) { _ = try await run(["keys", "rotate"] + Self.at(data)) }
                let listed = try await run(["keys", "list"] + Self.at(data))
                #expect(listed.status == 0)
            }
            let same = try Self.ring(data)
            #expect(same.keys == ring.keys)
        }
    }

    @Test func `knows every column that holds bytes`() async throws {
        try await withTwo { data in
            let columns: [String] = try await Self.with(data) { store in
                try await store.read { tx in
                    try tx.values(
                        """
                        SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
                         WHERE t.type = 'table' AND lower(c.type) IN ('bytea', 'blob') ORDER BY 1
                        """)
                }
            }
            // Digests, and what SQLite's search keeps for itself.
            let others = ["audit_entry.hash", "audit_head.hash", "member_search_data.block"]
            #expect(columns == (joined.sealed.map(\.name) + others).sorted())
        }
    }
}
