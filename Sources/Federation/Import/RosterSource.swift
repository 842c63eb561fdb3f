import Synchronization
import Vault
import Web

/// The rows of a spool, as many at once as are asked for, while it may still be written.
final class RosterSource: Sendable {
    private let spool: RosterSpool
    private let tide: RosterTide
    private let line: Int
    private let reader = Mutex<RosterSpool.Reader?>(nil)

    /// Rows up to `line` are passed over.
    init(_ spool: RosterSpool, _ tide: RosterTide, after line: Int) {
        self.spool = spool
        self.tide = tide
        self.line = line
    }

    /// The next rows, each made ready; fewer than asked for only at the end, and none behind it.
    func next<Ready: Sendable>(
        _ count: Int, _ ready: @escaping @Sendable (RosterSpool.Row) -> Ready
    ) async throws -> [Ready] {
        var rows: [Ready] = [], isOver = false
        while true {
            let wanted = count - rows.count
            rows += try await ImportDuty.thread.run { try self.take(wanted).map(ready) }
            guard rows.count < count, !isOver else { return rows }
            isOver = await !tide.more()
        }
    }

    private func take(_ count: Int) throws -> [RosterSpool.Row] {
        let open = try reader.withLock { reader in
            reader = try reader ?? RosterSpool.Reader(spool)
            return reader
        }
        return try open?.next(count, after: line) ?? []
    }
}
