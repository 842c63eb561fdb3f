import Vault
package import Web

/// Carries out batches in turns, each turn one transaction that also notes how far it has come: so one can be stopped between
/// turns, goes on after a crash, and decides no case twice. A turn runs a dozen statements, however many cases it has.
package enum SignOffBatchDuty {
    static let name = "procedures.signoff.batch"

    /// Cases a turn.
    static let turn = 500

    static func kind(ring: KeyRing, _ lines: SignOffLines) -> DutyKind {
        DutyKind(name) { work, tx in
            guard let id = ID<SignOffBatch>(work.payload), let batch = try SignOffBatch.claim(id, in: tx),
                batch.state == .running
            else { return .done }
            let count = try take(batch, lines, in: tx)
            guard count == 0 else {
                return .again(payload: work.payload, done: work.done + count, total: batch.total)
            }
            try batch.become(.done, in: tx)
            let words = "批量审批完成：\(batch.decision.words)，办理 \(batch.done) 件，跳过 \(batch.passed) 件"
            let act = Act("signoff.batch", on: "sign_off_batch", id, detail: batch.words ?? "", words)
            try AuditEntry.write(act, by: batch.madeBy, in: batch.unit, ring: ring, tx)
            return .done
        }
    }

    /// One turn; gives how many rows it took. The cases are locked in the order of their ids, then read.
    package static func take(_ batch: SignOffBatch, _ lines: SignOffLines, in tx: Transaction) throws -> Int {
        let ids: [ID<SignOff>] = try tx.values(
            """
            SELECT sign_off_id FROM sign_off_batch_row WHERE batch_id = \(batch.id) AND state = 'waiting'
             ORDER BY sign_off_id LIMIT \(turn)
            """)
        guard let first = ids.first, let last = ids.last else { return 0 }
        let _: [Int64] = try tx.values("SELECT id FROM sign_off WHERE id \(anyOf: ids) ORDER BY id\(.lockingRow)")
        let rows = try batch.cases(after: ID(first.raw - 1), limit: ids.count, in: tx).filter { $0.signOff.id <= last }
        let seats = try Seat.all(of: batch.madeBy, in: tx).filter { $0.unit == batch.unit }
        var absent: ID<Person>?, able: [SignOff] = []
        for row in rows where row.state == .waiting {
            let one = row.signOff, fitting = seats.filter { $0.allows(one.needs) }
            let seat = fitting.first { $0.absent == nil } ?? fitting.first
            guard let seat, one.version == row.seen, one.state == .held, one.holder == batch.unit else { continue }
            absent = seat.absent
            able.append(one)
        }
        let hand = SignOffHand(person: batch.madeBy, unit: batch.unit, absent: absent)
        if !able.isEmpty {
            try SignOff.move(able, { batch.decision.act(on: $0) }, by: hand, saying: batch.words, lines, in: tx)
        }
        try note(ids, able.map(\.id), of: batch, in: tx)
        return ids.count
    }

    private static func note(
        _ ids: [ID<SignOff>], _ done: [ID<SignOff>], of batch: SignOffBatch, in tx: Transaction
    ) throws {
        try tx.run(
            "UPDATE sign_off_batch_row SET state = 'done' WHERE batch_id = \(batch.id) AND sign_off_id \(anyOf: done)")
        try tx.run(
            """
            UPDATE sign_off_batch_row SET state = 'passed'
             WHERE batch_id = \(batch.id) AND state = 'waiting' AND sign_off_id \(anyOf: ids)
            """)
        try tx.run(
            """
            UPDATE sign_off_batch SET count_done = count_done + \(done.count),
                   count_passed = count_passed + \(ids.count - done.count) WHERE id = \(batch.id)
            """)
    }
}
