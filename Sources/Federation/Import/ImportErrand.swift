import Glibc
import Vault
public import Web

/// An import that somebody at a terminal leaves for the server which holds the SQLite file: a small note in the folder of waiting
/// files. The server makes a batch of it; the terminal watches the batch. So only one process ever writes.
public struct ImportErrand: Sendable {
    let folder: String
    let token: String

    private var path: String { "\(folder)/errand-\(token)" }
    private var refusal: String { "\(folder)/refused-\(token)" }

    /// Leaves the note. `unit` must be there; `file` may lie anywhere that the server may read.
    public static func leave(
        file: String, unit: ID<Unit>, dryRun: Bool, folder: String
    ) throws -> ImportErrand {
        guard let whole = unsafe realpath(file, nil) else { throw Flaws("file", "文件打不开：\(file)") }
        defer { unsafe free(whole) }
        let errand = ImportErrand(folder: folder, token: Secret.token(bytes: 12))
        let note: JSON = ["unit": JSON(unit), "file": JSON(unsafe String(cString: whole)), "dry": .bool(dryRun)]
        let draft = "\(errand.path).part"
        try ImportFiles.write(Array(note.text.utf8), to: draft)
        guard unsafe rename(draft, errand.path) == 0 else { throw Flaws("file", "放不进服务的文件夹 \(folder)。") }
        return errand
    }

    /// Watches until the server has done it. Fails with `Flaws` when it will not take it, or when no server comes for it.
    public func report(
        from store: Store, progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        var waited = 0
        while true {
            if let words = try? ImportFiles.bytes(of: refusal) {
                unsafe unlink(refusal)
                throw Flaws("file", String(decoding: words, as: UTF8.self))
            }
            let token = token
            let batch: ImportBatch? = try await store.read { tx in
                let id: ID<ImportBatch>? = try tx.value("SELECT id FROM import_batch WHERE errand = \(token)")
                return try id.map { try ImportBatch.unscoped($0, in: tx) }
            }
            if let batch {
                progress(ImportProgress(batch))
                if !batch.state.isBusy { return try await ImportReport.of(batch.id, in: store) }
            } else {
                waited += 1
                guard waited < 150 else {
                    unsafe unlink(path)
                    throw Flaws("file", "等了半分钟，没有服务来接手。请确认 unionhome serve 正在运行。")
                }
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Makes batches of the notes that lie in a federation's folder. Each once, even if the process dies in between.
    static func take(from folder: String, in store: Store) async throws {
        for token in waiting(in: folder) {
            let errand = ImportErrand(folder: folder, token: token)
            do {
                try await errand.take(in: store)
            } catch let problem as any Explained {
                try? ImportFiles.write(Array(problem.words.utf8), to: errand.refusal)
            } catch let flaws as Flaws {
                let words = flaws.all.map(\.words).joined(separator: "\n")
                try? ImportFiles.write(Array(words.utf8), to: errand.refusal)
            }
            unsafe unlink(errand.path)
        }
    }

    private func take(in store: Store) async throws {
        let bytes = try ImportFiles.bytes(of: path)
        guard let note = try? JSON(parsing: bytes), let file = note["file"]?.string,
            let unit: ID<Unit> = note["unit"]?.string.flatMap({ ID($0) })
        else { throw Flaws("file", "没有看懂这份导入的交代。") }
        let token = token, files = ImportFiles(folder: folder)
        let isTaken: Int? = try await store.read { tx in
            try tx.value("SELECT 1 FROM import_batch WHERE errand = \(token)")
        }
        guard isTaken == nil else { return }
        let finder = try await store.read { tx in
            guard let place = try? UnitEntry.unscoped(unit, in: tx) else { throw Flaws("unit", "这个单位已经不在了。") }
            return try TableFinder.of(place, in: tx)
        }
        let intake = try RosterIntake(path: file, unasked: finder)
        let id: ID<ImportBatch> = try await store.read { $0.newID() }
        try files.link(file, as: files.path(of: id))
        var draft = intake.draft(id, of: unit, by: nil)
        draft.confirms = note["dry"]?.bool == true ? .never : .atOnce
        draft.errand = token
        let kept = try await store.write { [draft] tx in try ImportBatch.insert(unasked: draft, in: tx) }
        guard kept.isNew else {
            files.remove(files.path(of: id))
            throw Flaws("file", "这个文件已经在页面上传过，还在等待处理。请先在页面上确认或取消。")
        }
    }

    private static func waiting(in folder: String) -> [String] {
        let names = (try? namesIn(folder)) ?? []
        return names.filter { $0.hasPrefix("errand-") && !$0.hasSuffix(".part") }.map { String($0.dropFirst(7)) }
    }
}

/// How far an import has come, for a terminal.
public struct ImportProgress: Equatable, Sendable {
    /// What is being done: `正在核对`.
    public let words: String
    public let done: Int
    public let total: Int?

    init(_ batch: ImportBatch) {
        words = batch.state == .cancelled && batch.confirms == .never ? "核对完毕" : batch.state.words
        (done, total) = batch.progress
    }
}
