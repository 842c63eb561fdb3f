import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Procedures

@Suite("A desk")
struct DeskTests {
    /// Puts a case's arrival back.
    private func wait(_ id: ID<SignOff>, since day: String, in town: Town) async throws {
        let at = Instant(Day(day)!, hour: 10)
        try await town.store.write { tx in try tx.run("UPDATE sign_off SET since = \(at) WHERE id = \(id)") }
    }

    @Test func `shows what is late first, counts it, and narrows by line and words`() async throws {
        try await withTown { town in
            let old = try await town.request("关于旧事的请示", from: town.physics)
            let new = try await town.request("关于新事的请示", from: town.physics)
            // Due three working days after Thursday the 5th: on Tuesday the 10th.
            try await wait(old, since: "2026-11-05", in: town)
            try await wait(new, since: "2026-11-09", in: town)
            let officer = town.browser("gao"), place = Places.desk(town.university.id)
            let words = await officer.get(place).words
            #expect(words.contains("2 件等着审批，其中 1 件已超期，排在最前"))
            let first = try #require(words.firstRange(of: "关于旧事的请示"))
            let second = try #require(words.firstRange(of: "关于新事的请示"))
            #expect(first.lowerBound < second.lowerBound && words.contains("已超期 2 个工作日"))
            let late = await officer.get(place.with("late", "yes")).words
            #expect(late.contains("关于旧事的请示") && !late.contains("关于新事的请示"))
            let found = await officer.get(place.with([("q", "新事"), ("line", "request")])).words
            #expect(!found.contains("关于旧事的请示") && found.contains("关于新事的请示"))
            #expect(await officer.get(place.with("q", "%")).words.contains("没有等待审批的事项"))
            let page = await officer.get(place)
            #expect(page.statements <= 14)
            let json = try await officer.get(place, accept: "application/json").json()
            #expect(json["late"] == JSON(1) && json["waiting"] == JSON(2))
        }
    }

    @Test func `goes on where its page ended`() async throws {
        try await withTown { town in
            let (university, physics, fen) = (town.university, town.physics, town.person("fen"))
            try await town.store.write { tx in
                for number in 0..<120 {
                    let id = try SignOff.file(
                        Request.line, "test", Int64(number), "第 \(number) 件", from: physics, by: fen, in: tx)
                    let at = tx.now.adding(days: -(number % 12))
                    try tx.run("UPDATE sign_off SET since = \(at) WHERE id = \(id)")
                }
            }
            let officer = town.browser("gao")
            var address: String? = Places.desk(university.id).text, seen: [String] = []
            while let next = address {
                let page = try await officer.get(next, accept: "application/json").json()
                seen += page["cases"]?.array?.compactMap { $0["id"]?.string } ?? []
                address = page["next"]?.string.map { Places.desk(university.id).with("after", $0).text }
            }
            #expect(seen.count == 120 && Set(seen).count == 120)
        }
    }

    @Test func `lets the unit above take over what is late, with a reason, and not before`() async throws {
        try await withTown { town in
            let id = try await town.request("关于搁下的请示", from: town.physics)
            let city = town.browser("shi")
            #expect(await city.get(Places.signOff(id)).words.contains("提级办理") == false)
            try await wait(id, since: "2026-11-02", in: town)
            await city.get(Places.signOff(id))
            #expect(city.page.words.contains("下级超期未办"))
            await city.submit(to: Places.signOffLift(id), ["lift_words": "催"])
            #expect(city.page.status == 422)
            await city.submit(to: Places.signOffLift(id), ["lift_words": "催办两次没有结果"])
            let lifted = try await town.signOff(id)
            #expect(lifted.holder == town.city.id && lifted.state == .held)
            #expect(city.page.words.contains("请您审批") && city.page.words.contains("催办两次没有结果"))
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `says on the workbench what waits`() async throws {
        try await withTown { town in
            _ = try await town.request("关于工作台的请示", from: town.physics)
            let officer = town.browser("gao")
            #expect(await officer.get("/workbench").words.contains("1 件事等您单位审批"))
        }
    }
}
