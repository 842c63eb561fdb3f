public import Base

/// The keys of one federation, kept in a file beside the database and never inside it.
///
/// Whoever has the database alone reads no sealed column; whoever has lost this file has lost them all. It belongs
/// into the backup, apart from the database's. Keys to seal may be several: the last one seals, all of them open, so
/// rotation needs no halt. Of every other purpose there is exactly one, because what they made must be found again.
public struct KeyRing: Sendable {
    /// What a key is for; a key serves one purpose only.
    public enum Purpose: String, CaseIterable, Sendable {
        /// Sealing columns and files.
        case seal
        /// Blind indexes.
        case index
        /// Signing what a browser hands back: sessions, form tokens.
        case session
        /// Signing the heads of the audit chains.
        case audit
    }

    /// 32 secret bytes with a name. Interpolated it shows its name only.
    public struct Key: Equatable, Sendable, CustomStringConvertible {
        public let id: UInt32
        public let created: Day
        public let purpose: Purpose
        public let bytes: [UInt8]

        public var description: String { "\(purpose.rawValue) \(hexID)" }

        /// The id as people see it.
        public var hexID: String { KeyRing.hex(id) }

        static func fresh(_ purpose: Purpose, on day: Day) -> Key {
            let id = Secret.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
            return Key(id: id, created: day, purpose: purpose, bytes: Secret.bytes(32))
        }
    }

    /// A key's id in eight digits of sixteen, as the file has it.
    public static func hex(_ id: UInt32) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// In the order of the file.
    public let keys: [Key]

    /// A ring with one fresh key of each purpose.
    public static func fresh(on day: Day) -> KeyRing {
        KeyRing(trusting: Purpose.allCases.map { Key.fresh($0, on: day) })
    }

    /// The ring with one more key to seal, which seals from now on.
    public func rotated(on day: Day) -> KeyRing {
        var new = Key.fresh(.seal, on: day)
        while keys.contains(where: { $0.id == new.id }) { new = Key.fresh(.seal, on: day) }
        return KeyRing(trusting: keys + [new])
    }

    /// The ring without a key to seal that nothing is sealed under any more; the newest stays whatever is asked.
    public func retiring(_ id: UInt32) -> KeyRing {
        let newest = key(.seal).id
        return KeyRing(trusting: keys.filter { $0.purpose != .seal || $0.id != id || id == newest })
    }

    /// The key of a purpose; of those to seal, the newest.
    public func key(_ purpose: Purpose) -> Key {
        guard let key = keys.last(where: { $0.purpose == purpose }) else {
            preconditionFailure("a ring has a key of every purpose: its initialisers see to it")
        }
        return key
    }

    /// The key to open with, by its id.
    func sealKey(_ id: UInt32) -> Key? {
        keys.first { $0.purpose == .seal && $0.id == id }
    }

    init(trusting keys: [Key]) {
        self.keys = keys
    }
}
