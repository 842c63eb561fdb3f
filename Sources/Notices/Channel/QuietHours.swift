public import Web

/// The hours in which nobody's phone is to ring (免打扰时段), from a day on. What would ring then waits until they are over; what
/// is urgent does not wait.
///
/// Until somebody sets others they are 21:00 to 8:00.
public struct QuietHours: Equatable, Sendable {
    /// Minutes after midnight. Equal: there are none.
    public let starts: Int
    public let ends: Int
    public let from: Day?
    public let reason: String?

    public init(starts: Int, ends: Int, from: Day? = nil, reason: String? = nil) {
        self.starts = starts
        self.ends = ends
        self.from = from
        self.reason = reason
    }

    static let usual = QuietHours(starts: 21 * 60, ends: 8 * 60)

    /// Whether a minute of the day is quiet; the hours may go over midnight.
    func isQuiet(_ minute: Int) -> Bool {
        starts <= ends ? (starts..<ends).contains(minute) : minute >= starts || minute < ends
    }

    /// The first time at or after this one that is not quiet.
    func open(from instant: Instant) -> Instant {
        let minute = instant.secondOfDay / 60
        guard isQuiet(minute) else { return instant }
        let day = minute < ends ? instant.day : instant.day.adding(days: 1)
        return Instant(day, hour: ends / 60, minute: ends % 60)
    }

    /// `21:00—8:00`
    var words: String { starts == ends ? "没有免打扰时段" : "\(Self.clock(starts))—\(Self.clock(ends))" }

    static func clock(_ minute: Int) -> String { "\(minute / 60):\(padded(minute % 60, 2))" }

    /// Those that hold on a day.
    static func inForce(on day: Day, in tx: Transaction) throws -> QuietHours {
        let set: QuietHours? = try tx.first(
            "SELECT \(columns) FROM quiet_hours WHERE from_day <= \(day) ORDER BY from_day DESC LIMIT 1")
        return set ?? usual
    }

    /// All that were ever set, the latest first.
    static func all(in tx: Transaction) throws -> [QuietHours] {
        try tx.all("SELECT \(columns) FROM quiet_hours ORDER BY from_day DESC")
    }

    /// Sets hours from a day on, today at the earliest: what was held before stays as it was.
    func insert(from day: Day, for reason: String, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO quiet_hours (from_day, starts, ends, reason, set_by, set_at)
            VALUES (\(day), \(starts), \(ends), \(reason), \(person), \(tx.now))
            ON CONFLICT (from_day) DO UPDATE SET starts = excluded.starts, ends = excluded.ends,
                reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at
            """)
    }
}

extension QuietHours: Record {
    public static let columns: SQL = "from_day, starts, ends, reason"

    public init(_ row: borrowing Row) throws {
        from = try row.read("from_day")
        starts = try row.read("starts")
        ends = try row.read("ends")
        reason = try row.read("reason")
    }
}
