import Base
import Store
import Testing
import Web

@testable import Federation

@Suite("Views of the register")
struct RegisterViewTests {
    @Test func `are private until they are shared, and kept by their owner or the unit's officer`() async throws {
        try await withTown { town in
            let unit = Places.registerViews(town.university.id)
            let saved = try await town.post(
                unit, ["name": "劳务派遣", "employment": "dispatched", "columns": "number", "order": "number"],
                as: town.secretary)
            #expect(saved.status == 303)
            #expect(saved.location.contains("employment=dispatched") && saved.location.contains("cols=number"))
            let mine = try await town.get(saved.location, as: town.secretary)
            #expect(mine.text.contains("会员名册 · 劳务派遣"))
            let id: ID<RegisterView> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM register_view") })
            let list = try await town.get(unit, as: town.secretary).text
            #expect(list.contains("劳务派遣</a>") && list.contains("href=\"\(Places.registerView(id))\">修改</a>"))
            #expect(!(try await town.get(unit, as: town.cityChair)).text.contains("劳务派遣</a>"))
            #expect(try await town.get(Places.registerView(id), as: town.cityChair).status == 404)
            let shared = try await town.post(
                Places.registerView(id),
                ["name": "派遣", "employment": "dispatched", "columns": "unit", "shared": "yes", "version": "1"],
                as: town.secretary)
            #expect(shared.status == 303)
            #expect(try await town.get(Places.members(town.university.id), as: town.cityChair).text.contains("派遣"))
            #expect(try await town.get(Places.registerView(id), as: town.schoolSecretary).status == 404)
            #expect(try await town.get(Places.registerView(id), as: town.cityChair).status == 200)
            let late = try await town.post(
                Places.registerView(id), ["name": "派", "columns": "unit", "version": "1"], as: town.cityChair)
            #expect(late.status == 422)
            #expect(try await town.post(Places.registerViewEnd(id), [:], as: town.cityChair).status == 303)
            #expect(try await town.get(Places.registerView(id), as: town.secretary).status == 404)
        }
    }

    @Test func `say what is wrong with them, all at once`() async throws {
        try await withTown { town in
            let answer = try await town.post(
                Places.registerViews(town.university.id), ["name": "", "q": "欧阳", "shared": "yes"], as: town.secretary)
            #expect(answer.status == 422)
            for id in ["name-e", "columns-e", "shared-e"] { #expect(answer.text.contains("id=\"\(id)\""), "\(id)") }
        }
    }

    @Test func `the columns somebody chose stand in every register until they choose others`() async throws {
        try await withTown { town in
            let chosen = try await town.post(
                Places.memberColumns(town.university.id), ["columns": "sex", "state": "all"], as: town.secretary)
            #expect(chosen.status == 303 && chosen.location.contains("state=all"))
            let page = try await town.get(Places.members(town.mathematics.id), as: town.secretary)
            #expect(page.text.contains("data-l=\"性别\"") && !page.text.contains("data-l=\"工号\""))
            let other = try await town.get(Places.members(town.university.id), as: town.cityChair)
            #expect(other.text.contains("data-l=\"工号\""))
        }
    }

    @Test(arguments: ["name", "number"])
    func `another order goes on from page to page`(order: String) async throws {
        try await withTown { town in
            try await town.settle(120)
            var path: String? = Places.members(town.university.id).with("order", order).text
            var seen: [String] = []
            while let next = path {
                let json = try await town.get(next, as: town.secretary, accept: "application/json").json()
                seen += json["items"]?.array?.compactMap { $0["membership"]?.string } ?? []
                path = json["next"]?.string
            }
            let column: SQL = order == "name" ? "name_key" : "number"
            let all: [ID<Membership>] = try await town.store.read { tx in
                try tx.values(
                    """
                    SELECT id FROM membership WHERE until_day IS NULL AND unit_path LIKE \(town.university.path + "%")
                     ORDER BY \(column), id
                    """)
            }
            #expect(seen == all.map(\.description))
        }
    }
}
