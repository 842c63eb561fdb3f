import Foundation
import Testing

@testable import Federation

@Suite("The spool of a roster") struct RosterSpoolTests {
    private static let lines = Array(1...5_000)

    /// A spool in a folder of its own, being written by a task while `body` follows.
    private func follow(
        after line: Int, _ body: @Sendable (RosterSource) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "spool-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let spool = RosterSpool(path: folder + "/rows"), tide = RosterTide()
        let writing = Task {
            defer { tide.end() }
            try spool.write(tide) { keep in
                for line in Self.lines {
                    var draft = RosterDraft()
                    (draft.line, draft.name) = (line, "张明")
                    try keep(draft, [], [String(repeating: "字", count: 200)])
                }
            }
        }
        try await body(RosterSource(spool, tide, after: line))
        try await writing.value
        #expect(spool.isWhole)
        spool.remove()
        #expect(!spool.isWhole)
    }

    @Test func `hands out every row once and in order while more are written`() async throws {
        try await follow(after: 0) { source in
            var found: [Int] = []
            while true {
                let rows = try await source.next(700) { $0.draft.line }
                guard !rows.isEmpty else { break }
                #expect(rows.count == 700 || rows.last == Self.lines.last)
                found += rows
            }
            #expect(found == Self.lines)
        }
    }

    @Test func `goes on behind a line, and keeps what the row says as it is kept in the batch`() async throws {
        try await follow(after: 4_990) { source in
            let rows = try await source.next(100) { $0 }
            #expect(rows.map(\.draft.line) == Array(4_991...5_000))
            #expect(rows.first?.text == Array(#"{"line":4991,"name":"张明"}"#.utf8))
            let wrong = rows.first.map { String(decoding: $0.wrongText, as: UTF8.self) } ?? ""
            #expect(wrong.hasPrefix(#"{"cells":["字字"#) && wrong.hasSuffix(#""draft":{"line":4991,"name":"张明"}}"#))
        }
    }
}
