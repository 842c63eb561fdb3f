import Base
import Server
import Store
import Testing
import Web

@testable import Federation

/// Pictures for tests, as bytes: right in form, with nothing to see on them.
enum Pictures {
    static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return number(UInt32(content.count)) + body + number(CRC32.of(body))
    }

    static func number(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    static func png(width: UInt32 = 300, height: UInt32 = 400, note: String = "Location: 39.9,116.4") -> [UInt8] {
        PNGReading.signature + chunk("IHDR", number(width) + number(height) + [8, 2, 0, 0, 0])
            + chunk("tEXt", Array("Comment\0\(note)".utf8)) + chunk("eXIf", [1, 2, 3]) + chunk("IDAT", [1, 2, 3, 4])
            + chunk("IEND", []) + Array("after the end".utf8)
    }

    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    /// A JPEG with a camera's notes, turned by `turn`, and a place in them.
    static func jpeg(turn: UInt8 = 6, width: UInt8 = 2, height: UInt8 = 3) -> [UInt8] {
        let notes: [UInt8] =
            Array("Exif\0\0".utf8) + [
                0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0,
            ]
            + [0, 0, 0, 0] + Array("GPS 39.9".utf8)
        let frame: [UInt8] = [8, height, 0, width, 0, 1, 1, 0x11, 0]
        return [0xFF, 0xD8] + segment(0xE1, notes) + segment(0xFE, Array("a remark".utf8))
            + segment(0xDB, Array(repeating: 1, count: 65)) + segment(0xC0, frame)
            + segment(0xC4, Array(repeating: 1, count: 20)) + segment(0xDA, [1, 1, 0, 0, 63, 0])
            + [1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4] + [0xFF, 0xD9] + Array("a film behind it".utf8)
    }
}

@Suite("A picture that is sent")
struct PortraitTests {
    private func has(_ bytes: [UInt8], _ words: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(words)
    }

    @Test func `loses everything but the picture`() throws {
        let png = try Portrait(Pictures.png())
        #expect((png.media, png.width, png.height) == (.png, 300, 400))
        #expect(has(Pictures.png(), "Location"))
        for words in ["Location", "tEXt", "eXIf", "after the end"] { #expect(!has(png.bytes, words), "\(words)") }
        let jpeg = try Portrait(Pictures.jpeg())
        #expect((jpeg.media, jpeg.width, jpeg.height) == (.jpeg, 512, 768))
        for words in ["GPS", "remark", "film"] { #expect(!has(jpeg.bytes, words), "\(words)") }
    }

    @Test func `keeps the turn of a photograph and nothing else of the camera's notes`() throws {
        let turned = try Portrait(Pictures.jpeg(turn: 6))
        #expect(has(turned.bytes, "Exif"))
        #expect(try Portrait(turned.bytes) == turned, "what is stripped is as it was")
        #expect(try !has(Portrait(Pictures.jpeg(turn: 1)).bytes, "Exif"))
    }

    @Test(
        "is refused when it is none, with the reason",
        arguments: [
            (Array("<svg onload=alert(1)>".utf8), Portrait.Problem.notPicture), ([], .notPicture),
            (Array("GIF89a".utf8), .notPicture), (Array(Pictures.png().prefix(60)), .broken),
            (Array(Pictures.jpeg().prefix(150)), .broken), (Pictures.png(width: 40), .tooSmall),
            (Pictures.png(width: 9000), .tooWide), (Array(repeating: 0xFF, count: 9 << 20), .tooLarge),
            ([0xFF, 0xD8] + Pictures.segment(0xC3, [8, 0, 1, 0, 1, 1]), .unusual),
        ])
    func refusal(file: [UInt8], problem: Portrait.Problem) {
        #expect(throws: problem) { try Portrait(file) }
    }

    @Test func `never makes the house fall, whatever is wrong with it`() {
        var dice = Dice(seed: 11), taken = 0, refused = 0
        for whole in [Pictures.png(), Pictures.jpeg()] {
            for _ in 0..<2_000 {
                var file = Array(whole.prefix(Int.random(in: 0...whole.count, using: &dice)))
                for _ in 0..<Int.random(in: 0...4, using: &dice) where !file.isEmpty {
                    file[Int.random(in: 0..<file.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
                }
                guard let portrait = try? Portrait(file) else {
                    refused += 1
                    continue
                }
                taken += 1
                // What was kept of it is a picture with nothing more to leave out.
                #expect((try? Portrait(portrait.bytes)) == portrait)
            }
        }
        #expect(taken > 100 && refused > 100, "\(taken) taken, \(refused) refused")
    }
}

@Suite("A photograph by consent")
struct PhotographTests {
    /// Sends a picture as a program would, with the file lying where an upload lies.
    private func send(_ town: Town, _ path: Path, as resident: Resident, _ fields: [String: String]) async throws -> Got
    {
        let name = "\(town.site.facts.filesFolder)/sent-\(fields.count)-\(path.text.count)"
        try Pictures.jpeg().write(to: name)
        let upload = Upload(
            field: "file", fileName: "我.jpg", contentType: "image/jpeg", size: Pictures.jpeg().count, path: name)
        return try await town.post(path, fields, [upload], as: resident)
    }

    private func files(_ town: Town) -> Int {
        FolderNames.of("\(town.site.facts.filesFolder)/shelf").count
    }

    @Test func `is kept only when the person consents, seen by them and their officers, and withdrawn at once`()
        async throws
    {
        try await withTown { town in
            let bare = try await send(town, Places.myPhotograph(), as: town.member, [:])
            #expect(bare.status == 422)
            #expect(bare.text.contains("没有您的同意"))
            #expect(files(town) == 0)
            let sent = try await send(town, Places.myPhotograph(), as: town.member, ["consent": "yes"])
            #expect(sent.status == 303, "\(sent.text)")
            let person = town.member.person
            let own = try await town.get(Places.myPicture(), as: town.member)
            #expect(own.status == 200)
            #expect(own.headers["Content-Type"] == "image/jpeg")
            #expect(own.headers["Cache-Control"] == "no-store")
            #expect(try await town.get(Places.picture(person), as: town.secretary).bytes == own.bytes)
            #expect(try await town.get(Places.picture(person), as: town.schoolSecretary).status == 404)
            #expect(try await town.get(Places.person(person), as: town.secretary).text.contains("class=\"portrait\""))
            #expect(files(town) == 1)
            let told = try await town.get(Places.person(person), as: town.secretary)
            #expect(told.text.contains("同意工会保存照片"))
            #expect(told.text.contains("本人在系统里勾选，同意书第 1 版"))
            let mine = try await town.get(Places.myPhotograph(), as: town.member).text
            #expect(mine.contains("2026-03-02 同意（本人在系统里勾选，第 1 版）") && mine.contains("撤回同意并销毁照片"))
            let theirs = try await town.get(Places.photograph(person), as: town.secretary).text
            #expect(theirs.contains("登记撤回并销毁照片") && theirs.contains("本人可以看到"))
            let gone = try await town.post(Places.myPhotographWithdrawal(), [:], as: town.member)
            #expect(gone.status == 303)
            #expect(files(town) == 0)
            #expect(try await town.get(Places.myPicture(), as: town.member).status == 404)
            #expect(try await town.get(Places.me(), as: town.member).text.contains("撤回照片的同意，照片已销毁"))
            #expect(try await town.store.read { tx in try AuditEntry.flaws(in: tx) }.isEmpty)
        }
    }

    @Test func `is sent by an officer with the consent that the person gave, written down`() async throws {
        try await withTown { town in
            let path = Places.photograph(town.member.person)
            let bare = try await send(town, path, as: town.secretary, [:])
            #expect(bare.status == 422)
            for flaw in ["没有本人同意不能上传照片", "请选择本人怎样同意的", "请填写同意的日期"] {
                #expect(bare.text.contains(flaw), "\(flaw)")
            }
            let sent = try await send(
                town, path, as: town.secretary, ["consent": "yes", "way": "paper", "given_on": "2026-02-27"])
            #expect(sent.status == 303, "\(sent.text)")
            let mine = try await town.get(Places.me(), as: town.member)
            #expect(mine.text.contains("本人签字的同意书，同意书第 1 版，马超群"))
            // A second picture needs no second consent, and the first file is gone.
            let again = try await send(town, Places.myPhotograph(), as: town.member, [:])
            #expect(again.status == 303)
            #expect(files(town) == 1)
            #expect(try await send(town, path, as: town.schoolSecretary, ["consent": "yes"]).status == 404)
        }
    }
}
