import Base

/// How personal facts are shown to those who may know that there is one, but not which.
///
/// A mask never shows a short value whole: what is too short for its form becomes stars altogether.
public enum Mask {
    /// `4501 **** **** 0027`; also of passports and old numbers, of which the last four stay.
    public static func identityNumber(_ number: String) -> String {
        if number.count == 18 { return "\(number.prefix(4)) **** **** \(number.suffix(4))" }
        return number.count >= 8 ? "**** \(number.suffix(4))" : stars(number.count)
    }

    /// `138 **** 2046`; of other lines the last four, if that leaves as many hidden.
    public static func phone(_ number: String) -> String {
        if number.count == 11 { return "\(number.prefix(3)) **** \(number.suffix(4))" }
        return number.count >= 8 ? "**** \(number.suffix(4))" : stars(number.count)
    }

    /// `**** 2046`.
    public static func bankCard(_ number: String) -> String {
        number.count >= 8 ? "**** \(number.suffix(4))" : stars(number.count)
    }

    /// `林 **`, `陈 *`, `欧阳 **`; a name with a dot or of Latin letters keeps its first character and hides its length.
    public static func name(_ name: String) -> String {
        guard name.count > 1, let first = name.unicodeScalars.first else { return stars(name.count) }
        let isForeign = name.contains { "·・•‧. ".contains($0) } || first.value < 0x2E80
        if isForeign { return "\(name.prefix(1)) **" }
        let surname = Surnames.surname(of: name)
        return "\(surname) \(stars(name.count - surname.count))"
    }

    private static func stars(_ count: Int) -> String { String(repeating: "*", count: count) }
}
