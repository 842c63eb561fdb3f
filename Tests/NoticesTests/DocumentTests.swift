import Access
import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Notices

@Suite("An official paper of a union") struct DocumentTests {
    @Test(
        "goes from step to step and no other way",
        arguments: DocumentState.allCases.map { state in
            (state, [DocumentState.draft, .review, .issued, .withdrawn].firstIndex(of: state) ?? 0)
        })
    func steps(state: DocumentState, place: Int) {
        let after: [DocumentState?] = [
            try? state.submitted(), try? state.givenBack(), try? state.issued(), try? state.withdrawn(),
        ]
        let expected: [[DocumentState?]] = [
            [.review, nil, nil, nil], [nil, .draft, .issued, nil], [nil, nil, nil, .withdrawn], [nil, nil, nil, nil],
        ]
        #expect(after == expected[place])
    }

    private let notice: KeyValuePairs = [
        "kind": "notice", "title": "关于印发工作要点的通知", "body": "一、目标\n各单位要落实。", "to": "bases",
    ]

    /// A paper issued to all base unions, through the pages.
    private func issued(_ town: Town) async throws -> ID<OfficialDocument> {
        let browser = town.browser(town.chair)
        await browser.get(Places.series(town.city.id))
        await browser.submit(to: Places.series(town.city.id), ["code": "春教工发", "used": "6"])
        await browser.get(Places.documentNew(town.city.id))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        await browser.submit(to: Places.documents(town.city.id), notice)
        let id: ID<OfficialDocument> = try #require(
            try await town.store.read { tx in try tx.value("SELECT max(id) FROM official_document") })
        await browser.submit(to: Places.documentSubmission(id))
        await browser.get(Places.documentIssue(id))
        #expect(browser.page.text.contains("下一个：春教工发〔2026〕7号"))
        let series: ID<DocumentSeries> = try #require(
            try await town.store.read { tx in try tx.value("SELECT id FROM document_series") })
        await browser.submit(
            to: Places.documentIssue(id),
            ["series": series.description, "issued_on": "2026-03-02"])
        #expect(browser.page.words.contains("春教工发〔2026〕7号"))
        #expect(Soundness.flaws(of: browser.page.text) == [])
        return id
    }

    @Test func `is drafted, handed in, numbered, sent, and signed for`() async throws {
        try await withTown { town in
            let id = try await issued(town)
            let reader = town.browser(town.schoolChair)
            await reader.get(Places.received(town.school.id).with("state", "waiting"))
            #expect(reader.page.words.contains("关于印发工作要点的通知"))
            await reader.get(Places.receivedDocument(town.school.id, id))
            #expect(Soundness.flaws(of: reader.page.text) == [])
            await reader.submit(to: Places.receivedReceipt(town.school.id, id))
            #expect(reader.page.words.contains("罗秀英已于"))
            let office = town.browser(town.chair)
            await office.get(Places.receipts(id).with("state", "waiting"))
            #expect(office.page.words.contains("春城大学工会") && !office.page.words.contains("第一中学工会"))
            #expect(Soundness.flaws(of: office.page.text) == [])
            #expect(try await town.count("SELECT received FROM official_document WHERE id = \(id)") == 1)
        }
    }

    @Test func `is missing to whom it was not sent, and to members`() async throws {
        try await withTown { town in
            let id = try await issued(town)
            for browser in [town.browser(town.schoolChair), town.browser(town.member)] {
                await browser.get(Places.document(id))
                #expect([403, 404].contains(browser.page.status))
                await browser.get(Places.receivedDocument(town.university.id, id))
                #expect([403, 404].contains(browser.page.status))
            }
        }
    }

    @Test func `that was withdrawn says so to whoever got it and keeps its number`() async throws {
        try await withTown { town in
            let id = try await issued(town)
            let office = town.browser(town.chair)
            await office.get(Places.document(id))
            await office.submit(to: Places.documentWithdrawal(id), ["reason": "附件有误"])
            #expect(office.page.words.contains("已撤回：附件有误"))
            let reader = town.browser(town.schoolChair)
            await reader.get(Places.receivedDocument(town.school.id, id))
            #expect(reader.page.words.contains("发文单位已撤回这份公文：附件有误"))
            #expect(try await town.count("SELECT last FROM document_serial") == 7)
        }
    }

    @Test func `is a paper that can be read as a PDF, drafts marked`() async throws {
        try await withTown { town in
            let id = try await issued(town)
            let office = town.browser(town.chair)
            await office.get(Places.documentPDF(id))
            #expect(office.page.status == 200 && office.page.text.hasPrefix("%PDF-1"))
            await office.get(Places.receiptsExport(id))
            #expect(office.page.status == 200)
        }
    }

    @Test func `tells all that is wrong at once and loses nothing`() async throws {
        try await withTown { town in
            let browser = town.browser(town.chair)
            await browser.get(Places.documentNew(town.city.id))
            await browser.submit(
                to: Places.documents(town.city.id),
                ["kind": "report", "title": "短", "body": "", "to_units": "没有的学校"])
            #expect(browser.page.status == 422)
            for words in ["标题至少 4 个字", "请填写正文", "请写明签发人", "没有找到或不止一个：没有的学校"] {
                #expect(browser.page.words.contains(words), "\(words)")
            }
            #expect(browser.page.text.contains("没有的学校</textarea>"))
        }
    }

    @Test func `changed by another meanwhile is saved only the second time`() async throws {
        try await withTown { town in
            let browser = town.browser(town.chair)
            await browser.get(Places.documentNew(town.city.id))
            await browser.submit(to: Places.documents(town.city.id), notice)
            let id: ID<OfficialDocument> = try #require(
                try await town.store.read { tx in try tx.value("SELECT max(id) FROM official_document") })
            await browser.get(Places.documentRevision(id))
            try await town.store.write { tx in
                _ = try tx.run("UPDATE official_document SET version = version + 1, title = '别人改的标题' WHERE id = \(id)")
            }
            await browser.submit(to: Places.documentRevision(id), notice)
            #expect(browser.page.status == 422 && browser.page.words.contains("有人改过这份公文"))
            await browser.submit(to: Places.documentRevision(id), notice)
            #expect(browser.page.words.contains("已保存为第 3 稿"))
        }
    }
}

@Suite("Numbers of official papers") struct DocumentNumberTests {
    @Test func `are written with hexagonal brackets and without zeros`() {
        #expect(DocumentSeries.number("京教工发", year: 2025, serial: 1) == "京教工发〔2025〕1号")
    }

    @Test func `have neither gaps nor doubles when many issue at once`() async throws {
        try await withTown { town in
            let (city, ring) = (town.city, town.ring)
            let series = try await town.store.write { tx in try DocumentSeries.insert("春教工发", in: city.id, tx) }
            try await withThrowingTaskGroup { group in
                for number in 0..<24 {
                    group.addTask {
                        try await town.store.write { tx in
                            let officer = try town.officer(town.chair, .documentIssue, tx)
                            let draft = DocumentDraft(
                                title: "第 \(number) 份通知", body: "正文。", to: [DocumentTarget(.bases)])
                            // Every third is given up after its number was taken.
                            let made = try OfficialDocument.issue(
                                draft, from: city, series: "春教工发", by: officer, ring: ring, in: tx)
                            if number % 3 == 0 { throw GivenUp() }
                            return made.id
                        }
                    }
                }
                while true {
                    do {
                        guard try await group.next() != nil else { break }
                    } catch is GivenUp {
                        continue
                    }
                }
            }
            let numbers: [Int] = try await town.store.read { tx in
                try tx.values("SELECT place FROM official_document WHERE series_id = \(series) ORDER BY place")
            }
            #expect(numbers == Array(1...16))
            #expect(try await town.count("SELECT last FROM document_serial") == 16)
        }
    }

    /// A visit that fails after it took a number.
    private struct GivenUp: Error {}

    @Test func `begin anew every year, and a code is one unit's alone`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                let id = try DocumentSeries.insert("春教工发", in: town.city.id, used: 30, tx)
                let series = try #require(try DocumentSeries.all(of: town.city.id, in: tx).first { $0.id == id })
                #expect(try series.take(year: 2026, tx) == 31)
                #expect(try series.take(year: 2027, tx) == 1)
                #expect(throws: OfficialDocument.Problem.codeTaken("春教工发")) {
                    try DocumentSeries.insert("春教工发", in: town.school.id, tx)
                }
            }
        }
    }
}
