public import Base

/// One turn at a duty.
public struct DutyTurn: Sendable {
    public let id: ID<Duty>
    public let payload: String
    /// 1 at the first try since it last got on.
    public let attempt: Int
    public let done: Int
    public let total: Int?

    public init(id: ID<Duty>, payload: String, attempt: Int, done: Int, total: Int?) {
        self.id = id
        self.payload = payload
        self.attempt = attempt
        self.done = done
        self.total = total
    }
}

/// What a turn came to.
public enum DutyOutcome: Equatable, Sendable {
    case done
    /// Long work goes in turns, each a transaction: the payload for the next, and how far it has come.
    case again(payload: String, done: Int, total: Int?)
}

/// How duties of one name are done.
public struct DutyKind: Sendable {
    /// Inside one transaction, together with the note that it is done: exactly once. Or outside, with files and other
    /// transactions: at least once.
    enum Work: Sendable {
        case inside(@Sendable (DutyTurn, Transaction) throws -> DutyOutcome)
        case outside(@Sendable (DutyTurn, Store) async throws -> DutyOutcome)
    }

    public let name: String
    let work: Work
    /// After so many failures in a row it waits for a person.
    let attempts: Int

    /// Work on rows alone: what it writes and the note that it is done share a commit.
    public init(
        _ name: String, attempts: Int = 8, perform: @escaping @Sendable (DutyTurn, Transaction) throws -> DutyOutcome
    ) {
        self.name = name
        self.attempts = attempts
        work = .inside(perform)
    }

    /// Work that reaches beyond one transaction; it may happen twice and must bear that.
    public init(
        _ name: String, attempts: Int = 8,
        outside perform: @escaping @Sendable (DutyTurn, Store) async throws -> DutyOutcome
    ) {
        self.name = name
        self.attempts = attempts
        work = .outside(perform)
    }
}

/// Who does something when something else has happened: each announcement of `event` becomes a duty of the listener's
/// name.
public struct Listener: Sendable {
    public let event: String
    let kind: DutyKind

    /// `name` is the duty's, unlike every other's, so that listeners of one event succeed and fail each for itself.
    public init(
        _ name: String, event: String, perform: @escaping @Sendable (DutyTurn, Transaction) throws -> DutyOutcome
    ) {
        self.event = event
        kind = DutyKind(name, perform: perform)
    }
}
