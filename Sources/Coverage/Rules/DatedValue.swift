import Web

/// A number that a law or an office sets, with the place and the time it holds for and where it is written.
///
/// Until there is a rulebook these few stand here; it will take them over as they are.
struct DatedValue: Equatable, Sendable {
    /// What the number is.
    enum Name: String, Sendable {
        /// Months after the founding of a workplace after which it should have a union.
        case monthsWithoutUnion
        /// Members from which a union needs a base committee (基层工会委员会).
        case membersForCommittee
        /// The day of the next month until which staff numbers of a month are reported.
        case reportDay
    }

    /// How sure we are of the source.
    enum Confidence: String, Sendable {
        /// Read in the text itself.
        case read
        /// The house's own usage, until an office sets another.
        case own
    }

    let name: Name
    /// The beginning of the name of the federation's root, such as `北京`; empty for the whole country.
    let place: String
    let value: Int
    let from: Day
    /// The last day; nil while it holds.
    let until: Day?
    let citation: String
    let confidence: Confidence
    /// What to know when reading it.
    let remark: String?

    private static func day(_ text: StaticString) -> Day { Day(text.description) ?? Day(number: 0) }

    /// All of them.
    static let all: [DatedValue] = [
        DatedValue(
            name: .membersForCommittee, place: "", value: 25, from: day("2022-01-01"), until: nil,
            citation: "《中华人民共和国工会法》第十一条", confidence: .read,
            remark: "会员不足 25 人的，可以单独建立，也可以联合建立基层工会委员会，或选举组织员一人。"),
        DatedValue(
            name: .monthsWithoutUnion, place: "北京", value: 6, from: day("2016-01-01"), until: nil,
            citation: "《北京市实施〈中华人民共和国工会法〉办法》第十一条", confidence: .read,
            remark: "办法正在修订（2025 年 11 月 26 日一审），通过后以新办法为准。"),
        DatedValue(
            name: .monthsWithoutUnion, place: "", value: 6, from: day("2016-01-01"), until: nil,
            citation: "参照《北京市实施〈中华人民共和国工会法〉办法》第十一条", confidence: .own,
            remark: "本地没有录入期限，暂按北京市的规定提示，不是本地的法定期限。"),
        DatedValue(
            name: .reportDay, place: "", value: 10, from: day("1950-01-01"), until: nil, citation: "本系统的约定：次月 10 日前上报",
            confidence: .own, remark: nil),
    ]

    /// The value that holds somewhere on a day: one of the place before one of the country, a later one before an earlier.
    static func find(_ name: Name, in place: String, on day: Day) -> DatedValue? {
        all.filter { value in
            value.name == name && place.hasPrefix(value.place) && value.from <= day
                && value.until.map { $0 >= day } ?? true
        }
        .max { ($0.place.utf8.count, $0.from) < ($1.place.utf8.count, $1.from) }
    }
}
