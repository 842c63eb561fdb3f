public import Vault
public import Web

/// Lines of members that a program sends instead of a file: read by the same rules, matched in the same way, written by the
/// same hands, in the caller's transaction.
///
/// It writes no audit entry: whoever calls knows for whom and why.
public struct RosterSubmission: Sendable {
    /// One member as the program knows them. What a line leaves out stays as it is on file.
    public struct Line: Sendable {
        /// From 1; it names the line in what is found.
        public let number: Int
        /// By the names of `fields`.
        public let values: [String: String]
        /// Whom the caller says it is; nil to be found by identity, number, or name and birth.
        public let person: ID<Person>?
        /// The version that the caller knows; nil to write whatever the version.
        public let version: Int?

        public init(number: Int, values: [String: String], person: ID<Person>?, version: Int?) {
            self.number = number
            self.values = values
            self.person = person
            self.version = version
        }
    }

    /// What became of a line.
    public enum Verdict: String, Sendable {
        case created
        case changed
        case unchanged
        case refused
    }

    /// What is wrong with a line: a name that never changes, the field, and words for people.
    public struct Complaint: Equatable, Sendable {
        public let code: String
        public let field: String
        public let words: String

        public init(_ code: String, _ field: String, _ words: String) {
            self.code = code
            self.field = field
            self.words = words
        }
    }

    /// A line with what became of it.
    public struct Outcome: Sendable {
        public let number: Int
        public internal(set) var verdict: Verdict
        public internal(set) var person: ID<Person>?
        /// The person's version now; of a conflict, the one on file.
        public internal(set) var version: Int?
        public internal(set) var fields: [String] = []
        public internal(set) var complaints: [Complaint] = []
    }

    /// The names of what a line may hold.
    public static let fields = RosterColumn.allCases.map(\.fieldName)

    let unit: UnitEntry
    let officer: Officer
    let ring: KeyRing

    /// `unit` is where members go whose line names no unit; the caller has found it for the officer.
    public init(into unit: UnitEntry, as officer: Officer, ring: KeyRing) {
        self.unit = unit
        self.officer = officer
        self.ring = ring
    }

    /// Holds each line against the rules and the register, and writes those that keep them unless it is a rehearsal. Gives an
    /// outcome for each line, in their order.
    public func settle(_ lines: [Line], isRehearsal: Bool, in tx: Transaction) throws -> [Outcome] {
        var sheet = try SubmittedSheet(lines, self, in: tx)
        try sheet.match(in: tx)
        if !isRehearsal { try sheet.write(in: tx) }
        return sheet.outcomes
    }
}

extension RosterColumn {
    /// As programs call it.
    var fieldName: String {
        switch self {
        case .birth: "born_on"
        case .joined: "joined_on"
        default: rawValue
        }
    }
}
