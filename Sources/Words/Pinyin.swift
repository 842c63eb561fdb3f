import Base
import Synchronization

/// One way to read a name aloud: a syllable a character, plain letters a to z, `v` or `u` for ü.
public struct Pinyin: Hashable, Sendable {
    public let syllables: [String]

    /// `zhangweiming`.
    public var full: String { syllables.joined() }

    /// `zwm`.
    public var initials: String { String(syllables.compactMap { $0.first }) }

    /// All readings of a name that somebody may type, the likeliest first; none for a name without Chinese
    /// characters.
    ///
    /// Dictionaries read a surname as if it were any word (单 as dan), and people type what the dictionary or the
    /// bearer says: so both are given. At most eight, and characters that nobody can read are left out.
    public static func readings(of name: String) -> [Pinyin] {
        let surname = Surnames.surname(of: name)
        var choices = choices(ofSurname: surname)
        for character in name.dropFirst(surname.count) where isHan(character) {
            choices = crossed(choices, [reading(of: character)] + (otherReadings[character] ?? []))
        }
        if choices.count == 1, let only = choices.first, !only.contains(where: { $0.utf8.contains(0x76) }) {
            return only.isEmpty ? [] : [Pinyin(syllables: only)]
        }
        var seen: Set<[String]> = []
        return choices.flatMap(umlauts).filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(most).map(Pinyin.init)
    }

    /// The likeliest reading; empty for a name without Chinese characters.
    public static func likeliest(of name: String) -> Pinyin { readings(of: name).first ?? Pinyin(syllables: []) }

    private static let most = 8

    /// What the table of surnames says, then what the dictionary does.
    private static func choices(ofSurname surname: String) -> [[String]] {
        let known = surnameReadings[surname] ?? []
        let plain = surname.filter(isHan).map(reading).filter { !$0.isEmpty }
        return known.contains(plain) ? known : known + [plain]
    }

    /// Every beginning with every reading; the first readings stay in front.
    private static func crossed(_ beginnings: [[String]], _ readings: [String]) -> [[String]] {
        if readings.count == 1 { return readings[0].isEmpty ? beginnings : beginnings.map { $0 + readings } }
        var seen: Set<String> = []
        let syllables = readings.filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !syllables.isEmpty else { return beginnings }
        return Array(syllables.flatMap { syllable in beginnings.map { $0 + [syllable] } }.prefix(most))
    }

    /// lü is typed lv by some and lu by others.
    private static func umlauts(_ syllables: [String]) -> [[String]] {
        guard syllables.contains(where: { $0.contains("v") }) else { return [syllables] }
        return [syllables, syllables.map { $0.replacing("v", with: "u") }]
    }

    private static let known = Mutex<[Unicode.Scalar: String]>([:])

    /// The dictionary's reading of one character, `v` for ü; empty where it knows none. Remembered, because ICU takes
    /// 57 µs.
    static func reading(of character: Character) -> String {
        // By scalar, not by character: marks may be heaped on a scalar without end, and the memory has none either.
        guard let scalar = character.unicodeScalars.first else { return "" }
        if let reading = known.withLock({ $0[scalar] }) { return reading }
        let plain = String(Character(scalar))
        let toned = ICU.romanised(plain).lowercased()
        let reading = toned == plain ? "" : String(toned.compactMap(untoned))
        known.withLock { $0[scalar] = reading }
        return reading
    }

    private static func untoned(_ letter: Character) -> Character? {
        if letter.isASCII { return letter.isLetter ? letter : nil }
        return vowels[letter]
    }

    private static let vowels: [Character: Character] = {
        let rows: [(Character, String)] = [
            ("a", "āáǎà"), ("e", "ēéěèê"), ("i", "īíǐì"), ("o", "ōóǒò"), ("u", "ūúǔù"), ("v", "üǖǘǚǜ"),
            ("n", "ńňǹ"), ("m", "ḿ"),
        ]
        return Dictionary(uniqueKeysWithValues: rows.flatMap { row in row.1.map { ($0, row.0) } })
    }()
}
