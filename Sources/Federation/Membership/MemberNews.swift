public import Web

/// Members who were entered, changed or taken back many at once, announced together: one row of the outbox for hundreds of
/// people, where a single act has its audit entry.
///
/// Whoever follows changes listens to `MemberNews.event` and asks the register how each of them stands.
public struct MemberNews: Sendable {
    public static let event = "federation.members"

    /// A person, and the names of the fields that changed; none where all may have.
    public struct Line: Equatable, Sendable {
        public let person: ID<Person>
        public let fields: [String]
        /// Whether they were entered by it.
        public let isNew: Bool
    }

    /// How many people one row of the outbox tells of.
    private static let most = 500

    public private(set) var lines: [Line] = []

    public init() {}

    public init(of people: [ID<Person>]) {
        lines = people.map { Line(person: $0, fields: [], isNew: false) }
    }

    /// What was announced.
    public init(_ payload: String) {
        lines = payload.split(separator: " ").compactMap { word in
            let parts = word.drop { $0 == "+" }.split(separator: ":")
            guard let person: ID<Person> = parts.first.flatMap({ ID($0) }) else { return nil }
            let fields = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
            return Line(person: person, fields: fields, isNew: word.first == "+")
        }
    }

    public mutating func add(_ person: ID<Person>, changing fields: [String] = [], isNew: Bool = false) {
        lines.append(Line(person: person, fields: fields, isNew: isNew))
    }

    /// Leaves it for whoever listens, in the transaction that changed them.
    public func announce(in tx: Transaction) throws {
        for start in stride(from: 0, to: lines.count, by: Self.most) {
            let words = lines[start..<min(start + Self.most, lines.count)].map { line in
                let sign = line.isNew ? "+" : ""
                return line.fields.isEmpty
                    ? "\(sign)\(line.person)" : "\(sign)\(line.person):\(line.fields.joined(separator: ","))"
            }
            try tx.announce(Self.event, payload: words.joined(separator: " "))
        }
    }
}
