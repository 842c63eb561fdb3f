import Base
import Foundation
import Server
import Store
import TestKit
import Testing
import Web

@testable import Notices

@Suite("An attachment") struct AttachmentTests {
    /// A draft of the city's, made directly.
    private func draft(_ town: Town) async throws -> ID<OfficialDocument> {
        try await town.store.write { tx in
            let draft = DocumentDraft(
                title: "关于核对会员的通知", body: "正文。\n（一）要求。请核对。", copies: "市总工会", remark: "电话 010",
                to: [DocumentTarget(.bases), DocumentTarget(.unit(town.branch.id), .copy)])
            return try OfficialDocument.insert(draft, in: town.city, by: town.chair.person, tx)
        }
    }

    /// Sends a file with the form of the paper's page; the status and the page that says what is wrong.
    private func upload(
        _ bytes: [UInt8], _ name: String, to id: ID<OfficialDocument>, _ town: Town
    ) async throws -> (status: Int, text: String) {
        let path = NSTemporaryDirectory() + "attachment-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: path))
        let file = Upload(field: "file", fileName: name, contentType: "", size: bytes.count, path: path)
        let browser = town.browser(town.chair)
        await browser.get(Places.document(id))
        let address = Places.documentAttachments(id).text
        let fields = browser.page.forms.first { $0.action == address }?.fields.filter { $0.name != "file" } ?? []
        let request = Request(
            .post, address,
            headers: [
                "Accept": "text/html",
                "Cookie": browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
            ], body: .form(Submission(fields: fields, uploads: [file])), host: "house.test", remote: "192.0.2.7")
        let response = await town.site.answer(request)
        guard case .bytes(let page) = response.body else { return (response.status, "") }
        return (response.status, String(decoding: page, as: UTF8.self))
    }

    @Test func `goes with the paper to whoever gets it, as it was sent`() async throws {
        try await withTown { town in
            let id = try await draft(town)
            let content = Array("%PDF-1.7 分工表".utf8)
            #expect(try await upload(content, "任务分工表.pdf", to: id, town).status == 303)
            let office = town.browser(town.chair)
            await office.get(Places.document(id))
            #expect(office.page.words.contains("任务分工表.pdf") && Soundness.flaws(of: office.page.text) == [])
            let file: ID<Notices.Attachment> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM document_attachment") })
            try await town.store.write { tx in
                let series = try DocumentSeries.insert("春教工发", in: town.city.id, tx)
                let all = try DocumentSeries.all(of: town.city.id, in: tx)
                try OfficialDocument.unscoped(id, in: tx).submit(by: nil, ring: town.ring, tx)
                _ = try OfficialDocument.unscoped(id, in: tx).issue(
                    in: try #require(all.first { $0.id == series }), on: tx.today, by: nil, ring: town.ring, tx)
            }
            let reader = town.browser(town.schoolChair)
            await reader.get(Places.receivedDocument(town.school.id, id))
            #expect(reader.page.words.contains("任务分工表.pdf"))
            await reader.get(Places.receivedAttachment(town.school.id, id, file))
            #expect(reader.page.text == "%PDF-1.7 分工表")
            await reader.get(Places.receivedPDF(town.school.id, id))
            #expect(reader.page.text.hasPrefix("%PDF-1"))
            await reader.get(Places.documentAttachment(id, file))
            #expect(reader.page.status == 404)
            await office.get(Places.documentAttachment(id, file))
            #expect(office.page.status == 200)
        }
    }

    @Test func `is taken off a draft, and nothing else than papers and pictures is taken`() async throws {
        try await withTown { town in
            let id = try await draft(town)
            let wrong = try await upload(Array("#!/bin/sh".utf8), "表.pdf", to: id, town)
            #expect(wrong.status == 422 && wrong.text.contains("这个文件不是"))
            #expect(try await upload([0x50, 0x4B, 3, 4, 0], "名单.xlsx", to: id, town).status == 303)
            let office = town.browser(town.chair)
            await office.get(Places.document(id))
            let file: ID<Notices.Attachment> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM document_attachment") })
            await office.submit(to: Places.documentAttachmentEnd(id, file))
            #expect(office.page.words.contains("没有附件"))
        }
    }

    @Test(
        "is known by its first bytes",
        arguments: [
            ([0x25, 0x50, 0x44, 0x46, 0x2D], "a.exe", Notices.Attachment.Media.pdf),
            ([0x50, 0x4B, 3, 4], "a.docx", .docx),
            ([0x50, 0x4B, 3, 4], "a.zip", .zip), ([0xD0, 0xCF, 0x11, 0xE0], "a.xls", .xls),
            ([0x4D, 0x5A], "a.pdf", nil),
            ([], "a.pdf", nil),
        ] as [([UInt8], String, Notices.Attachment.Media?)])
    func media(bytes: [UInt8], name: String, expected: Notices.Attachment.Media?) {
        #expect(Notices.Attachment.Media(bytes, named: name) == expected)
    }
}

@Suite("The pages of papers and messages") struct NoticePagesTests {
    @Test func `say what there is to do where there is nothing`() async throws {
        try await withTown { town in
            let browser = town.browser(town.chair), unit = town.city.id
            for (path, words) in [
                (Places.documents(unit), "这里还没有公文"), (Places.received(unit), "还没有来文"),
                (Places.received(unit).with("state", "waiting"), "没有待签收的来文"), (Places.series(unit), "还没有机关代字"),
                (Places.notices(unit), "还没有发过通知"), (Places.certificates(unit), "还没有制发证书"),
                (Places.channels(unit), "还没有自己的渠道"), (Places.inbox(), "还没有消息"), (Places.myCertificates(), "还没有证书"),
                (Places.publicCertificates(), "输入证书上的核验码"),
            ] {
                await browser.get(path)
                #expect(browser.page.status == 200 && browser.page.words.contains(words), "\(path)")
                #expect(Soundness.flaws(of: browser.page.text) == [], "\(path)")
            }
        }
    }

    @Test func `show a paper on its way: handed in, given back, and without a series`() async throws {
        try await withTown { town in
            let id = try await town.store.write { tx in
                let draft = DocumentDraft(
                    kind: .report, title: "关于工作情况的报告", body: "正文。", signer: "何丽华", to: [DocumentTarget(.children)])
                return try OfficialDocument.insert(draft, in: town.city, by: town.chair.person, tx)
            }
            let browser = town.browser(town.chair)
            await browser.get(Places.document(id))
            await browser.submit(to: Places.documentSubmission(id))
            #expect(browser.page.words.contains("已送签"))
            await browser.get(Places.documentIssue(id))
            #expect(browser.page.words.contains("还没有机关代字"))
            await browser.get("/workbench")
            #expect(browser.page.words.contains("1 份公文等您签发"))
            await browser.get(Places.document(id))
            await browser.submit(to: Places.documentReturn(id), ["reason": ""])
            #expect(browser.page.status == 422 && browser.page.words.contains("请填写事由"))
            await browser.submit(to: Places.documentReturn(id), ["reason": "请补充附件"])
            #expect(browser.page.words.contains("退回修改：请补充附件"))
            await browser.get(Places.documents(town.city.id).with("state", "draft"))
            #expect(browser.page.words.contains("关于工作情况的报告") && Soundness.flaws(of: browser.page.text) == [])
        }
    }

    @Test func `list what was sent and made`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                let draft = NoticeDraft(.rights, "体检", "内容", to: .members, link: Path("/me"), isUrgent: true)
                try Notice.spread(try Notice.send(draft, from: town.city.id, by: nil, in: tx), in: tx)
                let made = CertificateDraft("聘书", to: "某队", for: "聘为导师队伍", series: "PS", on: tx.today)
                _ = try Certificate.insert(made, in: town.city, by: nil, ring: town.ring, tx)
            }
            let browser = town.browser(town.chair)
            await browser.get(Places.notices(town.city.id))
            #expect(browser.page.words.contains("体检") && Soundness.flaws(of: browser.page.text) == [])
            await browser.get(Places.certificates(town.city.id))
            #expect(browser.page.words.contains("PS-2026-0001") && Soundness.flaws(of: browser.page.text) == [])
            let id: ID<Notice> = try #require(try await town.store.read { tx in try tx.value("SELECT id FROM notice") })
            await browser.get(Places.message(id))
            #expect(browser.page.words.contains("标为已读") && Soundness.flaws(of: browser.page.text) == [])
            await browser.submit(to: Places.messageOpening(id))
            await browser.get("/inbox")
            #expect(browser.page.words.contains("急件"))
            let member = town.browser(town.member)
            await member.get("/inbox")
            await member.submit(to: Places.inboxReading())
            #expect(member.page.words.contains("都标为已读了"))
            await browser.get(Places.noticePeople(id).with("state", "slip"))
            #expect(browser.page.words.contains("这里没有人"))
            await browser.get(Places.noticeSlips(id))
            #expect(browser.page.words.contains("共 0 张"))
        }
    }
}
