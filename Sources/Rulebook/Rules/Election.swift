public import Web

/// Who may vote and stand, and with how many names (R3).
extension Rules {
    /// Whether a member may vote and stand: those whose membership is retained, such as the retired, may not (R3.1).
    ///
    /// A law without a number: it has no parameter.
    public func mayVote(isMember: Bool, isRetained: Bool, on day: Day) -> Verdict {
        let source = Verdict.Source(
            key: "election.rights", name: "选举权和被选举权", words: "保留会籍的除外", place: "全国",
            citation: "《工会基层组织选举工作条例》（总工发〔2016〕27号）第四条", from: Day(number: 17_083), until: nil,
            confidence: .high, origin: "条文", remark: nil)
        let question = "选举权和被选举权"
        guard isMember else { return Verdict(.no, question, "不是在籍会员，没有选举权和被选举权。", on: day, sources: [source]) }
        return isRetained
            ? Verdict(
                .no, question, "会籍为保留会籍，没有选举权和被选举权。", change: "恢复会籍后即有。", on: day, sources: [source])
            : Verdict(.yes, question, "在籍会员，有选举权和被选举权。", on: day, sources: [source])
    }

    /// Whether there are enough names for the seats: at least one more, and at least the rate (R3.6). 13 seats at 5 % need 14.
    public func margin(candidates: Int, seats: Int, isStanding: Bool = false, on day: Day) -> Verdict {
        Judging.run("差额选举", self, on: day) { (judging) throws(Judging.Missing) in
            let share = try judging.take(isStanding ? .standingMargin : .committeeMargin)
            let needed = Self.names(for: seats, share)
            let sum = "应选 \(seats) 人，差额不低于 \(share.words)，候选人至少 \(needed) 人，现有 \(candidates) 人"
            return candidates >= needed
                ? judging.verdict(.yes, "\(sum)，符合。")
                : judging.verdict(.no, "\(sum)，不够。", change: "再提名 \(needed - candidates) 人。")
        }
    }

    /// The least number of names: one more than the seats, or the rate rounded up.
    static func names(for seats: Int, _ share: Share) -> Int { max(seats + 1, seats + share.least(of: seats)) }

    /// Whether a committee has the size that its members allow, and an odd number of seats (R3.15).
    public func committeeSize(_ seats: Int, members: Int, on day: Day) -> Verdict {
        Judging.run("委员名额", self, on: day) { (judging) throws(Judging.Missing) in
            let band = try judging.take(.committeeSize).band(of: members)
            let range = "会员 \(grouped(members)) 人，委员会应设 \(band.least) 至 \(band.most) 人"
            guard (band.least...band.most).contains(seats) else {
                return judging.verdict(
                    .no, "\(range)，现为 \(seats) 人。",
                    change: seats < band.least ? "增加 \(band.least - seats) 人。" : "减少 \(seats - band.most) 人。")
            }
            guard seats % 2 == 1 else {
                return judging.verdict(.person, "\(range)，现为 \(seats) 人，是双数，一般设单数。", change: "改为单数。")
            }
            return judging.verdict(.yes, "\(range)，现为 \(seats) 人，符合。")
        }
    }

    /// Whether a union needs a committee of its own: from 25 members (R5.1).
    public func needsCommittee(members: Int, on day: Day) -> Verdict {
        Judging.run("建立基层工会委员会", self, on: day) { (judging) throws(Judging.Missing) in
            let least = try judging.take(.committeeFrom)
            return members >= least
                ? judging.verdict(.yes, "会员 \(grouped(members)) 人，满 \(least) 人，应当建立基层工会委员会。")
                : judging.verdict(
                    .no, "会员 \(grouped(members)) 人，不足 \(least) 人，可以单独或联合建立，也可以选举组织员一人。",
                    change: "满 \(least) 人时应当建立。")
        }
    }

    /// Whether a women's committee is needed: by women members (election rules), and where a place says so by women employed
    /// (R3.17). One of both suffices. `staff` is nil where nobody knows.
    public func needsWomensCommittee(members: Int, staff: Int?, on day: Day) -> Verdict {
        Judging.run("建立女职工委员会", self, on: day) { (judging) throws(Judging.Missing) in
            let leastMembers = try judging.take(.womenMembers), leastStaff = judging.takeIfAny(.womenStaff)
            var sum = "女会员 \(grouped(members)) 人（满 \(leastMembers) 人应建立）"
            if let leastStaff {
                sum += staff.map { "，女职工 \(grouped($0)) 人（满 \(leastStaff) 人应建立）" } ?? "，女职工人数不详"
            }
            if members >= leastMembers || (leastStaff.map { (staff ?? 0) >= $0 } ?? false) {
                return judging.verdict(.yes, "\(sum)，应当建立女职工委员会。")
            }
            guard leastStaff == nil || staff != nil else {
                return judging.verdict(.person, "\(sum)，不能判断。", change: "补录女职工人数。")
            }
            return judging.verdict(.no, "\(sum)，可以只设女职工委员。", change: "女会员满 \(leastMembers) 人时应当建立。")
        }
    }

    /// Whether an audit committee is needed, and of which size: wherever there is a committee (R3.16, R5.9).
    public func auditCommittee(_ seats: Int?, members: Int, on day: Day) -> Verdict {
        Judging.run("经费审查委员会", self, on: day) { (judging) throws(Judging.Missing) in
            let least = try judging.take(.committeeFrom), band = try judging.take(.auditCommitteeSize).band(of: members)
            let range = "会员 \(grouped(members)) 人，建立工会委员会的同时应选举经费审查委员会，\(band.least) 至 \(band.most) 人"
            guard members >= least || seats != nil else {
                return judging.verdict(.yes, "会员 \(grouped(members)) 人，不足 \(least) 人，可以只选经费审查委员。")
            }
            guard let seats else { return judging.verdict(.no, "\(range)，还没有。", change: "选举经费审查委员会。") }
            return (band.least...band.most).contains(seats)
                ? judging.verdict(.yes, "\(range)，现为 \(seats) 人，符合。")
                : judging.verdict(.no, "\(range)，现为 \(seats) 人。", change: "调整到 \(band.least) 至 \(band.most) 人。")
        }
    }
}
