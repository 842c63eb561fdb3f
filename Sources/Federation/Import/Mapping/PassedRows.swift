import Sheets
import Web

/// The rows of a file that were passed over as nobody's: how many, which, and why. Kept with the batch and shown on its page, so
/// that nobody is left out unseen.
struct PassedRows: Equatable, Sendable {
    /// Rows on end that were passed over for one reason.
    struct Stretch: Equatable, Sendable {
        var lines: ClosedRange<Int>
        let reason: PassedRow
        /// What stands first in the first of them, long runs of digits hidden; nothing of a hidden row, which is somebody's.
        let words: String
    }

    private(set) var counts: [PassedRow: Int] = [:]
    /// In the order of the file, the first hundred.
    private(set) var stretches: [Stretch] = []

    private static let most = 100

    var total: Int { counts.values.reduce(0, +) }

    /// Whether some are not among the stretches.
    var isCut: Bool { stretches.reduce(0) { $0 + $1.lines.count } < total }

    init() {}

    mutating func add(_ reason: PassedRow, line: Int, _ cells: [Cell]) {
        counts[reason, default: 0] += 1
        if let last = stretches.last, last.reason == reason, [.blank, .hidden].contains(reason),
            last.lines.upperBound == line - 1
        {
            stretches[stretches.count - 1].lines = last.lines.lowerBound...line
        } else if stretches.count < Self.most {
            let first = reason == .hidden ? nil : cells.first { !$0.isBlank }
            let words = Finding.hidingDigits(String((first?.written ?? "").trimmingBlanks.prefix(40)))
            stretches.append(Stretch(lines: line...line, reason: reason, words: words))
        }
    }
}

extension PassedRows {
    var json: JSON {
        let counts = PassedRow.allCases.compactMap { reason in
            self.counts[reason].map { (key: reason.rawValue, value: JSON($0)) }
        }
        let rows = stretches.map { one -> JSON in
            [
                "first": JSON(one.lines.lowerBound), "last": JSON(one.lines.upperBound),
                "why": JSON(one.reason.rawValue), "words": JSON(one.words),
            ]
        }
        return ["counts": .object(counts), "rows": .array(rows)]
    }

    /// Nothing for what is none, as on batches older than this.
    init(_ text: String) {
        guard let json = try? JSON(parsing: text) else { return }
        for reason in PassedRow.allCases {
            if let count = json["counts"]?[reason.rawValue]?.integer { counts[reason] = count }
        }
        stretches = (json["rows"]?.array ?? []).compactMap { row in
            guard let first = row["first"]?.integer, let last = row["last"]?.integer, first <= last,
                let reason = row["why"]?.string.flatMap({ PassedRow(rawValue: $0) })
            else { return nil }
            return Stretch(lines: first...last, reason: reason, words: row["words"]?.string ?? "")
        }
    }
}
