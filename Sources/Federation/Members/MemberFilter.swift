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
    /// In which order the list stands.
    var order = ListOrder.unit

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

    /// From the words of an address.
    init(_ call: Call) {
        self.init { call.query($0) }
    }

    /// From words by name; what it does not know it passes over.
    init(_ word: (String) -> String) {
        self.init(
            text: String(word("q").prefix(60)), states: States(word: word("state")),
            employment: Employment(rawValue: word("employment")),
            sex: PersonEntry.Sex(rawValue: word("sex")), hasBelow: word("below") != "no")
        order = ListOrder(rawValue: word("order")) ?? .unit
    }

    /// As `kept` wrote it.
    init(kept: String) {
        let json = (try? JSON(parsing: kept)) ?? .null
        self.init { json[$0]?.string ?? "" }
    }

    /// All of it as one text, for rows that remember a list.
    var kept: String {
        JSON.object(pairs.filter { !$0.value.isEmpty }.map { (key: $0.name, value: JSON($0.value)) }).text
    }

    /// The words of the address, in a fixed order; empty ones are left out of links.
    var pairs: [(name: String, value: String)] {
        [
            ("q", text), ("state", states.word), ("employment", employment?.rawValue ?? ""),
            ("sex", sex?.rawValue ?? ""), ("below", hasBelow ? "" : "no"),
            ("order", order == .unit ? "" : order.rawValue),
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
        guard !text.isEmpty else { return walked(engine) }
        return kinds + " AND id \(MemberSearch.found(SearchQuery(text), engine))"
    }

    /// The conditions but for what was typed.
    var kinds: SQL { kinds("") }

    /// The same for a walk through the list in its order. SQLite would sooner collect a kind by its own index and sort it, however
    /// many they are; the sign keeps it from that.
    func walked(_ engine: Engine) -> SQL { kinds(engine == .sqlite ? "+" : "") }

    /// What a count by state and employment type knows of it; the rest is left out.
    var counted: MemberFilter { MemberFilter(states: states, employment: employment, hasBelow: hasBelow) }

    /// The conditions of a counted filter, about columns of a table that a statement writes with a name, such as `m.`.
    func kinds(of table: SQL) -> SQL { counted.kinds(table) }

    private func kinds(_ sign: SQL) -> SQL {
        var sql = SQL.nothing
        switch states {
        case .members: sql = sql + " AND \(sign)state IN ('active', 'retained')"
        case .one(let state): sql = sql + " AND \(sign)state = \(state)"
        case .all: break
        }
        if let employment { sql = sql + " AND \(sign)employment = \(employment)" }
        // In full, so that the planner sees the index of those few.
        if sex == .unknown { return sql + " AND sex = 'unknown'" }
        if let sex { sql = sql + " AND sex = \(sex)" }
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
