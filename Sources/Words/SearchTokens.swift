import Base

/// The tokens a member is found by, the same for SQLite's FTS5 and PostgreSQL's tsvector.
///
/// Every token is plain a to z and 0 to 9, so that no tokenizer and no dictionary of either database can split, fold
/// or drop it. Its first letter says what it is:
///
/// - `u5f20`, `u5f20u4f1f`: a character and a pair of neighbours, by code point (张, 张伟). Dots in names are passed
///   over.
/// - `pzhangweiming`, `pweiming`, `pming`, `pzwm`, `pwm`: a reading and its initials, from every syllable on. Latin
///   words of a name stand here too.
/// - `n20190034`: a staff number.
///
/// A search demands whole `u` tokens and beginnings of `p` and `n` tokens: see `SearchQuery`.
public struct SearchTokens: Equatable, Sendable {
    /// Sorted, each once: the same name makes the same array, so old tokens can be removed by making them again.
    public let all: [String]

    public init(name: String, numbers: [String] = []) {
        let name = normalizedName(name)
        var tokens: [String] = []
        for run in Run.all(in: name) {
            switch run {
            case .characters(let characters):
                let codes = characters.map { Token.of([$0]) }
                tokens += codes
                tokens += zip(codes, codes.dropFirst()).map { $0 + $1 }
            case .letters(let letters): tokens.append("p\(letters)")
            case .number(let number): tokens.append("n\(number)")
            }
        }
        for reading in Pinyin.readings(of: name) {
            var full = "", initials = ""
            for syllable in reading.syllables.reversed() {
                let isLast = full.isEmpty
                full = syllable + full
                initials = String(syllable.prefix(1)) + initials
                tokens.append("p" + full)
                if !isLast { tokens.append("p" + initials) }
            }
        }
        tokens += numbers.map { "n\(Token.plain($0))" }.filter { $0.count > 1 }
        tokens.sort()
        all = tokens.indices.filter { $0 == 0 || tokens[$0] != tokens[$0 - 1] }.map { tokens[$0] }
    }

    /// The tokens as FTS5 takes them, parted by blanks.
    public var text: String { all.joined(separator: " ") }
}

/// The spelling of single tokens.
enum Token {
    static func of(_ characters: [Character]) -> String {
        var token = ""
        for character in characters {
            if let scalar = character.unicodeScalars.first { token += "u" + String(scalar.value, radix: 16) }
        }
        return token
    }

    /// Small letters and digits only.
    static func plain(_ text: String) -> String {
        String(normalized(text).lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }
}

/// A stretch of a text that is searched in one way.
enum Run: Equatable {
    /// Chinese characters, or letters of a script that is not Latin.
    case characters([Character])
    /// a to z.
    case letters(String)
    /// Digits, with or without letters.
    case number(String)

    /// The stretches of a text. Blanks part them; hyphens and apostrophes within Latin do not; other signs go.
    static func all(in text: String) -> [Run] {
        if text.isPlainHan { return text.isEmpty ? [] : [.characters(Array(text))] }
        var runs: [Run] = []
        for word in text.lowercased().split(whereSeparator: \.isWhitespace) {
            var latin = "", others: [Character] = []
            for character in word {
                if character.isASCII {
                    guard character.isLetter || character.isNumber else { continue }
                    close(&others, into: &runs)
                    latin.append(character)
                } else if isHan(character) || character.isLetter && !isDot(character) {
                    close(&latin, into: &runs)
                    others.append(character)
                }
            }
            close(&latin, into: &runs)
            close(&others, into: &runs)
        }
        return runs
    }

    private static func close(_ latin: inout String, into runs: inout [Run]) {
        if !latin.isEmpty { runs.append(latin.contains(where: \.isNumber) ? .number(latin) : .letters(latin)) }
        latin = ""
    }

    private static func close(_ characters: inout [Character], into runs: inout [Run]) {
        if !characters.isEmpty { runs.append(.characters(characters)) }
        characters = []
    }
}

extension String {
    /// Whether it is nothing but the unified characters of the basic plane, as most names are.
    fileprivate var isPlainHan: Bool { isSettled && !utf8.contains { $0 < 0x80 } }
}
