import Vault
import Web

/// The address under which a person's own calendar is read (日历订阅): whoever has it may read, so it is long, told once, and
/// ended at will. A person has one at a time.
struct CalendarFeed: Equatable, Sendable, Record {
    let id: ID<CalendarFeed>
    let person: ID<Person>
    let madeAt: Instant

    static let columns: SQL = "id, person_id, made_at"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        madeAt = try row.read("made_at")
    }

    static func first(of person: ID<Person>, in tx: Transaction) throws -> CalendarFeed? {
        try tx.first("SELECT \(columns) FROM calendar_feed WHERE person_id = \(person) AND ended_at IS NULL")
    }

    /// The feed of a token; whatever is not one is missing.
    static func find(_ token: String, in tx: Transaction) throws -> CalendarFeed {
        let found: CalendarFeed? = try tx.first(
            "SELECT \(columns) FROM calendar_feed WHERE digest = \(Digest.of(token).hex) AND ended_at IS NULL")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Makes a new address in place of the old one and gives its token, which is kept nowhere.
    static func insert(for person: ID<Person>, _ tx: Transaction) throws -> String {
        try end(of: person, tx)
        let token = Secret.token(), id: ID<CalendarFeed> = tx.newID()
        try tx.run(
            """
            INSERT INTO calendar_feed (id, person_id, digest, made_at)
            VALUES (\(id), \(person), \(Digest.of(token).hex), \(tx.now))
            """)
        return token
    }

    static func end(of person: ID<Person>, _ tx: Transaction) throws {
        try tx.run(
            "UPDATE calendar_feed SET ended_at = \(tx.now) WHERE person_id = \(person) AND ended_at IS NULL")
    }

    /// Days back that a feed still tells of.
    static let past = 60

    /// What stands in the calendar: from every room, in order of time, a thousand at most.
    func entries(_ sources: [CalendarSource], in tx: Transaction) throws -> [CalendarEntry] {
        let from = tx.today.adding(days: -Self.past), person = person
        let all = try sources.flatMap { try $0.entries(person, from, tx) }
        return Array(all.sorted { ($0.time.start, $0.key) < ($1.time.start, $1.key) }.prefix(1_000))
    }
}

extension CalendarEntry.Time {
    /// When it begins.
    var start: Instant {
        switch self {
        case .days(let day, _): Instant(day)
        case .hours(let instant, _): instant
        }
    }
}

/// Days that messages to a person are about, such as the last one to answer.
let noticeDays = CalendarSource("notices") { person, from, tx in
    var entries: [CalendarEntry] = []
    try tx.each(
        """
        SELECT DISTINCT n.id, n.title, n.happens_on, u.name AS unit_name FROM notice_delivery d
          JOIN notice n ON n.id = d.notice_id JOIN unit u ON u.id = n.unit_id
         WHERE d.person_id = \(person) AND n.happens_on IS NOT NULL AND n.happens_on >= \(from)
         ORDER BY n.id LIMIT 300
        """
    ) { row in
        let id: ID<Notice> = try row.read("id"), day: Day = try row.read("happens_on")
        let unit: String = try row.read("unit_name")
        entries.append(
            CalendarEntry(
                key: "notice-\(id)", title: try row.read("title"), time: .days(day, through: day), words: unit,
                path: Places.message(id)))
    }
    return entries
}
