public import Sheets
import Synchronization
import Vault
public import Web

/// Writes the members of a unit that a filter finds into a file, unit by unit and then by name, and gives their number. It
/// asks for nobody's permission: for commands.
///
/// The rows are read in pages by key, each in a transaction of its own, so that a long export holds no connection and keeps
/// no old rows alive. So each page is consistent in itself, but a spell that changes unit or name meanwhile may be written
/// in its old place, its new one, both or none.
public func exportMembers(
    of unit: ID<Unit>, _ filter: MemberFilter = MemberFilter(), as format: SheetOutput.Format, to path: String,
    from store: Store
) async throws -> Int {
    let scope = try await store.read { tx in MemberScope(unscoped: try UnitEntry.unscoped(unit, in: tx)) }
    return try await MemberExport(scope: scope, filter: filter, store: store).write(format, to: path)
}

/// An export on its way from the store into a file.
struct MemberExport: Sendable {
    let scope: MemberScope
    let filter: MemberFilter
    let store: Store

    /// Rows a transaction.
    static let pageSize = 5_000

    /// The thread that writes files: formatting and packing would hold a thread of the pool for seconds.
    private static let thread = Arithmetic(limit: 16)

    /// Writes the file and gives the number of members in it. A file that could not be finished is taken away. `progress` hears
    /// after each page how many are in, and ends the work by failing.
    func write(
        _ format: SheetOutput.Format, to path: String,
        progress: @Sendable (Int) async throws -> Void = { _ in }
    ) async throws -> Int {
        let names = try await store.read { [scope] tx in try UnitFullNames(around: scope, in: tx) }
        let file = ExportFile(names: names)
        try await Self.thread.run { try file.open(format, path) }
        var count = 0
        var key: MemberKey?
        repeat {
            let lines = try await page(after: key)
            try await Self.thread.run { try file.write(lines) }
            count += lines.count
            try await progress(count)
            key = lines.count == Self.pageSize ? lines.last?.key : nil
            try Task.checkCancellation()
        } while key != nil
        try await Self.thread.run { try file.close() }
        return count
    }

    private func page(after key: MemberKey?) async throws -> [MemberLine] {
        try await store.read { [scope, filter] tx in
            try MemberLine.page(scope, filter, after: key, limit: Self.pageSize, in: tx)
        }
    }
}

/// The full names of units by their paths.
struct UnitFullNames: Sendable {
    private let short: [String: String]

    /// The units of a scope and those above it.
    init(around scope: MemberScope, in tx: Transaction) throws {
        var found: [String: String] = [:]
        let above = UnitEntry.paths(above: scope.path)
        try tx.each(
            """
            SELECT path, short_name FROM unit
             WHERE (path >= \(scope.path) AND path < \(Reach.end(of: scope.path))) OR path \(anyOf: above)
            """
        ) { row in found[try row.read("path")] = try row.read("short_name") }
        short = found
    }

    /// `北京市教育工会 / 师大 / 数学学院`.
    func chain(_ path: String) -> String {
        (UnitEntry.paths(above: path) + [path]).compactMap { short[$0] }.joined(separator: " / ")
    }
}

/// The file being written. Behind a lock, so that it may go from page to page on the writing thread.
private final class ExportFile: Sendable {
    private let names: UnitFullNames
    private let output = Mutex<SheetOutput?>(nil)

    init(names: UnitFullNames) {
        self.names = names
    }

    /// What the file shows. Identity and phone numbers are never among it.
    private static let columns: [Sheets.Column] = [
        Sheets.Column("姓名"), Sheets.Column("工号"), Sheets.Column("性别", width: 6),
        Sheets.Column("出生日期", width: 12, kind: .day), Sheets.Column("所在单位", width: 24),
        Sheets.Column("单位全路径", width: 48), Sheets.Column("用工形式", width: 10), Sheets.Column("会籍状态", width: 10),
        Sheets.Column("入会日期", width: 12, kind: .day),
    ]

    func open(_ format: SheetOutput.Format, _ path: String) throws {
        try output.withLock {
            $0 = try SheetOutput(format: format, path: path, sheetName: "会员名册", columns: Self.columns)
        }
    }

    func write(_ lines: [MemberLine]) throws {
        try output.withLock { output in
            for line in lines { try output?.write(row: row(line)) }
        }
    }

    func close() throws {
        try output.withLock { output in
            try output?.close()
            output = nil
        }
    }

    private func row(_ line: MemberLine) -> [Out] {
        [
            .text(line.name), line.number.map(Out.text) ?? .empty, .text(line.sex.words),
            line.bornOn.map(Out.day) ?? .empty,
            .text(line.unitName), .text(names.chain(line.unitPath)), .text(line.employment.words),
            .text(line.state.words),
            line.joinedOn.map(Out.day) ?? .empty,
        ]
    }
}
