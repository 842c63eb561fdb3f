import Base
import Foundation
import Server
import Store
import Testing
import Web

@testable import Federation

@Suite("The pages of an import") struct ImportVisitTests {
    @Test func `take a file from upload to done and back`() async throws {
        try await withImportTown { town in
            let list = try await town.open(Places.imports(town.university.id).text)
            #expect(list.status == 200)
            let sent = try await town.send(
                Places.imports(town.university.id), list.text, file: ImportTown.fixture("planted.xlsx"))
            #expect(sent.status == 303)
            let address = sent.headers["Location"] ?? ""
            #expect(try await town.open(address).text.contains("import-progress"))
            try await town.runner.runOnce()
            let checked = try await town.open(address)
            #expect(checked.text.contains("导入 3 行"))
            #expect(checked.text.contains("校验码不符"))
            #expect(!checked.text.contains("19850312"))
            #expect(try await town.open(address + "?column=unit").text.contains("是否为“文学院分会”"))
            let wrong = try await town.open(address + "/findings")
            #expect(wrong.bytes.starts(with: [0x50, 0x4B]))
            #expect(try await town.send(link("\(address)/confirmation"), checked.text).status == 303)
            #expect(try await town.send(link("\(address)/confirmation"), checked.text, key: "another1").status == 303)
            try await town.runner.runOnce()
            let done = try await town.open(address)
            #expect(done.text.contains("已写入 3 人"))
            let asked = try await town.open(address + "/undo")
            #expect(asked.text.contains("3 行会全部还原"))
            #expect(try await town.send(link("\(address)/undo"), asked.text).status == 303)
            try await town.runner.runOnce()
            #expect(try await town.open(address).text.contains("已撤销，名册已还原"))
        }
    }

    @Test func `say beside the field what is wrong with a file`() async throws {
        try await withImportTown { town in
            let list = try await town.open(Places.imports(town.university.id).text)
            let path = try town.file("no-name.csv", "工号,电话\n1,2\n")
            let asked = try await town.send(Places.imports(town.university.id), list.text, file: path)
            #expect(try await town.open(asked.headers["Location"] ?? "").text.contains("没有认出“姓名”一列"))
            await #expect(throws: Flaws("file", ImportProblem.noName(found: ["工号", "电话"]).words)) {
                try await town.take(path, into: town.university)
            }
            let letter = try town.file("letter.xlsx", "%PDF-1.7 \u{1}\u{2}")
            let other = try await town.send(Places.imports(town.university.id), list.text, file: letter)
            #expect(other.status == 422)
            let none = try await town.send(Places.imports(town.university.id), list.text)
            #expect(none.text.contains("请选择要导入的文件"))
        }
    }

    @Test func `of another school are not there`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: "姓名\n林静\n")
            for address in ["", "/progress", "/findings", "/undo"] {
                let seen = try await town.open(Places.importBatch(batch.id).text + address, as: town.stranger.token)
                #expect(seen.status == 404, "\(address)")
            }
            let own = try await town.open(Places.imports(town.school.id).text, as: town.stranger.token)
            let sent = try await town.send(
                Places.importConfirmation(batch.id), own.text, as: town.stranger.token)
            #expect(sent.status == 404)
            #expect(try await town.batch(batch.id).state == .checked)
        }
    }

    @Test func `tell progress as events until it is over`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: "姓名\n林静\n")
            let got = try await town.open(Places.importProgress(batch.id).text)
            #expect(got.text.contains("event: patch"))
            #expect(got.text.contains("event: closed"))
        }
    }

    @Test func `takes all suggestions for names that are not known at once`() async throws {
        try await withImportTown { town in
            let rows = ["林静,W1,文学院工会,在编", "周安,W2,理学院工会,在编", "何新,W3,航海系,在编", "马英,W4,文学院,在遍"]
            let batch = try await town.check(roster: "姓名,职工号,所在部门,用工形式\n" + rows.joined(separator: "\n"))
            let page = try await town.open(Places.importBatch(batch.id).text)
            #expect(page.text.contains("3 个写法都按建议处理，3 行"))
            #expect(page.text.contains("请先答“对不上的名称”，4 个写法，关系到 4 行"))
            #expect(page.text.contains("<option value=\"理学院分会\">") && page.text.contains("<option value=\"劳务派遣\">"))
            let words = Places.importWords(batch.id)
            #expect(try await town.send(words, page.text, fields: [("all", "yes")]).status == 303)
            let after = try await town.batch(batch.id)
            #expect(after.new == 3 && after.wrong == 1)
            let flawed = try await town.send(
                words, page.text, fields: [("kind", "unknown_unit"), ("value", "航海系"), ("choice", "无此系")])
            #expect(flawed.status == 422 && flawed.text.contains("没有叫“无此系”") && flawed.text.contains("value=\"无此系\""))
        }
    }

    @Test func `says which rows were passed over, and why`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: "序号,姓名,职工号\n1,林静,P1\n合计,1 人,\n3,,\n4,,\n填表人：某某,,\n")
            #expect(batch.rows == 1 && batch.passed.counts == [.footer: 2, .blank: 2])
            let page = try await town.open(Places.importBatch(batch.id).text)
            for words in ["跳过的行", "另跳过 4 行", "4–5", "填表人：某某", "要导入的列都空着"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(batch.counts["passed"]?.integer == 4)
            let report = try await ImportReport.of(batch.id, in: town.store)
            #expect(report.passed == 4 && report.json["passed"]?.integer == 4)
        }
    }

    @Test func `asks of a dozen names at a time, knows former ones, and lists the first rows passed over`() async throws
    {
        try await withImportTown { town in
            let arts = town.arts.id
            try await town.store.write { tx in
                let id = tx.newID(ImportBatch.self)
                try tx.run(
                    """
                    INSERT INTO unit_alias (id, unit_id, name, kind, from_day, until_day)
                    VALUES (\(id), \(arts), '中文系分会', 'former', '2001-01-01', '2020-08-31')
                    """)
            }
            let unknown = (1...13).map { "林静,X\($0),第\($0)个谁也不知道的地方" }
            let former = (1...2).map { "周安,Y\($0),中文系工会" }
            let sums = (1...120).map { _ in "合计,," }
            let batch = try await town.check(
                roster: "姓名,职工号,所在部门\n" + (unknown + former + sums).joined(separator: "\n"))
            let page = try await town.open(Places.importBatch(batch.id).text)
            #expect(page.text.contains("原名“中文系分会”（至 2020-08-31），现在是“文学院分会”。"))
            #expect(page.text.contains("是否为“文学院分会”（原名“中文系分会”（至 2020-08-31））？"))
            #expect(page.text.contains("还有 2 个写法") && page.text.contains("只列出前面的。"))
        }
    }

    @Test func `and the command give one report`() async throws {
        try await withImportTown { town in
            let dry = try await importMembers(
                file: ImportTown.fixture("planted.xlsx"), unitName: "春城大学", store: town.store, ring: town.ring,
                folder: town.folder, dryRun: true)
            let counts = [dry.rows, dry.new, dry.wrong, dry.written]
            #expect(counts == [17, 3, 14, 0])
            #expect(!dry.isClean)
            let found = dry.json["findings"]?.array ?? []
            #expect(found.count == 14)
            #expect(found.first?["kind"]?.string == "bad_identity")
            let real = try await importMembers(
                file: ImportTown.fixture("clean.xlsx"), unitName: "春城大学工会", store: town.store, ring: town.ring,
                folder: town.folder, dryRun: false)
            let written = [real.rows, real.new, real.written]
            #expect(written == [40, 40, 40])
            #expect(real.isClean)
        }
    }
}

/// What came back.
struct Reply {
    let status: Int
    let text: String
    let headers: Headers
    let bytes: [UInt8]
}

extension ImportTown {
    func open(_ address: String, as token: String? = nil) async throws -> Reply {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let query: [(name: String, value: String)] =
            parts.count < 2
            ? []
            : parts[1].split(separator: "&").map { pair in
                let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
                return (name: sides[0], value: sides.count > 1 ? sides[1] : "")
            }
        return try await reply(Request(.get, parts[0], query: query, headers: headers(token)))
    }

    /// Sends a form of a page, with a file or without.
    func send(
        _ path: Path, _ page: String, file: String? = nil, fields: [(String, String)] = [], as token: String? = nil,
        key: String? = nil
    ) async throws -> Reply {
        let csrf =
            page.components(separatedBy: "name=\"csrf\" value=\"").last?.components(separatedBy: "\"").first ?? ""
        var submission = Submission(fields: [("csrf", csrf), ("key", key ?? UUID().uuidString)] + fields)
        if let file {
            let spool = folder + "/spool-\(UUID().uuidString)"
            try FileManager.default.copyItem(atPath: file, toPath: spool)
            let size = try Data(contentsOf: URL(fileURLWithPath: spool)).count
            let name = String(file.split(separator: "/").last ?? "")
            submission.uploads = [Upload(field: "file", fileName: name, contentType: "", size: size, path: spool)]
        }
        return try await reply(Request(.post, path.text, headers: headers(token), body: .form(submission)))
    }

    private func headers(_ token: String?) -> Headers {
        ["Accept": "text/html", "Host": "town.test", "Cookie": "uh=\(token ?? officer.token)"]
    }

    private func reply(_ request: Request) async throws -> Reply {
        let response = await site.answer(request)
        let bytes: [UInt8] =
            switch response.body {
            case .bytes(let plain): plain
            case .stream(let stream): try await stream.bytes()
            default: []
            }
        return Reply(
            status: response.status, text: String(decoding: bytes, as: UTF8.self), headers: response.headers,
            bytes: bytes)
    }
}

/// The address of a place that is known only as text.
func link(_ text: String) -> Path { Path(local: text) ?? Path("/") }
