import Base
import TestKit
import Testing

@testable import Procedures

@Suite("Splitting places")
struct QuotaSplitTests {
    @Test(
        "gives what the rule says",
        arguments: [
            (10, [1, 1, 1], QuotaRule.largestRemainder, 1, 0, [4, 3, 3], 0),
            (10, [600, 300, 100], .largestRemainder, 1, 0, [6, 3, 1], 0),
            (3, [980, 10, 10], .largestRemainder, 1, 1, [1, 1, 1], 0),
            (10, [980, 10, 10, 0], .largestRemainder, 1, 1, [8, 1, 1, 0], 0),
            (7, [5, 5, 5], .rounding, 1, 0, [2, 2, 2], 1),
            (8, [5, 5, 5], .rounding, 1, 0, [3, 3, 3], -1),
            // 20 名青年教师一个，不足 20 人按一个（R8 8.8）。
            (30, [40, 45, 20, 0], .perHeads, 20, 0, [2, 3, 1, 0], 24),
            (30, [40, 45], .fixed, 5, 0, [5, 5], 20),
        ])
    func split(
        total: Int, heads: [Int], rule: QuotaRule, number: Int, least: Int, expected: [Int], left: Int
    ) throws {
        let split = try QuotaSplit(
            total, among: heads.map { QuotaClaim(heads: $0) }, by: rule, number: number, least: least)
        #expect(split.places == expected && split.left == left)
    }

    @Test func `keeps the proportions of the last time`() throws {
        let claims = [QuotaClaim(heads: 1, before: 6), QuotaClaim(heads: 900, before: 2)]
        #expect(try QuotaSplit(4, among: claims, by: .carried).places == [3, 1])
    }

    @Test func `says what it cannot do`() {
        #expect(throws: QuotaSplit.Problem.notEnough(needed: 3, there: 2)) {
            try QuotaSplit(2, among: [1, 2, 3].map { QuotaClaim(heads: $0) }, by: .largestRemainder, least: 1)
        }
        #expect(throws: QuotaSplit.Problem.nobody) {
            try QuotaSplit(2, among: [QuotaClaim(heads: 0)], by: .rounding)
        }
    }
}

@Suite("Laws of splitting")
struct QuotaSplitLaws {
    @Test func `no place is lost or invented, the larger never gets less, nobody is far from the exact share`() {
        forAll { dice in
            let claims = dice.several(1...60) { QuotaClaim(heads: $0.chance(10) ? 0 : $0.number(1...5_000)) }
            guard claims.contains(where: { $0.heads > 0 }) else { return }
            let total = dice.number(0...3_000)
            let split = try QuotaSplit(total, among: claims, by: .largestRemainder)
            #expect(split.sum == total && split.left == 0)
            let sum = claims.map(\.heads).reduce(0, +)
            for (claim, places) in zip(claims, split.places) {
                #expect(abs(places * sum - total * claim.heads) < sum)
            }
            let order = zip(claims, split.places).sorted { $0.0.heads < $1.0.heads }
            for (smaller, larger) in zip(order, order.dropFirst()) where smaller.0.heads < larger.0.heads {
                #expect(smaller.1 <= larger.1)
            }
        }
    }

    @Test func `a floor is kept, and still nothing is lost`() {
        forAll { dice in
            let claims = dice.several(1...40) { QuotaClaim(heads: $0.number(1...2_000)) }
            let least = dice.number(0...4), total = claims.count * least + dice.number(0...500)
            let split = try QuotaSplit(total, among: claims, by: .largestRemainder, least: least)
            #expect(split.sum == total && split.places.allSatisfy { $0 >= least })
        }
    }

    @Test func `what a rule does not give away stays with whoever splits`() {
        forAll { dice in
            let claims = dice.several(1...40) { QuotaClaim(heads: $0.number(1...2_000), before: $0.number(1...9)) }
            let total = dice.number(0...900)
            for rule in QuotaRule.allCases {
                let split = try QuotaSplit(total, among: claims, by: rule, number: dice.number(1...50))
                #expect(split.sum + split.left == total && split.places.allSatisfy { $0 >= 0 })
            }
        }
    }
}
