import Vault
import Web

/// Answers that concern more rows than a visit should wait for: a duty goes on with them, and the batch is being checked until it is done.
struct LongMending: Equatable, Sendable {
    static let duty = "federation.import.mend"

    /// Rows mended before the officer's page is answered.
    static let mostInAVisit = 2_000

    let batch: ID<ImportBatch>
    /// Where the batch stood, and stands again.
    let back: ImportBatch.State
    let answers: [ImportMending.Answer]

    var payload: String {
        let list = answers.map { answer -> JSON in
            ["kind": JSON(answer.kind.rawValue), "value": JSON(answer.value), "choice": JSON(answer.choice)]
        }
        let json: JSON = ["batch": JSON(batch), "back": JSON(back.rawValue), "answers": .array(list)]
        return json.text
    }

    init(batch: ID<ImportBatch>, back: ImportBatch.State, answers: [ImportMending.Answer]) {
        (self.batch, self.back, self.answers) = (batch, back, answers)
    }

    init(_ payload: String) throws {
        let json = try JSON(parsing: payload)
        guard let batch: ID<ImportBatch> = json["batch"]?.string.flatMap({ ID($0) }) else { throw Refusal.missing }
        self.batch = batch
        back = json["back"]?.string.flatMap { ImportBatch.State(rawValue: $0) } ?? .checked
        answers = (json["answers"]?.array ?? []).compactMap { one in
            guard let kind = one["kind"]?.string.flatMap({ Finding.Kind(rawValue: $0) }),
                let value = one["value"]?.string, let choice = one["choice"]?.string
            else { return nil }
            return ImportMending.Answer(kind: kind, value: value, choice: choice)
        }
    }

    /// One turn of rows, and whether there are more. A batch that was cancelled meanwhile is left as it is.
    static func turn(_ turn: DutyTurn, _ memory: UnitMemory, ring: KeyRing, _ tx: Transaction) throws -> DutyOutcome {
        let long = try LongMending(turn.payload)
        let batch = try ImportBatch.unscopedClaim(long.batch, in: tx)
        guard batch.state == .checking else { return .done }
        let mending = ImportMending(batch: batch, ring: ring, tx: tx, memory: memory)
        for answer in long.answers {
            // A unit that was given up since is no answer any more; its rows stay as they are.
            guard let mended = try Self.unflawed({ try mending.mend(answer) }), mended > 0 else { continue }
            try tx.run("UPDATE import_batch SET rows_read = rows_read + \(mended) WHERE id = \(batch.id)")
            return .again(payload: turn.payload, done: turn.done + mended, total: turn.total)
        }
        try tx.run(
            "UPDATE import_batch SET state = \(long.back), rows_read = coalesce(rows_total, rows_read) WHERE id = \(batch.id)"
        )
        return .done
    }

    private static func unflawed(_ body: () throws -> Int) throws -> Int? {
        do { return try body() } catch is Flaws { return nil }
    }
}

extension ImportMending {
    /// What became of answers.
    enum Outcome: Equatable {
        case mended(Int)
        /// A duty is at it.
        case begun(Int)
    }

    /// Mends all rows of the answers: at once, or by a duty where they are more than `most`. Fails with a flaw when one is no
    /// answer.
    func settle(_ answers: [Answer], most: Int = LongMending.mostInAVisit) throws -> Outcome {
        for answer in answers { try check(answer) }
        let rows = try answers.reduce(0) { $0 + (try count($1)) }
        guard rows <= most else {
            let long = LongMending(batch: batch.id, back: batch.state, answers: answers)
            let work = try tx.later(LongMending.duty, payload: long.payload)
            try tx.run(
                """
                UPDATE import_batch SET state = 'checking', duty = \(work), rows_read = coalesce(rows_total, 0) - \(rows)
                 WHERE id = \(batch.id)
                """)
            return .begun(rows)
        }
        for answer in answers { while try mend(answer) == Self.most {} }
        return .mended(rows)
    }
}
