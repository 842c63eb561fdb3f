import Base
public import Store

/// What a walk along one chain of the audit found.
public enum ChainState: Equatable, Sendable {
    /// Every entry from the first one looked at up to the head holds.
    case whole(from: Int, to: Int)
    /// This entry, or the one before it, is not what was written.
    case broken(at: Int)
    /// Nothing was written yet.
    case empty
}

extension AuditEntry {
    /// Walks the last entries of a unit's chain, 5,000 at most, up to its head.
    public static func state(ofChain chain: Int64, most: Int = 5_000, in tx: Transaction) throws -> ChainState {
        var number = 0, hash: [UInt8] = []
        try tx.each("SELECT number, hash FROM audit_head WHERE chain = \(chain)") { row in
            number = try row.read("number")
            hash = try row.read("hash")
        }
        guard number > 0 else { return try isEmpty(chain, tx) ? .empty : .broken(at: 1) }
        let first = max(1, number - most + 1)
        var last = (number: first - 1, hash: [UInt8]())
        if first > 1 {
            let before: [UInt8]? = try tx.value(
                "SELECT hash FROM audit_entry WHERE chain = \(chain) AND number = \(first - 1)")
            last.hash = before ?? []
        }
        var broken: Int?
        try tx.each(
            "SELECT \(columns) FROM audit_entry WHERE chain = \(chain) AND number >= \(first) ORDER BY number"
        ) { row in
            let entry = try AuditEntry(row)
            let isRight = entry.number == last.number + 1 && entry.hash == entry.recomputed(after: last.hash)
            if !isRight, broken == nil { broken = last.number + 1 }
            last = (entry.number, entry.hash)
        }
        if let broken { return .broken(at: broken) }
        return last.number == number && last.hash == hash
            ? .whole(from: first, to: number) : .broken(at: last.number + 1)
    }

    private static func isEmpty(_ chain: Int64, _ tx: Transaction) throws -> Bool {
        let count: Int = try tx.value("SELECT count(*) FROM audit_entry WHERE chain = \(chain)") ?? 0
        return count == 0
    }
}
