import Web

/// One message on its way to one person by one way.
struct Delivery: Equatable, Sendable {
    /// What became of it.
    enum State: String, CaseIterable, Sendable, Readable, Bindable {
        /// In the box of the person, not opened yet.
        case unread
        case read
        /// To be sent at its time.
        case waiting
        /// Taken by the gateway.
        case sent
        case failed
        /// To be printed and handed over.
        case unhanded
        case handed

        var words: String {
            switch self {
            case .unread: "未读"
            case .read: "已读"
            case .waiting: "等待发送"
            case .sent: "已发送"
            case .failed: "没有送达"
            case .unhanded: "待打印转交"
            case .handed: "已转交"
            }
        }

        /// Whether the person has been told, as far as anybody can know.
        var isReached: Bool { self == .read || self == .sent || self == .handed }

        static let reaching: [State] = allCases.filter(\.isReached)
    }

    /// Seconds to wait after each try; after the last it is given up. Together about nine hours.
    static let waits = [60, 300, 1_800, 7_200, 21_600]

    /// Seconds to wait after the given number of tries; nil when it is given up.
    static func wait(after attempts: Int) -> Int? {
        attempts <= waits.count ? waits[max(0, attempts - 1)] : nil
    }

    /// Puts a message on its ways to some people, all at once.
    static func insert(_ notice: Notice, to people: [ID<Person>], _ tx: Transaction) throws {
        let open = try Gateway.open(above: notice.unitPath, in: tx)
        let quiet = try QuietHours.inForce(on: tx.today, in: tx)
        let ringing = notice.isUrgent ? tx.now : quiet.open(from: tx.now)
        var rows: [[Value]] = []
        for (person, unit, contact) in try contacts(people, notice.purpose, tx) {
            let ways = NoticeChannel.ways(
                to: contact, for: notice.purpose, isUrgent: notice.isUrgent, open: Set(open.keys))
            for channel in ways {
                let at: Instant? = channel == .sms ? ringing : channel == .email ? tx.now : nil
                rows.append([
                    .integer(notice.id.raw), .integer(person.raw), .text(channel.rawValue),
                    .text(first(of: channel).rawValue), unit.sqlValue, at.sqlValue, .integer(0),
                ])
            }
        }
        var rest = rows[...]
        try tx.load(
            "notice_delivery", ["notice_id", "person_id", "channel", "state", "unit_id", "due_at", "attempts"]
        ) { rest.popFirst() }
    }

    private static func first(of channel: NoticeChannel) -> State {
        switch channel {
        case .app: .unread
        case .email, .sms: .waiting
        case .slip: .unhanded
        }
    }

    private static func contacts(
        _ people: [ID<Person>], _ purpose: NoticePurpose, _ tx: Transaction
    ) throws -> [(ID<Person>, ID<Unit>?, ContactFacts)] {
        var refused: [ID<Person>: Set<NoticeChannel>] = [:]
        try tx.each(
            "SELECT person_id, channel FROM notice_refusal WHERE person_id \(anyOf: people) AND purpose = \(purpose)"
        ) { row in
            let person: ID<Person> = try row.read("person_id")
            refused[person, default: []].insert(try row.read("channel"))
        }
        var found: [(ID<Person>, ID<Unit>?, ContactFacts)] = []
        try tx.each(
            """
            SELECT p.id, m.unit_id, a.id AS account, e.person_id AS mail, p.phone_index
              FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
              LEFT JOIN account a ON a.person = p.id AND a.state = 'open'
              LEFT JOIN mail_contact e ON e.person_id = p.id
             WHERE p.id \(anyOf: people)
            """
        ) { row in
            let person: ID<Person> = try row.read("id")
            let account: Int64? = try row.read("account"), mail: Int64? = try row.read("mail")
            let phone: String? = try row.read("phone_index")
            let facts = ContactFacts(
                hasAccount: account != nil, hasMail: mail != nil, hasPhone: phone != nil, refused: refused[person] ?? []
            )
            found.append((person, try row.read("unit_id"), facts))
        }
        return found
    }
}
