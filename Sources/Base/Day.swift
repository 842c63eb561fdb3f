/// A civil date. As text it is `YYYY-MM-DD`, which is also how it is stored and how it sorts.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) {
        self.number = number
    }

    /// A date of the Gregorian calendar; nothing for the 30th of February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        number = Self.number(year, month, day)
    }

    /// The date written as `YYYY-MM-DD`, digit for digit; nothing for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(String(text).utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        var values = [0, 0, 0]
        for (slot, range) in [0..<4, 5..<7, 8..<10].enumerated() {
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                values[slot] = values[slot] * 10 + Int(byte - 0x30)
            }
        }
        self.init(year: values[0], month: values[1], day: values[2])
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    public var description: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `2025 年 3 月 28 日 星期五`.
    public var long: String {
        let (year, month, day) = civil
        return "\(year) 年 \(month) 月 \(day) 日 星期\(Self.weekdays[weekday - 1])"
    }

    /// `2025 年 3 月 28 日`.
    public var plain: String {
        let (year, month, day) = civil
        return "\(year) 年 \(month) 月 \(day) 日"
    }

    private static let weekdays = ["一", "二", "三", "四", "五", "六", "日"]

    public func adding(days: Int) -> Day { Day(number: number + days) }

    /// The same day so many months on; where that month is shorter, its last day.
    public func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let all = year * 12 + month - 1 + months
        let (newYear, newMonth) = (all / 12, all % 12 + 1)
        return Day(number: Self.number(newYear, newMonth, min(day, Self.days(inMonth: newMonth, of: newYear))))
    }

    /// The same day of another year; the 29th of February becomes the 28th where there is none.
    public func adding(years: Int) -> Day {
        let (year, month, day) = civil
        let most = Self.days(inMonth: month, of: year + years)
        return Day(number: Self.number(year + years, month, min(day, most)))
    }

    /// Full years of age on `day` of a person born on this one.
    public func age(on day: Day) -> Int {
        let born = civil, now = day.civil
        let hadBirthday = (now.month, now.day) >= (born.month, born.day)
        return now.year - born.year - (hadBirthday ? 0 : 1)
    }

    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970 by counting March as the first month, so that the leap day comes last.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
