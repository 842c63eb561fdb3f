import Base
import Testing

@testable import Couriers

@Suite("A letter") struct LetterTests {
    private func letter(_ subject: String, _ text: String = "正文", sender: String = "春城市教育工会") throws -> String {
        let letter = Letter(
            from: try MailAddress("gonghui@example.cn"), to: try MailAddress("zhou@example.cn"), sender: sender,
            subject: subject, text: text, id: "notice-1-2", at: Instant(Day("2025-03-28")!, hour: 15, minute: 4))
        return String(decoding: letter.message, as: UTF8.self)
    }

    @Test func `says its day as mail does, and who sent it`() throws {
        let text = try letter("通知")
        for line in [
            "Date: Fri, 28 Mar 2025 15:04:00 +0800", "To: <zhou@example.cn>", "Subject: =?UTF-8?B?6YCa55+l?=",
            "Message-ID: <notice-1-2@example.cn>", "Content-Transfer-Encoding: base64",
        ] { #expect(text.contains("\(line)\r\n"), "\(line)") }
    }

    @Test func `keeps its lines short and lets nobody add a header`() throws {
        let long = try letter(
            String(repeating: "关于做好会员信息核对工作的通知", count: 8) + "\r\nBcc: x@example.org", sender: "a\r\nX: y")
        let head = long.split(separator: "\r\n\r\n", maxSplits: 1)[0]
        #expect(!head.contains("\r\nBcc:") && !head.contains("\r\nX:"))
        for line in long.split(separator: "\r\n") { #expect(line.utf8.count <= 78, "\(line)") }
    }

    @Test(arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("工会", "5bel5Lya")])
    func `is written in base64`(plain: String, expected: String) {
        #expect(Letter.base64(Array(plain.utf8)) == expected)
    }

    @Test(
        arguments: [
            ("zhou@example.cn", true), ("z.x+y@mail.example.org", true), ("zhou", false), ("@example.cn", false),
            ("a@b", false), ("a b@example.cn", false), ("a@example.cn\r\nRCPT TO:<x@y.z>", false),
            ("a@@example.cn", false),
            ("a@.cn", false), ("\"a\"@example.cn", false), ("工会@example.cn", false),
        ])
    func `goes to one plain address`(typed: String, isOne: Bool) {
        #expect(((try? MailAddress(typed)) != nil) == isOne)
    }

    @Test func `shows its owner enough of an address to know it`() throws {
        #expect(try MailAddress("zhou@example.cn").masked == "z****@example.cn")
    }
}
