/// What PostgreSQL said when it failed, as far as we look at it: the code, never a constraint's, table's or column's
/// name.
///
/// Behind Citus those names are empty or carry a shard's number, and DETAIL may hold personal data; so neither is read.
struct PostgresFault: Error, Equatable {
    /// SQLSTATE, five characters; empty when the connection failed before the server could speak.
    var code: String
    /// The server's primary message.
    var message: String
    /// Whether the connection is gone with it.
    var isBroken: Bool

    /// What was going on when it failed: the same code means less at COMMIT.
    enum Moment: Sendable {
        case connecting
        case statement
        case commit
    }

    /// The problem that callers switch over.
    func problem(during moment: Moment) -> StoreProblem {
        switch moment {
        case .connecting: .unavailable(said)
        case .statement: isBroken ? .unavailable(said) : Self.meaning(of: code) ?? .engine(said)
        case .commit: leavesOpen ? .unknownOutcome(said) : Self.meaning(of: code) ?? .engine(said)
        }
    }

    /// Whether a COMMIT that failed so may have taken place. Citus says XX000 for many things, an orphaned half among
    /// them.
    private var leavesOpen: Bool {
        isBroken || code.isEmpty || ["08", "XX", "57", "58"].contains { code.hasPrefix($0) && code != "57014" }
    }

    private var said: String { code.isEmpty ? message : "\(code) \(message)" }

    private static func meaning(of code: String) -> StoreProblem? {
        switch code {
        case "23505", "23P01": .notUnique
        case "23503", "23001": .brokenLink
        case "23514", "23502", "22001", "22021", "22003", "23000": .notAllowed
        case "25006": .readOnly
        case "40001", "40P01", "55P03", "0A000", "26000": transient(code)
        case "57014": .interrupted
        case "53100", "53200": code == "53100" ? .full : .unavailable("53200 out of memory")
        case "53300": .unavailable("53300 too many connections")
        case let code where code.hasPrefix("08") || code.hasPrefix("57P"): .unavailable(code)
        default: nil
        }
    }

    /// Codes after which the whole visit may be run again. 0A000 and 26000 are told apart by `PostgresConnection`,
    /// which knows whether an old plan was to blame; here they are faults of ours.
    private static func transient(_ code: String) -> StoreProblem? {
        code.hasPrefix("40") || code == "55P03" ? .conflict : nil
    }
}
