public import Base
import Store
import Vault

/// One act that was written, chained to the one before it in the same unit: who, when, for whom, why.
///
/// An entry holds ids and digests. Personal detail is sealed under a key of the person concerned, which can be destroyed: then
/// the detail is gone and the chain still holds.
public struct AuditEntry: Equatable, Sendable {
    public let id: ID<AuditEntry>
    /// The unit whose chain it is in; 0 for the federation as a whole.
    public let chain: Int64
    public let number: Int
    public let at: Instant
    /// Who acted; nil for the house itself.
    public let actor: ID<Person>?
    /// The act, as a noun and a verb: `unit.found`.
    public let act: String
    public let subjectKind: String
    public let subject: Int64
    /// The person it concerns, who may see it.
    public let concerns: ID<Person>?
    /// What happened, in Chinese, without personal detail.
    public let words: String
    /// Personal detail, sealed; empty when there is none.
    public let detail: [UInt8]
    public let hash: [UInt8]

    /// What is hashed: everything above and the hash before, each part with its length, so that no two entries read alike.
    static func digest(
        after previous: [UInt8], chain: Int64, number: Int, at: Instant, actor: Int64, act: Act, detail: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        func add(_ part: some Collection<UInt8>) {
            bytes += String(part.count).utf8
            bytes.append(0x3A)
            bytes += part
        }
        add(previous)
        for number in [chain, Int64(number), at.microseconds, actor, act.subject, act.concerns?.raw ?? 0] {
            add(String(number).utf8)
        }
        for text in [act.name, act.subjectKind, act.words] { add(text.utf8) }
        add(Digest.of(detail).bytes)
        return Digest.of(bytes).bytes
    }
}

/// What is to be written into the audit chain.
public struct Act: Sendable {
    public let name: String
    public let words: String
    public let subjectKind: String
    public let subject: Int64
    /// The person it concerns.
    public let concerns: ID<Person>?
    /// Personal detail: a reason, old and new values. Sealed.
    public let detail: String
    /// Names of the fields that changed, for those who follow changes; no part of the chain's hash.
    public let fields: [String]

    public init<Tag>(
        _ name: StaticString, on kind: StaticString, _ id: ID<Tag>, concerning person: ID<Person>? = nil,
        detail: String = "", changing fields: [String] = [], _ words: String
    ) {
        self.name = name.description
        self.words = words
        subjectKind = kind.description
        subject = id.raw
        concerns = person
        self.detail = detail
        self.fields = fields
    }
}
