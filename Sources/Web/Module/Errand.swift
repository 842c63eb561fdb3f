/// Work beside the visits that comes round again and again for as long as the site is served: what must not wait behind
/// long duties, and must not hold them up.
///
/// Several servers may run the same errand on one store; a turn takes what it does under a lock or a lease.
public struct Errand: Sendable {
    public let name: String
    /// Between two looks when nothing was to be done.
    public let pause: Duration
    /// Whether all that it looks at is in the store, so that it may rest while the store does.
    public let restsWithStore: Bool
    /// One turn; gives whether there may be more at once.
    public let turn: @Sendable (SiteFacts, Store) async throws -> Bool

    public init(
        _ name: String, every pause: Duration, restsWithStore: Bool = false,
        _ turn: @escaping @Sendable (SiteFacts, Store) async throws -> Bool
    ) {
        self.name = name
        self.pause = pause
        self.restsWithStore = restsWithStore
        self.turn = turn
    }
}

/// Something that waits for an officer, and the place that solves it.
public struct DeskTask: Sendable {
    public let words: String
    public let detail: String
    public let sign: HTML
    /// `gui` for what is due, `yin` for what is wrong; empty otherwise.
    public let tone: String
    public let path: Path

    public init(words: String, detail: String, sign: HTML, tone: String, path: Path) {
        self.words = words
        self.detail = detail
        self.sign = sign
        self.tone = tone
        self.path = path
    }
}

/// Where a room's tasks at a unit come from; each asks for the permission that solves it.
public struct TaskSource: Sendable {
    public let name: String
    public let tasks: @Sendable (_ unit: ID<Unit>, _ path: String, Officer, Transaction) throws -> [DeskTask]

    public init(
        _ name: String,
        _ tasks: @escaping @Sendable (_ unit: ID<Unit>, _ path: String, Officer, Transaction) throws -> [DeskTask]
    ) {
        self.name = name
        self.tasks = tasks
    }
}
