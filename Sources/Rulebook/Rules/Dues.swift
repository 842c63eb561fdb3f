public import Web

/// An amount that was worked out, with its arithmetic and its sources. No amount where a parameter is wanting.
public struct Reckoning: Equatable, Sendable {
    public let amount: Money?
    /// `10,000,000.00 元 × 2% = 200,000.00 元`
    public let words: String
    public let sources: [Verdict.Source]
}

/// Dues, the 2 %, late fees and the split (R5).
extension Rules {
    /// 会费: a member's monthly dues; what is under the step of the wage is left out.
    public func dues(onWage wage: Money, on day: Day) -> Reckoning {
        guard let rate = find(.dues, on: day) else { return wanting(.dues) }
        let step = find(.duesStep, on: day), unit = max(step?.value.fen ?? 1, 1)
        let base = Money(fen: wage.fen / unit * unit), amount = rate.value.of(base)
        return Reckoning(
            amount: amount, words: "\(base) 元 × \(rate.value.words) = \(amount) 元",
            sources: [quote(rate.source)] + [step].compactMap { $0.map { quote($0.source) } })
    }

    /// 拨缴: the 2 % of a month's total wages of all staff.
    public func contribution(onPayroll payroll: Money, on day: Day) -> Reckoning {
        guard let rate = find(.contribution, on: day) else { return wanting(.contribution) }
        let amount = rate.value.of(payroll)
        return Reckoning(
            amount: amount, words: "\(payroll) 元 × \(rate.value.words) = \(amount) 元", sources: [quote(rate.source)])
    }

    /// Until which day the contribution of a month is paid: so many days into the next; nil where nobody entered it.
    public func contributionDue(forMonthOf day: Day) -> Day? {
        let next = day.adding(days: 1 - day.day).adding(months: 1)
        return find(.contributionDay, on: next).map { next.adding(days: $0.value - 1) }
    }

    /// 滞纳金: what is owed times the day's rate, to the fen, for each day after the last.
    public func lateFee(on owed: Money, due: Day, paid: Day) -> Reckoning {
        guard let rate = find(.lateFee, on: due) else { return wanting(.lateFee) }
        let days = max(0, paid.number - due.number), daily = rate.value.of(owed)
        let amount = Money(fen: daily.fen * Int64(days))
        return Reckoning(
            amount: amount, words: "\(owed) 元 × 每日 \(rate.value.words) × \(days) 天 = \(amount) 元",
            sources: [quote(rate.source)])
    }

    /// 分成: who gets which part; the parts are exactly the whole. Nil where nobody entered it.
    public func divide(_ contribution: Money, on day: Day) -> Ruled<Division>.Divided? {
        find(.contributionSplit, on: day).map { found in
            .init(parts: found.value.divide(contribution), source: quote(found.source))
        }
    }

    private func wanting<Value>(_ parameter: Parameter<Value>) -> Reckoning {
        Reckoning(amount: nil, words: "\(locus.place.words)没有录入“\(parameter.name)”，不能计算。", sources: [])
    }
}

extension Ruled where Value == Division {
    /// An amount divided, with the rule that divided it.
    public struct Divided: Sendable {
        public let parts: [(who: String, amount: Money)]
        public let source: Verdict.Source
    }
}
