import Base
import Testing

@testable import Rulebook

@Suite("Dues, the two per cent, gifts") struct MoneyRuleTests {
    private let rules = Rulings.beijing, today = Rulings.today

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [(Int64(8_765), Int64(4_380)), (10, 5), (9, 0), (12_000, 6_000)])
    func `dues are half a per cent, without the remainder under ten yuan`(wage: Int64, fen: Int64) {
        #expect(rules.dues(onWage: .yuan(wage), on: today).amount == Money(fen: fen))
    }

    // R5: monthly payroll 10,000,000, contribution 200,000, keep 120,000, send 80,000.
    @Test func `the contribution and its split`() throws {
        let reckoning = rules.contribution(onPayroll: .yuan(10_000_000), on: today)
        #expect(reckoning.words == "10,000,000.00 元 × 2% = 200,000.00 元")
        let amount = try #require(reckoning.amount)
        let parts = try #require(rules.divide(amount, on: today)).parts
        #expect(parts.map(\.who) == ["基层", "上级"] && parts.map(\.amount) == [.yuan(120_000), .yuan(80_000)])
        #expect(rules.contributionDue(forMonthOf: try day("2026-12-31")) == (try? day("2027-01-15")))
        #expect(Rulings.anhui.contributionDue(forMonthOf: today) == nil)
    }

    @Test func `the parts are the whole, whatever rounding does`() throws {
        let split = try #require(Division(parameter: "甲=1/3; 乙=1/3; 丙=1/3"))
        for fen in Int64(0)..<1_000 {
            let parts = split.divide(Money(fen: fen))
            #expect(parts.reduce(0) { $0 + $1.amount.fen } == fen && parts.allSatisfy { $0.amount.fen >= 0 })
        }
    }

    @Test func `a late fee is five per mille a day, and adds over days`() throws {
        let due = try day("2026-01-15")
        #expect(rules.lateFee(on: .yuan(200_000), due: due, paid: try day("2026-01-25")).amount == .yuan(10_000))
        #expect(rules.lateFee(on: .yuan(200_000), due: due, paid: due).amount == .yuan(0))
        for days in 0...40 {
            let owed = Money(fen: 12_345_67), middle = due.adding(days: days), end = due.adding(days: 40)
            let parts = [
                rules.lateFee(on: owed, due: due, paid: middle), rules.lateFee(on: owed, due: middle, paid: end),
            ]
            let sum = parts.compactMap(\.amount).reduce(Money(fen: 0)) { $0 + $1 }
            #expect(sum == rules.lateFee(on: owed, due: due, paid: end).amount)
        }
        #expect(Rulings.anhui.lateFee(on: .yuan(1), due: due, paid: due).amount == nil)
    }

    @Test(arguments: [
        (Occasion.birthday, Int64(300), Verdict.Outcome.yes), (.birthday, 301, .no), (.marriage, 1_000, .person),
    ])
    func `caps of events in Beijing`(occasion: Occasion, yuan: Int64, outcome: Verdict.Outcome) {
        #expect(rules.event(occasion, .yuan(yuan), on: today).outcome == outcome)
    }

    @Test(arguments: [("2018-12-31", Verdict.Outcome.no), ("2019-01-01", .yes)])
    func `Beijing raised the birthday from 200 to 300 in 2019`(on: String, outcome: Verdict.Outcome) throws {
        #expect(rules.event(.birthday, .yuan(300), on: try day(on)).outcome == outcome)
    }

    @Test(arguments: [
        (Occasion.marriage, Int64(2_000), Verdict.Outcome.yes), (.marriage, 2_001, .no), (.birth, 1_000, .yes),
        (.surgery, 2_000, .yes),
        (.hospital, 1_001, .no), (.memberDeath, 2_000, .yes), (.relativeDeath, 1_001, .no), (.retirement, 1_000, .yes),
    ])
    func `caps of events in Anhui`(occasion: Occasion, yuan: Int64, outcome: Verdict.Outcome) {
        #expect(Rulings.anhui.event(occasion, .yuan(yuan), on: today).outcome == outcome)
    }

    @Test func `festival gifts: form, festival, the year's cap`() throws {
        let anhui = Rulings.anhui
        func gift(_ amount: Int64, _ form: GiftForm = .goods, _ at: Festival = .spring, already: Int64 = 0) -> Verdict {
            anhui.festivalGift(.yuan(amount), as: form, at: at, already: .yuan(already), on: today)
        }
        #expect(gift(500, already: 1_500).isYes)
        #expect(gift(501, already: 1_500).change == "本次不超过 500 元。")
        #expect(gift(100, .cash).outcome == .no && gift(100, .shoppingCard).outcome == .no && gift(100, .voucher).isYes)
        #expect(gift(100, .goods, .other).outcome == .no && gift(100, .goods, .minority).outcome == .person)
        let guizhou = Rulings.at("520000")
        #expect(
            guizhou.festivalGift(.yuan(201), as: .goods, at: .midAutumn, already: .yuan(0), on: today).outcome == .no)
        #expect(guizhou.festivalGift(.yuan(500), as: .goods, at: .spring, already: .yuan(0), on: today).isYes)
    }

    @Test func `Beijing caps the pool, not the head`() {
        #expect(rules.giftPool(spent: .yuan(400), adding: .yuan(100), ofIncome: .yuan(1_000), on: today).isYes)
        #expect(
            rules.giftPool(spent: .yuan(400), adding: .yuan(101), ofIncome: .yuan(1_000), on: today).change == "减少 1 元。"
        )
    }
}

@Suite("Rates of what was due") struct DueCountTests {
    // R10.3: 4,190 handed over, 4,028 due, 3,993 closed, 3,952 in time.
    @Test func `a rate is of what was due, never of all that was handed over`() throws {
        let today = Day("2021-02-28")!, last = Day("2021-02-20")!
        var orders: [(deadline: Deadline, closedOn: Day?)] = Array(repeating: (.on(last), last), count: 3_952)
        orders += Array(repeating: (.on(last), last.adding(days: 3)), count: 41)
        orders += Array(repeating: (.on(last), nil), count: 35)
        orders += Array(repeating: (.on(today.adding(days: 5)), nil), count: 162)
        let count = DueCount(orders, on: today)
        #expect(count == DueCount(all: 4_190, due: 4_028, closed: 3_993, onTime: 3_952))
        #expect(count.words == "应办结 4,028 件，已办结 3,993 件，办结率 99.13%；按期 3,952 件，按期率 98.11%")
        #expect(percent(3_993, of: 4_190) == "95.30%")
        #expect(DueCount([(.unknown(year: 2027), nil)], on: today).unknown == 1)
    }
}
