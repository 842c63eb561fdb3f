import Vault
import Web

/// Files that entered or changed the person: which fields, which file and line, who. Told to the person, and to officers of
/// the unit that imported, of one above it and of one below it. What an undo left alone is told still, for it stands.
func importEvents(_ question: TimelineQuestion, _ tx: Transaction) throws -> [TimelineEvent] {
    let found: [Touch] = try tx.all(
        """
        SELECT \(Touch.columns) FROM import_row r JOIN import_batch b ON b.id = r.batch_id JOIN unit u ON u.id = b.unit_id
         WHERE r.person \(anyOf: question.selves)
           AND (r.done = \(true) AND r.kind IN ('new', 'changed') OR r.kind = 'kept')
         ORDER BY r.batch_id DESC LIMIT \(TimelineQuestion.most)
        """)
    let touches = found.filter { question.viewer.seesOrStandsBelow($0.unitPath) }
    guard !touches.isEmpty else { return [] }
    let actors = try Doer.named(Set(touches.compactMap(\.madeBy)), in: tx)
    let units = try touches.contains { !$0.entered } ? unitNames(of: touches, question, tx) : [:]
    return try touches.map { touch in
        let who = touch.madeBy.map { actors[$0] ?? "已离开的工会干部" } ?? "系统"
        let source = "文件“\(touch.fileName)”第 \(touch.row.line) 行，\(who)"
        let changed = touch.entered ? [] : try touch.changes(question.ring, units)
        let fields = changed.isEmpty ? "资料" : changed.map(\.field).joined(separator: "、")
        let words = touch.entered ? "批量导入登记进名册" : "批量导入改了\(fields)"
        let changes = changed.map { "\($0.field)\($0.words.isEmpty ? "已更换" : "：\($0.words)")" }
        return TimelineEvent(
            day: touch.at.day, at: touch.at, .file, words,
            detail: (changes + [source]).joined(separator: "；"))
    }
}

/// The names of the units that the rows moved people between, as far as the viewer may know them.
private func unitNames(
    of touches: [Touch], _ question: TimelineQuestion, _ tx: Transaction
) throws -> [ID<Unit>: String] {
    let ids = try Set(
        touches.flatMap { touch in
            guard touch.row.payload != nil else { return [ID<Unit>]() }
            return [try touch.row.past(question.ring)?.spell?.unit, try touch.row.draft(question.ring).unit]
                .compactMap(\.self)
        })
    var names: [ID<Unit>: String] = [:]
    guard !ids.isEmpty else { return names }
    try tx.each("SELECT id, path, short_name FROM unit WHERE id \(anyOf: ids.sorted())") { row in
        let path: String = try row.read("path")
        if question.viewer.sees(path) { names[try row.read("id")] = try row.read("short_name") }
    }
    return names
}

/// One row of a batch that touched the person.
private struct Touch: Record {
    let row: ImportRow
    let fileName: String
    let madeBy: ID<Person>?
    let at: Instant
    let unitPath: String

    static let columns: SQL = """
        r.batch_id, r.line, r.kind, r.person, r.payload, r.before, r.person_version, r.spell, b.file_name, b.made_by,
        coalesce(b.finished_at, b.made_at) AS at, u.path
        """

    init(_ row: borrowing Row) throws {
        self.row = try ImportRow(row)
        fileName = try row.read("file_name")
        madeBy = try row.read("made_by")
        at = try row.read("at")
        unitPath = try row.read("path")
    }

    /// Whether the row entered the person. Of one that its undo left alone this is known until its contents are destroyed.
    var entered: Bool { row.kind == .new || (row.kind == .kept && row.payload != nil && row.before == nil) }

    /// Each field that the row changed, and from what to what; of sealed fields only that they changed.
    func changes(_ ring: KeyRing, _ units: [ID<Unit>: String]) throws -> [(field: String, words: String)] {
        // What a row held is destroyed when its time is over; that it changed something stays known.
        guard row.payload != nil, let past = try row.past(ring) else { return [] }
        let draft = try row.draft(ring)
        var changes: [(field: String, words: String)] = []
        func add(_ field: String, _ old: String?, _ new: String?) {
            guard let new, new != old else { return }
            changes.append((field, "\(old ?? "无") 改为 \(new)"))
        }
        if let person = past.person {
            add("姓名", person.name, draft.name)
            add("性别", PersonEntry.Sex(rawValue: person.sex)?.words, draft.sex?.words)
            add("出生日期", person.born, draft.born?.description)
            add("备注", person.note, draft.note)
            if let new = draft.identity?.digits, new != person.identity { changes.append(("身份证号", "")) }
            if let new = draft.phone?.digits, new != person.phone { changes.append(("手机号", "")) }
        }
        if let spell = past.spell {
            if let unit = draft.unit, unit != spell.unit {
                add("所在单位", units[spell.unit] ?? "其他单位", units[unit] ?? "其他单位")
            }
            add("工号", spell.number, draft.number)
            add("用工形式", Employment(rawValue: spell.employment)?.words, draft.employment?.words)
            add("会籍状态", MembershipState(rawValue: spell.state)?.words, draft.state?.words)
            add("入会日期", spell.joined, draft.joined?.description)
        }
        return changes
    }
}
