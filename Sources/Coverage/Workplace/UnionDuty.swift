import Federation
import Rulebook
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
    let rule: RuleValue?

    /// R5.14: `today − foundedOn > 6 months AND no union`. On the very day the months are full it is not yet due.
    static func judge(foundedOn: Day?, isOpen: Bool, by rules: Rules, on today: Day) -> UnionDuty {
        guard isOpen else { return UnionDuty(outcome: .done, words: "", rule: nil) }
        guard let found = rules.find(.timeToFound, on: today) else {
            return UnionDuty(outcome: .unknown, words: "本地没有录入建会期限。", rule: nil)
        }
        guard let foundedOn, let limit = WorkingCalendar.china.deadline(found.value, after: foundedOn).day else {
            return UnionDuty(outcome: .unknown, words: "没有成立日期，无法判断。请补录。", rule: found.source)
        }
        let days = today.number - limit.number, begins = "\(foundedOn) 成立，\(limit) 满 \(found.value.words)"
        guard days > 0 else {
            return UnionDuty(outcome: .notYet, words: "\(begins)，还有 \(-days) 天。", rule: found.source)
        }
        return UnionDuty(outcome: .due, words: "\(begins)，已过 \(grouped(days)) 天。", rule: found.source)
    }

    /// R5.1: members ≥ 25 must have a base committee.
    static func needsCommittee(_ members: Int, by rules: Rules, on today: Day) -> Bool {
        rules.needsCommittee(members: members, on: today).isYes
    }
}

extension Month {
    /// The last day on which a report of this month is in time.
    func due(by rules: Rules) -> Day {
        let next = adding(1)
        return next.first.adding(days: (rules.find(.staffReportDay, on: next.first)?.value ?? 10) - 1)
    }
}
