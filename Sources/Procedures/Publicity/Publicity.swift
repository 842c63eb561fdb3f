import Federation
public import Web

/// 公示: a list that stands in public for n working days before anything that depends on it goes on.
///
/// A named objection freezes its entry until there is a written finding; an anonymous one is a lead, and freezes when somebody
/// inquires into it. Other entries go on. What depends on an entry asks `gate` first.
public struct Publicity: Record, Sendable {
    public enum State: String, Sendable, Readable, Bindable {
        case draft, published, closed, withdrawn

        public var words: String {
            switch self {
            case .draft: "草稿"
            case .published: "公示中"
            case .closed: "已结束"
            case .withdrawn: "已撤销"
            }
        }

        public var tone: Tone {
            switch self {
            case .draft: .plain
            case .published: .pine
            case .closed: .done
            case .withdrawn: .bad
            }
        }
    }

    public let id: ID<Publicity>
    public let unit: ID<Unit>
    public let unitName: String
    public let unitPath: String
    public let title: String
    public let text: String
    public let basis: String?
    /// Where to object by telephone or letter.
    public let contact: String
    /// 工作日
    public let days: Int
    /// The first day that counts.
    public let startsOn: Day?
    /// Whether everybody may read it without signing in.
    public let isOpen: Bool
    /// Whether names are masked.
    public let isMasked: Bool
    public let state: State
    public let closing: String?
    public let madeAt: Instant
    public let publishedAt: Instant?
    public let endedAt: Instant?

    public static let columns: SQL = """
        b.id, b.unit_id, u.name AS unit_name, u.path AS unit_path, b.title, b.text, b.basis, b.contact, b.days, b.starts_on,
        b.is_open, b.is_masked, b.state, b.closing, b.made_at, b.published_at, b.ended_at
        """

    static let tables: SQL = "publicity b JOIN unit u ON u.id = b.unit_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        title = try row.read("title")
        text = try row.read("text")
        basis = try row.read("basis")
        contact = try row.read("contact")
        days = try row.read("days")
        startsOn = try row.read("starts_on")
        isOpen = try row.read("is_open")
        isMasked = try row.read("is_masked")
        state = try row.read("state")
        closing = try row.read("closing")
        madeAt = try row.read("made_at")
        publishedAt = try row.read("published_at")
        endedAt = try row.read("ended_at")
    }

    public static func find(_ id: ID<Publicity>, as officer: Officer, in tx: Transaction) throws -> Publicity {
        let found: Publicity? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE b.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    static func all(of unit: UnitEntry, in tx: Transaction) throws -> [Publicity] {
        try tx.all("SELECT \(columns) FROM \(tables) WHERE b.unit_id = \(unit.id) ORDER BY b.id DESC LIMIT 100")
    }

    /// The last day of a time that begins on a day, that day counted: 18 to 22 April are five working days. Nil where a year is not
    /// announced.
    public static func last(of days: Int, from first: Day, by calendar: WorkingCalendar) -> Day? {
        ClockRule("公示", version: "1", from: .dispatched, to: [.closed], days, .working).due(
            after: first.adding(days: -1), by: calendar)
    }

    /// Locks the row until the commit and reads it anew.
    func claimed(in tx: Transaction) throws -> Publicity {
        let _: Int64? = try tx.value("SELECT id FROM publicity WHERE id = \(id)\(.lockingRow)")
        guard let now: Publicity = try tx.first("SELECT \(Self.columns) FROM \(Self.tables) WHERE b.id = \(id)") else {
            throw Refusal.missing
        }
        return now
    }
}

/// One line of a list in public.
public struct PublicityEntry: Record, Sendable {
    public enum State: String, Sendable, Readable, Bindable {
        case listed
        /// Under inquiry: what depends on it waits.
        case frozen
        /// Taken off the list by a finding.
        case removed

        public var words: String {
            switch self {
            case .listed: "公示"
            case .frozen: "有异议，调查中"
            case .removed: "已取消"
            }
        }

        public var tone: Tone {
            switch self {
            case .listed: .plain
            case .frozen: .due
            case .removed: .bad
            }
        }
    }

    public let id: ID<PublicityEntry>
    public let publicity: ID<Publicity>
    public let name: String
    public let unitWords: String
    public let detail: String
    public let state: State
    /// The first day of its own time; later than the list's when it was published again.
    public let startsOn: Day?

    public static let columns: SQL = "id, publicity_id, name, unit_words, detail, state, starts_on"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        publicity = try row.read("publicity_id")
        name = try row.read("name")
        unitWords = try row.read("unit_words")
        detail = try row.read("detail")
        state = try row.read("state")
        startsOn = try row.read("starts_on")
    }

    public static func all(of publicity: ID<Publicity>, in tx: Transaction) throws -> [PublicityEntry] {
        try tx.all("SELECT \(columns) FROM publicity_entry WHERE publicity_id = \(publicity) ORDER BY place, id")
    }

    /// `林 **`: the surname, and a star for each sign after it, three at most.
    static func masked(_ name: String) -> String {
        let surname = Surnames.surname(of: name), rest = min(3, name.count - surname.count)
        return rest > 0 ? "\(surname) \(String(repeating: "*", count: rest))" : surname
    }
}

/// Whether what depends on an entry may go on.
public enum PublicityGate: Equatable, Sendable {
    case notPublished
    /// Its time runs through this day; nil where a year is not announced.
    case waiting(through: Day?)
    case frozen
    case removed
    case withdrawn
    /// It stood its time; this was the last day.
    case passed(on: Day)

    public var mayProceed: Bool { if case .passed = self { true } else { false } }

    public var words: String {
        switch self {
        case .notPublished: "还没有公示。"
        case .waiting(let day): day.map { "公示到 \($0) 为止，期满以前不能往下办。" } ?? "放假安排尚未公布，公示期满日待定。"
        case .frozen: "有异议正在调查，有书面结论以前不能往下办。"
        case .removed: "经调查已取消。"
        case .withdrawn: "公示已撤销。"
        case .passed(let day): "公示已于 \(day) 期满，无未了异议。"
        }
    }

    /// The rule, as values.
    public init(_ publicity: Publicity, _ entry: PublicityEntry, on today: Day, by calendar: WorkingCalendar) {
        switch (publicity.state, entry.state) {
        case (.draft, _): self = .notPublished
        case (.withdrawn, _): self = .withdrawn
        case (_, .frozen): self = .frozen
        case (_, .removed): self = .removed
        case (_, .listed):
            guard let first = entry.startsOn else {
                self = .notPublished
                return
            }
            let last = Publicity.last(of: publicity.days, from: first, by: calendar)
            if let last, today > last { self = .passed(on: last) } else { self = .waiting(through: last) }
        }
    }
}

extension Publicity {
    /// Whether what depends on one entry may go on today. Ask it in the transaction that goes on.
    public static func gate(_ entry: ID<PublicityEntry>, in tx: Transaction) throws -> PublicityGate {
        let found: PublicityEntry? = try tx.first(
            "SELECT \(PublicityEntry.columns) FROM publicity_entry WHERE id = \(entry)\(.lockingRow)")
        guard let found else { throw Refusal.missing }
        let publicity: Publicity? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE b.id = \(found.publicity)")
        guard let publicity else { throw Refusal.missing }
        return PublicityGate(publicity, found, on: tx.today, by: houseCalendar)
    }
}
