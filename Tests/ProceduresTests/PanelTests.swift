import Base
import Federation
import TestKit
import Testing

@testable import Procedures

@Suite("A conflict of interest")
struct PanelTests {
    private static let city = "0001/", base = "0001/0001/", branch = "0001/0001/0001/", group = "0001/0001/0001/0001/"
    private static let sister = "0001/0001/0002/", otherBase = "0001/0002/"

    private static func judge(_ units: [String], _ bases: [String], _ role: PanelRole = .judge) -> Panellist {
        Panellist(person: ID(7), role: role, units: units, bases: bases)
    }

    private static func entry(_ unit: String, _ base: String?, people: [ID<Person>] = [ID(1)]) -> PanelEntry {
        PanelEntry(kind: "lesson", subject: 3, people: people, unit: unit, base: base)
    }

    @Test(
        "is derived from units",
        arguments: [
            (judge([branch], [base]), entry(sister, base), ConflictRule.base, true),
            (judge([branch], [base]), entry(sister, base), .unit, false),
            (judge([branch], [base]), entry(group, base), .unit, true),
            (judge([group], [base]), entry(branch, base), .unit, true),
            (judge([otherBase], [otherBase]), entry(branch, base), .base, false),
            // Officers of the city judge its schools; those of a base union do not judge their own.
            (judge([city], []), entry(branch, base), .base, false),
            (judge([city], []), entry(branch, base), .unit, false),
            (judge([base], [base]), entry(branch, base), .base, true),
            (judge([base], [base]), entry(branch, base), .unit, false),
            (judge([base], [base]), entry(base, base), .unit, true),
            (judge([branch], [base], .overseer), entry(branch, base), .base, false),
        ])
    func units(judge: Panellist, entry: PanelEntry, rule: ConflictRule, isNear: Bool) {
        #expect(Conflict.all(judge, entry, rule, declared: []).contains(.sameUnit) == isNear)
    }

    @Test func `is one's own entry, and what one declared, to a person or to an entry`() {
        let judge = Self.judge([Self.otherBase], [Self.otherBase])
        let own = Self.entry(Self.branch, Self.base, people: [ID(1), ID(7)])
        #expect(Conflict.all(judge, own, .base, declared: []) == [.own])
        let said = [
            Declaration(panellist: ID(7), target: .person(ID(1)), relation: "师生"),
            Declaration(panellist: ID(7), target: .entry(kind: "lesson", subject: 3), relation: "合作研究"),
            Declaration(panellist: ID(8), target: .person(ID(1)), relation: "亲属"),
            Declaration(panellist: ID(7), target: .entry(kind: "topic", subject: 3), relation: "别的事"),
        ]
        let other = Self.entry(Self.branch, Self.base)
        #expect(Conflict.all(judge, other, .base, declared: said) == [.declared("师生"), .declared("合作研究")])
    }

    @Test func `is read from where people belong today`() async throws {
        try await withTown { town in
            let (city, gao, shi, fen) = (town.city, town.person("gao"), town.person("shi"), town.person("fen"))
            let panellists = try await town.store.write { tx in
                let id = try Panel.insert("疗休养评审组", .base, at: city, in: tx)
                let panel = try #require(
                    try tx.first("SELECT \(Panel.columns) FROM panel WHERE id = \(id)") as Panel?)
                try panel.call(gao, as: .judge, in: tx)
                try panel.call(shi, as: .head, in: tx)
                try panel.call(shi, as: .overseer, in: tx)
                try panel.declare(Declaration(panellist: gao, target: .person(fen), relation: "师生"), in: tx)
                #expect(try panel.declarations(in: tx).map(\.relation) == ["师生"])
                return try panel.panellists(in: tx)
            }
            let judge = try #require(panellists.first { $0.person == gao })
            #expect(judge.bases.contains(town.university.path) && judge.role == .judge)
            #expect(panellists.first { $0.person == shi }?.role == .overseer)
        }
    }
}
