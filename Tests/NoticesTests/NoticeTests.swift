import Access
import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Notices

@Suite("A message to members") struct NoticeTests {
    /// Sends through the page and does the duties; gives the message.
    private func send(_ town: Town, _ audience: String = "members") async throws -> ID<Notice> {
        let browser = town.browser(town.universityChair)
        await browser.get(Places.noticeNew(town.university.id))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        await browser.submit(
            to: Places.notices(town.university.id),
            [
                "audience": audience, "purpose": "activity", "title": "健步走报名", "body": "请向分会报名。",
                "happens_on": "2026-03-20",
            ])
        #expect(browser.page.words.contains("正在分发"))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        try await town.settle()
        return try #require(try await town.store.read { tx in try tx.value("SELECT max(id) FROM notice") })
    }

    @Test func `comes to every member of the unit and below, once`() async throws {
        try await withTown { town in
            let id = try await send(town)
            // Chair of the city and of the university, the member of the branch.
            #expect(try await town.count("SELECT count(*) FROM notice_delivery WHERE notice_id = \(id)") == 3)
            #expect(try await town.count("SELECT people FROM notice WHERE id = \(id)") == 3)
            try await town.store.write { tx in
                _ = try tx.later(Spreading.duty, payload: Spreading(notice: id).payload)
            }
            try await town.settle()
            #expect(try await town.count("SELECT count(*) FROM notice_delivery WHERE notice_id = \(id)") == 3)
        }
    }

    @Test func `rings, is opened by an act, and tells its sender so`() async throws {
        try await withTown { town in
            let id = try await send(town)
            let member = town.browser(town.member)
            await member.get("/inbox")
            #expect(member.page.text.contains("消息，1 条未读") && member.page.words.contains("健步走报名"))
            #expect(Soundness.flaws(of: member.page.text) == [])
            await member.submit(to: Places.messageOpening(id))
            #expect(member.page.words.contains("请向分会报名"))
            #expect(Soundness.flaws(of: member.page.text) == [])
            await member.get("/inbox?state=unread")
            #expect(member.page.words.contains("没有未读消息") && !member.page.text.contains("条未读\""))
            let sender = town.browser(town.universityChair)
            await sender.get(Places.noticePeople(id).with("state", "reached"))
            #expect(sender.page.words.contains("周晓岚") && !sender.page.words.contains("何丽华"))
            await sender.get(Places.noticePeople(id).with("state", "unreached"))
            #expect(!sender.page.words.contains("周晓岚") && sender.page.words.contains("何丽华"))
            #expect(Soundness.flaws(of: sender.page.text) == [])
            await sender.get(Places.noticeExport(id))
            #expect(sender.page.status == 200)
        }
    }

    @Test func `is nobody else's to read`() async throws {
        try await withTown { town in
            let id = try await send(town)
            let other = town.browser(town.schoolChair)
            for path in [Places.message(id), Places.notice(id), Places.noticePeople(id)] {
                await other.get(path)
                #expect(other.page.status == 404)
            }
            let member = town.browser(town.member)
            await member.get(Places.notice(id))
            #expect(member.page.status == 403)
        }
    }

    @Test func `is printed for whom nothing else reaches`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                _ = try tx.member("孙文", number: "N9", in: town.branch, ring: town.ring)
            }
            let id = try await send(town)
            let sender = town.browser(town.universityChair)
            await sender.get(Places.noticeSlips(id))
            #expect(sender.page.words.contains("孙文（数学学院分会）"))
            await sender.submit(to: Places.noticeSlips(id))
            #expect(try await town.count("SELECT count(*) FROM notice_delivery WHERE state = 'handed'") == 1)
            await sender.get(Places.noticePeople(id).with("state", "reached"))
            #expect(sender.page.words.contains("孙文"))
        }
    }

    @Test func `to officers goes to whoever holds a post there`() async throws {
        try await withTown { town in
            let id = try await send(town, "officers")
            let people: [ID<Person>] = try await town.store.read { tx in
                try tx.values("SELECT person_id FROM notice_delivery WHERE notice_id = \(id)")
            }
            #expect(people == [town.universityChair.person])
        }
    }

    @Test func `can be stopped while it is handed out, and goes on where a dead server stopped`() async throws {
        try await withTown { town in
            let draft = NoticeDraft(.activity, "测试通知", "内容", to: .members)
            let id = try await town.store.write { tx in
                try Notice.send(draft, from: town.city.id, by: nil, in: tx)
            }
            // One turn, and then the server dies.
            let first = try await town.store.write { tx in
                try Spreading.perform(
                    DutyTurn(id: ID(1), payload: Spreading(notice: id).payload, attempt: 1, done: 0, total: nil), tx)
            }
            guard case .again(let payload, let done, let total) = first else { throw Refusal.missing }
            #expect(done == 4 && total == 4)
            let second = try await town.store.write { tx in
                try Spreading.perform(DutyTurn(id: ID(1), payload: payload, attempt: 2, done: done, total: total), tx)
            }
            #expect(second == .done)
            let browser = town.browser(town.chair)
            await browser.get(Places.notice(id))
            #expect(!browser.page.words.contains("停止分发"))
            #expect(Spreading("x") == nil && Spreading(payload)?.payload == payload)
        }
    }

    @Test func `is stopped by its sender`() async throws {
        try await withTown { town in
            let draft = NoticeDraft(.activity, "测试通知", "内容", to: .members)
            let id = try await town.store.write { tx in
                try Notice.send(draft, from: town.city.id, by: nil, in: tx)
            }
            let browser = town.browser(town.chair)
            await browser.get(Places.notice(id))
            #expect(browser.page.words.contains("正在分发"))
            await browser.submit(to: Places.noticeStop(id))
            #expect(browser.page.words.contains("已停止分发"))
            try await town.settle()
            #expect(try await town.count("SELECT count(*) FROM notice_delivery") == 0)
        }
    }

    @Test func `about a paper comes to those who sign for it`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                _ = try DocumentSeries.insert("春教工发", in: town.city.id, tx)
                let officer = try town.officer(town.chair, .documentIssue, tx)
                let draft = DocumentDraft(title: "关于核对会员的通知", body: "正文。", to: [DocumentTarget(.unit(town.school.id))])
                _ = try OfficialDocument.issue(
                    draft, from: town.city, series: "春教工发", by: officer, ring: town.ring, in: tx)
            }
            try await town.settle()
            try await town.settle()
            let reader = town.browser(town.schoolChair)
            await reader.get("/inbox")
            #expect(reader.page.words.contains("来文：关于核对会员的通知"))
        }
    }
}

@Suite("How a member wants to be told") struct ChoicesTests {
    @Test func `is their own, with an address that is sealed`() async throws {
        try await withTown { town in
            let member = town.browser(town.member)
            await member.get("/me/choices")
            #expect(Soundness.flaws(of: member.page.text) == [])
            await member.submit(to: Places.choices(), ["mail": "not an address"])
            #expect(member.page.status == 422 && member.page.words.contains("邮箱地址读不出"))
            await member.submit(to: Places.choices(), ["mail": "zhou@example.cn", "want": "activity.sms"])
            #expect(member.page.text.contains("zhou@example.cn"))
            let sealed: [UInt8]? = try await town.store.read { tx in
                try tx.value("SELECT address_sealed FROM mail_contact WHERE person_id = \(town.member.person)")
            }
            #expect(sealed != nil && !String(decoding: sealed ?? [], as: UTF8.self).contains("zhou"))
            #expect(
                try await town.count("SELECT count(*) FROM notice_refusal") == OwnChoices.all.count - 1)
        }
    }

    @Test func `has a calendar under an address that ends when it is told to`() async throws {
        try await withTown { town in
            let member = town.browser(town.member)
            try await town.store.write { tx in
                let draft = NoticeDraft(.activity, "健步走", "内容", happensOn: Day("2026-03-20")!)
                try Notice.spread(
                    try Notice.send(draft, from: town.city.id, to: [town.member.person], by: nil, in: tx), in: tx)
            }
            await member.get("/me/choices")
            await member.submit(to: Places.calendar())
            let address = try #require(member.page.text.firstMatch(of: /\/public\/calendars\/[A-Za-z0-9_-]+\.ics/))
                .output
            let stranger = town.browser(nil)
            await stranger.get(String(address))
            #expect(stranger.page.text.contains("SUMMARY:健步走") && stranger.page.text.contains("20260320"))
            await member.get("/me/choices")
            await member.submit(to: Places.calendarEnd())
            await stranger.get(String(address))
            #expect(stranger.page.status == 404)
        }
    }
}

@Suite("A certificate") struct CertificateTests {
    private func made(_ town: Town) async throws -> Certificate {
        let browser = town.browser(town.universityChair)
        await browser.get(Places.certificateNew(town.university.id))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        await browser.submit(
            to: Places.certificates(town.university.id),
            [
                "heading": "荣誉证书", "series": "JXBS", "holder": "周晓岚 同志", "member": "M1",
                "body": "在教学基本功比赛中，经评审和公示，荣获", "award": "一等奖", "issued_on": "2026-03-01",
            ])
        #expect(browser.page.words.contains("JXBS-2026-0001"))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        let found: Certificate? = try await town.store.read { tx in
            try tx.first("SELECT \(Certificate.columns) FROM \(Certificate.source)")
        }
        return try #require(found)
    }

    @Test func `is the holder's to see, and true to whoever has its code, the name masked`() async throws {
        try await withTown { town in
            let one = try await made(town)
            let member = town.browser(town.member)
            await member.get(Places.myCertificates())
            #expect(member.page.words.contains("荣誉证书 · 一等奖"))
            await member.get(Places.certificatePDF(one.id))
            #expect(member.page.status == 200 && member.page.text.hasPrefix("%PDF-1"))
            let stranger = town.browser(nil)
            await stranger.get(Places.publicCertificates().with("code", one.printedCode.lowercased()))
            #expect(stranger.page.words.contains("这张证书真实有效") && stranger.page.words.contains("周 **"))
            #expect(!stranger.page.words.contains("周晓岚"))
            #expect(Soundness.flaws(of: stranger.page.text) == [])
            await stranger.get(Places.publicCertificates().with("code", "ABCDEFGHJK"))
            #expect(stranger.page.words.contains("没有这个核验码"))
            let other = town.browser(town.schoolChair)
            await other.get(Places.certificate(one.id))
            #expect(other.page.status == 404)
        }
    }

    @Test func `that was withdrawn says so to everybody`() async throws {
        try await withTown { town in
            let one = try await made(town)
            let browser = town.browser(town.universityChair)
            await browser.get(Places.certificate(one.id))
            await browser.submit(to: Places.certificateWithdrawal(one.id), ["reason": "名单有误"])
            #expect(browser.page.words.contains("已撤销：名单有误"))
            let stranger = town.browser(nil)
            await stranger.get(Places.publicCertificate(one.code))
            #expect(stranger.page.words.contains("已经撤销"))
        }
    }

    @Test(
        "has its day in characters",
        arguments: [("2026-01-13", "二〇二六年一月十三日"), ("2025-10-20", "二〇二五年十月二十日"), ("2030-12-31", "二〇三〇年十二月三十一日")])
    func day(text: String, expected: String) {
        #expect(CertificatePaper.chinese(Day(text)!) == expected)
    }
}
