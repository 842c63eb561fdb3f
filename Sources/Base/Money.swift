/// An amount in fen (分), the hundredth of a yuan. Never a fraction, never a floating-point number.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let fen: Int64

    public init(fen: Int64) {
        self.fen = fen
    }

    /// `1,280.00`, without a unit; the page or the table head says 元.
    public var description: String {
        let sign = fen < 0 ? "-" : ""
        let whole = grouped(Int(fen.magnitude / 100))
        return "\(sign)\(whole).\(padded(Int(fen.magnitude % 100), 2))"
    }

    public static func < (a: Self, b: Self) -> Bool { a.fen < b.fen }
    public static func + (a: Self, b: Self) -> Self { Money(fen: a.fen + b.fen) }
    public static func - (a: Self, b: Self) -> Self { Money(fen: a.fen - b.fen) }
}

/// `1,248`: a whole number in groups of three.
public func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var out: [UInt8] = number < 0 ? [0x2D] : []
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { out.append(0x2C) }
        out.append(digit)
    }
    return String(decoding: out, as: UTF8.self)
}
