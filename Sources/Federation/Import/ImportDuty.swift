import Vault
import Web

/// The duties of an import. Each goes in turns of at most five hundred rows, each turn one transaction that also notes which
/// rows it took: so it can be stopped between turns, goes on after a crash, and writes no row twice. Of checking and writing the
/// next turn is made ready while one is written.
enum ImportDuty {
    static let check = "federation.import.check"
    static let write = "federation.import.write"
    static let undo = "federation.import.undo"

    /// Rows a turn: so few that a visit never waits long behind one.
    static let turn = 500
    /// Rows a turn where nobody else visits.
    static let turnAlone = 5_000
    /// Making ready holds neither a transaction nor a thread that visits need.
    static let thread = Arithmetic(limit: 64)

    /// The duties of one federation, which need its keys and the folder of its files.
    static func kinds(ring: KeyRing, folder: String, turn size: Int = turn) -> [DutyKind] {
        let files = ImportFiles(folder: folder), memory = UnitMemory()
        return [
            DutyKind(
                check,
                outside: { turn, store in
                    try await ImportCheck(
                        batch: try Mark(turn.payload).batch, store: store, ring: ring, files: files, memory: memory,
                        size: size
                    ).run()
                }),
            DutyKind(
                write,
                outside: { turn, store in
                    let mark = try Mark(turn.payload)
                    return try await ImportWrite(
                        batch: mark.batch, store: store, ring: ring, memory: memory, size: size
                    ).run(after: mark.line ?? 0)
                }),
            DutyKind(LongMending.duty) { turn, tx in try LongMending.turn(turn, memory, ring: ring, tx) },
            DutyKind(undo) { turn, tx in try ImportUndo.turn(Mark(turn.payload), ring: ring, tx) },
        ]
    }

    /// Which batch, and the line that the last turn ended at.
    struct Mark {
        let batch: ID<ImportBatch>
        let line: Int?

        init(batch: ID<ImportBatch>, line: Int?) {
            self.batch = batch
            self.line = line
        }

        init(_ payload: String) throws {
            let parts = payload.split(separator: " ")
            guard let batch: ID<ImportBatch> = parts.first.flatMap({ ID($0) }) else { throw Refusal.missing }
            self.init(batch: batch, line: parts.count > 1 ? Int(parts[1]) : nil)
        }

        var payload: String { line.map { "\(batch) \($0)" } ?? batch.description }
    }
}

/// What every turn must know: the units to choose from, and where the officer who sent the file may act today.
struct ImportGround {
    let units: UnitNames
    /// Nil for the house itself, which sees all.
    let reaches: [Reach]?

    init(_ batch: ImportBatch, _ memory: UnitMemory = UnitMemory(), in tx: Transaction) throws {
        units = try memory.names(at: try UnitEntry.unscoped(batch.unit, in: tx), in: tx)
        reaches = try batch.madeBy.map { person in
            try Grant.held(by: person, on: tx.today, in: tx)
                .filter { $0.permission == Permission.memberImport.name }.map(\.reach)
        }
    }
}
