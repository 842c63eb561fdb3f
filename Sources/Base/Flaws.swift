/// An error that can say itself to a person, in Chinese, with what to do next.
public protocol Explained: Error {
    var words: String { get }
}

/// All that is wrong with what a person typed, field by field, in the order of the form.
public struct Flaws: Error, Equatable, Sendable {
    /// One complaint; `field` is the name of the input it stands beside, empty for the form as a whole.
    public struct Flaw: Equatable, Sendable {
        public let field: String
        public let words: String

        public init(_ field: String, _ words: String) {
            self.field = field
            self.words = words
        }
    }

    public private(set) var all: [Flaw] = []

    public init() {}

    public init(_ field: String, _ words: String) {
        all = [Flaw(field, words)]
    }

    public var isEmpty: Bool { all.isEmpty }

    public mutating func add(_ field: String, _ words: String) {
        all.append(Flaw(field, words))
    }

    /// The first complaint about a field, if any.
    public subscript(field: String) -> String? {
        all.first { $0.field == field }?.words
    }
}

/// Why somebody does not get what they asked for, told so that nothing is given away.
public enum Refusal: Error, Equatable, Sendable {
    /// Nobody is signed in.
    case signIn
    /// They are known, and may not do this at all.
    case forbidden
    /// It is not there, or not theirs to see: the two are never told apart.
    case missing
}
