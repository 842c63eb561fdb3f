import Base
import TestKit
import Testing

@testable import Procedures

/// The calendar of October 2025 and around the new year 2026, as far as these tests need it: 1 to 8 October free, 28 September and 11
/// October worked. The years 2027 and later have no notice.
let testCalendar: WorkingCalendar = {
    func days(_ texts: String...) -> Set<Day> { Set(texts.compactMap { Day($0) }) }
    let october = (1...8).map { "2025-10-0\($0)" }.compactMap { Day($0) }.filter { $0.weekday <= 5 }
    return WorkingCalendar(
        version: "test-1",
        years: [
            2025: .init(holidays: Set(october), makeUps: days("2025-09-28", "2025-10-11")),
            2026: .init(holidays: days("2026-01-01", "2026-01-02"), makeUps: days("2026-01-04")),
        ])
}()

/// A moment written as `2025-09-30 10:00` or as a day at nine.
func moment(_ text: String) -> Instant {
    let parts = text.split(separator: " ")
    let clock = parts.count == 2 ? parts[1].split(separator: ":").compactMap { Int($0) } : [9, 0]
    return Instant(Day(parts[0])!, hour: clock[0], minute: clock[1])
}

@Suite("A clock")
struct ClockTests {
    static let five = ClockRule("答复", version: "v1", from: .received, to: [.answered, .closed], 5, .working)
    static let fifteen = ClockRule("办理", version: "v1", from: .dispatched, to: [.closed], 15, .natural, warning: 3)

    private func events(_ pairs: KeyValuePairs<CaseEvent.Kind, String>) -> [CaseEvent] {
        pairs.map { CaseEvent($0.key, at: moment($0.value)) }
    }

    @Test func `counts from the day after, over a holiday with its make-up days`() {
        let reading = Self.five.reading(of: events([.received: "2025-09-26"]), on: Day("2025-10-09")!, by: testCalendar)
        // 28 September (Sunday) is worked, then 29, 30, 9 and 10 October.
        #expect(reading.dueOn == Day("2025-10-10") && reading.used == 4 && reading.left == 1)
        #expect(reading.state == .soon && reading.words == "还有 1 个工作日")
        #expect(reading.ruleVersion == "v1" && reading.calendarVersion == "test-1")
        #expect(reading.arithmetic == "自 2025-09-26 的次日起算，限 5 个工作日，2025-10-10 到期")
    }

    @Test(
        "stands where its events say",
        arguments: [
            (["received 2025-10-09"], "2025-10-14", ClockReading.State.soon),
            (["received 2025-10-09"], "2025-10-13", .running),
            (["received 2025-10-09"], "2025-10-20", .late),
            (["received 2025-10-09", "answered 2025-10-15"], "2025-10-20", .met),
            (["received 2025-10-09", "answered 2025-10-20"], "2025-10-21", .metLate),
            (["received 2025-10-09", "suspended 2025-10-10"], "2025-11-30", .suspended),
            (["received 2025-10-09", "suspended 2025-10-10", "answered 2025-10-20"], "2025-10-21", .met),
            (["received 2025-10-09", "suspended 2025-10-20", "answered 2025-10-21"], "2025-10-21", .metLate),
            (["dispatched 2025-10-09"], "2025-10-20", .notStarted),
            (["received 2026-12-28"], "2026-12-29", .unknown),
            (["received 2025-10-09", "answered 2025-10-10", "received 2025-10-13"], "2025-10-14", .running),
        ])
    func state(events: [String], today: String, expected: ClockReading.State) {
        let all = events.map { text in
            let parts = text.split(separator: " ")
            return CaseEvent(CaseEvent.Kind(rawValue: String(parts[0]))!, at: moment(String(parts[1])))
        }
        #expect(Self.five.reading(of: all, on: Day(today)!, by: testCalendar).state == expected)
    }

    @Test func `ends where a matter is closed while it stands still`() {
        let closed = events([.dispatched: "2025-03-03", .suspended: "2025-03-06", .closed: "2025-04-30"])
        let reading = Self.fifteen.reading(of: closed, on: Day("2025-05-01")!, by: testCalendar)
        #expect(reading.state == .met && reading.used == 2 && reading.dueOn == nil)
    }

    @Test func `stands still while it is suspended, and goes on where it stood`() {
        let before = events([.dispatched: "2025-03-03", .suspended: "2025-03-06", .resumed: "2025-03-20"])
        let reading = Self.fifteen.reading(of: before, on: Day("2025-03-21")!, by: testCalendar)
        // 4 and 5 March count, 6 to 19 do not, 20 and 21 count again.
        #expect(reading.used == 4 && reading.dueOn == Day("2025-04-01"))
        let sameDay = events([
            .dispatched: "2025-03-03", .suspended: "2025-03-06 09:00", .resumed: "2025-03-06 17:00",
        ])
        #expect(Self.fifteen.reading(of: sameDay, on: Day("2025-03-07")!, by: testCalendar).used == 4)
    }

    @Test func `is late on a day off after its last day, and says no number of working days`() {
        let reading = Self.five.reading(of: events([.received: "2025-10-09"]), on: Day("2025-10-18")!, by: testCalendar)
        // 10, 11 (make-up), 13, 14, 15: due on Wednesday; the 16th and 17th are over it.
        #expect(reading.dueOn == Day("2025-10-15") && reading.words == "已超期 2 个工作日")
        let weekend = ClockRule("x", version: "1", from: .received, to: [.closed], 1, .working)
        let late = weekend.reading(of: events([.received: "2025-10-16"]), on: Day("2025-10-18")!, by: testCalendar)
        #expect(late.state == .late && late.words == "已过期限")
    }

    @Test func `rings on working days only`() {
        let alarms = Self.fifteen.alarms(dueOn: Day("2025-10-05")!, by: testCalendar)
        #expect(
            alarms == [
                ClockAlarm(kind: .due, day: Day("2025-09-30")!), ClockAlarm(kind: .late, day: Day("2025-10-09")!),
            ])
        #expect(
            Self.five.alarms(dueOn: Day("2025-10-15")!, by: testCalendar).map(\.day.description)
                == ["2025-10-14", "2025-10-15", "2025-10-16"])
        #expect(Self.five.alarms(dueOn: Day("2026-12-31")!, by: testCalendar) == [])
    }

    @Test func `gives the rates of Beijing's hotline in 2021`() {
        func reading(_ state: ClockReading.State) -> ClockReading {
            ClockReading(
                state: state, startedOn: nil, stoppedOn: nil, dueOn: nil, used: nil, allowance: 15, days: .working,
                ruleVersion: "", calendarVersion: "")
        }
        let lot: [(ClockReading.State, Int)] = [(.met, 3_952), (.metLate, 41), (.late, 35), (.running, 162)]
        let rates = ClockRates(lot.flatMap { Array(repeating: reading($0.0), count: $0.1) })
        #expect(rates.due == 4_028 && rates.closed == 3_993 && rates.inside == 162)
        #expect(rates.closeRate == "99.13%" && rates.onTimeRate == "98.11%")
        #expect(ClockRates().closeRate == nil)
    }
}

@Suite("Laws of the clock")
struct ClockLaws {
    private func rule(_ dice: inout Dice) -> ClockRule {
        ClockRule(
            "x", version: "1", from: .received, to: [.closed], dice.number(0...30), dice.chance() ? .working : .natural,
            warning: dice.number(0...4))
    }

    private func day(_ dice: inout Dice) -> Day { Day("2025-01-01")!.adding(days: dice.number(0...600)) }

    @Test func `counting is additive over splits`() {
        forAll { dice in
            let kind: ClockRule.Days = dice.chance() ? .working : .natural
            let days = [day(&dice), day(&dice), day(&dice)].sorted()
            let whole = kind.count(after: days[0], through: days[2], by: testCalendar)
            let first = kind.count(after: days[0], through: days[1], by: testCalendar) ?? 0
            let second = kind.count(after: days[1], through: days[2], by: testCalendar) ?? 0
            #expect(whole == first + second)
        }
    }

    @Test func `a working-day deadline is unchanged by closed days`() {
        forAll { dice in
            let rule = ClockRule("x", version: "1", from: .received, to: [.closed], dice.number(1...20), .working)
            let begun = day(&dice)
            // Moving the beginning over days off that follow it changes nothing.
            guard testCalendar.isWorked(begun.adding(days: 1)) == false else { return }
            #expect(
                rule.due(after: begun, by: testCalendar) == rule.due(after: begun.adding(days: 1), by: testCalendar))
        }
    }

    @Test func `it is monotone in its beginning, its allowance and its pauses`() {
        forAll { dice in
            let rule = rule(&dice), begun = day(&dice), later = begun.adding(days: dice.number(0...20))
            let longer = ClockRule(
                "x", version: "1", from: .received, to: [.closed], rule.allowance + dice.number(0...9), rule.days)
            guard let due = rule.due(after: begun, by: testCalendar),
                let other = rule.due(after: later, by: testCalendar),
                let more = longer.due(after: begun, by: testCalendar)
            else { return }
            #expect(due <= other && due <= more)
            let pause = begun.adding(days: dice.number(0...10)), back = pause.adding(days: dice.number(0...10))
            let reading = rule.reading(
                of: [
                    CaseEvent(.received, at: Instant(begun, hour: 8)),
                    CaseEvent(.suspended, at: Instant(pause, hour: 9)),
                    CaseEvent(.resumed, at: Instant(back, hour: 17)),
                ], on: back, by: testCalendar)
            if let paused = reading.dueOn { #expect(paused >= due) }
        }
    }

    @Test func `the order in which events are told does not matter, and what is still to come does not count`() {
        forAll { dice in
            let rule = rule(&dice), begun = day(&dice)
            var events = [CaseEvent(.received, at: Instant(begun, hour: 8))]
            for kind in [CaseEvent.Kind.suspended, .resumed, .closed] where dice.chance() {
                events.append(
                    CaseEvent(kind, at: Instant(begun.adding(days: dice.number(0...40)), hour: dice.number(9...17))))
            }
            let today = begun.adding(days: dice.number(0...40))
            let reading = rule.reading(of: events, on: today, by: testCalendar)
            #expect(rule.reading(of: events.shuffled(using: &dice), on: today, by: testCalendar) == reading)
            let future = events + [CaseEvent(.closed, at: Instant(today.adding(days: 1), hour: 8))]
            #expect(rule.reading(of: future, on: today, by: testCalendar) == reading)
        }
    }
}
