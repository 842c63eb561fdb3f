/// The number of one thing of kind `Tag`: 63 bits, time-ordered, made by a transaction and never by the database.
///
/// Shown as a decimal; in JSON it is a string, because 63 bits do not fit a JavaScript number.
public struct ID<Tag: ~Copyable>: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let raw: Int64

    public init(_ raw: Int64) {
        self.raw = raw
    }

    /// The number written in an address; nothing for anything but 1 to 19 plain digits.
    public init?(_ text: some StringProtocol) {
        // As a String: a text of any kind is taken apart many times slower.
        let digits = String(text)
        guard (1...19).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let raw = Int64(digits), raw > 0
        else { return nil }
        self.raw = raw
    }

    public var description: String { String(raw) }

    public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }
}

/// A natural person (人员): the tag of `ID<Person>`; their entry in the register is Federation's.
public enum Person {}

/// A union organisation, or a unit of one (工会组织): the tag of `ID<Unit>`; its entry in the register is Federation's.
public enum Unit {}
