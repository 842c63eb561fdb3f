import Access
import Base
import Markup
import Server
import Store
import Synchronization
import TestKit
import Testing
import Vault

@testable import Web

/// A room of notes, small enough to see every promise of a visit in it.
enum Places {
    static let notes = Place("/notes")
    static let note = Place("/notes/:id", ID<Note>.self)
    static let writing = Place("/writing")
    static let mine = Place("/mine")
    static let slow = Place("/slow")
}

enum Note {}

/// What a request asks.
typealias WireMethod = Method

let notes: Module = {
    var module = Module("notes")
    module.migrations = [
        Migration("notes 001", "CREATE TABLE note (id bigint NOT NULL PRIMARY KEY, words text NOT NULL UNIQUE)")
    ]
    module.routes = [
        .get(Places.notes, .anyone, listNotes), .post(Places.notes, .anyone, addNote, again: listNotes),
        .get(Places.note, .anyone, showNote), .post(Places.note, .member) { _, _ in .see(Places.notes()) },
        .get(Places.writing, .anyone) { visit in
            try visit.tx.run("INSERT INTO note (id, words) VALUES (1, 'written by a page')")
            return .see(Places.notes())
        },
        .get(Places.mine, .member) { visit in .page(title: "我的", shell: .focus, "<h1>\(visit.who.name)</h1>") },
        .open(.post, Places.slow, .anyone) { visit in
            let words = visit.form["words"]
            return try await visit.writeOnce { tx in try add(words, tx) }
        },
        .fixed(Place("/fixed")) { Response(200, body: .bytes([0x61])) },
    ]
    return module
}()

private func listNotes(_ visit: Visit<Visitor>) throws -> Answer {
    let words: [String] = try visit.tx.values("SELECT words FROM note ORDER BY id")
    let filled = visit.filled
    let fields: HTML = """
        \(field(Field("words", "内容"), filled))\(field(Field("password", "口令"), filled))
        <button class="btn">记下</button>
        """
    return .page(
        title: "笔记", shell: .focus, json: .array(words.map { JSON($0) }),
        """
        <h1>笔记</h1>\(flawSummary(filled.flaws))<ul>\(each: words, { "<li>\($0)</li>" })</ul>
        \(form(to: Places.notes(), fields))\(form(to: Places.slow(), hidden("words", "慢慢写")))
        """)
}

private func addNote(_ visit: Visit<Visitor>) throws -> Answer {
    var check = Check(visit.form)
    let words = check.text("words", "内容", 2...20)
    try check.done()
    return try add(words, visit.tx)
}

private func add(_ words: String, _ tx: Transaction) throws -> Answer {
    let known: Int? = try tx.value("SELECT 1 FROM note WHERE words = \(words)")
    guard known == nil else { throw Flaws("words", "已经记过。") }
    let id: ID<Note> = tx.newID()
    try tx.run("INSERT INTO note (id, words) VALUES (\(id), \(words))")
    return .see(Places.note(id), saying: "已记下\(words)。")
}

private func showNote(_ visit: Visit<Visitor>, _ id: ID<Note>) throws -> Answer {
    let words: String? = try visit.tx.value("SELECT words FROM note WHERE id = \(id)")
    guard let words else { throw Refusal.missing }
    return .page(title: words, shell: .focus, "<h1>\(words)</h1>")
}

/// Runs `body` on a site of the notes, with the number of faults it may tell of.
func withNotes(
    clock: TestClock = TestClock("2026-03-02 09:00"), faults: Int = 0, _ body: (Site) async throws -> Void
) async throws {
    try await withSite([notes], world: clock.world(seed: 7)) { quiet in
        let told = Atomic(0)
        let site = Site(facts: quiet.facts, store: quiet.store) { _ in told.add(1, ordering: .relaxed) }
        try await body(site)
        #expect(told.load(ordering: .relaxed) == faults)
    }
}

extension Site {
    func count() async throws -> Int { try await store.read { tx in try tx.value("SELECT count(*) FROM note") ?? 0 } }

    /// One request, written out.
    func ask(
        _ method: WireMethod, _ path: String, _ headers: Headers = ["Accept": "text/html"], body: Body = .none
    ) async -> Response {
        await answer(Request(method, path, headers: headers, body: body, host: "house.test", remote: "192.0.2.7"))
    }

    /// A person with an account and a session, and its token.
    func token(_ name: String) async throws -> String {
        try await store.write { tx in
            let id = try Account.insert(for: tx.newID(), signInName: name, name: name, in: tx)
            return try Session.open(for: try Account.find(id, in: tx), stage: .full, address: "-", agent: "-", in: tx)
        }
    }
}

extension Response {
    var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
