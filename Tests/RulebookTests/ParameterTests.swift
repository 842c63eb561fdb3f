import Base
import Store
import TestKit
import Testing
import Web

@testable import Rulebook

@Suite("Parameters") struct ParameterTests {
    @Test func `every line of the data file is read, and every value is of its key's type`() {
        for file in ParameterFile.all { #expect(file.flaws == []) }
        #expect(Rulings.file.count == 103)
        #expect(Set(Rulings.file.map(\.id)).count == Rulings.file.count)
        let unread = Rulings.file.filter { AnyParameter.find($0.key)?.settled($0.text) != $0.text }
        #expect(unread.map(\.key) == [])
    }

    @Test func `a parameter without any value is known to be so`() {
        let entered = Set(Rulings.file.map(\.key))
        #expect(AnyParameter.all.map(\.key).filter { !entered.contains($0) } == ["congress.delegate_share"])
        #expect(Set(AnyParameter.all.map(\.key)).count == AnyParameter.all.count)
    }

    @Test(arguments: [
        ("2/3", "2/3", "2/3"), ("60%", "3/5", "60%"), ("0.5%", "1/200", "0.5%"), ("5‰", "1/200", "0.5%"),
        ("0.25%", "1/400", "0.25%"),
        ("150%", "3/2", "150%"),
    ])
    func `shares are exact`(written: String, kept: String, words: String) throws {
        let share = try #require(Share(parameter: written))
        #expect(share.parameterText == kept && share.words == words)
        #expect(Share(parameter: kept) == share)
    }

    @Test(arguments: ["", "2/0", "-1/2", "60", "60 %", "1e3%", "99999999999/1", "％"])
    func `what is no share is refused`(written: String) {
        #expect(Share(parameter: written) == nil)
    }

    @Test(arguments: [("300", "300.00", "300 元"), ("0.5", "0.50", "0.50 元"), ("1234.56", "1234.56", "1,234.56 元")])
    func `money is fen`(written: String, kept: String, words: String) throws {
        let money = try #require(Money(parameter: written))
        #expect(money.parameterText == kept && money.words == words)
        #expect(Money(parameter: "1.234") == nil && Money(parameter: "一百") == nil && Money(parameter: "1.") == nil)
    }

    @Test(arguments: [
        ("15工作日", TimeLimit.workingDays(15)), ("15 个工作日", nil), ("15个工作日", .workingDays(15)), ("6个月", .months(6)),
        ("30日", .days(30)), ("30日顺延", .daysRolling(30)), ("30", nil), ("99999日", nil),
    ])
    func `time limits are read`(written: String, limit: TimeLimit?) {
        #expect(TimeLimit(parameter: written) == limit)
        if let limit { #expect(TimeLimit(parameter: limit.parameterText) == limit) }
    }

    @Test func `a split must be the whole, exactly`() throws {
        #expect(Division(parameter: "基层=60%; 上级=39%") == nil)
        #expect(Division(parameter: "甲=1/3; 乙=1/3; 丙=1/3") != nil)
        #expect(Division(parameter: "基层=40%; 市=30%; 基层=30%") == nil)
        #expect(Division(parameter: "基层=60%; 上级=40%")?.words == "基层 60%，上级 40%")
        #expect(Bands(parameter: "1=1…2") == nil && Bands(parameter: "0=3…1") == nil)
    }
}

@Suite("Where and when a value holds") struct LookupTests {
    private let city = ID<Unit>(1), district = ID<Unit>(2), school = ID<Unit>(3), other = ID<Unit>(4)

    private var steps: [Locus.Step] {
        [
            Locus.Step(city, .municipal, name: "市教育工会"), Locus.Step(district, .district, name: "区教育工会"),
            Locus.Step(school, .base, name: "一中工会"),
        ]
    }

    @Test func `places lie in each other by their digits`() throws {
        let haidian = try #require(Jurisdiction("110108")), nanning = try #require(Jurisdiction("450100"))
        #expect(haidian.chain.map(\.code) == ["000000", "110000", "110108"])
        #expect(Jurisdiction("450103")?.chain.map(\.code) == ["000000", "450000", "450100", "450103"])
        #expect(nanning.depth == 2 && !nanning.contains(haidian) && Jurisdiction.nation.contains(haidian))
        #expect(Jurisdiction("1101") == nil && Jurisdiction("11010a") == nil)
        #expect(Jurisdiction.named(in: "北京市教育工会")?.code == "110000")
        #expect(Jurisdiction.named(in: "广西教育工会")?.code == "450000")
        #expect(Jurisdiction.named(in: "海淀区教育工会")?.code == "110108")
        #expect(Jurisdiction.named(in: "春城市教育工会") == nil)
    }

    @Test func `the nearest wins, from the country to the group`() throws {
        let today = Rulings.today
        let key = "election.margin_committee"
        let atCity = Rulings.own(key, "6%", of: 1, from: "2026-01-01", id: 1)
        let atDistrict = Rulings.own(key, "7%", of: 2, from: "2025-01-01", id: 2)
        let atSchool = Rulings.own(key, "8%", of: 3, from: "2024-01-01", id: 3)
        let elsewhere = Rulings.own(key, "50%", of: 4, from: "2026-01-01", id: 4)
        func share(_ own: [RuleValue]) throws -> String? {
            Rulings.at("110108", steps, adding: own + [elsewhere]).find(.committeeMargin, on: today)?.value.words
        }
        #expect(try share([]) == "5%")
        #expect(try share([atCity]) == "6%")
        #expect(try share([atCity, atDistrict]) == "7%")
        #expect(try share([atSchool, atCity, atDistrict]) == "8%")
    }

    @Test func `a district's law is nearer than the city union's own, and farther than the district union's`() throws {
        let key = "recuperation.own_share"
        let ofCity = Rulings.own(key, "25%", of: 1, from: "2026-01-01"),
            ofDistrict = Rulings.own(key, "20%", of: 2, from: "2026-01-01")
        #expect(
            Rulings.at("110108", steps, adding: [ofCity]).find(.recuperationOwnShare, on: Rulings.today)?.value.words
                == "30%")
        #expect(
            Rulings.at("110108", steps, adding: [ofDistrict]).find(.recuperationOwnShare, on: Rulings.today)?.value
                .words == "20%")
    }

    @Test(arguments: [
        ("2017-06-01", nil), ("2018-06-01", "1,500 元"), ("2023-12-31", "1,500 元"), ("2024-01-01", "2,000 元"),
        ("2026-11-20", "2,000 元"),
    ])
    func `the latest that is in force wins`(day: String, words: String?) throws {
        let day = try #require(Day(day))
        #expect(Rulings.anhui.find(.giftsAYear, on: day)?.value.words == words)
        #expect(Rulings.beijing.find(.giftsAYear, on: day) == nil)
    }

    @Test func `of two that begin on one day the one entered last wins`() {
        let first = Rulings.own("club.members_min", "12", of: 3, from: "2026-01-01", id: 10)
        let second = Rulings.own("club.members_min", "15", of: 3, from: "2026-01-01", id: 11)
        let rules = Rulings.at("110108", steps, adding: [second, first])
        #expect(rules.find(.clubMembers, on: Rulings.today)?.value == 15)
    }

    @Test func `what is for another level or school does not hold`() throws {
        let university = Rules(Rulings.file, at: Locus(.nation, steps: steps, school: .university))
        #expect(university.find(.disclosure, on: Rulings.today)?.value == .workingDays(20))
        #expect(Rulings.at("110108", steps).find(.disclosure, on: Rulings.today) == nil)
        #expect(Rulings.at("110108", Array(steps.prefix(2))).find(.visitsAWeek, on: Rulings.today)?.value == 3)
        #expect(Rulings.at("110108", steps).find(.visitsAWeek, on: Rulings.today) == nil)
    }

    @Test func `what changes next month is told with what was and what will be`() throws {
        let own = Rulings.own("event.birthday_cap", "500", of: 3, from: "2026-12-01", until: "2026-12-31")
        let rules = Rulings.at("110108", steps, adding: [own])
        let all = rules.changes(after: Rulings.today, through: try #require(Day("2027-01-31")))
        #expect(all.map(\.on.description) == ["2026-12-01", "2027-01-01"])
        #expect(all.map { $0.after?.words } == ["500 元", "300 元"] && all.first?.before?.words == "300 元")
        #expect(rules.changes(after: Rulings.today, through: try #require(Day("2026-11-30"))).isEmpty)
    }

    @Test func `the editions land in every store, once, and are found again at a locus`() async throws {
        try await withStore(migrations: rulebookMigrations) { store in
            try await store.read { tx in
                let rules = try Rules(at: Locus(Jurisdiction("110108")!), in: tx)
                #expect(rules.values == Rulings.beijing.values)
                #expect(rules.find(.womenStaff, on: Rulings.today)?.source.edition == "2026.1")
            }
        }
    }
}
