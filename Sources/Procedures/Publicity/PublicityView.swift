import Federation
import Vault
import Web

/// What the officers' page of a list shows, read in one go.
struct PublicityView {
    let publicity: Publicity
    let entries: [PublicityEntry]
    let objections: [Objection]
    let mayKeep: Bool
    let today: Day

    init(_ publicity: Publicity, as officer: Officer, in tx: Transaction) throws {
        self.publicity = publicity
        entries = try PublicityEntry.all(of: publicity.id, in: tx)
        objections = try Objection.all(of: publicity.id, in: tx)
        mayKeep = officer.also(.publicityKeep)?.reaches(publicity.unitPath) ?? false
        today = tx.today
    }

    func gate(_ entry: PublicityEntry) -> PublicityGate {
        PublicityGate(publicity, entry, on: today, by: houseCalendar)
    }

    /// The last day of the list itself.
    var last: Day? {
        publicity.startsOn.flatMap { Publicity.last(of: publicity.days, from: $0, by: houseCalendar) }
    }

    var isInquiring: Bool { entries.contains { $0.state == .frozen } }

    /// Why it cannot be closed yet; nil when it can.
    var closingProblem: String? {
        if objections.contains(where: { $0.state == .open || $0.state == .inquiring }) {
            return "还有异议没有结论，写出结论以后才能结束公示。"
        }
        let waiting = entries.compactMap { entry -> PublicityGate? in
            if case .waiting = gate(entry) { return gate(entry) }
            return nil
        }
        guard let latest = waiting.last else { return nil }
        return latest.words
    }

    var history: [CaseLine] {
        var lines: [CaseLine] = []
        if publicity.state == .published { lines.append(CaseLine(next: "公示期满", by: last)) }
        if let ended = publicity.endedAt {
            let words = publicity.state == .closed ? "结束公示" : "撤销公示"
            lines.append(CaseLine(words, at: ended, icon("flag"), quote: publicity.closing, place: .now))
        }
        for objection in objections.reversed() {
            if let at = objection.foundAt {
                let words =
                    objection.state == .setAside ? "线索存查" : objection.isUpheld == true ? "异议成立，取消" : "异议不成立，重新公示"
                lines.append(
                    CaseLine(
                        "\(objection.entryName)：\(words)", at: at, icon("clipboard-check"), quote: objection.finding))
            }
            lines.append(
                CaseLine(
                    "收到对\(objection.entryName)的\(objection.kind.words)", at: objection.receivedAt,
                    icon("chat-left-text")))
        }
        if let at = publicity.publishedAt { lines.append(CaseLine("发布公示", at: at, icon("megaphone"))) }
        lines.append(CaseLine("起草", at: publicity.madeAt, icon("pencil")))
        return lines
    }

    var json: JSON {
        [
            "id": JSON(publicity.id), "title": JSON(publicity.title), "state": JSON(publicity.state.rawValue),
            "starts_on": JSON(publicity.startsOn?.description), "last": JSON(last?.description),
            "objections": JSON(objections.count),
            "entries": .array(
                entries.map {
                    [
                        "id": JSON($0.id), "name": JSON($0.name), "state": JSON($0.state.rawValue),
                        "may_proceed": .bool(gate($0).mayProceed),
                    ]
                }),
        ]
    }
}

/// One objection, opened.
struct ObjectionView {
    let objection: Objection
    let publicity: Publicity
    let text: String
    let who: String?
    let papers: [Paper]

    init(_ id: ID<Objection>, as officer: Officer, ring: KeyRing, in tx: Transaction) throws {
        (objection, publicity) = try Objection.find(id, as: officer, in: tx)
        text = try objection.text(ring)
        who = try objection.who(ring)
        papers = try Paper.all(of: "objection", id.raw, in: tx)
    }

    var history: [CaseLine] {
        var lines: [CaseLine] = []
        if objection.state == .inquiring { lines.append(CaseLine(next: "等书面结论", by: nil, detail: "这一条已停下公示。")) }
        if let at = objection.foundAt { lines.append(CaseLine("写出书面结论", at: at, icon("clipboard-check"), place: .now)) }
        lines.append(CaseLine("收到\(objection.kind.words)", at: objection.receivedAt, icon("chat-left-text")))
        return lines
    }
}

/// Objections that wait for a finding at a unit, for the workbench.
let objectionTasks = TaskSource("objections") { unit, path, officer, tx in
    guard let keeper = officer.also(.publicityKeep), keeper.reaches(path) else { return [] }
    let waiting: [ID<Publicity>] = try tx.values(
        """
        SELECT o.publicity_id FROM objection o JOIN publicity b ON b.id = o.publicity_id
         WHERE b.unit_id = \(unit) AND b.state = 'published' AND o.state IN ('open', 'inquiring') ORDER BY o.id
        """)
    guard let first = waiting.first else { return [] }
    return [
        DeskTask(
            words: "\(waiting.count) 件公示异议等书面结论", detail: "有异议的条目停着，结论写出以后才能往下办", sign: icon("megaphone"),
            tone: "gui", path: Places.publicity(first))
    ]
}
