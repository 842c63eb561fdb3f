import Glibc
import Vault
import Web

/// Writes the files of registers that were ordered, and takes away those whose time is over.
///
/// A workbook cannot be gone on with in its middle, so after a crash it is begun anew; what was half written is overwritten.
enum RegisterFileDuty {
    static let write = "federation.register.write"
    static let sweep = "federation.register.sweep"
    private static let attempts = 4

    static func kinds(ring: KeyRing, folder: String) -> [DutyKind] {
        [
            DutyKind(
                write, attempts: attempts,
                outside: { turn, store in
                    try await perform(turn, store, ring: ring, folder: folder)
                    return .done
                }),
            DutyKind(
                sweep,
                outside: { _, store in
                    let over = try await store.write { tx in try RegisterFile.expire(in: tx) }
                    for file in over { remove(file.path(in: folder)) }
                    return .done
                }),
        ]
    }

    /// Somebody cancelled it while it was written.
    private struct Cancelled: Error {}

    private static func perform(_ turn: DutyTurn, _ store: Store, ring: KeyRing, folder: String) async throws {
        guard let id = ID<RegisterFile>(turn.payload),
            let file = try await store.read({ tx in try RegisterFile.unscoped(id, in: tx) }), file.state.isBusy
        else { return }
        let draft = file.draftPath(in: folder)
        do {
            try await make(file, draft, store, ring: ring, folder: folder)
        } catch is Cancelled {
            remove(draft)
        } catch {
            remove(draft)
            guard turn.attempt >= attempts, !Task.isCancelled else { throw error }
            try await store.write { tx in try RegisterFile.fail(id, "生成时反复出错，已经停下。请联系系统管理员，或重新导出。", in: tx) }
        }
    }

    private static func make(
        _ file: RegisterFile, _ draft: String, _ store: Store, ring: KeyRing, folder: String
    ) async throws {
        guard let scope = try await store.read({ tx in try scope(of: file, in: tx) }) else {
            return try await store.write { tx in
                try RegisterFile.fail(file.id, "您现在没有导出这个单位名册的权限。", in: tx)
            }
        }
        let total = try await store.read { tx in try MemberLine.count(scope, file.filter, in: tx) }
        guard try await store.write({ tx in try RegisterFile.begin(file.id, total: total, in: tx) }) else { return }
        unsafe mkdir(folder, 0o700)
        let export = MemberExport(scope: scope, filter: file.filter, store: store)
        let rows = try await export.write(file.format, to: draft) { done in
            let goesOn = try await store.write { tx in try RegisterFile.note(done, of: file.id, in: tx) }
            guard goesOn else { throw Cancelled() }
        }
        let path = file.path(in: folder)
        guard unsafe rename(draft, path) == 0 else { throw DiskFile.Problem("rename") }
        let size = Int(sizeOf(path))
        let isDone = try await store.write { tx in
            guard try RegisterFile.finish(file.id, rows: rows, size: size, in: tx) else { return false }
            let act = Act("member.export", on: "unit", file.unit, "导出会员名册 \(rows) 人（\(file.filter.words)）")
            try AuditEntry.write(act, by: file.madeBy, in: file.unit, ring: ring, tx)
            return true
        }
        if !isDone { remove(path) }
    }

    /// Where the officer may export today, of what they ordered; nil when they no longer may.
    private static func scope(of file: RegisterFile, in tx: Transaction) throws -> MemberScope? {
        let unit = try UnitEntry.unscoped(file.unit, in: tx)
        let reaches = try Grant.held(by: file.madeBy, on: tx.today, in: tx)
            .filter { $0.permission == Permission.memberExport.name }.map(\.reach)
        guard reaches.contains(where: { $0.contains(unit.path) }) else { return nil }
        return MemberScope(unit, within: Reach.widest(reaches))
    }

    static func remove(_ path: String) {
        unsafe unlink(path)
    }

    private static func sizeOf(_ path: String) -> Int64 {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
    }
}
