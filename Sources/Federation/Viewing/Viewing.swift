public import Vault
import Web

/// A look at somebody's sealed fields in full: who, at whom, why, and until when the page may be read.
///
/// Looking is an act: a POST makes the viewing with its reason and its audit entry; its page is a GET that needs a live viewing.
struct Viewing: Equatable, Sendable {
    let id: ID<Viewing>
    let viewer: ID<Person>
    let person: ID<Person>
    let madeAt: Instant
    let expiresAt: Instant

    /// How long the page may be read.
    static let minutes = 15
}

extension Viewing: Record {
    static let columns: SQL = "id, viewer, person_id, made_at, expires_at"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        viewer = try row.read("viewer")
        person = try row.read("person_id")
        madeAt = try row.read("made_at")
        expiresAt = try row.read("expires_at")
    }

    /// A viewing of one's own, live or over; another's is missing.
    static func find(_ id: ID<Viewing>, as officer: Officer, in tx: Transaction) throws -> Viewing {
        let viewing: Viewing? = try tx.first(
            "SELECT \(columns) FROM viewing WHERE id = \(id) AND viewer = \(officer.person)")
        guard let viewing else { throw Refusal.missing }
        return viewing
    }

    /// Begins a viewing of a person whom the caller has found for the officer. The caller writes the audit entry.
    static func insert(of person: PersonEntry, by officer: Officer, in tx: Transaction) throws -> ID<Viewing> {
        let id: ID<Viewing> = tx.newID()
        try tx.run(
            """
            INSERT INTO viewing (\(columns))
            VALUES (\(id), \(officer.person), \(person.id), \(tx.now), \(tx.now.adding(minutes: minutes)))
            """)
        return id
    }

    /// Removes what is long over; the audit keeps that it was. A duty of the night.
    static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM viewing WHERE expires_at < \(tx.now.adding(days: -1))")
    }

    /// The duty that removes viewings that are over.
    static let sweeping = DutyKind("federation.viewings.sweep") { _, tx in
        try Viewing.sweep(in: tx)
        return .done
    }

    func isLive(at now: Instant) -> Bool { now < expiresAt }

    /// Whole minutes left, at least one while it lives.
    func minutesLeft(at now: Instant) -> Int { max(0, (expiresAt.seconds(since: now) + 59) / 60) }
}

extension PersonEntry {
    /// The identity number in full: only behind a live viewing.
    public func fullIdentity(_ ring: KeyRing) throws -> String? {
        try identity.map { try ring.openText($0, for: Self.identityPlace(id)) }
    }

    /// The phone number in full: only behind a live viewing.
    public func fullPhone(_ ring: KeyRing) throws -> String? {
        try phone.map { try ring.openText($0, for: Self.phonePlace(id)) }
    }
}
