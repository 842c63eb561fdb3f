package import Web
import Words

/// What the address of a list of members asks for. Only current spells are ever listed.
public struct MemberFilter: Equatable, Sendable {
    /// Which states of membership.
    public enum States: Equatable, Sendable {
        /// 在籍 and 保留会籍: who is a member today.
        case members
        case one(MembershipState)
        case all

        /// As the address has it; nothing for the usual.
        public var word: String {
            switch self {
            case .members: ""
            case .one(let state): state.rawValue
            case .all: "all"
            }
        }

        public init(word: String) {
            self = word == "all" ? .all : MembershipState(rawValue: word).map(States.one) ?? .members
        }

        func contains(_ state: MembershipState) -> Bool {
            switch self {
            case .members: state.isMember
            case .one(let one): state == one
            case .all: true
            }
        }
    }

    /// Part of a name, its pinyin or initials, or the beginning of a number.
    public var text: String
    public var states: States
    public var employment: Employment?
    public var sex: PersonEntry.Sex?
    /// Whether the units below are listed too.
    public var hasBelow: Bool

    public init(
        text: String = "", states: States = .members, employment: Employment? = nil, sex: PersonEntry.Sex? = nil,
        hasBelow: Bool = true
    ) {
        self.text = text
        self.states = states
        self.employment = employment
        self.sex = sex
        self.hasBelow = hasBelow
    }

    /// From the words of an address; what it does not know it passes over.
    init(_ call: Call) {
        self.init(
            text: String(call.query("q").prefix(60)), states: States(word: call.query("state")),
            employment: Employment(rawValue: call.query("employment")),
            sex: PersonEntry.Sex(rawValue: call.query("sex")), hasBelow: call.query("below") != "no")
    }

    /// The words of the address, in a fixed order; empty ones are left out of links.
    var pairs: [(name: String, value: String)] {
        [
            ("q", text), ("state", states.word), ("employment", employment?.rawValue ?? ""),
            ("sex", sex?.rawValue ?? ""), ("below", hasBelow ? "" : "no"),
        ]
    }

    /// Whether the counters know how many there are.
    var isCounted: Bool { text.isEmpty && sex == nil }

    /// Whether what was typed can be searched for.
    package var searchProblem: String? {
        guard !text.isEmpty else { return nil }
        let query = SearchQuery(text)
        if query.isEmpty { return "没有可以查找的字。请输入姓名、拼音、拼音首字母或工号。" }
        guard query.isBroad else { return nil }
        return "“\(text)”范围太大。请再多输入一些：拼音至少 3 个字母，工号至少 3 位，或直接输入汉字。"
    }

    /// The conditions on a spell, each behind an `AND`.
    package func conditions(_ engine: Engine) -> SQL {
        var sql = SQL.nothing
        switch states {
        case .members: sql = sql + " AND state IN ('active', 'retained')"
        case .one(let state): sql = sql + " AND state = \(state)"
        case .all: break
        }
        if let employment { sql = sql + " AND employment = \(employment)" }
        if let sex { sql = sql + " AND sex = \(sex)" }
        if !text.isEmpty { sql = sql + " AND id \(MemberSearch.found(SearchQuery(text), engine))" }
        return sql
    }

    /// What it asks for, in words for the audit. What was typed into the search is not told: it may be a name.
    var words: String {
        var words: [String] = []
        switch states {
        case .members: words.append("在籍和保留会籍")
        case .one(let state): words.append(state.words)
        case .all: words.append("全部状态")
        }
        if let employment { words.append(employment.words) }
        if let sex { words.append("性别\(sex.words)") }
        if !hasBelow { words.append("仅本单位") }
        if !text.isEmpty { words.append("按关键字") }
        return words.joined(separator: "、")
    }
}
