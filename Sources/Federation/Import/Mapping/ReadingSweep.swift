import Glibc
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
        for id in left() where isOld(id, before: tx.now.adding(days: -1)) {
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
        guard let listing = unsafe opendir(files.folder) else { return [] }
        defer { unsafe closedir(listing) }
        var ids: [ID<ImportBatch>] = []
        while let entry = unsafe readdir(listing), ids.count < 10_000 {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name.hasPrefix("import-"), let id: ID<ImportBatch> = ID(name.dropFirst(7).description) { ids.append(id) }
        }
        return ids
    }

    /// A younger file may belong to a visit under way.
    private func isOld(_ id: ID<ImportBatch>, before limit: Instant) -> Bool {
        var facts = stat()
        guard unsafe lstat(files.path(of: id), &facts) == 0 else { return false }
        return Int64(facts.st_mtim.tv_sec) * 1_000_000 < limit.microseconds
    }
}
