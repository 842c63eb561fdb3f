import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Procedures

@Suite("A batch of decisions")
struct BatchTests {
    @Test func `is listed first, decides what was ticked, and passes over what somebody else decided`() async throws {
        try await withTown { town in
            var ids: [ID<SignOff>] = []
            for number in 1...4 {
                ids.append(try await town.request("批量请示第 \(number) 号", from: town.university, by: "gao"))
            }
            let city = town.browser("shi"), other = town.browser("fu")
            await city.get(Places.desk(town.city.id))
            await city.submit(
                to: Places.batches(town.city.id),
                ["decision": "agree", "words": "", "case": ids[0].description, "case": ids[1].description])
            #expect(city.page.words.contains("请核对清单") && city.page.words.contains("批量请示第 1 号"))
            #expect(!city.page.words.contains("批量请示第 3 号"))
            #expect(try await town.signOff(ids[0]).state == .held)
            await other.get(Places.signOff(ids[1]))
            await other.submit(to: Places.signOffDecision(ids[1]), ["decision": "refuse", "words": "这件不能同意"])
            let batch = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM sign_off_batch") as ID<SignOffBatch>? })
            await city.get(Places.batch(batch))
            #expect(city.page.words.contains("别人已办，将跳过"))
            await city.submit(to: Places.batchConfirmation(batch))
            try await town.work()
            await city.get(Places.batch(batch))
            #expect(city.page.words.contains("已办完") && city.page.words.contains("已跳过"))
            let all = ids
            let states = try await town.store.read { tx in try SignOff.all(all, in: tx).map(\.state) }
            #expect(states == [.approved, .refused, .held, .held])
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `asks for a choice, for reasons, and for cases`() async throws {
        try await withTown { town in
            let id = try await town.request("批量请示", from: town.university, by: "gao")
            let city = town.browser("shi"), list = Places.batches(town.city.id)
            await city.get(Places.desk(town.city.id))
            await city.submit(to: list, ["decision": "refuse", "words": "", "case": id.description])
            #expect(city.page.status == 422 && city.page.words.contains("要写明理由"))
            await city.submit(to: list, ["decision": "agree", "words": ""])
            #expect(city.page.status == 422 && city.page.words.contains("没有选中事项"))
            // Somebody else's case, ticked by hand, is not in the list.
            let school = try await town.request("学校的请示", from: town.school, by: "xiao")
            await city.submit(to: list, ["decision": "agree", "words": "", "case": school.description])
            #expect(city.page.status == 422)
        }
    }

    @Test func `of thousands goes in turns, a bounded number of statements each`() async throws {
        try await withTown { town in
            let (university, city, gao, shi) = (town.university, town.city, town.person("gao"), town.person("shi"))
            let lines = town.lines
            try await town.store.write { tx in
                for number in 0..<1_200 {
                    _ = try SignOff.file(
                        Request.line, "test", Int64(number), "第 \(number) 件", from: university, by: gao, in: tx)
                }
            }
            let batch = try await town.store.write { tx in
                let draft = try SignOffDraft(Form(fields: [("decision", "agree"), ("words", "")]))
                let holds: SQL = "s.holder_id = \(city.id) AND s.state = 'held'"
                let id = try SignOffBatch.plan(draft, at: city.id, where: holds, by: shi, in: tx)
                try tx.run("UPDATE sign_off_batch SET state = 'running' WHERE id = \(id)")
                return id
            }
            var counts: [Int] = []
            for _ in 0..<3 {
                let (taken, statements) = try await town.store.write { tx in
                    let running = try #require(try SignOffBatch.claim(batch, in: tx)), before = tx.statements
                    return (try SignOffBatchDuty.take(running, lines, in: tx), tx.statements - before)
                }
                counts.append(taken)
                #expect(statements <= 14)
            }
            #expect(counts == [500, 500, 200])
            let open: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM sign_off WHERE state = 'held'")
            }
            #expect(open == 0)
            #expect(try await town.flaws() == [])
        }
    }
}

@Suite("A stand-in")
struct StandInTests {
    @Test func `decides under both names while it lasts, and no longer`() async throws {
        try await withTown { town in
            let id = try await town.request("关于代办的请示", from: town.physics)
            let chair = town.browser("gao"), committee = town.browser("wei"),
                place = Places.standIns(town.university.id)
            #expect(await committee.get(Places.signOff(id)).words.contains("请您审批") == false)
            await chair.get(place)
            await chair.submit(
                to: place,
                [
                    "absent": town.person("gao").description, "substitute": town.person("gao").description,
                    "from_day": "2026-11-12", "until_day": "2026-11-10", "reason": "外出",
                ])
            #expect(chair.page.status == 422 && chair.page.words.contains("代办人不能是本人"))
            #expect(chair.page.words.contains("结束日期不能早于开始日期"))
            await chair.submit(
                to: place,
                [
                    "absent": town.person("gao").description, "substitute": town.person("wei").description,
                    "from_day": "2026-11-12", "until_day": "2026-11-20", "reason": "外出培训",
                ])
            #expect(chair.page.words.contains("代办中"))
            await committee.get(Places.signOff(id))
            #expect(committee.page.words.contains("代gao审批"))
            await committee.submit(to: Places.signOffDecision(id), ["decision": "agree"])
            #expect(await chair.get(Places.signOff(id)).words.contains("wei（代gao）"))
            let standIn = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM stand_in") as ID<StandIn>? })
            await chair.get(place)
            await chair.submit(to: Places.standInEnd(standIn))
            let next = try await town.request("关于之后的请示", from: town.physics)
            #expect(await committee.get(Places.signOff(next)).words.contains("代gao审批") == false)
        }
    }
}
