import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("A cluster of units")
struct ClusterTests {
    @Test func `is made, filled, led, handed over and ended`() async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let made = try await town.post(
                Places.unitClusters(town.city.id),
                [
                    "kind": "district", "name": "第一片组", "from_day": "2025-01-01", "until_day": "2027-12-31",
                    "paper": "〔2025〕3 号",
                ], as: town.cityChair)
            #expect(made.status == 303)
            let id = try #require(ID<Cluster>(made.location.split(separator: "/")[1]))
            for unit in [east, west] {
                let entered = try await town.post(
                    Places.clusterMembers(id), ["unit": unit.id.description, "join_day": "2025-01-01"],
                    as: town.cityChair)
                #expect(entered.status == 303)
            }
            for (unit, day) in [(east, "2025-01-01"), (west, "2026-01-01")] {
                let handed = try await town.post(
                    Places.clusterLead(id), ["lead": unit.id.description, "lead_day": "\(day)"], as: town.cityChair)
                #expect(handed.status == 303)
            }
            let then = try await town.json(Places.cluster(id).with("on", "2025-12-31"), as: town.cityChair)
            #expect(then["lead"]?.string == east.id.description)
            let now = try await town.json(Places.cluster(id), as: town.cityChair)
            #expect(now["lead"]?.string == west.id.description)
            #expect(try await town.get(Places.unit(east.id), as: town.cityChair).text.contains("第一片组"))
            let ended = try await town.post(Places.clusterEnd(id), ["end_day": "2026-03-02"], as: town.cityChair)
            #expect(ended.status == 303)
            let after = try await town.json(Places.cluster(id).with("on", "2026-03-03"), as: town.cityChair)
            #expect(after["members"]?.array?.count == 0)
        }
    }

    @Test func `refuses what does not fit, with the reason beside the field`() async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let id = try await town.cluster("第一片组", [east])
            let other = try await town.cluster("第二片组", [])
            let tries: [(Path, KeyValuePairs<String, String>, String)] = [
                (Places.clusterMembers(other), ["unit": east.id.description, "join_day": "2026-01-01"], "同类片组一天只能在一个"),
                (
                    Places.clusterMembers(other), ["unit": town.school.id.description, "join_day": "2026-01-01"],
                    "不是这类片组的单位"
                ),
                (Places.clusterMembers(other), ["unit": west.id.description, "join_day": "2020-01-01"], "不在片组的任期内"),
                (Places.clusterMembers(other), ["join_day": "2026-01-01"], "请勾选要加入的单位"),
                (Places.clusterLead(id), ["lead": west.id.description, "lead_day": "2026-01-01"], "组长单位须是那一天在片组里的单位"),
                (Places.clusterEnd(id), ["end_day": "2020-01-01"], "结束日期早于开始日期"),
            ]
            for (path, fields, words) in tries {
                let got = try await town.post(path, fields, as: town.cityChair)
                #expect(got.status == 422 && got.text.contains(words), "\(words)")
            }
        }
    }

    @Test func `is known to its members and changed by its keeper alone`() async throws {
        try await withTown { town in
            let (east, _) = try await town.districts()
            let id = try await town.cluster("第一片组", [east])
            let page = try await town.get(Places.cluster(id), as: town.schoolSecretary)
            #expect(page.status == 200 && page.text.contains("东城区教育工会"))
            #expect(!page.text.contains(Places.unit(east.id).text + "\""), "no way to what is out of reach")
            let answers = [
                try await town.get(Places.clusterRevision(id), as: town.schoolSecretary).status,
                try await town.post(Places.clusterEnd(id), ["end_day": "2026-01-01"], as: town.schoolSecretary).status,
                try await town.get(Places.cluster(id), as: town.member).status,
            ]
            #expect(answers == [403, 404, 403])
        }
    }

    @Test func `a unit leaves, and the lead only after handing over`() async throws {
        try await withTown { town in
            let (east, west) = try await town.districts()
            let id = try await town.cluster("第一片组", [east, west])
            let spells = try await town.store.read { tx in try ClusterMember.all(of: id, in: tx) }
            let lead = try await town.post(
                Places.clusterMemberEnd(spells[0].id), ["day": "2026-02-01"], as: town.cityChair)
            #expect(lead.status == 422 && lead.text.contains("请先交接组长"))
            let left = try await town.post(
                Places.clusterMemberEnd(spells[1].id), ["day": "2026-02-01"], as: town.cityChair)
            #expect(left.status == 303)
            let again = try await town.cluster("第二片组", [])
            let early = try await town.post(
                Places.clusterMembers(again), ["unit": west.id.description, "join_day": "2026-02-01"],
                as: town.cityChair)
            #expect(early.status == 422)
            let right = try await town.post(
                Places.clusterMembers(again), ["unit": west.id.description, "join_day": "2026-02-02"],
                as: town.cityChair)
            #expect(right.status == 303)
        }
    }

    @Test func `that is over stands below those that are not`() async throws {
        try await withTown { town in
            let list = Places.unitClusters(town.city.id)
            #expect(try await town.get(list, as: town.cityChair).text.contains("还没有片组"))
            let (east, _) = try await town.districts()
            let over = try await town.cluster("第一片组", [east])
            _ = try await town.cluster("第二片组", [])
            let ended = try await town.post(Places.clusterEnd(over), ["end_day": "2026-02-01"], as: town.cityChair)
            #expect(ended.status == 303)
            let page = try await town.get(list, as: town.cityChair).text
            #expect(!page.contains("还没有片组"))
            let parts = page.split(separator: "已结束的片组（1）")
            #expect(parts.count == 2 && parts[0].contains("第二片组") && !parts[0].contains("第一片组"))
            #expect(parts.last?.contains("第一片组") == true && Soundness.flaws(of: page) == [])
        }
    }

    /// Whatever is written past our own checks, the tables hold no unit twice on a day.
    @Test func `the database itself refuses a second one on any day`() async throws {
        try await withTown { town in
            let (east, _) = try await town.districts()
            let first = try await town.cluster("第一片组", []), second = try await town.cluster("第二片组", [])
            await forAll(40) { (dice: inout Dice) async throws in
                let seed = dice.next()
                try await town.store.write { tx in
                    var dice = Dice(seed: seed)
                    let from = Day("2025-01-01")!.adding(days: dice.number(0...40))
                    let until = dice.number(0...3) == 0 ? nil : from.adding(days: dice.number(0...20))
                    let ends: [Day?] = try tx.values(
                        "SELECT until_day FROM cluster_member WHERE unit_id = \(east.id) ORDER BY from_day")
                    let after: Day? = dice.number(0...3) == 0 ? nil : ends.isEmpty ? nil : dice.one(of: ends)
                    _ = try? tx.attempt {
                        try tx.run(
                            """
                            INSERT INTO cluster_member (id, cluster_id, unit_id, kind, from_day, until_day, after_day)
                            VALUES (\(tx.newID(ClusterMember.self)), \(dice.number(0...1) == 0 ? first : second), \(east.id),
                                'district', \(from), \(until), \(after))
                            """)
                    }
                    let twice: Int =
                        try tx.value(
                            """
                            SELECT count(*) FROM cluster_member a JOIN cluster_member b ON b.unit_id = a.unit_id AND b.kind = a.kind
                             WHERE a.id < b.id AND a.from_day <= coalesce(b.until_day, '9999') AND b.from_day <= coalesce(a.until_day, '9999')
                            """) ?? 0
                    #expect(twice == 0)
                }
            }
            let taken: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM cluster_member WHERE unit_id = \(east.id)")
            }
            #expect(try #require(taken) > 0)
        }
    }
}

extension Town {
    func districts() async throws -> (UnitEntry, UnitEntry) {
        try await store.write { tx in
            (
                try tx.founded("东城区教育工会", .district, .industrial, under: city),
                try tx.founded("西城区教育工会", .district, .industrial, under: city)
            )
        }
    }

    /// A cluster of districts since 2025, the first in the lead.
    func cluster(_ name: String, _ units: [UnitEntry]) async throws -> ID<Cluster> {
        try await store.write { tx in
            let from = Day("2025-01-01")!
            let cluster = try Cluster.insert(
                ClusterDraft(.district, name, from: from, until: nil, paper: nil), in: city.id, tx)
            for unit in units { try cluster.enter(unit, from: from, in: tx) }
            if let first = units.first { try cluster.hand(to: first.id, from: from, in: tx) }
            return cluster.id
        }
    }
}
