import Web
import Words

/// Words of a file for the few values a field may take, and the word most like one that is not known.
struct RosterWords<Choice: Sendable>: Sendable {
    private let known: [String: Choice]
    private let names: NearestNames

    init(_ words: [(choice: Choice, words: [String])]) {
        known = Dictionary(words.flatMap { entry in entry.words.map { ($0, entry.choice) } }) { first, _ in first }
        names = NearestNames(words.flatMap(\.words).map { ($0, $0) })
    }

    func find(_ text: String) -> Choice? { known[text] ?? known[Self.plain(text)] }

    func nearest(to text: String) -> String? { names.nearest(to: Self.plain(text)) }

    private static func plain(_ text: String) -> String { normalized(text).filter { !$0.isWhitespace } }
}

extension RosterWords where Choice == Employment {
    static let employment = RosterWords([
        (.established, ["在编", "事业编", "事业编制", "事业在编", "在编人员", "编制内", "编内", "正式", "正式在编"]),
        (.contract, ["聘用", "聘用制", "聘任", "合同制", "合同", "合同聘用", "劳动合同", "聘用合同"]),
        (.unestablished, ["非在编", "非编", "编外", "编外人员", "编外聘用", "非事业编", "人事代理"]),
        (.dispatched, ["劳务派遣", "派遣", "派遣制", "劳务派遣制"]),
        (.other, ["其他", "其它", "临时", "临时聘用", "返聘", "退休返聘"]),
    ])
}

extension RosterWords where Choice == MembershipState {
    static let state = RosterWords([
        (.active, ["在籍", "正常", "在会", "会员", "在册", "正式会员"]),
        (.retained, ["保留", "保留会籍", "会籍保留"]),
        (.transferred, ["转出", "已转出", "会籍转出"]),
        (.withdrawn, ["退会", "已退会"]),
        (.removed, ["除名", "已除名", "开除会籍"]),
    ])
}

extension RosterWords where Choice == PersonEntry.Sex {
    static let sex = RosterWords([
        (.female, ["女", "女性", "F", "f", "女士"]),
        (.male, ["男", "男性", "M", "m", "先生"]),
    ])
}
