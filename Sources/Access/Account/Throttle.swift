public import Base
public import Store

/// How often signing in may fail before it must wait, so counted that nobody can lock somebody else out.
///
/// Failures are counted for the pair of account and address, and for the address alone. A device that signed in to the
/// account before is counted for itself, so that strangers' failures never stop its owner.
public struct Throttle: Equatable, Sendable {
    /// Failures in a row.
    public let failures: Int
    public let until: Instant?

    /// How many may fail before waiting begins, by what is counted.
    static func free(_ key: String) -> Int { key.hasPrefix("address:") ? 50 : 5 }

    /// Seconds to wait after this many failures: half a minute, doubling, an hour at most.
    public static func wait(after failures: Int, free: Int) -> Int {
        guard failures >= free else { return 0 }
        return min(3600, 30 << min(7, failures - free))
    }

    /// What is counted for one try.
    public static func keys(name: String, address: String, device: String?) -> [String] {
        let account = Account.normalized(name)
        if let device { return ["device:\(account):\(device)"] }
        return ["pair:\(account):\(address)", "address:\(address)"]
    }

    /// Until when these must wait, if they must.
    public static func waiting(_ keys: [String], in tx: Transaction) throws -> Instant? {
        let until: Instant?? = try tx.value(
            "SELECT max(wait_until) FROM sign_in_failure WHERE counted \(anyOf: keys) AND wait_until > \(tx.now)")
        return until ?? nil
    }

    /// Counts a failure for each key. A count that is a day old begins anew.
    public static func count(_ keys: [String], in tx: Transaction) throws {
        for key in keys {
            let yesterday = tx.now.adding(days: -1)
            let failures: Int =
                try tx.value(
                    """
                    INSERT INTO sign_in_failure (counted, failures, last_at, wait_until) VALUES (\(key), 1, \(tx.now), 0)
                    ON CONFLICT (counted) DO UPDATE SET last_at = excluded.last_at, failures =
                        CASE WHEN sign_in_failure.last_at < \(yesterday) THEN 1 ELSE sign_in_failure.failures + 1 END
                    RETURNING failures
                    """) ?? 1
            let seconds = wait(after: failures, free: free(key))
            guard seconds > 0 else { continue }
            try tx.run(
                "UPDATE sign_in_failure SET wait_until = \(tx.now.adding(seconds: seconds)) WHERE counted = \(key)")
        }
    }

    /// Forgets the failures after a success.
    public static func forget(_ keys: [String], in tx: Transaction) throws {
        try tx.run("DELETE FROM sign_in_failure WHERE counted \(anyOf: keys) AND counted NOT LIKE 'address:%'")
    }
}
