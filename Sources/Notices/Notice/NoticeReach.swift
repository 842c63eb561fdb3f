import Federation
import Web

/// How many a message has reached, by way and state: the answer of one index.
struct NoticeReach: Equatable, Sendable {
    private(set) var counts: [NoticeChannel: [Delivery.State: Int]] = [:]
    /// People who have been told by at least one way.
    let reached: Int

    init(of notice: Notice, in tx: Transaction) throws {
        var counts: [NoticeChannel: [Delivery.State: Int]] = [:]
        try tx.each(
            """
            SELECT channel, state, count(*) AS people FROM notice_delivery WHERE notice_id = \(notice.id)
             GROUP BY channel, state
            """
        ) { row in counts[try row.read("channel"), default: [:]][try row.read("state")] = try row.read("people") }
        self.counts = counts
        reached =
            try tx.value(
                """
                SELECT count(DISTINCT person_id) FROM notice_delivery
                 WHERE notice_id = \(notice.id) AND state \(anyOf: Delivery.State.reaching)
                """) ?? 0
    }

    func people(_ channel: NoticeChannel, _ states: Delivery.State...) -> Int {
        states.reduce(0) { $0 + (counts[channel]?[$1] ?? 0) }
    }

    func people(_ channel: NoticeChannel) -> Int { counts[channel]?.values.reduce(0, +) ?? 0 }
}

/// One person of a message's list, with every way they were told by.
struct NoticePerson: Equatable, Sendable {
    let person: ID<Person>
    let name: String
    let unitName: String
    /// `站内消息 未读，短信 没有送达（对方答复 500。）`
    let ways: String
    let isReached: Bool

    /// Which people of a message a list shows.
    enum Only: String, CaseIterable, Sendable {
        case reached
        case unreached
        case slip

        var words: String {
            switch self {
            case .reached: "已通知到"
            case .unreached: "还没通知到"
            case .slip: "要打印转交"
            }
        }
    }

    /// The people of a message in a fixed order, some of them; the caller has found the message for its officer.
    static func page(
        of notice: Notice, _ only: Only?, after person: ID<Person>?, limit: Int, in tx: Transaction
    ) throws -> [NoticePerson] {
        let isReached: SQL = """
            EXISTS (SELECT 1 FROM notice_delivery r WHERE r.notice_id = d.notice_id AND r.person_id = d.person_id
                       AND r.state \(anyOf: Delivery.State.reaching))
            """
        let condition: SQL =
            switch only {
            case .reached: "AND \(isReached)"
            case .unreached: "AND NOT \(isReached)"
            case .slip: "AND d.channel = 'slip' AND d.state = 'unhanded'"
            case nil: .nothing
            }
        let rest: SQL = person.map { "AND d.person_id > \($0)" } ?? .nothing
        let people: [ID<Person>] = try tx.values(
            """
            SELECT DISTINCT d.person_id FROM notice_delivery d WHERE d.notice_id = \(notice.id) \(condition) \(rest)
             ORDER BY d.person_id LIMIT \(limit)
            """)
        return try lines(of: notice, people, tx)
    }

    private static func lines(of notice: Notice, _ people: [ID<Person>], _ tx: Transaction) throws -> [NoticePerson] {
        var found: [ID<Person>: NoticePerson] = [:]
        try tx.each(
            """
            SELECT d.person_id, p.name, u.name AS unit_name, d.channel, d.state, d.problem
              FROM notice_delivery d JOIN person p ON p.id = d.person_id LEFT JOIN unit u ON u.id = d.unit_id
             WHERE d.notice_id = \(notice.id) AND d.person_id \(anyOf: people) ORDER BY d.person_id, d.channel
            """
        ) { row in
            let person: ID<Person> = try row.read("person_id")
            let channel: NoticeChannel = try row.read("channel"), state: Delivery.State = try row.read("state")
            let problem: String? = try row.read("problem"), unit: String? = try row.read("unit_name")
            let before = found[person]
            let way = "\(channel.words) \(state.words)\(problem.map { "（\($0)）" } ?? "")"
            found[person] = NoticePerson(
                person: person, name: try row.read("name"), unitName: unit ?? "",
                ways: before.map { "\($0.ways)，\(way)" } ?? way,
                isReached: (before?.isReached ?? false) || state.isReached)
        }
        return people.compactMap { found[$0] }
    }
}
