import Glibc
import Synchronization
import Web

/// The rows of a file as the rules read them, on the disk beside it while it is looked at: read once from whatever the officer
/// sent, then taken in turns. It lies in the same folder as the file, holds the same, and goes with it.
///
/// Each record is four bytes of the line and four for the length of each of three texts, then those texts in JSON: what the row
/// says of a person, the findings, the cells. So what nobody asks for is not taken apart.
struct RosterSpool: Sendable {
    /// One row that was read, with what the rules say.
    struct Row: Sendable {
        let draft: RosterDraft
        let findings: [Finding]
        /// The draft in JSON, as it goes into its row of the batch.
        let text: [UInt8]
        fileprivate let cellsText: [UInt8]

        /// Its cells as they stand in the file.
        private var cells: JSON { (try? JSON(parsing: cellsText)) ?? .array([]) }

        /// What the row keeps when it is wrong: its cells, to be shown as they were, and what could be read, to go on from when
        /// one word is mended.
        var wrongText: [UInt8] { Array((["cells": cells, "draft": draft.json] as JSON).text.utf8) }

        var isSound: Bool { !findings.contains { $0.kind.gravity == .wrong } }
    }

    /// The disk did not do what it was asked, or what it gave is cut short: a fault of ours or of the disk.
    struct Fault: Error {
        let code: Int
    }

    let path: String

    /// Whether all rows are in it.
    var isWhole: Bool { unsafe access(path, F_OK) == 0 }

    private var draft: String { path + ".part" }

    /// Writes all rows that `produce` hands out, and puts the file in its place when there are no more. `tide` hears of each piece.
    func write(
        _ tide: RosterTide, _ produce: ((RosterDraft, [Finding], [String]) throws -> Void) throws -> Void
    ) throws {
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(code: Int(errno)) }
        defer { close(file) }
        var waiting: [UInt8] = []
        try produce { draft, findings, cells in
            Self.append(draft, findings, cells, to: &waiting)
            guard waiting.count > 1 << 20 else { return }
            try Self.flush(&waiting, to: file)
            tide.rise()
        }
        try Self.flush(&waiting, to: file)
        guard unsafe rename(draft, path) == 0 else { throw Fault(code: Int(errno)) }
    }

    /// Removes it, whole or in part.
    func remove() {
        for path in [draft, path] { _ = unsafe unlink(path) }
    }

    /// Hands out the rows after a line, so many at once; it reads on from where it stands, and behind one who still writes only
    /// what is there in full.
    final class Reader: Sendable {
        private let place: Mutex<Place>

        /// Nil while nothing was written.
        init?(_ spool: RosterSpool) throws(Fault) {
            var file = unsafe open(spool.isWhole ? spool.path : spool.draft, O_RDONLY | O_CLOEXEC)
            // It may have come into its place just now.
            if file < 0, errno == ENOENT { file = unsafe open(spool.path, O_RDONLY | O_CLOEXEC) }
            if file < 0, errno == ENOENT { return nil }
            guard file >= 0 else { throw Fault(code: Int(errno)) }
            place = Mutex(Place(file: file))
        }

        deinit { place.withLock { _ = close($0.file) } }

        func next(_ count: Int, after line: Int) throws -> [Row] {
            try place.withLock { try $0.next(count, after: line) }
        }
    }

    /// How far a file was read, and what was read ahead of it.
    private struct Place {
        let file: Int32
        private var buffer: [UInt8] = []
        private var at = 0

        init(file: Int32) {
            self.file = file
        }

        mutating func next(_ count: Int, after line: Int) throws -> [Row] {
            var rows: [Row] = []
            while rows.count < count, try fill(head) {
                let (number, lengths) = (word(at: at), (1...3).map { word(at: at + 4 * $0) })
                let length = head + lengths.reduce(0, +)
                guard try fill(length) else { break }
                if number > line { rows.append(try row(lengths)) }
                at += length
            }
            return rows
        }

        /// The record that begins here.
        private func row(_ lengths: [Int]) throws -> Row {
            var start = at + head
            let texts = lengths.map { length in
                defer { start += length }
                return Array(buffer[start..<(start + length)])
            }
            let draft = RosterDraft(try JSON(parsing: texts[0]))
            let findings = texts[1].isEmpty ? [] : RosterSpool.findings(try JSON(parsing: texts[1]), of: draft)
            return Row(draft: draft, findings: findings, text: texts[0], cellsText: texts[2])
        }

        private func word(at place: Int) -> Int {
            buffer[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
        }

        /// Whether so many bytes lie ahead.
        private mutating func fill(_ count: Int) throws -> Bool {
            while buffer.count - at < count {
                if at > 0 {
                    buffer.removeFirst(at)
                    at = 0
                }
                var piece = [UInt8](repeating: 0, count: 1 << 20)
                let size = piece.count
                let got = unsafe Glibc.read(file, &piece, size)
                guard got >= 0 else { throw Fault(code: Int(errno)) }
                guard got > 0 else { return false }
                buffer += piece[..<got]
            }
            return true
        }
    }

    private static let head = 16

    private static func append(_ draft: RosterDraft, _ findings: [Finding], _ cells: [String], to bytes: inout [UInt8])
    {
        let start = bytes.count
        bytes += [UInt8](repeating: 0, count: head)
        put(draft.line, at: start, in: &bytes)
        for (place, text) in [draft.json, json(findings), .array(cells.map { JSON($0) })].enumerated() {
            let before = bytes.count
            text?.write(into: &bytes)
            put(bytes.count - before, at: start + 4 * (place + 1), in: &bytes)
        }
    }

    private static func put(_ number: Int, at place: Int, in bytes: inout [UInt8]) {
        for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: number >> (24 - 8 * byte)) }
    }

    /// Nothing where there are none, as of most rows.
    private static func json(_ findings: [Finding]) -> JSON? {
        guard !findings.isEmpty else { return nil }
        return .array(
            findings.map { finding in
                [
                    "column": JSON(finding.column.rawValue), "kind": JSON(finding.kind.rawValue),
                    "message": JSON(finding.message), "value": JSON(finding.value),
                ]
            })
    }

    private static func findings(_ json: JSON, of draft: RosterDraft) -> [Finding] {
        (json.array ?? []).compactMap { finding in
            guard let column = finding["column"]?.string.flatMap({ RosterColumn(rawValue: $0) }),
                let kind = finding["kind"]?.string.flatMap({ Finding.Kind(rawValue: $0) })
            else { return nil }
            return Finding(
                row: draft.line, column: column, kind: kind, message: finding["message"]?.string ?? "",
                value: finding["value"]?.string ?? "")
        }
    }

    private static func flush(_ bytes: inout [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Fault(code: Int(errno)) }
            rest = rest.dropFirst(count)
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
