import Vault
import Web

/// What officers decide of rows in doubt. A decision is kept as it is made, and may be taken back until the row is written.
struct ImportDeciding {
    let batch: ImportBatch
    let officer: ID<Person>
    let ring: KeyRing
    let tx: Transaction

    /// Rows decided in one transaction.
    static let most = 500

    /// Decides one row. `seen` is the choice that the officer saw: if another officer decided meanwhile, nothing is changed.
    func decide(_ line: Int, _ choice: DoubtChoice, seen: DoubtChoice) throws {
        guard batch.isOpen else { throw ImportProblem.notWaiting }
        guard let doubt = try ImportDoubt.all(of: batch.id, lines: [line], in: tx)[line] else { throw Refusal.missing }
        guard doubt.choice == seen || doubt.choice == choice else { throw ImportProblem.decidedMeanwhile(doubt.choice) }
        guard choice == .open || doubt.choices.contains(choice) else { throw ImportProblem.notWaiting }
        let refused = try apply(choice, to: [doubt])
        if let words = refused.first { throw ImportProblem.refused(words) }
    }

    /// Decides the open rows alike, as far as they may be; gives how many were and how many are left open.
    func decideAll(_ choice: DoubtChoice) throws -> (done: Int, left: Int) {
        guard batch.isOpen, choice != .open else { throw ImportProblem.notWaiting }
        let open = try ImportDoubt.page(of: batch.id, isOpen: true, after: 0, limit: Self.most, in: tx)
        let fit = open.filter { $0.choices.contains(choice) }
        let refused = try apply(choice, to: fit)
        return (fit.count - refused.count, batch.doubtful - fit.count + refused.count)
    }

    /// Gives the words for the rows that cannot be so.
    private func apply(_ choice: DoubtChoice, to doubts: [ImportDoubt]) throws -> [String] {
        let lines = doubts.map(\.line)
        let rows: [ImportRow] = try tx.all(
            """
            SELECT \(ImportRow.columns) FROM import_row
             WHERE batch_id = \(batch.id) AND line \(anyOf: lines) AND done = \(false) ORDER BY line
            """)
        let judged = try rows.map { ($0, try $0.draft(ring)) }
        let keys = judged.map { RosterKeys($0.1, ring) }
        let matching = try RosterMatching(
            judged.map(\.1), keys, try ImportGround(batch, in: tx), naming: doubts.compactMap(\.person), in: tx)
        let byLine = Dictionary(doubts.map { ($0.line, $0) }) { first, _ in first }
        var change: [ImportRowKind: Int] = [:], refused: [String] = []
        for ((row, read), keys) in zip(judged, keys) {
            guard let doubt = byLine[row.line] else { continue }
            var draft = read
            let match = matching.match(&draft, keys, doubt.with(choice))
            if case .wrong(let finding) = match, [.take, .another].contains(choice) {
                refused.append(finding.message)
                continue
            }
            let kind = Self.kind(choice, match)
            change[row.kind, default: 0] -= 1
            change[kind, default: 0] += 1
            try note(row, kind, doubt.with(choice))
        }
        try ImportBatch.add(change, to: batch.id, in: tx)
        return refused
    }

    private static func kind(_ choice: DoubtChoice, _ match: RosterMatching.Match) -> ImportRowKind {
        switch choice {
        case .open: .doubtful
        case .omit: .omitted
        case .keep: .matched
        case .take, .another: match.kind
        }
    }

    private func note(_ row: ImportRow, _ kind: ImportRowKind, _ doubt: ImportDoubt) throws {
        let (who, at): (ID<Person>?, Instant?) = doubt.choice == .open ? (nil, nil) : (officer, tx.now)
        try tx.run("UPDATE import_row SET kind = \(kind) WHERE batch_id = \(batch.id) AND line = \(row.line)")
        try tx.run(
            """
            UPDATE import_doubt SET choice = \(doubt.choice), decided_by = \(who), decided_at = \(at)
             WHERE batch_id = \(batch.id) AND line = \(row.line)
            """)
    }
}

extension ImportDoubt {
    fileprivate func with(_ choice: DoubtChoice) -> ImportDoubt {
        var other = self
        other.choice = choice
        return other
    }
}
