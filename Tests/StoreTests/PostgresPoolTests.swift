import Base
import Testing
import TestKit

@testable import Store

@Suite("The pool's decisions") struct PostgresPoolTests {
    @Test func `let work go, wait and be refused in this order`() {
        var pool = PoolState(workers: 2, waitLimit: 1)
        let answers = (1...4).map { pool.asked($0) }
        #expect(answers == [.go(worker: 0), .go(worker: 1), .wait, .refuse])
        #expect(pool.returned(1) == 3)
        #expect(pool.returned(1) == nil)
        #expect(pool.asked(5) == .go(worker: 1))
        pool.close()
        #expect(pool.asked(6) == .refuse)
    }

    @Test func `serve who waits after closing, and then rest`() {
        var pool = PoolState(workers: 1, waitLimit: 5)
        _ = (pool.asked(1), pool.asked(2))
        pool.close()
        #expect(pool.returned(0) == 2)
        #expect(!pool.isAtRest)
        #expect(pool.returned(0) == nil)
        #expect(pool.isAtRest)
    }

    @Test func `forget who gave up waiting`() {
        var pool = PoolState(workers: 1, waitLimit: 5)
        _ = (pool.asked(1), pool.asked(2), pool.asked(3))
        #expect([pool.gaveUp(2), pool.gaveUp(2), pool.gaveUp(1)] == [true, false, false])
        #expect(pool.returned(0) == 3)
    }

    /// Against a model that holds the tickets themselves.
    @Test func `keep their laws whatever happens`() {
        forAll(500) { dice in
            let (workers, limit) = (dice.number(1...4), dice.number(0...5))
            var pool = PoolState(workers: workers, waitLimit: limit)
            var working: [Int: UInt64] = [:]
            var waiting: [UInt64] = []
            for ticket in 1...UInt64(dice.number(1...60)) {
                switch dice.number(1...4) {
                case 1, 2:
                    switch pool.asked(ticket) {
                    case .go(let worker):
                        #expect(working[worker] == nil && waiting.isEmpty)
                        working[worker] = ticket
                    case .wait:
                        #expect(working.count == workers && waiting.count < limit)
                        waiting.append(ticket)
                    case .refuse: #expect(working.count == workers && waiting.count == limit)
                    }
                case 3:
                    guard let worker = working.keys.sorted().first else { continue }
                    working[worker] = pool.returned(worker)
                    #expect(working[worker] == waiting.first)
                    if !waiting.isEmpty { waiting.removeFirst() }
                default:
                    let ticket = waiting.isEmpty ? 0 : dice.one(of: waiting)
                    #expect(pool.gaveUp(ticket) == (ticket != 0))
                    waiting.removeAll { $0 == ticket }
                }
                #expect(pool.waiting == waiting && pool.idle.count == workers - working.count)
            }
        }
    }
}

@Suite("What PostgreSQL says") struct PostgresFaultTests {
    @Test(
        "means this during a statement",
        arguments: [
            ("23505", StoreProblem.notUnique), ("23503", .brokenLink), ("23514", .notAllowed), ("23502", .notAllowed),
            ("22001", .notAllowed), ("40001", .conflict), ("40P01", .conflict), ("25006", .readOnly),
            ("57014", .interrupted), ("53100", .full), ("57P01", .unavailable("57P01")),
            ("57P03", .unavailable("57P03")),
            ("08006", .unavailable("08006")),
            ("42601", .engine("42601 words")), ("XX000", .engine("XX000 words")), ("0A000", .engine("0A000 words")),
        ])
    func statements(code: String, problem: StoreProblem) {
        #expect(PostgresFault(code: code, message: "words", isBroken: false).problem(during: .statement) == problem)
    }

    @Test(
        "means this at COMMIT, whatever the holder or another node of Citus calls it",
        arguments: [
            ("40001", false, StoreProblem.conflict), ("23503", false, .brokenLink), ("53100", false, .full),
            ("XX000", false, .unknownOutcome("XX000 words")), ("08006", false, .unknownOutcome("08006 words")),
            ("57P01", true, .unknownOutcome("57P01 words")), ("", true, .unknownOutcome("words")),
            ("40001", true, .unknownOutcome("40001 words")), ("57014", false, .interrupted),
        ])
    func commits(code: String, isBroken: Bool, problem: StoreProblem) {
        #expect(PostgresFault(code: code, message: "words", isBroken: isBroken).problem(during: .commit) == problem)
    }

    @Test(
        "does not depend on names, which Citus leaves empty or numbers",
        arguments: [
            "duplicate key value violates unique constraint \"setting_pkey\"",
            "duplicate key value violates unique constraint \"setting_pkey_102054\"", "",
        ])
    func names(message: String) {
        let fault = PostgresFault(code: "23505", message: message, isBroken: false)
        #expect(fault.problem(during: .statement) == .notUnique)
    }

    @Test("is unavailable when the wire is gone, whatever the code")
    func broken() {
        let lost = PostgresFault(code: "23505", message: "m", isBroken: true)
        #expect(lost.problem(during: .statement) == .unavailable("23505 m"))
        let stranger = PostgresFault(code: "28P01", message: "m", isBroken: false)
        #expect(stranger.problem(during: .connecting) == .unavailable("28P01 m"))
    }

    @Test(
        "is refused where the database cannot keep our word",
        arguments: [
            ("UTF8", "C", "on", "on", "150015", true), ("UTF8", "POSIX", "remote_apply", "on", "160000", true),
            ("SQL_ASCII", "C", "on", "on", "150015", false), ("UTF8", "zh_CN.UTF-8", "on", "on", "150015", false),
            ("UTF8", "C", "off", "on", "150015", false), ("UTF8", "C", "on", "off", "150015", false),
            ("UTF8", "C", "on", "on", "140002", false),
        ])
    func promises(encoding: String, collation: String, sync: String, fsync: String, version: String, good: Bool) {
        let words = PostgresPromises.words(
            encoding: encoding, collation: collation, sync: sync, fsync: fsync, version: version)
        #expect((words == nil) == good)
    }
}

@Suite("The prepared statements") struct PostgresStatementsTests {
    @Test func `are kept by schema and text, and the oldest go`() {
        var statements = PostgresStatements(statements: 4, schemas: 2)
        statements.turn(to: "a")
        for text in ["1", "2", "3", "4"] { _ = statements.keep(text, as: statements.newName()) }
        _ = statements.find("1")
        _ = statements.keep("5", as: statements.newName())
        #expect(statements.find("2") == nil && statements.find("1")?.name == "s1")
        #expect(statements.takeDropped() == ["s2"])
        statements.turn(to: "b")
        #expect(statements.find("1") == nil)
        statements.turn(to: "a")
        #expect(statements.find("1")?.name == "s1")
        for schema in ["b", "c", "d"] { statements.turn(to: schema) }
        #expect(statements.count <= 4 && statements.takeDropped().sorted() == ["s1", "s3", "s4", "s5"])
    }
}
