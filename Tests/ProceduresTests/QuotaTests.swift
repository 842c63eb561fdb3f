import Glibc
import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Procedures

@Suite("A quota")
struct QuotaTests {
    /// A quota of the city with one category; gives it and the category.
    private func opened(_ total: Int, in town: Town) async throws -> (ID<Quota>, ID<QuotaCategory>) {
        let (city, shi) = (town.city, town.person("shi"))
        return try await town.store.write { tx in
            let draft = QuotaDraft(name: "疗休养", measure: "人", categories: [("一线教师", total)])
            let id = try Quota.open(draft, at: city, by: shi, in: tx)
            return (id, try #require(try tx.value("SELECT id FROM quota_category") as ID<QuotaCategory>?))
        }
    }

    private func share(_ category: ID<QuotaCategory>, _ unit: UnitEntry, _ town: Town) async throws -> QuotaShare {
        let id = unit.id
        return try await town.store.read { tx in try #require(try QuotaShare.first(category, at: id, in: tx)) }
    }

    @Test func `is opened with all flaws said at once, split by rule after a preview, and handed on`() async throws {
        try await withTown { town in
            let city = town.browser("shi"), list = Places.quotas(town.city.id)
            await city.get(Places.quotaNew(town.city.id))
            await city.submit(to: list, ["name": "疗", "categories": "一线教师\n高技能 五十", "measure": ""])
            #expect(city.page.status == 422 && city.page.words.contains("第 1 行“一线教师”读不懂"))
            #expect(city.page.words.contains("第 2 行") && city.page.words.contains("名称至少 2 个字"))
            await city.submit(to: list, ["name": "疗休养", "categories": "一线教师 38\n高技能人才，5", "measure": "人"])
            #expect(city.page.words.contains("剩 38 / 38"))
            let id = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM quota") as ID<Quota>? })
            let category = try #require(
                try await town.store.read { tx in
                    try tx.value("SELECT id FROM quota_category ORDER BY place") as ID<QuotaCategory>?
                })
            let place = Places.quotaSplit(id, town.city.id)
            await city.get(
                place.with([("category", category.description), ("rule", "largest_remainder"), ("total", "99")]))
            #expect(city.page.status == 422 && city.page.words.contains("只剩 38 个"))
            await city.get(
                place.with([("category", category.description), ("rule", "largest_remainder"), ("least", "1")]))
            #expect(city.page.words.contains("分配预览") && city.page.words.contains("38 个分给 2 个单位，余 0 个"))
            await city.submit(to: place)
            #expect(city.page.words.contains("已分下去 38 个"))
            let district = try await share(category, town.district, town),
                university = try await share(category, town.university, town)
            #expect(district.granted + university.granted == 38 && district.granted >= 1)
            #expect(await town.browser("gao").get(Places.quota(id, town.university.id)).status == 200)
            #expect(await town.browser("wei").get(Places.quota(id, town.university.id)).words.contains("设立单位"))
            #expect(await town.browser("xiao").get(Places.quota(id, town.university.id)).status == 404)
            #expect(await town.browser("xiao").get(Places.quota(id, town.school.id)).status == 404)
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `is used, reserved, handed back and taken back, each with its reason, and its book agrees`() async throws
    {
        try await withTown { town in
            let (id, category) = try await opened(10, in: town)
            let city = town.browser("shi"), university = town.browser("gao")
            let atCity = Places.quota(id, town.city.id), atUniversity = Places.quota(id, town.university.id)
            func move(
                _ browser: Browser, _ unit: UnitEntry, _ page: Path, _ kind: String, _ amount: String,
                _ below: String = ""
            )
                async -> BrowsedPage
            {
                await browser.get(page)
                return await browser.submit(
                    to: Places.quotaMoves(id, unit.id),
                    [
                        "move": kind, "move_category": category.description, "amount": amount, "reason": "工作需要",
                        "unit": below,
                    ])
            }
            let down = await move(city, town.city, atCity, "handDown", "6", town.university.id.description)
            #expect(down.words.contains("已办理"))
            let over = await move(city, town.city, atCity, "handDown", "5", town.district.id.description)
            #expect(over.status == 422 && over.words.contains("现在只剩 4 个，不够 5 个"))
            _ = await move(university, town.university, atUniversity, "use", "2")
            _ = await move(university, town.university, atUniversity, "reserve", "1")
            #expect(university.page.words.contains("剩 3 / 6") && university.page.words.contains("工作需要"))
            let hold = try #require(
                try await town.store.read { tx in
                    try tx.value("SELECT id FROM quota_hold WHERE state = 'reserved'") as ID<QuotaHold>?
                })
            await university.submit(to: Places.quotaHoldEnd(hold))
            _ = await move(university, town.university, atUniversity, "handBack", "1")
            #expect(university.page.words.contains("剩 3 / 5"))
            await city.get(atCity)
            await city.submit(to: Places.quotaRecall(id, town.city.id), ["recall_reason": "到期收回"])
            #expect(city.page.words.contains("已收回 3 个"))
            let left = try await share(category, town.university, town)
            #expect(left.granted == 2 && left.used == 2 && left.left == 0)
            #expect(try await share(category, town.city, town).left == 8)
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `never oversteps when many take and hand down at once from two levels`() async throws {
        try await withTown { town in
            let (_, category) = try await opened(60, in: town)
            let (city, university, physics) = (town.city, town.university, town.physics)
            try await town.store.write { tx in
                let top = try #require(try QuotaShare.first(category, at: city.id, in: tx))
                try top.handDown([(university.id, 40)], QuotaHand(by: nil, reason: "下达"), in: tx)
            }
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        _ = try? await town.store.write { tx in
                            let hand = QuotaHand(by: nil, reason: "同时 \(number)")
                            let top = try #require(try QuotaShare.first(category, at: city.id, in: tx))
                            let mine = try #require(try QuotaShare.first(category, at: university.id, in: tx))
                            switch number % 4 {
                            case 0: try mine.handDown([(physics.id, 3)], hand, in: tx)
                            case 1:
                                try QuotaShare.take(
                                    2, of: category, at: university.id, as: .used, for: "manual", 0, "使用", hand, in: tx)
                            case 2: try mine.handBack(3, hand, in: tx)
                            default: try top.handDown([(university.id, 4)], hand, in: tx)
                            }
                        }
                    }
                }
            }
            let shares = [
                try await share(category, city, town), try await share(category, university, town),
                try await share(category, physics, town),
            ]
            #expect(shares.allSatisfy { $0.left >= 0 })
            #expect(shares[0].granted == 60 && shares[0].handed == shares[1].granted)
            #expect(shares[1].handed == shares[2].granted)
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `gives the last place to one of many`() async throws {
        try await withTown { town in
            let (_, category) = try await opened(1, in: town)
            let city = town.city.id
            let taken = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let hold = try? await town.store.write { tx in
                            try QuotaShare.take(
                                1, of: category, at: city, for: "nomination", Int64(number), "推荐",
                                QuotaHand(by: nil, reason: "推荐"), in: tx)
                        }
                        return hold != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
        }
    }

    @Test func `goes out as a sheet and comes back changed, all of it or nothing`() async throws {
        try await withTown { town in
            let (id, category) = try await opened(20, in: town)
            let (city, university) = (town.city, town.university)
            try await town.store.write { tx in
                let top = try #require(try QuotaShare.first(category, at: city.id, in: tx))
                try top.handDown([(university.id, 7)], QuotaHand(by: nil, reason: "下达"), in: tx)
            }
            let browser = town.browser("shi")
            let sheet = await browser.get(Places.quotaSheet(id, city.id), isFollowing: false)
            #expect(sheet.status == 200)
            let path = "/tmp/procedures-\(id).csv"
            defer { remove(path) }
            func send(_ text: String) async throws -> [(share: QuotaShare, unit: UnitEntry, by: Int)] {
                try write(text, to: path)
                let officer = try await town.officer("shi", .unitSee)
                return try await town.store.read { tx in
                    let view = try QuotaView(Quota.find(id, in: tx), city, as: officer, in: tx)
                    return try QuotaSheet(view: view).changes(in: path)
                }
            }
            let changes = try await send("单位代码,单位,一线教师\n东区教育,东区教育,5\n春城大学,春城大学,3\n")
            #expect(changes.map(\.by).sorted() == [-4, 5])
            await #expect(throws: Flaws.self) { try await send("单位代码,单位,一线教师\n没有,没有,5\n春城大学,,三\n") }
            await #expect(throws: Flaws.self) { try await send("甲,乙\n1,2\n") }
        }
    }
}
