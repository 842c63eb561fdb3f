/// What a database refused or failed to do, told apart by SQLSTATE or result code and never by a constraint's name.
public enum StoreProblem: Error, Equatable, Sendable {
    /// A value that must be unique was there already.
    case notUnique
    /// A row was named that is not there, or is still named by others.
    case brokenLink
    /// A CHECK or NOT NULL said no.
    case notAllowed
    /// A write in a read-only transaction.
    case readOnly
    /// Two transactions stood in each other's way; the whole visit may be run again.
    case conflict
    /// Too many wait already: answered at once, nothing was done.
    case busy
    /// The database cannot be reached; nothing was done.
    case unavailable(String)
    /// The disk is full; nothing was done.
    case full
    /// The commit failed in a way that leaves open whether it took place; the idempotency key tells.
    case unknownOutcome(String)
    /// It took longer than allowed and was cut off; nothing was done.
    case interrupted
    /// The store is of another version than this program, with what to do.
    case version(String)
    /// Anything else the engine said: a fault of ours.
    case engine(String)
}
