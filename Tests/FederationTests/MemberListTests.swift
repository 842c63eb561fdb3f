import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("The list of members")
struct MemberListTests {
    @Test func `the register shows its members, with exact totals and links`() async throws {
        try await withTown { town in
            let page = try await town.get(Places.members(town.university.id), as: town.secretary)
            #expect(page.status == 200)
            #expect(page.text.contains("欧阳小文"))
            #expect(page.text.contains("共 4 人"))
            #expect(!page.text.contains("罗秀英"))
            let json = try await town.json(Places.members(town.university.id), as: town.secretary)
            #expect(json["total"]?.integer == 4)
            #expect(json["items"]?.array?.count == 4)
            #expect(json["next"] == .null)
        }
    }

    @Test func `pages joined are the whole list, in order, each member once`() async throws {
        try await withTown { town in
            try await town.settle(130)
            var path: String? = Places.members(town.university.id).text
            var seen: [String] = [], pages = 0
            while let next = path {
                let json = try await town.get(next, as: town.secretary, accept: "application/json").json()
                seen += json["items"]?.array?.compactMap { $0["membership"]?.string } ?? []
                path = json["next"]?.string
                pages += 1
                #expect(json["total"]?.integer == 134)
            }
            #expect(pages == 3)
            let all: [String] = try await town.store.read { tx in
                let ids: [ID<Membership>] = try tx.values(
                    """
                    SELECT id FROM membership WHERE until_day IS NULL AND unit_path LIKE \(town.university.path + "%")
                     ORDER BY unit_path, name_key, id
                    """)
                return ids.map(\.description)
            }
            #expect(seen == all)
        }
    }

    @Test(arguments: [
        ("q=欧阳", ["欧阳小文"]), ("q=oyxw", ["欧阳小文"]), ("q=ouyang", ["欧阳小文"]), ("q=小文", ["欧阳小文"]),
        ("q=M1", []), ("state=retained", ["林退休"]), ("employment=dispatched", ["周派遣"]), ("sex=male", ["周派遣"]),
        ("state=withdrawn", ["吴退会"]), ("q=周", ["周派遣"]), ("q=20190034", ["周派遣"]),
    ])
    func `filters find who they should`(query: String, names: [String]) async throws {
        try await withTown { town in
            try await town.settleFew()
            let address = Places.members(town.mathematics.id).text + "?" + query
            let json = try await town.get(address, as: town.secretary, accept: "application/json").json()
            let found = json["items"]?.array?.compactMap { $0["name"]?.string } ?? []
            if query == "q=M1" {
                #expect(json["problem"] != .null)
            } else {
                #expect(found == names)
                #expect(json["total"]?.integer == names.count)
            }
        }
    }

    @Test func `a search that is too broad says so`() async throws {
        try await withTown { town in
            let page = try await town.get(Places.members(town.university.id).text + "?q=z", as: town.secretary)
            #expect(page.status == 200)
            #expect(page.text.contains("范围太大"))
        }
    }

    @Test func `a page costs few statements`() async throws {
        try await withTown { town in
            try await town.settle(60)
            let officer = try await town.officer(.memberSee, town.secretary)
            let counts = try await town.store.read { tx in
                try [MemberFilter(), MemberFilter(text: "王伟"), MemberFilter(states: .all, employment: .contract)].map {
                    filter in
                    let before = tx.statements
                    _ = try UnitEntry.find(town.university.id, as: officer, in: tx)
                    _ = try UnitEntry.above(town.university, as: officer, in: tx)
                    _ = try MemberList(of: town.university, filter, after: nil, as: officer, in: tx)
                    return tx.statements - before
                }
            }
            // Session, grants and desks come on top: three.
            #expect(counts.allSatisfy { $0 <= 5 }, "\(counts)")
        }
    }

    @Test func `where counting takes long the page does not wait for it, and tells it afterwards`() async throws {
        try await withTown { town in
            try await town.settle(160)
            // The counters say beforehand what takes long; so many rows would only make the test slow.
            try await town.store.write { tx in
                let counter = CountChange.Counter(
                    unit: town.university.id, path: town.university.path, state: .active, employment: .established)
                try MemberSums.note([(key: counter, value: 30_000)], in: tx)
            }
            let women: Int? = try await town.store.read { tx in
                try tx.value(
                    """
                    SELECT count(*) FROM membership WHERE until_day IS NULL AND sex = 'female'
                       AND unit_path LIKE \(town.university.path + "%")
                    """)
            }
            let count = try #require(women)
            #expect(count > 50)
            let path = Places.members(town.university.id).with("sex", "female")
            let page = try await town.get(path, as: town.secretary)
            #expect(page.text.contains("这一页之外还有很多") && !page.text.contains("共 \(count) 人"))
            let named = try await town.get(path.with("order", "name"), as: town.secretary)
            #expect(named.text.contains("人数较多，先按单位和姓名排列") && !page.text.contains("先按单位和姓名排列"))
            let asked = try await town.get(path.with("count", "yes"), as: town.secretary)
            #expect(asked.text.contains("共 \(count) 人") && !asked.text.contains("这一页之外还有很多"))
            let told = try await town.get(
                Places.memberTotal(town.university.id).with("sex", "female"), as: town.secretary)
            #expect(told.text.contains("event: patch"))
            #expect(told.text.contains("符合条件的共 <b class=\"num\">\(count)</b> 人"))
        }
    }

    @Test(arguments: ["", "?q=欧阳", "?sex=female", "?state=all&employment=contract"])
    func `a whole visit, session and frame with it, takes nine statements at most`(query: String) async throws {
        try await withTown { town in
            try await town.settle(60)
            let tally = StatementTally()
            let got = try await StatementTally.$current.withValue(tally) {
                try await town.get(Places.members(town.university.id).text + query, as: town.secretary)
            }
            #expect(got.status == 200)
            #expect(tally.count <= 9)
        }
    }

    /// PostgreSQL plans by size: the house's own test asks it over 20,000 members.
    @Test(.enabled(if: !runsOnPostgres))
    func `the page is a range of the covering index, on the first page and on later ones`() async throws {
        try await withTown { town in
            try await town.settle(600)
            if town.store.engine == .postgres { try await town.store.alone { tx in _ = try tx.run("ANALYZE") } }
            let officer = try await town.officer(.memberSee, town.secretary)
            let scope = MemberScope(town.university, as: officer)
            let key = MemberKey(unitPath: town.physics.path, nameKey: "5", id: ID(1))
            for after in [nil, key] {
                let plan = try await town.plan(
                    MemberLine.statement(
                        scope, MemberFilter(employment: .contract, sex: .male), after: after, limit: 51,
                        town.store.engine))
                if town.store.engine == .sqlite {
                    #expect(plan.contains("USING COVERING INDEX membership_list ("), "\(plan)")
                    #expect(!plan.contains("SCAN membership"), "\(plan)")
                } else {
                    #expect(plan.contains("membership_list"), "\(plan)")
                }
            }
        }
    }

    @Test func `counters are the rows, after whatever happens`() async throws {
        try await withTown { town in
            var dice = Dice(seed: 11)
            for round in 0..<40 {
                let seed = dice.next()
                try await town.store.write { tx in try town.happen(round, Dice(seed: seed), tx) }
            }
            let flaws = try await town.store.read { tx in try MemberCount.flaws(in: tx) }
            #expect(flaws.isEmpty, "\(flaws)")
            let json = try await town.json(Places.members(town.city.id).with("state", "all"), as: town.cityChair)
            let rows: Int = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM membership WHERE until_day IS NULL") ?? 0
            }
            #expect(json["total"]?.integer == rows)
        }
    }

    @Test func `the top bar finds members and units within reach`() async throws {
        try await withTown { town in
            let own = try await town.json(Places.search().with("q", "欧阳"), as: town.secretary)
            #expect(own["members"]?.array?.count == 1)
            let other = try await town.json(Places.search().with("q", "欧阳"), as: town.schoolSecretary)
            #expect(other["members"]?.array?.isEmpty == true)
            let units = try await town.json(Places.search().with("q", "学院"), as: town.cityChair)
            #expect(units["units"]?.array?.count == 2)
            let page = try await town.get(Places.search().with("q", "欧阳"), as: town.secretary)
            #expect(page.text.contains("名册里查看全部"))
            let broad = try await town.get(Places.search().with("q", "z"), as: town.secretary)
            #expect(broad.text.contains("范围太大") && !broad.text.contains("欧阳小文"))
        }
    }
}

extension Town {
    /// The officer that a resident is.
    func officer(_ permission: Permission, _ resident: Resident) async throws -> Officer {
        try await store.read { tx in
            let session = try Session.first(token: resident.token, in: tx)
            let grants = try Grant.held(by: resident.person, on: tx.today, in: tx)
            return try Access<Officer>.officer(permission).admit(Visitor(session: session, grants: grants))
        }
    }

    /// Many members of every branch.
    func settle(_ count: Int) async throws {
        try await store.write { tx in
            var dice = Dice(seed: 3)
            for number in 0..<count {
                let name = Self.surnames.randomElement(using: &dice)! + Self.givens.randomElement(using: &dice)!
                let unit = [mathematics, physics, group, university].randomElement(using: &dice)!
                try tx.member(
                    name, number: "N\(10_000 + number)", in: unit, ring: ring,
                    sex: [.male, .female].randomElement(using: &dice)!,
                    employment: Employment.allCases.randomElement(using: &dice)!)
            }
        }
    }

    /// A few members of mathematics, each with something of their own.
    func settleFew() async throws {
        try await store.write { tx in
            try tx.member("林退休", number: "20170001", in: mathematics, ring: ring, state: .retained)
            try tx.member("周派遣", number: "20190034", in: mathematics, ring: ring, sex: .male, employment: .dispatched)
            try tx.member("吴退会", number: "20180002", in: mathematics, ring: ring, state: .withdrawn)
        }
    }

    /// One of the things that happen to members.
    func happen(_ round: Int, _ source: Dice, _ tx: Transaction) throws {
        var dice = source
        let unit = try UnitEntry.unscoped(
            [mathematics, physics, group, school].randomElement(using: &dice)!.id, in: tx)
        let people: [ID<Person>] = try tx.values("SELECT id FROM person ORDER BY id")
        guard Int.random(in: 0..<3, using: &dice) > 0, let person = people.randomElement(using: &dice),
            let spell = try Membership.current(of: person, in: tx)
        else {
            try tx.member("新人\(round)", number: "R\(round)", in: unit, ring: ring)
            return
        }
        let entry = try PersonEntry.unscoped(person, in: tx)
        let draft = MembershipDraft(
            unit: unit.id, number: spell.number, employment: Employment.allCases.randomElement(using: &dice)!,
            state: MembershipState.allCases.randomElement(using: &dice)!, joinedOn: spell.joinedOn, from: tx.today)
        try spell.change(to: draft, of: entry, in: unit, tx)
    }

    /// How the engine would run a statement.
    func plan(_ statement: SQL) async throws -> String {
        try await store.read { tx in
            // So few rows would be read one by one otherwise.
            if tx.engine == .postgres { try tx.run("SET LOCAL enable_seqscan = off") }
            let explain: SQL = tx.engine == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
            var lines: [String] = []
            try tx.each(explain + statement) { row in
                let line: String = try tx.engine == .sqlite ? row.read("detail") : row.read(at: 0)
                lines.append(line)
            }
            return lines.joined(separator: "\n")
        }
    }

    private static let surnames = ["王", "李", "张", "刘", "陈", "杨", "单", "欧阳"]
    private static let givens = ["伟", "芳", "秀英", "敏", "强", "建华", "丽"]
}
