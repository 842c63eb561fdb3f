public import Web

/// Bands of a number, such as members, with what belongs to each: `26…100=3…5`. They follow each other without gap.
public struct Bands: ParameterValue {
    /// One band: from its first number on up to the next band, least and most.
    public struct Band: Hashable, Sendable {
        public let first: Int
        public let least: Int
        public let most: Int
    }

    /// By their first number, lowest first; the first begins at 0.
    public let bands: [Band]

    /// `0=1…1; 25=3…7; 201=7…15`: each band begins at its number and ends before the next.
    public init?(parameter text: String) {
        var bands: [Band] = []
        for part in text.split(separator: ";") {
            let sides = part.split(separator: "=").map(\.trimmed)
            guard sides.count == 2, let first = Int(parameter: sides[0]) else { return nil }
            let ends = sides[1].split(separator: "…").compactMap { Int(parameter: $0.trimmed) }
            guard ends.count == 2, ends[0] <= ends[1], first > bands.last?.first ?? -1 else { return nil }
            bands.append(Band(first: first, least: ends[0], most: ends[1]))
        }
        guard bands.first?.first == 0 else { return nil }
        self.bands = bands
    }

    /// The band in which a number lies.
    public func band(of number: Int) -> Band { bands.last { $0.first <= number } ?? bands[0] }

    public var parameterText: String { bands.map { "\($0.first)=\($0.least)…\($0.most)" }.joined(separator: "; ") }

    public var words: String {
        bands.indices.map { index in
            let band = bands[index]
            let last = index + 1 < bands.count ? bands[index + 1].first - 1 : nil
            let who = last.map { "\(grouped(band.first))—\(grouped($0))" } ?? "\(grouped(band.first)) 以上"
            return "\(who)：\(band.least == band.most ? "\(band.least)" : "\(band.least)—\(band.most)")"
        }.joined(separator: "；")
    }

    public static var example: String { "0=1…1; 25=3…7; 201=7…15（从该数起=最少…最多）" }
}

/// Who gets which part of the contribution; the parts make the whole.
public struct Division: ParameterValue {
    public struct Part: Hashable, Sendable {
        public let who: String
        public let share: Share
    }

    public let parts: [Part]

    /// `基层=60%; 上级=40%`. Nil unless the parts are exactly the whole.
    public init?(parameter text: String) {
        var parts: [Part] = []
        for part in text.split(separator: ";") {
            let sides = part.split(separator: "=").map(\.trimmed)
            guard sides.count == 2, let share = Share(parameter: sides[1]), share.denominator <= 100_000 else {
                return nil
            }
            parts.append(Part(who: sides[0], share: share))
        }
        guard (1...6).contains(parts.count), Set(parts.map(\.who)).count == parts.count else { return nil }
        let whole = parts.reduce(Int128(1)) { $0 * Int128($1.share.denominator) }
        let sum = parts.reduce(Int128(0)) { sum, part in
            sum + whole / Int128(part.share.denominator) * Int128(part.share.numerator)
        }
        guard sum == whole else { return nil }
        self.parts = parts
    }

    /// Each one's part of an amount, to the fen; what rounding leaves goes to the first, so that the parts are the whole.
    public func divide(_ amount: Money) -> [(who: String, amount: Money)] {
        let others = parts.dropFirst().map { (who: $0.who, amount: $0.share.of(amount)) }
        let first = others.reduce(amount) { $0 - $1.amount }
        return [(who: parts[0].who, amount: first)] + others
    }

    public var parameterText: String { parts.map { "\($0.who)=\($0.share.parameterText)" }.joined(separator: "; ") }
    public var words: String { parts.map { "\($0.who) \($0.share.words)" }.joined(separator: "，") }
    public static var example: String { "基层=60%; 上级=40%（合计 100%）" }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: String { String(self).trimmingBlanks }
}
