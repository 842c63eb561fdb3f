import Base
import TestKit
import Testing
import Web

@testable import Notices

@Suite("The ways of a message") struct NoticeWaysTests {
    /// Account, mail, phone; refused; urgent; and by which ways.
    private static let table: [(String, Set<NoticeChannel>, Bool, [NoticeChannel])] = [
        ("amp", [], false, [.app, .email]), ("amp", [], true, [.app, .email, .sms]), ("amp", [.email], false, [.app]),
        ("a", [], true, [.app]), ("m", [], false, [.email]), ("mp", [.email], false, [.sms]), ("p", [], false, [.sms]),
        ("p", [.sms], false, [.slip]), ("", [], true, [.slip]), ("mp", [.email, .sms], true, [.slip]),
    ]

    @Test("reach everybody by at least one", arguments: table)
    func ways(has: String, refused: Set<NoticeChannel>, isUrgent: Bool, expected: [NoticeChannel]) {
        let facts = ContactFacts(
            hasAccount: has.contains("a"), hasMail: has.contains("m"), hasPhone: has.contains("p"), refused: refused)
        let open: Set<NoticeChannel> = [.email, .sms]
        #expect(NoticeChannel.ways(to: facts, for: .activity, isUrgent: isUrgent, open: open) == expected)
        #expect(!NoticeChannel.ways(to: facts, for: .activity, isUrgent: isUrgent, open: []).isEmpty)
    }

    @Test func `cannot be refused for a vote or an account`() {
        let facts = ContactFacts(hasMail: true, refused: [.email, .sms])
        for purpose in NoticePurpose.allCases {
            let ways = NoticeChannel.ways(to: facts, for: purpose, isUrgent: false, open: [.email, .sms])
            #expect(ways == (purpose.isMandatory ? [.email] : [.slip]))
        }
    }
}

@Suite("Quiet hours") struct QuietHoursTests {
    private static func at(_ hour: Int, _ minute: Int = 0, _ day: String = "2026-03-02") -> Instant {
        Instant(Day(day)!, hour: hour, minute: minute)
    }

    @Test(
        "end in the morning",
        arguments: [
            (at(15), at(15)), (at(20, 59), at(20, 59)), (at(21), at(8, 0, "2026-03-03")),
            (at(23, 59), at(8, 0, "2026-03-03")), (at(0), at(8)), (at(7, 59), at(8)), (at(8), at(8)),
        ])
    func night(asked: Instant, expected: Instant) {
        #expect(QuietHours.usual.open(from: asked) == expected)
    }

    @Test func `may lie within a day, or not be at all`() {
        let noon = QuietHours(starts: 12 * 60, ends: 14 * 60)
        #expect(noon.open(from: Self.at(13)) == Self.at(14) && noon.open(from: Self.at(11)) == Self.at(11))
        let none = QuietHours(starts: 0, ends: 0)
        #expect(none.open(from: Self.at(3)) == Self.at(3) && none.words == "没有免打扰时段")
    }

    @Test func `are never left for a time that is quiet`() throws {
        forAll { dice in
            let hours = QuietHours(
                starts: Int.random(in: 0..<1440, using: &dice), ends: Int.random(in: 0..<1440, using: &dice))
            let asked = Self.at(0).adding(minutes: Int.random(in: 0..<2880, using: &dice))
            let open = hours.open(from: asked)
            #expect(open >= asked && !hours.isQuiet(open.secondOfDay / 60) && open.seconds(since: asked) <= 86_400)
        }
    }
}

@Suite("A calendar as programs read it") struct ICalendarTests {
    private static let now = Instant(Day("2026-03-02")!, hour: 15)

    @Test func `has days and hours, escaped, with lines that end as they must`() {
        let entries = [
            CalendarEntry(
                key: "notice-1", title: "报名截止, 请抓紧; 谢谢", time: .days(Day("2026-03-20")!, through: Day("2026-03-21")!),
                words: "第一行\n第二行", path: Path("/inbox/1")),
            CalendarEntry(
                key: "meeting-2", title: "会议", time: .hours(Self.now, until: Self.now.adding(hours: 2)), place: "礼堂",
                isCancelled: true),
        ]
        let text = ICalendar.text(entries, name: "教工之家", host: "bj.example.org", at: Self.now)
        for line in [
            "BEGIN:VCALENDAR", "UID:notice-1@bj.example.org", "DTSTART;VALUE=DATE:20260320",
            "DTEND;VALUE=DATE:20260322",
            "SUMMARY:报名截止\\, 请抓紧\\; 谢谢", "DTSTART:20260302T070000Z", "DTEND:20260302T090000Z", "LOCATION:礼堂",
            "STATUS:CANCELLED", "END:VCALENDAR",
        ] { #expect(text.contains("\(line)\r\n"), "\(line)") }
        #expect(text.contains("DESCRIPTION:第一行\\n第二行"))
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
    }

    @Test func `folds long lines between characters and loses none`() throws {
        forAll { dice in
            let signs = Array("工会a,;\\ é𠮷")
            let words = String(
                (0..<Int.random(in: 0...200, using: &dice)).map { _ in signs.randomElement(using: &dice)! })
            let folded = ICalendar.folded(words)
            #expect(folded.replacing("\r\n ", with: "") == words)
            for line in folded.split(separator: "\r\n") { #expect(line.utf8.count <= 75) }
        }
    }
}

@Suite("What robots and gateways answer") struct AnswerTests {
    @Test func `is read in the body where it stands there`() {
        #expect(Robot.refusal(Array(#"{"errcode":0,"errmsg":"ok"}"#.utf8)) == nil)
        #expect(Robot.refusal(Array(#"{"errcode":310000,"errmsg":"sign not match"}"#.utf8))?.contains("310000") == true)
        #expect(Robot.refusal(Array("nonsense".utf8)) == nil)
    }

    @Test func `signs a robot's address as its maker asks`() {
        let address = Robot.signed(
            "https://oapi.dingtalk.com/robot/send?access_token=x", "SECabc",
            at: Instant(microseconds: 1_700_000_000_000_000))
        #expect(address.hasPrefix("https://oapi.dingtalk.com/robot/send?access_token=x&timestamp=1700000000000&sign="))
        #expect(Robot.signed("https://a.example/x", "", at: Instant(microseconds: 0)) == "https://a.example/x")
    }

    @Test func `of an officer's form is checked kind by kind`() {
        let mail = Form(
            fields: [("kind", "email"), ("name", "邮箱"), ("host", "a b"), ("port", "0"), ("sender", "x")].map {
                (name: $0.0, value: $0.1)
            })
        #expect(throws: Flaws.self) { try GatewayDraft(mail, .world) }
        do {
            _ = try GatewayDraft(mail, .world)
        } catch {
            #expect(error.all.map(\.field) == ["port", "sender", "host"])
        }
        let robot = Form(
            fields: [("kind", "wecom"), ("name", "工会群"), ("address", "http://10.0.0.1/x")].map {
                (name: $0.0, value: $0.1)
            })
        #expect(throws: Flaws.self) { try GatewayDraft(robot, .world) }
    }
}
