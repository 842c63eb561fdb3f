import Federation
import Procedures
import Vault
import Web

/// Lists in public of a university: one with an objection under inquiry and a lead, a draft, and one that is over.
struct DemoPublicity {
    let unit: UnitEntry
    let officer: ID<Person>
    let ring: KeyRing
    let tx: Transaction

    private static let contact = "校工会办公室，电话 010-62330000，信箱设在办公楼一层"

    func build() throws {
        let running = try list(
            "关于拟表彰先进教职工小家的公示", "经分会推荐、现场查看和评审，拟表彰下列教职工小家，现予公示，欢迎监督。",
            [
                ("文学院分会小家", "文学院分会", "阅读角、心理驿站，全年开放"), ("理学院分会小家", "理学院分会", "健身角、母婴室"),
                ("信息学院分会小家", "信息学院分会", "值班教师休息室"),
            ], isMasked: false)
        try publish(running, ago: 1)
        let entries = try PublicityEntry.all(of: running, in: tx)
        try Objection.insert(
            ObjectionDraft(
                kind: .named, entry: entries[1].id, text: "理学院的健身角上个月才挂牌，是否够建成一年的条件，请核实。",
                who: "高某某，13900000000"),
            to: running, ring: ring, in: tx)
        try Objection.insert(
            ObjectionDraft(kind: .anonymous, entry: entries[2].id, text: "听说休息室平时锁着，请看一看。", who: nil), to: running,
            ring: ring, in: tx)
        try list(
            "关于拟帮扶困难教职工的公示", "经分会入户核实，拟对下列教职工给予帮扶，现予公示。",
            [("秦晓岚", "外国语学院分会", "大病帮扶"), ("欧阳致远", "后勤分会", "临时帮扶")], isMasked: true)
        let over = try list(
            "关于推荐育人榜样人选的公示", "经民主推荐，拟推荐下列人选，现予公示。", [("苏见微", "文学院分会", "教书育人榜样")],
            isMasked: false)
        try publish(over, ago: 40)
        try tx.run(
            """
            UPDATE publicity SET state = 'closed', closing = \("公示期内没有收到异议，按程序上报。"),
                ended_at = \(tx.now.adding(days: -30)) WHERE id = \(over)
            """)
    }

    @discardableResult
    private func list(
        _ title: String, _ text: String, _ entries: [(String, String, String)], isMasked: Bool
    ) throws -> ID<Publicity> {
        let draft = PublicityDraft(
            title: title, text: text, basis: "京林工发〔\(tx.today.year)〕6 号", contact: Self.contact, isMasked: isMasked,
            entries: entries.map { .init(name: $0.0, unitWords: $0.1, detail: $0.2) })
        return try Publicity.draw(draft, at: unit, by: officer, in: tx)
    }

    private func publish(_ id: ID<Publicity>, ago: Int) throws {
        let day = tx.today.adding(days: -ago)
        try Publicity.publish(id, from: day, in: tx)
        try tx.run("UPDATE publicity SET published_at = \(Instant(day, hour: 9)) WHERE id = \(id)")
    }
}
