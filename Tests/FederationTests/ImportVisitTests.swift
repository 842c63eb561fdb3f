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
