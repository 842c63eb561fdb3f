public import Store

/// A room whose rows hold marks of the shelf, asked before a file is swept.
public struct ShelfHolder: Sendable {
    public let name: String
    /// Which of these marks a row still holds.
    let held: @Sendable ([String], Transaction) throws -> [String]

    public init(_ name: String, held: @escaping @Sendable ([String], Transaction) throws -> [String]) {
        self.name = name
        self.held = held
    }
}

extension Shelf {
    /// The duty that takes away, once a day, files that no row holds: what was put down for a visit that came to nothing.
    public static func sweeping(_ site: SiteFacts) -> DutyKind {
        let shelf = Shelf(site), holders = site.joined.shelfHolders
        return DutyKind("web.shelf") { _, tx in
            try shelf.sweep(holders, tx)
            return .done
        }
    }

    /// Removes what is older than a day and held by nobody. Younger files may belong to a visit under way.
    func sweep(_ holders: [ShelfHolder], _ tx: Transaction) throws {
        let old = names().filter { DiskFile(path(of: $0)).isOlder(than: tx.now.adding(days: -1)) }
        for start in stride(from: 0, to: old.count, by: 500) {
            let some = Array(old[start..<min(start + 500, old.count)])
            let held = try Set(holders.flatMap { try $0.held(some, tx) })
            for name in some where !held.contains(name) { remove(name) }
        }
    }

    /// Every file here, with what is still being written.
    private func names() -> [String] {
        ((try? namesIn(folder)) ?? []).filter { Self.isMark(String($0.prefix(32))) }
    }
}
