public import Web

/// Something a parameter may be: it is kept as text and read exactly. A key knows which it is, so no rule reads a day as money.
public protocol ParameterValue: Sendable, Equatable {
    /// Nil for a text that is none.
    init?(parameter text: String)
    /// As the data file and the database have it.
    var parameterText: String { get }
    /// As a page prints it.
    var words: String { get }
    /// How it is written, for the form of a change.
    static var example: String { get }
}

extension Int: ParameterValue {
    /// Digits alone, no sign.
    public init?(parameter text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        self = number
    }

    public var parameterText: String { String(self) }
    public var words: String { grouped(self) }
    public static var example: String { "整数，如 25" }
}

extension Money: ParameterValue {
    /// Yuan, with at most two digits behind the point: `300`, `0.50`.
    public init?(parameter text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let yuan = Int(parameter: String(parts[0])), yuan < 1_000_000_000_000
        else { return nil }
        let cents = parts.count == 2 ? String(parts[1]) : "00"
        guard (1...2).contains(cents.utf8.count), let fen = Int(parameter: cents) else { return nil }
        self.init(fen: Int64(yuan * 100 + (cents.utf8.count == 1 ? fen * 10 : fen)))
    }

    public var parameterText: String { "\(fen / 100).\(padded(Int(fen % 100), 2))" }
    public var words: String { "\(fen % 100 == 0 ? String(description.dropLast(3)) : description) 元" }
    public static var example: String { "元，如 300 或 0.50" }
}

extension Share: ParameterValue {
    /// `2/3`, `60%`, `0.5%` or `5‰`.
    public init?(parameter text: String) {
        if let slash = text.firstIndex(of: "/") {
            guard let above = Int(parameter: String(text[..<slash])), above < 1_000_000_000,
                let below = Int(parameter: String(text[text.index(after: slash)...])),
                (1..<1_000_000_000).contains(below)
            else { return nil }
            self.init(above, below)
            return
        }
        guard let sign = text.last, sign == "%" || sign == "‰" else { return nil }
        // Hundredths of the unit before the sign are as exact as any law is.
        guard let hundredths = Money(parameter: String(text.dropLast())) else { return nil }
        self.init(Int(hundredths.fen), sign == "%" ? 10_000 : 100_000)
    }

    public var parameterText: String { "\(numerator)/\(denominator)" }

    /// Per cent where that is exact to two digits, else the fraction.
    public var words: String {
        guard 10_000 % denominator == 0 else { return "\(numerator)/\(denominator)" }
        let hundredths = numerator * (10_000 / denominator), (whole, rest) = (hundredths / 100, hundredths % 100)
        guard rest != 0 else { return "\(whole)%" }
        return "\(whole).\(rest % 10 == 0 ? String(rest / 10) : padded(rest, 2))%"
    }

    public static var example: String { "2/3、60%、0.5% 或 5‰" }
}

extension TimeLimit: ParameterValue {
    /// `15工作日`, `15日`, `15日顺延`, `6个月`.
    public init?(parameter text: String) {
        let digits = String(text.prefix { $0.isNumber })
        guard let count = Int(parameter: digits), count <= 3_660 else { return nil }
        switch text.dropFirst(digits.count) {
        case "工作日", "个工作日": self = .workingDays(count)
        case "日", "天": self = .days(count)
        case "日顺延": self = .daysRolling(count)
        case "个月", "月": self = .months(count)
        default: return nil
        }
    }

    public var parameterText: String {
        switch self {
        case .workingDays(let count): "\(count)工作日"
        case .days(let count): "\(count)日"
        case .daysRolling(let count): "\(count)日顺延"
        case .months(let count): "\(count)个月"
        }
    }

    public static var example: String { "15工作日、15日、15日顺延（遇休息日顺延）或 6个月" }
}

/// A few words one of which is chosen, such as whether a line must be passed or reached.
public struct RuleWord: ParameterValue {
    public let word: String

    public init?(parameter text: String) {
        guard !text.isEmpty, text.count <= 20 else { return nil }
        word = text
    }

    public var parameterText: String { word }
    public var words: String { word }
    public static var example: String { "照原来的写法" }

    /// 过半数: the half itself is not enough.
    public static let moreThan = RuleWord(known: "超过")
    /// 半数以上: the half itself is enough (民法典第一千二百五十九条).
    public static let atLeast = RuleWord(known: "达到")

    private init(known word: String) {
        self.word = word
    }
}
