import Glibc
import Server
import Sheets
import Vault
import Web

/// Makes the file of a list as it is filtered, writes the act, and sends it. The file is unlinked before it is sent, so that
/// nothing stays behind whatever happens.
func exportList(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let officer = visit.who, filter = MemberFilter(visit.call)
    if let problem = filter.searchProblem { throw Flaws("q", problem) }
    let format = SheetOutput.Format(rawValue: visit.call.query("format")) ?? .xlsx
    let (unit, isLong) = try await visit.store.read { tx in
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        let known = try MemberTotals(MemberScope(unit, as: officer), in: tx).known(filter) ?? 0
        return (unit, known > RegisterFile.immediate)
    }
    guard !isLong else {
        return .see(Places.members(id).with(filter.pairs), saying: "人数较多，请用名册上方的“导出”，文件在后台生成。")
    }
    let path = "\(visit.site.filesFolder)/export-\(Secret.token(bytes: 12)).\(format.rawValue)"
    let export = MemberExport(scope: MemberScope(unit, as: officer), filter: filter, store: visit.store)
    let count = try await export.write(format, to: path)
    let file = try SentFile(path, isDeparting: true)
    let ring = visit.site.ring
    let day = try await visit.store.write { tx in
        let act = Act("member.export", on: "unit", unit.id, "导出会员名册 \(count) 人（\(filter.words)）")
        try AuditEntry.write(act, by: officer.person, in: unit.id, ring: ring, tx)
        return tx.today
    }
    return .response(file.response(named: "\(unit.shortName)会员名册-\(day).\(format.rawValue)", format))
}

/// A file on its way to somebody. One that departs has no name any more and is gone when it was sent, or when nobody takes it.
final class SentFile: Sendable {
    private let file: Int32

    init(_ path: String, isDeparting: Bool) throws {
        file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if isDeparting { unsafe unlink(path) }
        guard file >= 0 else { throw DiskFile.Problem("open") }
    }

    deinit {
        close(file)
    }

    func response(named name: String, _ format: SheetOutput.Format) -> Response {
        let body = Content.stream(Stream { pen in try await self.send(to: pen) })
        return .download(body, format.mediaType, plain: "members.\(format.rawValue)", named: name)
    }

    /// Pieces of 64 kB straight from the page cache, where the file was just written.
    private func send(to pen: Pen) async throws {
        var at = 0
        while true {
            var piece = [UInt8](repeating: 0, count: 64 << 10)
            let count = unsafe pread(file, &piece, piece.count, at)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw DiskFile.Problem("read") }
            if count == 0 { return }
            at += count
            piece.removeLast(piece.count - count)
            try await pen.write(piece)
        }
    }
}
