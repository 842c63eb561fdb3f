import Web

/// Which cases of a desk are shown: the address has it all.
struct DeskFilter: Equatable, Sendable {
    /// The four lists of a desk.
    enum Show: String, CaseIterable, Sendable {
        case waiting, returned, sent, done

        var words: String {
            switch self {
            case .waiting: "等我单位审批"
            case .returned: "退回我单位"
            case .sent: "我单位报出"
            case .done: "我单位办过"
            }
        }
    }

    var show: Show
    var line: String
    var isLate: Bool
    var words: String

    init(_ word: (String) -> String) {
        show = Show(rawValue: word("show")) ?? .waiting
        line = word("line")
        isLate = word("late") == "yes"
        words = String(word("q").prefix(60))
    }

    var pairs: [(name: String, value: String)] {
        [("show", show.rawValue), ("line", line), ("late", isLate ? "yes" : ""), ("q", words)].filter { !$0.1.isEmpty }
    }

    func with(_ change: (inout DeskFilter) -> Void) -> DeskFilter {
        var other = self
        change(&other)
        return other
    }
}

/// How far a list was shown: late ones come first, then by the time since when they wait.
struct DeskKey: Equatable, Sendable {
    let isLate: Bool
    let since: Instant
    let id: ID<SignOff>

    init(isLate: Bool, since: Instant, id: ID<SignOff>) {
        self.isLate = isLate
        self.since = since
        self.id = id
    }

    init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let since = Int64(parts[1]), let id = ID<SignOff>(parts[2]) else { return nil }
        self.init(isLate: parts[0] == "0", since: Instant(microseconds: since), id: id)
    }

    var text: String { "\(isLate ? 0 : 1).\(since.microseconds).\(id)" }
}
