import Federation
import Web

/// What happened to units of a demo: a rename, a merger and a split in one university, each by its paper, and the second name
/// of the whole. Always on the same days.
struct DemoHistory {
    private let tree: DemoTree
    private let papers: DemoPapers?

    init(_ tree: DemoTree, _ papers: DemoPapers?) {
        self.tree = tree
        self.papers = papers
    }

    func tell(in tx: Transaction) throws {
        if tree.root.name == "北京市教育工会" {
            try tree.root.addSecondName("中国教育工会北京市委员会", from: Day(year: 1950, month: 5, day: 1), in: tx)
        }
        let universities = tree.bases.filter { $0.unit.kind == .university }
        guard let base = universities.dropFirst().first ?? universities.first else { return }
        let name = base.unit.shortName
        func branch(_ faculty: String) throws -> UnitEntry? {
            try base.seats.first { $0.level == .branch && $0.shortName == "\(faculty)分会" }
                .map { try UnitEntry.unscoped($0.id, in: tx) }
        }
        if let branch = try branch("信息学院"), let order = order(.rename) {
            try branch.rename("\(name)信息科学技术学院分会", "信息科学技术学院分会", by: order, in: tx)
        }
        if let economy = try branch("经济管理学院"), let law = try branch("法学院"), let order = order(.merger) {
            let draft = UnitDraft(
                name: "\(name)法学与经济管理学院分会", shortName: "法学与经济管理学院分会", level: .branch, kind: .branch)
            try Merger([economy, law], into: .founded(draft, under: base.unit)).carryOut(by: order, in: tx)
        }
        if let science = try branch("理学院"), let order = order(.split) {
            let draft = UnitDraft(
                name: "\(name)数学科学学院分会", shortName: "数学科学学院分会", level: .branch, kind: .branch)
            let groups = try base.seats.filter { $0.parent == science.id }.prefix(1)
                .map { try UnitEntry.unscoped($0.id, in: tx) }
            try Split(science, into: [Split.Share(draft, units: groups)]).carryOut(by: order, in: tx)
        }
    }

    private func order(_ paper: DemoPaper) -> UnitOrder? {
        guard let on = Day(paper.on), let day = Day(paper.day) else { return nil }
        let scan = papers?.scans[paper]
        return UnitOrder(on: on, paper: UnitPaper(number: paper.number, day: day, scan: scan))
    }
}
