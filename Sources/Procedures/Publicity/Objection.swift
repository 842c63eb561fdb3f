package import Vault
package import Web

/// 异议: what somebody says against an entry. Named, it freezes the entry at once; anonymous, it is a lead.
package struct Objection: Record, Sendable {
    package enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case named, anonymous

        var words: String { self == .named ? "实名异议" : "匿名线索" }
    }

    enum State: String, Sendable, Readable, Bindable {
        case open, inquiring, found
        /// A lead that gave nothing to inquire into; its entry was never frozen by it.
        case setAside = "set_aside"

        var words: String {
            switch self {
            case .open: "待受理"
            case .inquiring: "调查中"
            case .found: "已有结论"
            case .setAside: "已存查"
            }
        }

        var tone: Tone {
            switch self {
            case .open, .inquiring: .due
            case .found: .done
            case .setAside: .plain
            }
        }
    }

    package let id: ID<Objection>
    let publicity: ID<Publicity>
    let entry: ID<PublicityEntry>
    let entryName: String
    let kind: Kind
    private let whoSealed: [UInt8]?
    private let textSealed: [UInt8]
    let receivedAt: Instant
    let state: State
    let finding: String?
    let isUpheld: Bool?
    let foundAt: Instant?

    package static let columns: SQL = """
        o.id, o.publicity_id, o.entry_id, e.name AS entry_name, o.kind, o.who_sealed, o.text_sealed, o.received_at, o.state,
        o.finding, o.is_upheld, o.found_at
        """

    private static let tables: SQL = "objection o JOIN publicity_entry e ON e.id = o.entry_id"

    package init(_ row: borrowing Row) throws {
        id = try row.read("id")
        publicity = try row.read("publicity_id")
        entry = try row.read("entry_id")
        entryName = try row.read("entry_name")
        kind = try row.read("kind")
        whoSealed = try row.read("who_sealed")
        textSealed = try row.read("text_sealed")
        receivedAt = try row.read("received_at")
        state = try row.read("state")
        finding = try row.read("finding")
        isUpheld = try row.read("is_upheld")
        foundAt = try row.read("found_at")
    }

    static func place(_ column: StaticString, _ id: ID<Objection>) -> SealContext {
        SealContext(table: "objection", column: column, row: id)
    }

    func text(_ ring: KeyRing) throws -> String {
        try ring.openText(Sealed(textSealed), for: Self.place("text_sealed", id))
    }

    /// `张某，13800138000`; nil for a lead.
    func who(_ ring: KeyRing) throws -> String? {
        try whoSealed.map { try ring.openText(Sealed($0), for: Self.place("who_sealed", id)) }
    }

    static func all(of publicity: ID<Publicity>, in tx: Transaction) throws -> [Objection] {
        try tx.all("SELECT \(columns) FROM \(tables) WHERE o.publicity_id = \(publicity) ORDER BY o.id")
    }

    /// One to a list that the officer keeps; the list comes with it.
    static func find(
        _ id: ID<Objection>, as officer: Officer, in tx: Transaction
    ) throws -> (objection: Objection, publicity: Publicity) {
        let found: Objection? = try tx.first("SELECT \(columns) FROM \(tables) WHERE o.id = \(id)")
        guard let found else { throw Refusal.missing }
        return (found, try Publicity.find(found.publicity, as: officer, in: tx))
    }

    /// How many a list takes in an hour, so that nobody floods it.
    static let mostAnHour = 30

    /// Takes one in. A named one freezes its entry.
    @discardableResult
    package static func insert(
        _ draft: ObjectionDraft, to publicity: ID<Publicity>, ring: KeyRing, in tx: Transaction
    ) throws -> ID<Objection> {
        let recent: Int =
            try tx.value(
                """
                SELECT count(*) FROM objection WHERE publicity_id = \(publicity) AND received_at > \(tx.now.adding(hours: -1))
                """) ?? 0
        guard recent < mostAnHour else { throw Flaws("", "现在提交的人很多，请过一小时再试，或按公示上的电话反映。") }
        let id: ID<Objection> = tx.newID()
        let who = draft.who.map { ring.seal($0, for: place("who_sealed", id)).bytes }
        try tx.run(
            """
            INSERT INTO objection (id, publicity_id, entry_id, kind, who_sealed, text_sealed, received_at, state)
            VALUES (\(id), \(publicity), \(draft.entry), \(draft.kind), \(who),
                \(ring.seal(draft.text, for: place("text_sealed", id)).bytes), \(tx.now),
                \(draft.kind == .named ? State.inquiring : .open))
            """)
        if draft.kind == .named { try freeze(draft.entry, in: tx) }
        return id
    }

    private static func freeze(_ entry: ID<PublicityEntry>, in tx: Transaction) throws {
        try tx.run("UPDATE publicity_entry SET state = 'frozen' WHERE id = \(entry) AND state = 'listed'")
    }

    /// Begins an inquiry into a lead.
    func inquire(in tx: Transaction) throws {
        let changed = try tx.run("UPDATE objection SET state = 'inquiring' WHERE id = \(id) AND state = 'open'")
        if changed == 1 { try Self.freeze(entry, in: tx) }
    }

    /// Writes the finding. Upheld, the entry is taken off; otherwise, when no other inquiry is open, it is published again from the
    /// next working day on and stands its full time.
    package static func find(
        _ id: ID<Objection>, _ draft: FindingDraft, by person: ID<Person>, in tx: Transaction
    ) throws {
        let found: Objection? = try tx.first("SELECT \(columns) FROM \(tables) WHERE o.id = \(id)")
        guard let found else { throw Refusal.missing }
        let _: Int64? = try tx.value(
            "SELECT id FROM publicity_entry WHERE id = \(found.entry)\(.lockingRow)")
        let state: State = found.state == .open ? .setAside : .found
        let changed = try tx.run(
            """
            UPDATE objection SET state = \(state), finding = \(draft.finding), is_upheld = \(draft.isUpheld),
                found_by = \(person), found_at = \(tx.now) WHERE id = \(id) AND state = \(found.state)
                AND state IN ('open', 'inquiring')
            """)
        guard changed == 1, state == .found else { return }
        if draft.isUpheld {
            try tx.run("UPDATE publicity_entry SET state = 'removed' WHERE id = \(found.entry)")
            return
        }
        let others: Int =
            try tx.value(
                "SELECT count(*) FROM objection WHERE entry_id = \(found.entry) AND state = 'inquiring'") ?? 0
        guard others == 0 else { return }
        let next = houseCalendar.nearestWorked(to: tx.today.adding(days: 1), step: 1) ?? tx.today.adding(days: 1)
        try tx.run(
            """
            UPDATE publicity_entry SET state = 'listed', starts_on = \(next)
             WHERE id = \(found.entry) AND state = 'frozen'
            """)
    }
}

/// What the form for an objection must hold.
package struct ObjectionDraft: Sendable {
    let kind: Objection.Kind
    let entry: ID<PublicityEntry>
    let text: String
    /// Name and telephone; nil for a lead.
    let who: String?

    package init(kind: Objection.Kind, entry: ID<PublicityEntry>, text: String, who: String?) {
        self.kind = kind
        self.entry = entry
        self.text = text
        self.who = who
    }

    init(_ form: Form, among entries: [PublicityEntry]) throws(Flaws) {
        var check = Check(form)
        let kind: Objection.Kind = check.choice("kind", "实名或匿名")
        let entry: ID<PublicityEntry> = check.id("entry", "对哪一条有异议")
        if check.flaws["entry"] == nil, !entries.contains(where: { $0.id == entry && $0.state != .removed }) {
            check.add("entry", "请在名单里选择。")
        }
        text = check.text("text", "异议内容", 10...2_000)
        var who: String?
        if kind == .named {
            let name = check.text("name", "姓名", 2...40)
            let phone = check.typed("phone")
            if (try? Phone(phone)) == nil { check.add("phone", phone.isEmpty ? "请填写手机号，便于核实和答复。" : "手机号不对，请核对。") }
            who = "\(name)，\(phone)"
        }
        try check.done()
        self.kind = kind
        self.entry = entry
        self.who = who
    }
}

/// What the form for a finding must hold.
package struct FindingDraft: Sendable {
    let finding: String
    let isUpheld: Bool

    package init(finding: String, isUpheld: Bool) {
        self.finding = finding
        self.isUpheld = isUpheld
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        finding = check.text("finding", "书面结论", 10...2_000)
        let outcome = check.typed("outcome")
        if outcome != "upheld" && outcome != "unfounded" { check.add("outcome", "请选择异议是否成立。") }
        try check.done()
        isUpheld = outcome == "upheld"
    }
}
