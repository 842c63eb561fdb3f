public import Web

/// A calendar month. As text it is `YYYY-MM`, which is also how it is stored and how it sorts.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible, Bindable, Readable {
    /// Months since the year 0.
    let number: Int

    init(number: Int) {
        self.number = number
    }

    /// The month in which a day lies.
    public init(_ day: Day) {
        self.init(number: day.year * 12 + day.month - 1)
    }

    /// The month written as `YYYY-MM`, digit for digit; nothing for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 7, let day = Day("\(text)-01"), (1900...2200).contains(day.year) else { return nil }
        self.init(day)
    }

    public init(sql value: Value) throws {
        guard let month = Month(try String(sql: value)) else { throw Unreadable(expected: "month", found: value) }
        self = month
    }

    public var sqlValue: Value { .text(description) }

    var year: Int { number / 12 }
    /// 1 for January.
    var ofYear: Int { number % 12 + 1 }

    public var first: Day { Day("\(description)-01") ?? Day(number: 0) }

    /// 月末: the day on which members are counted.
    public var last: Day { adding(1).first.adding(days: -1) }

    public func adding(_ months: Int) -> Month { Month(number: number + months) }

    public var description: String { "\(padded(year, 4))-\(padded(ofYear, 2))" }

    /// `2026 年 10 月`
    var words: String { "\(year) 年 \(ofYear) 月" }

    public static func < (a: Month, b: Month) -> Bool { a.number < b.number }
}
