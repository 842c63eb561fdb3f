import Base
import Federation
import Foundation
import Server
import Sheets
import TestKit
import Testing
import Web

@testable import Coverage

@Suite("A file of staff numbers")
struct UploadTests {
    /// Uploads a text as a file and gives the page of its rows.
    private static func upload(_ text: String, _ town: Town, as token: String, to unit: UnitEntry) async throws
        -> (status: Int, words: String)
    {
        let path = NSTemporaryDirectory() + "staff-\(UUID().uuidString).csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let upload = Upload(
            field: "file", fileName: "人数.csv", contentType: "text/csv", size: text.utf8.count, path: path)
        let browser = town.browser(token)
        await browser.get(Places.missing(unit.id))
        let form = browser.page.forms.first { $0.action == Places.upload(unit.id).text }
        let request = Request(
            .post, Places.upload(unit.id).text,
            headers: [
                "Accept": "text/html",
                "Cookie": browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
                "Sec-Fetch-Site": "same-origin",
            ],
            body: .form(Submission(fields: form?.fields.filter { $0.name != "file" } ?? [], uploads: [upload])),
            host: "house.test", remote: "192.0.2.7")
        let response = await town.site.answer(request)
        guard case .bytes(let bytes) = response.body else { return (response.status, "") }
        return (response.status, String(decoding: bytes, as: UTF8.self))
    }

    @Test func `is taken row by row, and each row says what became of it`() async throws {
        try await withTown { town in
            let text = """
                2026 年 10 月教职工人数,,,,,,
                单位名称,在编人数,聘用,非在编,劳务派遣,其他,说明
                第一中学,12,0,0,0,0,
                第二中学工会,0,3,0,0,0,
                第二中学,0,6,0,0,0,
                第一中学,13,0,0,0,0,
                春城大学,1,1,1,1,1,
                第三中学,1,1,1,1,1,
                第十中学,,,,,,
                """
            let (status, words) = try await Self.upload(text, town, as: town.districtOfficer, to: town.district)
            #expect(status == 200)
            #expect(words.contains("已上报，合计 12 人"))
            #expect(words.contains("聘用教职工 3 人，少于聘用的在籍会员 4 人"))
            #expect(words.contains("第 4 行已经报过这个单位"))
            #expect(words.contains("第 3 行已经报过这个单位"))
            #expect(words.contains("没有叫“春城大学”的单位"))
            #expect(words.contains("没有叫“第三中学”的单位，是不是"))
            #expect(words.contains("没有填人数，没有上报"))
            let kept: Int = try await town.store.read { try $0.value("SELECT count(*) FROM staff_report") ?? 0 }
            #expect(kept == 1)
        }
    }

    @Test func `without a head, or that is no sheet, is refused beside its field`() async throws {
        try await withTown { town in
            let headless = try await Self.upload("第一中学,12\n", town, as: town.districtOfficer, to: town.district)
            #expect(headless.status == 422 && headless.words.contains("没有找到表头"))
            let page = try await Self.upload("<html></html>", town, as: town.districtOfficer, to: town.district)
            #expect(page.status == 422)
        }
    }

    @Test func `comes as a template of those who have not reported, and tables go out as workbooks`() async throws {
        try await withTown { town in
            try await town.report(town.school, [.established: 12])
            let officer = town.browser(town.districtOfficer)
            for address in [
                Places.template(town.district.id), Places.export(town.district.id),
                Places.export(town.district.id).with("table", "types"),
                Places.export(town.district.id).with("table", "kinds"),
                Places.export(town.district.id).with("table", "trend"),
                Places.export(town.district.id).with("table", "units"),
                Places.export(town.district.id).with("table", "workplaces"),
            ] {
                await officer.get(address)
                #expect(officer.page.status == 200, "\(address)")
                #expect(officer.page.headers["content-type"]?.contains("spreadsheetml") == true, "\(address)")
            }
        }
    }
}
