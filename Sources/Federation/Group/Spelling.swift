public import Web
import Words

/// How papers write the name of a group, so that 各高校工会 and 高校工会 are one, with brackets, commas and blanks of any width.
public struct Spelling: Equatable, Sendable {
    /// What two spellings of one name have in common.
    public let key: String
    /// The same without what stands in brackets; nil when there are none.
    public let shorter: String?
    /// Whether only the relevant ones of the group are meant (各相关): a person must say which.
    public let asksForChoice: Bool

    public init(_ words: String) {
        let plain = normalized(words).filter { !$0.isWhitespace && $0 != "各" }
        let relevant = ["相关", "有关"].contains { plain.hasPrefix($0) }
        asksForChoice = relevant
        let rest = relevant ? String(plain.dropFirst(2)) : plain
        key = rest.filter { !Self.signs.contains($0) }.lowercased()
        let outside = Self.outsideBrackets(rest)
        let short = outside.filter { !Self.signs.contains($0) }.lowercased()
        shorter = short == key || short.isEmpty ? nil : short
    }

    private static let opening: Set<Character> = ["(", "〈", "<", "《", "[", "〔", "【", "（"]
    private static let closing: Set<Character> = [")", "〉", ">", "》", "]", "〕", "】", "）"]
    private static let signs: Set<Character> = opening.union(closing).union("、，,。.：:；;·“”\"'‘’/-")

    private static func outsideBrackets(_ words: String) -> String {
        var depth = 0
        var kept = ""
        for character in words {
            if opening.contains(character) { depth += 1 }
            if depth == 0 { kept.append(character) }
            if closing.contains(character), depth > 0 { depth -= 1 }
        }
        return kept
    }
}

/// One part of how a paper addresses units, and what the books know of it.
public enum Addressee: Equatable, Sendable {
    /// A group; with `asksForChoice`, some of it, and a person must say which.
    case group(UnitGroup, asksForChoice: Bool)
    case unit(DayUnit)
    /// Words that no book knows.
    case unknown(String)
}

extension UnitGroup {
    /// The group that is spelled so, in any of its spellings; nil when there is none in use.
    public static func spelled(_ words: String, in tx: Transaction) throws -> UnitGroup? {
        let spelling = Spelling(words)
        for key in [spelling.key, spelling.shorter].compactMap(\.self) {
            let group: UnitGroup? = try tx.first(
                """
                SELECT \(columns) FROM unit_group_spelling s JOIN unit_group g ON g.id = s.group_id
                 WHERE s.words_key = \(key) AND g.ended_on IS NULL
                """)
            if let group { return group }
        }
        return nil
    }

    /// Reads a line of addressees as papers write it, 各市教育工会〈教科文卫体工会〉、各高校工会, part by part.
    ///
    /// The longest run of parts that is a spelling wins, so a group whose name holds a comma is found whole. A part that is no
    /// spelling is tried with 工会 behind it, and then as the name of a unit of the day.
    public static func addressees(_ words: String, on day: Day, in tx: Transaction) throws -> [Addressee] {
        let parts = normalized(words).split { "、，,；;：:".contains($0) }.map(String.init)
        var found: [Addressee] = [], at = 0
        while at < min(parts.count, 40) {
            let (addressee, count) = try first(of: Array(parts[at...]), on: day, in: tx)
            found.append(addressee)
            at += count
        }
        return found
    }

    private static func first(
        of parts: [String], on day: Day, in tx: Transaction
    ) throws -> (Addressee, Int) {
        for count in stride(from: min(parts.count, 4), through: 1, by: -1) {
            let words = parts.prefix(count).joined()
            for tried in count == 1 ? [words, words + "工会"] : [words] {
                guard let group = try spelled(tried, in: tx) else { continue }
                return (.group(group, asksForChoice: Spelling(tried).asksForChoice), count)
            }
        }
        let unit: DayUnit? = try tx.first(
            """
            SELECT \(DayUnit.columns) FROM \(DayUnit.relation(on: day)) u
             WHERE u.name = \(parts[0]) OR u.short_name = \(parts[0]) ORDER BY u.path
            """)
        return (unit.map { .unit($0) } ?? .unknown(parts[0]), 1)
    }
}
