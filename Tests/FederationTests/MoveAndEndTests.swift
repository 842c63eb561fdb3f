import Base
import Store
import Testing
import Web

@testable import Federation

@Suite("Moving and ending a unit, looked at first")
struct MoveAndEndTests {
    @Test func `a move shows what is where before and after, and does nothing until it is confirmed`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitMove(town.group.id),
                ["parent": town.physics.name, "on_day": "2026-02-01", "paper": "〔2026〕9 号"],
                as: town.secretary)
            let page = try await town.get(got.location, as: town.secretary)
            for words in [
                "移到“物理学院分会”下面", "原来的上级，不再包含它", "新的上级，从此包含它", "2 → ", "在任的职务 1 个",
                "“春城大学工会”和它以上的合计不变", "2026-02-01 以前的人数、入会率和名册仍算在原来的上级", "〔2026〕9 号", "确认移动",
            ] { #expect(page.text.contains(words), "\(words)") }
            #expect(try await town.unit("代数小组").path.hasPrefix(town.mathematics.path))
            let again = try await town.get(
                "\(Places.unitMove(town.group.id).text)?plan=\(got.location.split(separator: "/")[1])",
                as: town.secretary)
            #expect(again.text.contains("value=\"〔2026〕9 号\""))
            try await town.confirm(got.location, as: town.secretary)
            #expect(try await town.unit("代数小组").path.hasPrefix(town.physics.path))
            try await town.store.read { tx in
                let before = try TreeOfDay(on: Day("2026-01-31")!, below: town.university.path, in: tx)
                let after = try TreeOfDay(on: Day("2026-02-01")!, below: town.university.path, in: tx)
                #expect([before.total, after.total] == [4, 4])
                #expect(before.members[town.mathematics.path] == 2)
                #expect(after.members[town.physics.path] == 1)
                #expect(try MemberCount.flaws(in: tx) + UnitSpell.flaws(in: tx) == [])
            }
        }
    }

    @Test func `numbers that collide and a place that was not there stand against a move`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                try tx.member("同号的人", number: "M1", in: town.school, ring: town.ring)
            }
            let got = try await town.post(
                Places.unitMove(town.mathematics.id), ["parent": town.school.name, "on_day": "2026-02-01"],
                as: town.cityChair)
            let page = try await town.get(got.location, as: town.cityChair)
            #expect(page.text.contains("有 1 个工号与那边的会员重复") && page.text.contains("同号的人"))
            #expect(page.text.contains("会员所属的校级工会改为“第一中学工会”"))
            #expect(!page.text.contains("确认移动"))
            let future = try await town.post(
                Places.unitMove(town.mathematics.id), ["parent": town.school.name, "on_day": "2026-12-01"],
                as: town.cityChair)
            #expect(future.status == 422 && future.text.contains("id=\"on_day-e\""))
        }
    }

    @Test func `whoever stands in the unit alone cannot confirm what was planned above it`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitMove(town.school.id), ["parent": town.city.name, "on_day": "2026-02-01"], as: town.cityChair)
            #expect(got.status == 422 && got.text.contains("它现在就在"))
            let split = try await town.post(
                Places.unitSplit(town.school.id),
                ["on_day": "2026-02-01", "fate": "stay", "name-1": "第一中学分校工会", "people-1": "S1"], as: town.cityChair)
            let path = try #require(Path(local: split.location + "/confirmation"))
            let stamp = try await town.stamp(split.location, as: town.cityChair)
            #expect(try await town.post(path, ["stamp": "\(stamp)"], as: town.schoolSecretary).status == 403)
            try await town.confirm(split.location, as: town.cityChair)
        }
    }

    @Test func `a unit's end shows the posts, clusters and groups that end with it`() async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let cluster = try await town.cluster("第一片组", [east, west])
            try await town.store.write { tx in
                let post = PostDraft(person: town.member.person, kind: .chair, from: Day("2025-03-01")!)
                _ = try Post.insert(post, in: east, tx)
                let group = try UnitGroup.insert("各区教育工会", in: town.city.id, tx)
                let clause = ClauseDraft(level: .district, isDirect: true)
                try UnitGroup.Clause.insert(clause, below: town.city.id, to: group, tx)
            }
            let got = try await town.post(
                Places.unitDissolution(east.id), ["on_day": "2026-02-01"], as: town.cityChair)
            let page = try await town.get(got.location, as: town.cityChair)
            for words in ["欧阳小文", "随之离任的职务", "第一片组", "组长单位，片组要另定组长单位", "“各区教育工会”不再包含“东城区教育工会”", "确认撤销"] {
                #expect(page.text.contains(words), "\(words)")
            }
            try await town.confirm(got.location, as: town.cityChair)
            let now = try await town.get(Places.cluster(cluster), as: town.cityChair)
            #expect(now.text.contains("原组长单位“东城区教育工会”到 2026-01-31 为止（撤销），现在没有组长单位"))
            #expect(now.text.contains("<td>撤销</td>") || now.text.contains(">撤销<"))
            let then = try await town.json(Places.cluster(cluster).with("on", "2026-01-31"), as: town.cityChair)
            #expect(then["lead"]?.string == east.id.description && then["members"]?.array?.count == 2)
            let bench = try await town.json(Places.workbench(), as: town.cityChair)
            #expect(bench.text.contains("片组“第一片组”没有组长单位"))
            let audit = try await town.get(Places.audit(town.city.id), as: town.cityChair)
            #expect(audit.text.contains("离开片组“第一片组”"))
            let handed = try await town.post(
                Places.clusterLead(cluster), ["lead": west.id.description, "lead_day": "2026-03-01"], as: town.cityChair
            )
            #expect(handed.status == 303)
            #expect(!(try await town.json(Places.workbench(), as: town.cityChair)).text.contains("没有组长单位"))
            #expect(try await town.get(Places.posts(east.id), as: town.cityChair).text.contains("2026-01-31"))
        }
    }

    /// Whenever it is dated: the chains of spells hold, and every day has at most one lead.
    @Test(arguments: ["2024-06-01", "2025-01-01", "2025-06-01", "2025-09-01", "2026-02-01"])
    func `an end dated back cuts the chains of clusters where it must`(day: String) async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let cluster = try await town.cluster("第一片组", [east, west])
            let (mine, theirs, end) = (east.id, west.id, try #require(Day(day)))
            try await town.store.write { tx in
                let book = try Cluster.kept(cluster, in: tx)
                try book.hand(to: theirs, from: Day("2025-06-01")!, in: tx)
                try book.hand(to: mine, from: Day("2025-09-01")!, in: tx)
                try UnitEntry.unscoped(mine, in: tx).dissolve(on: end, in: tx)
            }
            let leads = try await town.store.read { tx in try ClusterMember.leads(of: cluster, in: tx) }
            let members = try await town.store.read { tx in try ClusterMember.all(of: cluster, in: tx) }
            for spell in (leads + members).filter({ $0.unit == mine }) {
                #expect(spell.from < end && spell.until.map { $0 < end } ?? false)
            }
            #expect(leads.filter { $0.holds(on: end.adding(days: 1)) }.count <= 1)
            #expect(leads.filter { $0.unit == theirs }.map(\.from) == [Day("2025-06-01")!])
        }
    }

    @Test func `a merged unit leaves its cluster, and one moved out of the keeper's reach too`() async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let cluster = try await town.cluster("第一片组", [east, west])
            let schools = try await town.store.write { tx in
                let kept = try Cluster.insert(
                    ClusterDraft(.base, "东城一组", from: Day("2025-01-01")!, until: nil, paper: nil), in: east.id, tx)
                let school = try tx.founded("东城第二中学工会", .base, .school, under: east)
                try kept.enter(school, from: Day("2025-01-01")!, in: tx)
                return (kept.id, school)
            }
            let got = try await town.post(
                Places.unitMerger(west.id),
                ["other": east.id.description, "into": west.id.description, "on_day": "2026-02-01"], as: town.cityChair)
            let page = try await town.get(got.location, as: town.cityChair)
            #expect(page.text.contains("东城一组") && page.text.contains("片组不随合并带过去"))
            try await town.confirm(got.location, as: town.cityChair)
            try await town.store.read { tx in
                let members = try ClusterMember.all(of: cluster, in: tx).filter { $0.unit == east.id }
                #expect(members.map(\.until) == [Day("2026-01-31")!] && members[0].why == "并入“西城区教育工会”")
                let school = try ClusterMember.all(of: schools.0, in: tx)
                #expect(school.map(\.until) == [Day("2026-01-31")!])
                #expect(school[0].why == "移到“西城区教育工会”下面")
            }
        }
    }
}

extension Cluster {
    /// A cluster whoever asks.
    fileprivate static func kept(_ id: ID<Cluster>, in tx: Transaction) throws -> Cluster {
        try #require(try tx.first("SELECT \(columns) FROM cluster c WHERE c.id = \(id)"))
    }
}
