import Web

/// Takes away, once a day, files that wait for nobody any more: those whose columns nobody told in time, and what was left
/// behind by visits that came to nothing. Rosters hold identity numbers; none lies here longer than it must.
struct ReadingSweep: Sendable {
    static let kind = "federation.readings.sweep"

    let files: ImportFiles

    static func duty(folder: String) -> DutyKind {
        let sweep = ReadingSweep(files: ImportFiles(folder: folder))
        return DutyKind(kind) { _, tx in
            try sweep.run(tx)
            return .done
        }
    }

    func run(_ tx: Transaction) throws {
        try WaitingRoster.sweep(files, in: tx)
        for id in left().prefix(10_000) where DiskFile(files.path(of: id)).isOlder(than: tx.now.adding(days: -1)) {
            let isWanted: Int =
                try tx.value(
                    """
                    SELECT (SELECT count(*) FROM waiting_roster WHERE id = \(id))
                         + (SELECT count(*) FROM import_batch WHERE id = \(id) AND state IN ('uploaded', 'checking'))
                    """) ?? 0
            if isWanted == 0 { files.remove(files.path(of: id)) }
        }
    }

    /// The batches whose files lie in the folder, by the names of the files.
    private func left() -> [ID<ImportBatch>] {
        let names = (try? namesIn(files.folder)) ?? []
        return names.filter { $0.hasPrefix("import-") }.compactMap { ID($0.dropFirst(7).description) }
    }
}
