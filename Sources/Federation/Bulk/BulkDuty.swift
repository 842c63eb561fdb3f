import Vault
import Web

/// The three duties of a bulk change. Each goes in turns, each turn one transaction that also notes how far it has come: so it
/// can be stopped between turns, goes on after a crash, and changes nobody twice.
enum BulkDuty {
    static let plan = "federation.bulk.plan"
    static let write = "federation.bulk.write"
    static let undo = "federation.bulk.undo"

    /// Members a turn.
    private static let turn = 200

    static func kinds(ring: KeyRing) -> [DutyKind] {
        [
            DutyKind(plan) { work, tx in try plan(work, tx) },
            DutyKind(write) { work, tx in try write(work, ring, tx) },
            DutyKind(undo) { work, tx in try undo(work, ring, tx) },
        ]
    }

    /// The payload is the number of the change and the key behind which the next turn begins.
    private static func plan(_ work: DutyTurn, _ tx: Transaction) throws -> DutyOutcome {
        let parts = work.payload.split(separator: " ", maxSplits: 1).map(String.init)
        guard let bulk = try claim(parts.first ?? "", tx), bulk.state == .planning else { return .done }
        let key = parts.count == 2 ? MemberKey(parts[1]) : nil
        if let next = try BulkPlan.turn(bulk, after: key, in: tx) {
            return .again(payload: "\(bulk.id) \(next.text)", done: work.done + BulkPlan.turn, total: bulk.total)
        }
        try bulk.become(.planned, in: tx)
        return .done
    }

    private static func write(_ work: DutyTurn, _ ring: KeyRing, _ tx: Transaction) throws -> DutyOutcome {
        guard let bulk = try claim(work.payload, tx), bulk.state == .running else { return .done }
        let rows = try BulkRow.next(.able, of: bulk.id, limit: turn, in: tx)
        guard !rows.isEmpty else {
            try bulk.become(.done, in: tx)
            try audit(bulk, "批量变动完成：\(bulk.words)，\(bulk.written) 人", ring, tx)
            return .done
        }
        var rules = try BulkRules(bulk, in: tx)
        var written = 0
        for row in rows where try BulkWrite.change(row, bulk, &rules, in: tx) { written += 1 }
        try bulk.count(written: written, kept: rows.count - written, in: tx)
        return .again(payload: work.payload, done: work.done + rows.count, total: bulk.able)
    }

    private static func undo(_ work: DutyTurn, _ ring: KeyRing, _ tx: Transaction) throws -> DutyOutcome {
        guard let bulk = try claim(work.payload, tx), bulk.state == .undoing else { return .done }
        let rows = try BulkRow.next(.written, of: bulk.id, limit: turn, in: tx)
        guard !rows.isEmpty else {
            try bulk.become(.undone, in: tx)
            try audit(bulk, "撤销批量变动：\(bulk.words)", ring, tx)
            return .done
        }
        var undone = 0
        for row in rows where try BulkWrite.undo(row, bulk, in: tx) { undone += 1 }
        try bulk.count(written: -rows.count, kept: rows.count - undone, in: tx)
        return .again(payload: work.payload, done: work.done + rows.count, total: bulk.able)
    }

    private static func claim(_ text: String, _ tx: Transaction) throws -> BulkChange? {
        try ID<BulkChange>(text).flatMap { try BulkChange.claim(unscoped: $0, in: tx) }
    }

    private static func audit(_ bulk: BulkChange, _ words: String, _ ring: KeyRing, _ tx: Transaction) throws {
        let act = Act("member.bulk", on: "bulk", bulk.id, words)
        try AuditEntry.write(act, by: bulk.madeBy, in: bulk.unit, ring: ring, tx)
    }
}
