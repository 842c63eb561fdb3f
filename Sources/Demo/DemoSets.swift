import Federation
import Web

/// The clusters of a demo, and the groups of units that its papers address, spelled as its papers spell them.
struct DemoSets {
    private let tree: DemoTree
    private let plan: DemoPlan

    private static let from = Day(year: 2024, month: 1, day: 1)
    private static let until = Day(year: 2028, month: 12, day: 31)
    private static let handed = Day(year: 2025, month: 3, day: 1)
    private static let numbers = ["一", "二", "三", "四", "五", "六"]

    init(_ plan: DemoPlan, _ tree: DemoTree) {
        self.plan = plan
        self.tree = tree
    }

    func build(in tx: Transaction) throws {
        let universities = tree.bases.map(\.unit).filter { $0.kind == .university }
        if plan.isProvincial {
            try cluster(.district, "市教育工会片组", tree.districts, parts: 3, in: tx)
            return try guangxi(universities, in: tx)
        }
        try cluster(.district, "区教育工会第%片组", tree.districts, parts: 3, in: tx)
        try cluster(.university, "高校第%片组", universities, parts: 3, in: tx)
        try beijing(in: tx)
    }

    /// Units in equal parts, the first of each in the lead; the first cluster once handed its lead over.
    private func cluster(
        _ kind: ClusterKind, _ name: String, _ units: [UnitEntry], parts: Int, in tx: Transaction
    ) throws {
        guard let from = Self.from, let until = Self.until, let handed = Self.handed, !units.isEmpty else { return }
        let size = max((units.count + parts - 1) / parts, 3)
        for (index, start) in stride(from: 0, to: units.count, by: size).enumerated() {
            let number = Self.numbers[index % Self.numbers.count]
            let title = name.contains("%") ? name.replacing("%", with: number) : "\(name)\(number)组"
            let draft = ClusterDraft(kind, title, from: from, until: until, paper: "关于调整片组的通知（演示）")
            let cluster = try Cluster.insert(draft, in: tree.root.id, tx)
            let members = units[start..<min(start + size, units.count)]
            for unit in members { try cluster.enter(unit, from: from, in: tx) }
            guard let first = members.first, let last = members.last else { continue }
            if index == 0, last.id != first.id {
                try cluster.hand(to: last.id, from: from, in: tx)
                try cluster.hand(to: first.id, from: handed, in: tx)
            } else {
                try cluster.hand(to: first.id, from: from, in: tx)
            }
        }
    }

    /// As the speech and the report of 2025 address them.
    private func beijing(in tx: Transaction) throws {
        let hospital = ClauseDraft(level: .base, kind: .hospital)
        let university = ClauseDraft(level: .base, kind: .university), direct = ClauseDraft(level: .base, kind: .direct)
        try group("各高校工会", also: ["各高等学校工会"], [university], in: tx)
        try group("各高等学校、直属单位工会", also: ["各高校工会、直属基层工会"], [university, direct], in: tx)
        try group(
            "各区（燕山）教育工会", also: ["各区（燕山地区）教育工会", "各区教育工会"], [ClauseDraft(level: .district)], in: tx)
        let bases = try group("直属基层工会", also: ["各直属单位工会"], [direct, hospital], in: tx)
        let hospitals = try group("各高校附属医院工会", also: ["各附属医院工会"], [hospital], in: tx)
        guard let from = Self.from else { return }
        for unit in tree.bases.map(\.unit) where unit.kind == .hospital {
            let isOfUniversity = plan.hospitals.contains { $0.university != nil && unit.shortName == $0.name }
            try UnitGroup.Exception.insert(
                ExceptionDraft(
                    isIn: false, from: from, reason: isOfUniversity ? "由所属高校工会领导" : "不是高校的附属医院"),
                of: unit.id, to: isOfUniversity ? bases : hospitals, tx)
        }
    }

    /// As the key points of 2025 spell them, six ways for two groups.
    private func guangxi(_ universities: [UnitEntry], in tx: Transaction) throws {
        try group(
            "各市教育工会〈教科文卫体工会〉", also: ["各市教育工会〈中国教科文卫体工会〉"], [ClauseDraft(level: .municipal)], in: tx)
        try group("各高校工会", also: ["各高等学校工会"], [ClauseDraft(level: .base, kind: .university)], in: tx)
        let local = try group(
            "区直驻邕高校工会", also: ["区直各驻邕高校工会", "区直驻邕各高校工会"], [], note: "自治区直属、在南宁的高校，按名字列入。", in: tx)
        guard let from = Self.from else { return }
        for unit in universities {
            try UnitGroup.Exception.insert(
                ExceptionDraft(isIn: true, from: from, reason: "校址在南宁"), of: unit.id, to: local, tx)
        }
    }

    @discardableResult
    private func group(
        _ name: String, also spellings: [String], _ clauses: [ClauseDraft], note: String? = nil, in tx: Transaction
    ) throws -> ID<UnitGroup> {
        let group = try UnitGroup.insert(name, note: note, spellings: spellings, in: tree.root.id, tx)
        for clause in clauses { try UnitGroup.Clause.insert(clause, below: tree.root.id, to: group, tx) }
        return group
    }
}
