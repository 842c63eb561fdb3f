/// What an officer typed, as the tokens a member must have, all of them.
///
/// `张伟明`, `张 明`, `zwm`, `zhangwei`, `zhang wei`, `张wm`, `20190034`, `2019` each find 张伟明, 20190034. Letters and
/// digits are beginnings, so a search may run while one types.
public struct SearchQuery: Equatable, Sendable {
    /// A token that must be there, whole or as a beginning.
    public struct Term: Hashable, Sendable {
        public let token: String
        public let isPrefix: Bool

        var isBroad: Bool { isPrefix && token.count < (token.first == "n" ? 4 : 3) }
    }

    /// All must match; none if nothing was typed that can be searched.
    public let terms: [Term]

    public init(_ text: String) {
        var terms: [Term] = []
        for run in Run.all(in: normalized(text)) {
            switch run {
            case .characters(let characters) where characters.count == 1:
                terms.append(Term(token: Token.of(characters), isPrefix: false))
            case .characters(let characters):
                let pairs = zip(characters, characters.dropFirst())
                terms += pairs.map { Term(token: Token.of([$0, $1]), isPrefix: false) }
            case .letters(let letters): terms.append(Term(token: "p\(letters)", isPrefix: true))
            case .number(let number): terms.append(Term(token: "n\(number)", isPrefix: true))
            }
        }
        var seen: Set<Term> = []
        self.terms = Array(terms.filter { seen.insert($0).inserted }.prefix(12))
    }

    /// Nothing to search for: the caller shows the list as it is, or says what can be searched.
    public var isEmpty: Bool { terms.isEmpty }

    /// Every term is the beginning of so much (one letter, one or two digits) that a million members take long: ask
    /// for more.
    public var isBroad: Bool { !isEmpty && terms.allSatisfy(\.isBroad) }

    /// For `MATCH` of FTS5, as a bound parameter; it holds nothing that needs escaping.
    public var fts5: String { terms.map { $0.isPrefix ? "\($0.token)*" : $0.token }.joined(separator: " AND ") }

    /// For `CAST($1 AS tsquery)` of PostgreSQL, as a bound parameter; it holds nothing that needs escaping.
    public var tsquery: String {
        terms.map { $0.isPrefix ? "'\($0.token)':*" : "'\($0.token)'" }.joined(separator: " & ")
    }
}
