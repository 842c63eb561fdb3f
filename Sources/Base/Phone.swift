/// A mobile number of the Chinese mainland: eleven digits that begin with 13 to 19.
///
/// Interpolated it shows its mask, so that it does not slip into a log; the number itself is asked for by name,
/// `digits`.
public struct Phone: Hashable, Sendable, CustomStringConvertible {
    /// The eleven digits, without +86.
    public let digits: String

    /// Why a text is not a mobile number.
    public enum Problem: Explained, Equatable, Sendable {
        case empty
        case character(Character)
        case length(Int)
        case beginning(String)

        public var words: String {
            switch self {
            case .empty: "请填写手机号码。"
            case .character(let character): "手机号码只能是数字，请去掉“\(character)”。"
            case .length(let count): "手机号码应为 11 位数字，现在是 \(count) 位。"
            case .beginning(let start): "手机号码应以 13 至 19 开头，现在是 \(start)。座机请填在“办公电话”一栏。"
            }
        }
    }

    /// Reads what a person typed: blanks, hyphens, full-width digits and a leading +86, 0086 or 86 are forgiven.
    public init(_ text: some StringProtocol) throws(Problem) {
        let bytes = Array(String(text).utf8)
        if bytes.count == 11, bytes[0] == 0x31, bytes[1] >= 0x33, bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
            digits = String(text)
            return
        }
        var characters = narrowed(text)
        guard !characters.isEmpty else { throw .empty }
        for prefix in ["+86", "0086"] where characters.starts(with: prefix) { characters.removeFirst(prefix.count) }
        if characters.count == 13, characters.starts(with: "86") { characters.removeFirst(2) }
        if let stranger = characters.first(where: { !isDigit($0) }) { throw .character(stranger) }
        guard characters.count == 11 else { throw .length(characters.count) }
        guard characters[0] == "1", characters[1] >= "3" else { throw .beginning(String(characters[0..<2])) }
        digits = String(characters)
    }

    /// The mask, `138 **** 2046`; never the number.
    public var description: String { "\(digits.prefix(3)) **** \(digits.suffix(4))" }
}
