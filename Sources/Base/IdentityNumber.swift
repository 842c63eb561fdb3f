/// A citizen's identity number (公民身份号码, GB 11643) whose birth date and check digit are true.
///
/// Residents' permits of Hong Kong, Macau and Taiwan people (81, 82, 83) have the same form. Interpolated it shows
/// its mask, so that it does not slip into a log; the number itself is asked for by name, `digits`.
public struct IdentityNumber: Hashable, Sendable, CustomStringConvertible {
    /// Eighteen characters: seventeen digits, then a digit or `X`.
    public let digits: String
    /// The birth date within the number.
    public let birth: Day

    /// Sex as the number tells it.
    public enum Sex: String, Sendable {
        case male, female
    }

    /// Why a text is not an identity number.
    public enum Problem: Explained, Equatable, Sendable {
        case empty
        case length(Int)
        /// The fifteen digits in use until 1999, void since 2013.
        case former
        /// Something that is no digit, and its place from 1.
        case character(Character, at: Int)
        case province(String)
        case birth(String)
        case check(expected: Character, found: Character)
    }

    /// Reads what a person typed: full-width digits, a small x, blanks and hyphens are forgiven, nothing else is.
    public init(_ text: some StringProtocol) throws(Problem) {
        if let plain = Self(plain: text) {
            self = plain
            return
        }
        let characters = narrowed(text)
        guard !characters.isEmpty else { throw .empty }
        for (index, character) in characters.enumerated() {
            let isLast = index == 17 && characters.count == 18
            guard isDigit(character) || isLast && character == "X" else { throw .character(character, at: index + 1) }
        }
        guard characters.count != 15 else { throw .former }
        guard characters.count == 18 else { throw .length(characters.count) }
        let province = String(characters[0..<2])
        guard Self.provinces.contains(province) else { throw .province(province) }
        let written = String(characters[6..<14])
        let dashed = "\(written.prefix(4))-\(written.dropFirst(4).prefix(2))-\(written.suffix(2))"
        guard let birth = Day(dashed), birth.year >= 1850 else { throw .birth(written) }
        let expected = Self.checkDigit(of: characters[0..<17].compactMap(\.wholeNumberValue))
        guard characters[17] == expected else { throw .check(expected: expected, found: characters[17]) }
        digits = String(characters)
        self.birth = birth
    }

    /// A number as nearly all are written, eighteen plain signs that are true: known without looking at each as a letter of some
    /// script. Whatever else it is takes the longer way, which can say why.
    private init?(plain text: some StringProtocol) {
        let text = String(text), bytes = Array(text.utf8)
        guard bytes.count == 18 else { return nil }
        var rest = 0
        for byte in bytes.dropLast() {
            guard (0x30...0x39).contains(byte) else { return nil }
            rest = (rest + Int(byte) - 0x30) * 2 % 11
        }
        let value = (12 - rest) % 11
        guard bytes[17] == (value == 10 ? 0x58 : UInt8(0x30 + value)) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } }
        guard let birth = Day(year: number(6..<10), month: number(10..<12), day: number(12..<14)), birth.year >= 1850,
            Self.provinces.contains(String(text.prefix(2)))
        else { return nil }
        digits = text
        self.birth = birth
    }

    /// Odd places of the order number are men's, even ones women's.
    public var sex: Sex {
        let order = digits.utf8.dropFirst(16).first ?? 0
        return order % 2 == 1 ? .male : .female
    }

    /// Whether this is a residence permit (港澳台居民居住证) rather than an identity card.
    public var isResidencePermit: Bool { ["81", "82", "83"].contains(digits.prefix(2)) }

    /// The mask, `4501 **** **** 0027`; never the number.
    public var description: String { "\(digits.prefix(4)) **** **** \(digits.suffix(4))" }

    /// The eighteenth character by ISO 7064, MOD 11-2.
    static func checkDigit(of digits: [Int]) -> Character {
        var rest = 0
        for digit in digits { rest = (rest + digit) * 2 % 11 }
        let value = (12 - rest) % 11
        return value == 10 ? "X" : Character(String(value))
    }

    static let provinces: Set<String> = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
        "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ]
}

extension IdentityNumber.Problem {
    public var words: String {
        switch self {
        case .empty: "请填写身份证号码。"
        case .length(let count): "身份证号码应为 18 位，现在是 \(count) 位。"
        case .former: "这是 15 位的旧号码，2013 年起已停止使用。请按现用身份证填写 18 位号码。"
        case .character(let character, let place): "第 \(place) 位“\(character)”不是数字。只有第 18 位可以是字母 X。"
        case .province(let code): "开头两位 \(code) 不是省级行政区代码，请核对。"
        case .birth(let written): "第 7 至 14 位 \(written) 不是有效的出生日期，请核对。"
        case .check(let expected, let found):
            "校验码不符：按前 17 位计算，第 18 位应为 \(expected)，现在是 \(found)。请对照证件逐位核对。"
        }
    }
}

/// A text without blanks and hyphens, full-width ASCII made narrow, letters made capital.
func narrowed(_ text: some StringProtocol) -> [Character] {
    var out: [Character] = []
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace || "-‐‑–—－﹣−".unicodeScalars.contains(scalar) { continue }
        if scalar.value == 0xFEFF || (0x200B...0x200F).contains(scalar.value) { continue }
        let isWide = (0xFF01...0xFF5E).contains(scalar.value)
        let narrow = isWide ? scalar.value - 0xFEE0 : scalar.value
        let capital = (0x61...0x7A).contains(narrow) ? narrow - 0x20 : narrow
        out.append(Character(Unicode.Scalar(capital) ?? scalar))
    }
    return out
}

/// Whether this is one of 0 to 9; the digits of other scripts are not.
func isDigit(_ character: Character) -> Bool { character.isASCII && character.isWholeNumber }
