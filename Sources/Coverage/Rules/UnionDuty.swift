import Web

/// Whether a workplace should have a union by now, with the arithmetic and the rule.
struct UnionDuty: Equatable, Sendable {
    enum Outcome: Equatable, Sendable {
        /// 应建未建
        case due
        /// Still within its months.
        case notYet
        /// Nobody wrote down when it was founded.
        case unknown
        /// It has one, or is closed.
        case done
    }

    let outcome: Outcome
    /// `2025-03-01 成立，满 6 个月的日子是 2025-09-01，已过 446 天`
    let words: String
    let rule: DatedValue?

    /// R5.14: `today − foundedOn > 6 months AND no union`. On the very day the months are full it is not yet due.
    static func judge(foundedOn: Day?, isOpen: Bool, in place: String, on today: Day) -> UnionDuty {
        guard isOpen else { return UnionDuty(outcome: .done, words: "", rule: nil) }
        guard let rule = DatedValue.find(.monthsWithoutUnion, in: place, on: today) else {
            return UnionDuty(outcome: .unknown, words: "本地没有录入建会期限。", rule: nil)
        }
        guard let foundedOn else {
            return UnionDuty(outcome: .unknown, words: "没有成立日期，无法判断。请补录。", rule: rule)
        }
        let limit = foundedOn.adding(months: rule.value), days = today.number - limit.number
        let begins = "\(foundedOn) 成立，\(limit) 满 \(rule.value) 个月"
        guard days > 0 else {
            return UnionDuty(outcome: .notYet, words: "\(begins)，还有 \(-days) 天。", rule: rule)
        }
        return UnionDuty(outcome: .due, words: "\(begins)，已过 \(grouped(days)) 天。", rule: rule)
    }

    /// R5.1: members ≥ 25 must have a base committee.
    static func needsCommittee(_ members: Int, in place: String, on today: Day) -> Bool {
        DatedValue.find(.membersForCommittee, in: place, on: today).map { members >= $0.value } ?? false
    }
}

extension Month {
    /// The last day on which a report of this month is in time.
    func due(in place: String) -> Day {
        let next = adding(1)
        return next.first.adding(days: (DatedValue.find(.reportDay, in: place, on: next.first)?.value ?? 10) - 1)
    }
}
