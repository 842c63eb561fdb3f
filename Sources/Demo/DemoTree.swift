import Federation
import Web

/// The units of a demo: founded one by one by the product's own function.
struct DemoTree {
    /// A base union with the units below it that take members.
    struct Base {
        let unit: UnitEntry
        var seats: [UnitEntry]
        /// How many members it draws, against the others.
        let weight: Int
    }

    private(set) var root: UnitEntry
    private(set) var districts: [UnitEntry] = []
    private(set) var bases: [Base] = []

    private static let founded = Day(year: 1950, month: 5, day: 1)

    init(_ plan: DemoPlan, in tx: Transaction) throws {
        let level: UnitLevel = plan.isProvincial ? .provincial : .municipal
        root = try UnitEntry.insert(
            UnitDraft(
                name: plan.title, shortName: plan.title, code: "0000", level: level, kind: .industrial,
                foundedOn: Self.founded),
            under: nil, in: tx)
        var dice = Dice(seed: plan.seed)
        for (index, name) in plan.universities.enumerated() {
            try addUniversity(name, code: "U\(padded(index + 1, 3))", dice: &dice, tx)
        }
        for (index, hospital) in plan.hospitals.enumerated() {
            try addHospital(hospital, code: "H\(padded(index + 1, 3))", tx)
        }
        for (index, name) in plan.directs.enumerated() {
            let unit = try found(name + "工会", name, "Z\(padded(index + 1, 3))", .base, .direct, under: root, tx)
            bases.append(Base(unit: unit, seats: [unit], weight: 2))
        }
        for (index, name) in plan.districts.enumerated() {
            let below: UnitLevel = level == .provincial ? .municipal : .district
            let district = try found(
                name + plan.districtSuffix, name + plan.districtSuffix, "D\(padded(index + 1, 2))", below, .industrial,
                under: root, tx)
            districts.append(district)
            try addSchools(plan.schools, in: district, name, code: "S\(padded(index + 1, 2))", tx)
        }
    }

    private func found(
        _ name: String, _ short: String, _ code: String?, _ level: UnitLevel, _ kind: UnitKind, under parent: UnitEntry,
        _ tx: Transaction
    ) throws -> UnitEntry {
        try UnitEntry.insert(
            UnitDraft(name: name, shortName: short, code: code, level: level, kind: kind, foundedOn: Self.founded),
            under: parent, in: tx)
    }

    private static let faculties = [
        "文学院", "理学院", "信息学院", "外国语学院", "经济管理学院", "法学院", "马克思主义学院", "体育部", "机关", "后勤", "图书馆", "附属学校",
    ]

    private mutating func addUniversity(_ name: String, code: String, dice: inout Dice, _ tx: Transaction) throws {
        let unit = try found(name + "工会", name, code, .base, .university, under: root, tx)
        var seats: [UnitEntry] = []
        let count = Int.random(in: 6...Self.faculties.count, using: &dice)
        for (index, faculty) in Self.faculties.prefix(count).enumerated() {
            let branch = try found("\(name)\(faculty)分会", "\(faculty)分会", nil, .branch, .branch, under: unit, tx)
            seats.append(branch)
            guard index < 2 else { continue }
            for number in ["第一", "第二"] {
                seats.append(
                    try found(
                        "\(name)\(faculty)\(number)小组", "\(faculty)\(number)小组", nil, .group, .group, under: branch, tx)
                )
            }
        }
        bases.append(Base(unit: unit, seats: seats, weight: Int.random(in: 18...40, using: &dice)))
    }

    private mutating func addHospital(_ hospital: (name: String, university: String?), code: String, _ tx: Transaction)
        throws
    {
        let unit = try found(hospital.name + "工会", hospital.name, code, .base, .hospital, under: root, tx)
        if let university = bases.first(where: { $0.unit.shortName == hospital.university }) {
            try UnitLink.insert(unit, to: university.unit, from: tx.today, in: tx)
        }
        let seats = try ["内科", "外科", "护理部", "机关"].map {
            try found("\(hospital.name)\($0)分会", "\($0)分会", nil, .branch, .branch, under: unit, tx)
        }
        bases.append(Base(unit: unit, seats: seats, weight: 20))
    }

    private static let schools: [(name: String, kind: UnitKind)] = [
        ("第一中学", .school), ("实验小学", .school), ("中心幼儿园", .school), ("第二中学", .school), ("职业教育中心", .vocational),
        ("育才学校（民办）", .privateSchool), ("第三中学", .school), ("第二实验小学", .school),
    ]

    private mutating func addSchools(
        _ count: Int, in district: UnitEntry, _ name: String, code: String, _ tx: Transaction
    ) throws {
        for (index, school) in Self.schools.prefix(count).enumerated() {
            let unit = try found(
                "\(name)\(school.name)工会", "\(name)\(school.name)", "\(code)\(padded(index + 1, 2))", .base,
                school.kind,
                under: district, tx)
            var seats = [unit]
            if index < 2 {
                seats = try ["语文组", "数学组", "综合组"].map {
                    try found("\(name)\(school.name)\($0)分会", "\($0)分会", nil, .branch, .branch, under: unit, tx)
                }
            }
            bases.append(Base(unit: unit, seats: seats, weight: 4))
        }
    }
}
