import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

/// The picture of units, as pages and as the pieces that a script asks for.
@Suite("The picture of the tree")
struct TreeTests {
    @Test func `opens one branch after the other, by link and by piece`() async throws {
        try await withTown { town in
            let top = try await town.get(Places.units(), as: town.cityChair).text
            #expect(top.contains("春城大学工会") && top.contains("第一中学工会"))
            #expect(!top.contains("数学学院分会"), "only opened levels are sent")
            let opened = try await town.get("/units?open=\(town.university.id)", as: town.cityChair).text
            #expect(opened.contains("数学学院分会") && !opened.contains("代数小组"))
            let deep = try await town.get("/units?open=\(town.mathematics.id)", as: town.cityChair).text
            #expect(deep.contains("代数小组") && deep.contains("物理学院分会"))
            let piece = try await town.piece("branch", Places.unitTree(town.university.id), as: town.cityChair)
            #expect(piece.text.hasPrefix("<ul>") && piece.text.contains("数学学院分会"))
            #expect(!piece.text.contains("<html"))
        }
    }

    @Test func `shows what lies within reach and nothing else`() async throws {
        try await withTown { town in
            let page = try await town.get(Places.units(), as: town.schoolSecretary).text
            #expect(page.contains("第一中学工会") && !page.contains("春城大学") && !page.contains("春城市"))
            for path in [Places.unitTree(town.university.id), Places.unitDiagram(town.city.id)] {
                #expect(try await town.get(path, as: town.schoolSecretary).status == 404)
            }
            let out = try await town.get("/units?open=\(town.mathematics.id)", as: town.schoolSecretary).text
            #expect(!out.contains("数学学院分会"))
        }
    }

    @Test func `counts members with all below, names who leads, and marks what is wanting`() async throws {
        try await withTown { town in
            let lines = try await town.json(Places.units(), as: town.cityChair).array ?? []
            let university = try #require(lines.first { $0["id"]?.string == town.university.id.description })
            #expect(university["members"]?.integer == 4)
            #expect(university["below"]?.integer == 2)
            // The university's three, two branches without a chair; the group has its leader.
            #expect(university["vacancies"]?.integer == 5)
            let page = try await town.get(Places.units(), as: town.cityChair).text
            #expect(page.contains("主席 何丽华"))
            #expect(page.contains("空缺：经审主任、女工主任"))
            #expect(page.contains("下级空缺 2"))
        }
    }

    @Test func `keeps only branches with an empty post when asked`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                for kind in [PostKind.chair, .auditChair, .womenChair] {
                    let post = PostDraft(person: town.member.person, kind: kind, from: Day("2025-01-01")!)
                    _ = try Post.insert(post, in: town.school, tx)
                }
            }
            let all = try await town.get(Places.units(), as: town.cityChair).text
            #expect(all.contains("第一中学工会"))
            let wanting = try await town.get("/units?vacant=yes", as: town.cityChair).text
            #expect(wanting.contains("春城大学工会") && !wanting.contains("第一中学工会"))
            let none = try await town.get("/units?vacant=yes", as: town.schoolSecretary).text
            #expect(none.contains("没有空缺"))
        }
    }

    @Test func `finds by words, reading and initials, and opens the way`() async throws {
        try await withTown { town in
            for words in ["代数", "dsxz", "daishu"] {
                let page = try await town.get("/units?q=\(words)", as: town.cityChair).text
                #expect(page.contains("<mark>代数小组</mark>"), "\(words)")
                #expect(page.contains("数学学院分会") && page.contains("春城大学工会") && !page.contains("物理学院分会"))
            }
            let none = try await town.get("/units?q=zzz", as: town.cityChair).text
            #expect(none.contains("没有找到这样的单位"))
            let piece = try await town.piece("tree", Places.units().with("q", "代数"), as: town.leader)
            #expect(piece.text.contains("<mark>代数小组</mark>") && !piece.text.contains("数学学院分会"))
        }
    }

    @Test func `is drawn as it was on another day`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                let chemistry = try UnitEntry.insert(
                    UnitDraft(
                        name: "化学学院分会", shortName: "化学分会", level: .branch, kind: .branch,
                        foundedOn: Day("2025-09-01")!), under: town.university, in: tx)
                try chemistry.dissolve(on: Day("2026-02-01")!, in: tx)
                let order = UnitOrder(on: Day("2026-01-01")!)
                try town.university.rename("春城师范大学工会", "春城师大工会", by: order, in: tx)
            }
            let open = "open=\(town.university.id)"
            let then = try await town.get("/units?on=2025-12-31&\(open)", as: town.cityChair).text
            #expect(then.contains("化学分会") && then.contains("春城大学工会") && !then.contains("春城师大"))
            #expect(then.contains("2025 年 12 月 31 日的样子"))
            let now = try await town.get("/units?\(open)", as: town.cityChair).text
            #expect(!now.contains("化学分会") && now.contains("春城师大工会"))
            let lines = try await town.json(Places.units().with("on", "2025-12-31"), as: town.cityChair).array ?? []
            #expect(lines.first { $0["name"]?.string == "春城大学工会" }?["members"]?.integer == 4)
            let piece = try await town.piece(
                "branch", Places.unitTree(town.university.id).with("on", "2025-12-31"), as: town.secretary)
            #expect(piece.text.contains("化学分会") && !piece.text.contains("春城大学工会"))
            let found = try await town.get("/units?on=2025-12-31&q=hxfh", as: town.secretary).text
            #expect(found.contains("<mark>化学分会</mark>"))
            let wall = try await town.get("/units?on=2025-12-31", as: town.schoolSecretary).text
            #expect(wall.contains("第一中学工会") && !wall.contains("春城大学"))
        }
    }

    @Test func `is numbered on paper and drawn as a chart with its text`() async throws {
        try await withTown { town in
            let paper = try await town.get(Places.unitTreePaper(town.city.id).with("levels", "3"), as: town.cityChair)
            #expect(paper.text.contains("<td class=\"num\">1.1.1</td><th scope=\"row\" class=\"d3\">代数小组</th>"))
            let chart = try await town.get(Places.unitDiagram(town.city.id), as: town.cityChair).text
            #expect(chart.contains("<svg class=\"orgchart\"") && chart.contains("组织图的文字版"))
            #expect(chart.contains("数学学院分会") && !chart.contains("代数小组"))
        }
    }

    @Test func `of a unit with none below says so, whatever the picture`() async throws {
        try await withTown { town in
            for path in [Places.unitTree(town.school.id), Places.unitDiagram(town.school.id)] {
                let page = try await town.get(path, as: town.schoolSecretary).text
                #expect(page.contains("下面还没有单位。") && Soundness.flaws(of: page) == [], "\(path)")
            }
            let then = try await town.get(
                Places.unitTree(town.school.id).with("on", "2001-01-01"), as: town.schoolSecretary)
            #expect(then.text.contains("那一天这里没有单位。"))
            // A unit from before acts were kept has none.
            try await town.store.write { tx in
                try tx.run("DELETE FROM unit_change_part WHERE unit_id = \(town.school.id)")
            }
            let history = try await town.get(Places.unitHistory(town.school.id), as: town.schoolSecretary)
            #expect(history.text.contains("还没有登记过变动。"))
        }
    }

    @Test func `the rule of wanted posts is the same in SQL`() async throws {
        try await withTown { town in
            try await town.store.read { tx in
                let units: [UnitEntry] = try tx.all("SELECT \(UnitEntry.columns) FROM unit ORDER BY path")
                for unit in units {
                    let held: Set<PostKind> = Set(
                        try SeatLine.all(in: [unit.id], on: tx.today, tx).map(\.kind))
                    let wanting = unit.level.wantedPosts.filter { !held.contains($0) }.count
                    let sums = try Vacancies.sums(
                        cutAt: unit.path.utf8.count, "u.path = \(unit.path)", on: tx.today, in: tx)
                    #expect((sums[unit.path] ?? 0) == wanting, "\(unit.name)")
                }
            }
        }
    }

    /// What is sent and asked does not grow with the units.
    @Test func `stays small with a thousand units`() async throws {
        try await withTown { town in
            try await town.store.alone { tx in
                for school in 1...25 {
                    let base = try tx.founded("第\(school)学校工会", .base, .school, under: town.city)
                    for branch in 1...40 { _ = try tx.founded("\(school)校\(branch)组分会", .branch, .branch, under: base) }
                }
                try tx.run("ANALYZE")
            }
            for (path, most) in [("/units", 9), ("/units?open=\(town.mathematics.id)", 9), ("/units?vacant=yes", 9)] {
                let (got, statements) = try await town.counted(path, as: town.cityChair)
                #expect(got.status == 200)
                #expect(statements <= most, "\(path) ran \(statements) statements")
                #expect(got.bytes.count < 120_000, "\(path) sent \(got.bytes.count) bytes")
            }
            let first = try await town.unit("第1学校工会")
            let piece = try await town.piece("branch", Places.unitTree(first.id), as: town.cityChair)
            #expect(piece.bytes.count < 60_000)
        }
    }
}

extension Transaction {
    func founded(_ name: String, _ level: UnitLevel, _ kind: UnitKind, under parent: UnitEntry) throws -> UnitEntry {
        try UnitEntry.insert(
            UnitDraft(name: name, shortName: name, level: level, kind: kind), under: parent, in: self)
    }
}

extension Town {
    /// What a script gets that asks for a piece of a page.
    func piece(_ part: String, _ path: Path, as resident: Resident) async throws -> Got {
        try await get(path.text, as: resident, asking: ["X-Partial": part])
    }

    /// A page, and how many statements it cost.
    func counted(_ address: String, as resident: Resident) async throws -> (Got, Int) {
        let tally = StatementTally { _ in }
        let got = try await StatementTally.$current.withValue(tally) { try await get(address, as: resident) }
        return (got, tally.count)
    }
}
