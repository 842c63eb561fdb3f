public import Web

/// Terms, by-elections, certificates and every other day by which something must be done.
extension Rules {
    /// When something that began with an event is due, by a parameter of this locus. Nil where nobody entered it.
    public func deadline(_ parameter: Parameter<TimeLimit>, after event: Day) -> Deadline? {
        find(parameter, on: event).map { WorkingCalendar.china.deadline($0.value, after: event) }
    }

    /// Whether something is still in time. The limit is the one that held on the day of the event, not today's.
    ///
    /// `done` is the day on which it was done; nil while it is open.
    public func inTime(_ parameter: Parameter<TimeLimit>, after event: Day, done: Day? = nil, today: Day) -> Verdict {
        Judging.run(parameter.name, self, on: event) { (judging) throws(Judging.Missing) in
            let limit = try judging.take(parameter), calendar = WorkingCalendar.china
            let due = calendar.deadline(limit, after: event)
            guard let last = due.day else {
                return judging.verdict(.person, "自 \(event) 起 \(limit.words)，\(due.words)。", change: "放假安排公布后可以确定。")
            }
            let book = if case .days = limit { "" } else { "（按 \(calendar.version) 版工作日历）" }
            let sum = "自 \(event) 起 \(limit.words)，\(last) 截止\(book)"
            let end = done ?? today, days = end.number - last.number, verb = done == nil ? "今天" : "办结于 \(end)"
            guard days > 0 else {
                let rest = done != nil ? "，按时" : days == 0 ? "，今天是最后一天" : "，还有 \(-days) 天"
                return judging.verdict(.yes, "\(sum)，\(verb == "今天" ? String(rest.dropFirst()) : verb + rest)。")
            }
            return judging.verdict(.no, "\(sum)，\(done == nil ? "已" : verb + "，")超过 \(days) 天。")
        }
    }

    /// Whether a committee is within its term; after it the delay that a higher union may allow counts (R3.14).
    public func term(electedOn: Day, years: Int, today: Day) -> Verdict {
        Judging.run("换届", self, on: today) { (judging) throws(Judging.Missing) in
            let span = Span.committeeTerm(electedOn: electedOn, years: years)
            let sum = "\(electedOn) 选举，任期 \(years) 年，\(span.through) 届满"
            guard years == 3 || years == 5 else {
                return judging.verdict(.person, "任期 \(years) 年，应为三年或者五年，请核对。")
            }
            let term = try judging.take(.term), delay = try judging.take(.longestDelay)
            _ = term
            let latest = WorkingCalendar.china.deadline(delay, after: span.through).day ?? span.through
            guard today > span.through else {
                let left = span.through.number - today.number
                return judging.verdict(.yes, "\(sum)，还有 \(grouped(left)) 天。", change: left <= 180 ? "现在应当着手准备换届。" : nil)
            }
            let over = today.number - span.through.number
            return today <= latest
                ? judging.verdict(
                    .person, "\(sum)，已过 \(over) 天。经上级工会批准可以延期，最长到 \(latest)。", change: "取得延期批复，或者完成换届。")
                : judging.verdict(.no, "\(sum)，已过 \(grouped(over)) 天，超过最长延期（\(latest)）。", change: "尽快换届。")
        }
    }

    /// Whether a vacant chair is still to be filled in time (R3.18).
    public func byElection(vacantSince: Day, today: Day) -> Verdict {
        inTime(.byElection, after: vacantSince, today: today)
    }

    /// Where a legal-person certificate stands: before its window, inside it, or past its end (R17). Inside is `yes`: renew now.
    public func certificate(expires: Day, today: Day) -> Verdict {
        Judging.run("法人资格证换证", self, on: today) { (judging) throws(Judging.Missing) in
            let window = try judging.take(.certificateRenewal)
            guard case .days(let days) = window else { return judging.verdict(.person, "换证时间应以日计，请核对参数。") }
            let opens = expires.adding(days: -days), sum = "有效期至 \(expires)，\(opens) 起可以换证"
            if today > expires {
                return judging.verdict(.no, "\(sum)，已过期 \(today.number - expires.number) 天。", change: "尽快到登记机关办理。")
            }
            return today >= opens
                ? judging.verdict(.yes, "\(sum)，现在应当换证，还有 \(expires.number - today.number) 天到期。")
                : judging.verdict(.no, "\(sum)，还有 \(grouped(opens.number - today.number)) 天。")
        }
    }
}

/// Orders that had a deadline, counted on a day (R10.3): a rate of closing is of those that were due, never of all that were handed
/// over. Beijing, January and February 2021: 4,190 handed over, 4,028 due, 3,993 closed, 99.13 %.
public struct DueCount: Equatable, Sendable {
    public var all = 0
    /// 应办结: those whose last day has come.
    public var due = 0
    /// Of these, closed by the day.
    public var closed = 0
    /// Of these, closed by their last day.
    public var onTime = 0
    /// Those whose deadline is not known yet.
    public var unknown = 0

    public init(all: Int, due: Int, closed: Int, onTime: Int) {
        self.all = all
        self.due = due
        self.closed = closed
        self.onTime = onTime
    }

    /// Counts orders, each with its deadline and the day it was closed on.
    public init(_ orders: some Sequence<(deadline: Deadline, closedOn: Day?)>, on day: Day) {
        for (deadline, closedOn) in orders {
            all += 1
            guard let last = deadline.day else {
                unknown += 1
                continue
            }
            guard last <= day else { continue }
            due += 1
            guard let closedOn, closedOn <= day else { continue }
            closed += 1
            if closedOn <= last { onTime += 1 }
        }
    }

    /// `应办结 4,028 件，已办结 3,993 件，办结率 99.13%；按期 3,952 件，按期率 98.11%`
    public var words: String {
        guard due > 0 else { return "没有应办结的" }
        return """
            应办结 \(grouped(due)) 件，已办结 \(grouped(closed)) 件，办结率 \(percent(closed, of: due))；\
            按期 \(grouped(onTime)) 件，按期率 \(percent(onTime, of: due))
            """
    }
}

/// `99.13%`: a part of a whole in hundredths of a per cent, rounded half up. `—` where there is no whole.
public func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "—" }
    let hundredths = (part * 20_000 + whole) / (whole * 2)
    return "\(hundredths / 100).\(padded(hundredths % 100, 2))%"
}
