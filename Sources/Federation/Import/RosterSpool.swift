import Glibc
import Web

/// The rows of a file as the rules read them, on the disk beside it while it is looked at: read once from whatever the officer
/// sent, then taken in turns. It lies in the same folder as the file, holds the same, and goes with it.
///
/// Each record is four bytes of length, four of the line, then JSON.
struct RosterSpool: Sendable {
    /// One row that was read, with what the rules say.
    struct Row: Sendable {
        let draft: RosterDraft
        let findings: [Finding]
        /// Its cells as they stand in the file.
        let cells: [String]

        var isSound: Bool { !findings.contains { $0.kind.gravity == .wrong } }
    }

    /// The disk did not do what it was asked, or what it gave is cut short: a fault of ours or of the disk.
    struct Fault: Error {
        let code: Int
    }

    let path: String

    /// Whether all rows are in it.
    var isWhole: Bool { unsafe access(path, F_OK) == 0 }

    /// Writes all rows that `produce` hands out, and puts the file in its place when there are no more.
    func write(_ produce: ((Row) throws -> Void) throws -> Void) throws {
        let draft = path + ".part"
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(code: Int(errno)) }
        defer { close(file) }
        var waiting: [UInt8] = []
        try produce { row in
            Self.append(row, to: &waiting)
            if waiting.count > 1 << 20 { try Self.flush(&waiting, to: file) }
        }
        try Self.flush(&waiting, to: file)
        guard unsafe rename(draft, path) == 0 else { throw Fault(code: Int(errno)) }
    }

    /// Hands out the rows after a line, so many at once; it reads on from where it stands.
    final class Reader {
        private let file: Int32
        private var buffer: [UInt8] = []
        private var at = 0

        init(_ spool: RosterSpool) throws(Fault) {
            file = unsafe open(spool.path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw Fault(code: Int(errno)) }
        }

        deinit { close(file) }

        func next(_ count: Int, after line: Int) throws -> [Row] {
            var rows: [Row] = []
            while rows.count < count, try fill(8) {
                let (length, number) = (word(at: at), word(at: at + 4))
                guard try fill(8 + length) else { throw Fault(code: 0) }
                if number > line {
                    rows.append(try RosterSpool.row(Array(buffer[(at + 8)..<(at + 8 + length)])))
                }
                at += 8 + length
            }
            return rows
        }

        private func word(at place: Int) -> Int {
            buffer[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
        }

        /// Whether so many bytes lie ahead.
        private func fill(_ count: Int) throws -> Bool {
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

    private static func append(_ row: Row, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes += [UInt8](repeating: 0, count: 8)
        json(row).write(into: &bytes)
        let length = bytes.count - start - 8
        for (place, value) in [length, row.draft.line].enumerated() {
            for byte in 0..<4 { bytes[start + place * 4 + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * byte)) }
        }
    }

    private static func json(_ row: Row) -> JSON {
        let cells = JSON.array(row.cells.map { JSON($0) })
        guard !row.findings.isEmpty else { return ["draft": row.draft.json, "cells": cells] }
        let findings = row.findings.map { finding -> JSON in
            [
                "column": JSON(finding.column.rawValue), "kind": JSON(finding.kind.rawValue),
                "message": JSON(finding.message), "value": JSON(finding.value),
            ]
        }
        return ["draft": row.draft.json, "findings": .array(findings), "cells": cells]
    }

    private static func row(_ bytes: [UInt8]) throws -> Row {
        let json = try JSON(parsing: bytes)
        let draft = RosterDraft(json["draft"] ?? .null)
        let findings = (json["findings"]?.array ?? []).compactMap { finding -> Finding? in
            guard let column = finding["column"]?.string.flatMap({ RosterColumn(rawValue: $0) }),
                let kind = finding["kind"]?.string.flatMap({ Finding.Kind(rawValue: $0) })
            else { return nil }
            return Finding(
                row: draft.line, column: column, kind: kind, message: finding["message"]?.string ?? "",
                value: finding["value"]?.string ?? "")
        }
        return Row(draft: draft, findings: findings, cells: json["cells"]?.array?.compactMap(\.string) ?? [])
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
