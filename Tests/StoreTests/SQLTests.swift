import Base
import Testing

@testable import Store

@Suite("An SQL literal") struct SQLTests {
    @Test func `binds every value and splices none`() {
        let sql: SQL = "SELECT \(Int64(1)), \("'; DROP TABLE note; --")"
        #expect(sql.text(for: .sqlite) == "SELECT $1, $2")
        #expect(sql.values == [.integer(1), .text("'; DROP TABLE note; --")])
    }

    @Test func `is written as each engine understands it`() {
        let sql: SQL = "SELECT id FROM note WHERE id \(anyOf: [Int64(1), 2]) AND text = \("a")\(SQL.lockingRow)"
        let lite = "SELECT id FROM note WHERE id IN (SELECT value FROM json_each($1)) AND text = $2"
        #expect(sql.text(for: .sqlite) == lite)
        #expect(sql.text(for: .postgres) == "SELECT id FROM note WHERE id = ANY($1) AND text = $2 FOR UPDATE")
    }

    @Test func `takes nothing for NULL`() {
        let nobody: Int64? = nil
        let sql: SQL = "SELECT \(nobody)"
        #expect(sql.values == [.null])
    }

    /// However fragments are nested, text and values are those of the flat statement.
    @Test func `numbers its parameters the same, however it is nested`() {
        var dice = Dice(seed: 11)
        for _ in 0..<500 {
            let count = Int.random(in: 0...30, using: &dice)
            var flat = ""
            var pieces: [SQL] = []
            for number in 0..<count {
                flat += " a\(number) = $\(number + 1)"
                pieces.append(SQL(raw: " a\(number) = ") + "\(Int64(number))")
            }
            while pieces.count > 1 {
                let place = Int.random(in: 0..<pieces.count - 1, using: &dice)
                let (a, b) = (pieces[place], pieces[place + 1])
                let joined: SQL = Bool.random(using: &dice) ? "\(a)\(b)" : SQL.joined([a, b], by: .nothing)
                pieces.replaceSubrange(place...place + 1, with: [joined])
            }
            let whole = pieces.first ?? .nothing
            #expect(whole.text(for: .postgres) == flat)
            #expect(whole.values == (0..<count).map { .integer(Int64($0)) })
        }
    }

    @Test func `is known again by its text, not by where the text lies`() {
        func literal(_ number: Int) -> SQL { "SELECT text FROM note WHERE id = \(number) AND text <> ''" }
        let made = SQL(raw: "SELECT text FROM note " + String(repeating: "WHERE", count: 1)) + " id = \(1)"
        let same = SQL(raw: "SELECT text FROM note " + String(repeating: "WHERE", count: 1)) + " id = \(2)"
        #expect(SQLKey(literal(1)) == SQLKey(literal(2)))
        #expect(SQLKey(literal(1)).hashValue == SQLKey(literal(2)).hashValue)
        #expect(SQLKey(made) == SQLKey(same) && SQLKey(made).hashValue == SQLKey(same).hashValue)
        #expect(SQLKey("SELECT \(1)") != SQLKey("SELECT \(anyOf: [1])"))
    }
}

@Suite("A value") struct ValueTests {
    static let values: [Value] = [
        .null, .integer(.min), .integer(0), .integer(.max), .real(-0.5), .real(.pi), .text(""), .text("短"),
        .text("一段超过十五个字节的中文，含引号'\"与换行\n和空字节\u{0}之后"), .text(String(repeating: "é", count: 10_000)),
        .bytes([]), .bytes([0, 255, 128]), .bytes(Array(repeating: 7, count: 100_000)),
    ]

    @Test("comes back as it went", arguments: values)
    func roundTrip(value: Value) async throws {
        try await withStore { store in
            let found = try await store.write { tx in
                var found: [Value] = []
                try tx.each("SELECT \(Wrapped(sqlValue: value)), 'after', \(Wrapped(sqlValue: value))") { row in
                    let (first, last): (Wrapped, Wrapped) = (try row.read(at: 0), try row.read(at: 2))
                    found += [first.sqlValue, last.sqlValue]
                }
                return found
            }
            #expect(found == [value, value])
        }
    }

    @Test func `of either truth comes back through a boolean column`() async throws {
        try await withStore { store in
            let found = try await store.write { tx in
                try tx.script(raw: "CREATE TABLE flag (id bigint NOT NULL PRIMARY KEY, is_on boolean)")
                try tx.run("INSERT INTO flag (id, is_on) VALUES (1, \(true)), (2, \(false)), (3, \(Bool?.none))")
                let found: [Bool?] = try tx.values("SELECT is_on FROM flag ORDER BY id")
                let on: [Int] = try tx.values("SELECT id FROM flag WHERE is_on = TRUE AND is_on = \(true)")
                #expect(on == [1])
                return found
            }
            #expect(found == [true, false, nil])
        }
    }

    @Test("in a list is found", arguments: [["a", "b\"c\\d", "é\n\u{1}"], [], ["中文"]])
    func lists(texts: [String]) async throws {
        try await withStore { store in
            let found = try await store.write { tx in
                for text in texts + ["other"] { try tx.add(text) }
                let found: [String] = try tx.values("SELECT text FROM note WHERE text \(anyOf: texts) ORDER BY text")
                return found
            }
            #expect(found == texts.sorted())
        }
    }

    @Test func `of another type than expected is a fault that tells no contents`() async throws {
        try await withStore { store in
            do {
                _ = try await store.read { tx in try tx.value("SELECT 'secret' AS word") as Int? }
                throw Refusal.missing
            } catch let fault as Unreadable {
                #expect(fault.description == "column word: expected integer, found text")
            }
        }
    }
}

/// Any value, as a test binds and reads it.
private struct Wrapped: Bindable, Readable {
    let sqlValue: Value

    init(sqlValue: Value) { self.sqlValue = sqlValue }
    init(sql value: Value) { sqlValue = value }
}
