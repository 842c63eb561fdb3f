public import Federation
public import Web

/// What the form for a list in public must hold.
public struct PublicityDraft: Sendable {
    /// One line of the list; a room's row may be named as what it is about.
    public struct Entry: Sendable {
        public let name: String
        public let unitWords: String
        public let detail: String
        public let subject: (kind: String, id: Int64)?

        public init(name: String, unitWords: String, detail: String = "", subject: (kind: String, id: Int64)? = nil) {
            self.name = name
            self.unitWords = unitWords
            self.detail = detail
            self.subject = subject
        }
    }

    public let title: String
    public let text: String
    public let basis: String?
    public let contact: String
    public let days: Int
    public let isOpen: Bool
    public let isMasked: Bool
    public let entries: [Entry]

    public init(
        title: String, text: String, basis: String? = nil, contact: String, days: Int = 5, isOpen: Bool = true,
        isMasked: Bool = true, entries: [Entry]
    ) {
        self.title = title
        self.text = text
        self.basis = basis
        self.contact = contact
        self.days = days
        self.isOpen = isOpen
        self.isMasked = isMasked
        self.entries = entries
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        title = check.text("title", "标题", 4...80)
        text = check.text("text", "公示说明", 10...2_000)
        basis = check.optionalText("basis", "依据", 100)
        contact = check.text("contact", "反映问题的方式", 5...200)
        days = check.number("days", "公示天数", 1...60)
        isOpen = check.flag("is_open")
        isMasked = check.flag("is_masked")
        entries = Self.entries(&check)
        try check.done()
    }

    /// One entry a line: name, unit, and what it is for, parted by blanks or commas.
    private static func entries(_ check: inout Check) -> [Entry] {
        var all: [Entry] = []
        let lines = check.typed("entries").split(separator: "\n").map { String($0).trimmingBlanks }.filter {
            !$0.isEmpty
        }
        for (number, line) in lines.enumerated() {
            let parts = line.split(maxSplits: 2, whereSeparator: { " \t　，,".contains($0) }).map(String.init)
            guard parts.count >= 2, (1...40).contains(parts[0].count), parts[1].count <= 60 else {
                check.add("entries", "第 \(number + 1) 行“\(line.prefix(20))”读不懂，请写成“姓名 单位 事由”。")
                continue
            }
            all.append(
                Entry(
                    name: parts[0], unitWords: parts[1], detail: String((parts.count > 2 ? parts[2] : "").prefix(200))))
        }
        if lines.isEmpty { check.add("entries", "请写明公示名单，一行一人或一个单位。") }
        if all.count > 1_000 { check.add("entries", "一次最多公示 1,000 条，现在是 \(all.count) 条。") }
        return all
    }
}

extension Publicity {
    /// Writes a list that nobody sees yet.
    @discardableResult
    public static func draw(
        _ draft: PublicityDraft, at unit: UnitEntry, by person: ID<Person>, in tx: Transaction
    ) throws -> ID<Publicity> {
        let id: ID<Publicity> = tx.newID()
        try tx.run(
            """
            INSERT INTO publicity (id, unit_id, title, text, basis, contact, days, is_open, is_masked, state, made_by, made_at)
            VALUES (\(id), \(unit.id), \(draft.title), \(draft.text), \(draft.basis), \(draft.contact), \(draft.days),
                \(draft.isOpen), \(draft.isMasked), 'draft', \(person), \(tx.now))
            """)
        var rest = Array(draft.entries.enumerated())[...]
        let columns = [
            "id", "publicity_id", "place", "name", "unit_words", "detail", "subject_kind", "subject", "state",
            "starts_on",
        ]
        try tx.load("publicity_entry", columns) {
            guard let (place, entry) = rest.popFirst() else { return nil }
            let own: ID<PublicityEntry> = tx.newID()
            return [
                own.sqlValue, id.sqlValue, .integer(Int64(place)), .text(entry.name), .text(entry.unitWords),
                .text(entry.detail), (entry.subject?.kind).sqlValue, (entry.subject?.id).sqlValue, .text("listed"),
                .null,
            ]
        }
        return id
    }

    /// Puts it up: its time begins on a day, that day counted.
    public static func publish(_ id: ID<Publicity>, from day: Day, in tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE publicity SET state = 'published', starts_on = \(day), published_at = \(tx.now)
             WHERE id = \(id) AND state = 'draft'
            """)
        guard changed == 1 else { return }
        try tx.run("UPDATE publicity_entry SET starts_on = \(day) WHERE publicity_id = \(id)")
    }
}
