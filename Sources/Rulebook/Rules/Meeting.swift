public import Web

/// Quorum and pass lines of a meeting or a congress (R1.9, R1.10, R3.4, R3.5): of ALL who should attend, never of those present.
extension Rules {
    /// Whether enough are present. `all` are those who may vote: invited guests are in neither number (R1.11).
    public func quorum(present: Int, of all: Int, on day: Day) -> Verdict {
        Judging.run("到会人数", self, on: day) { (judging) throws(Judging.Missing) in
            guard all > 0, (0...all).contains(present) else {
                return judging.verdict(.person, "应到 \(all) 人，到会 \(present) 人，人数不对，请核对。")
            }
            let share = try judging.take(.quorum), needed = share.least(of: all)
            let sum = "应到 \(grouped(all)) 人，须到会 \(grouped(needed)) 人（\(share.words)），实到 \(grouped(present)) 人"
            return present >= needed
                ? judging.verdict(.yes, "\(sum)，可以开会。", change: present == needed ? "再少 1 人就不够。" : nil)
                : judging.verdict(.no, "\(sum)，不能开会。", change: "再到 \(grouped(needed - present)) 人即可。")
        }
    }

    /// Whether a vote carries. Exactly the half goes to a person, because laws write it in two ways (R1.10).
    public func passes(yes: Int, present: Int, of all: Int, on day: Day) -> Verdict {
        Judging.run("表决结果", self, on: day) { (judging) throws(Judging.Missing) in
            guard all > 0, (0...all).contains(present), (0...present).contains(yes) else {
                return judging.verdict(.person, "应到 \(all) 人，到会 \(present) 人，赞成 \(yes) 票，人数不对，请核对。")
            }
            let quorum = try judging.take(.quorum), share = try judging.take(.passShare)
            let line = try judging.take(.passLine)
            let sum = "应到 \(grouped(all)) 人，到会 \(grouped(present)) 人，赞成 \(grouped(yes)) 票"
            guard present >= quorum.least(of: all) else {
                return judging.verdict(
                    .no, "\(sum)，到会不足 \(grouped(quorum.least(of: all))) 人，表决无效。", change: "到会人数够了再表决。")
            }
            let needed = share.most(of: all) + 1
            switch share.compare(yes, of: all) {
            case .above: return judging.verdict(.yes, "\(sum)，须有 \(grouped(needed)) 票（超过全体的 \(share.words)），通过。")
            case .below:
                return judging.verdict(
                    .no, "\(sum)，须有 \(grouped(needed)) 票（超过全体的 \(share.words)），未通过。",
                    change: "再有 \(grouped(needed - yes)) 票赞成即通过。")
            case .exactly:
                return judging.verdict(
                    .person, "\(sum)，恰好是全体的 \(share.words)，“过半数”不含本数，“半数以上”含本数，须由会议决定。",
                    change: "按“\(line.words)”掌握的话，\(line == .atLeast ? "通过" : "不通过")；多 1 票即通过。")
            }
        }
    }

    /// Whether a part of the delegates suffices: teachers, or the delegates among the staff (R1.4, R1.5).
    public func reaches(_ parameter: Parameter<Share>, _ part: Int, of whole: Int, on day: Day) -> Verdict {
        Judging.run(parameter.name, self, on: day) { (judging) throws(Judging.Missing) in
            let share = try judging.take(parameter), needed = share.least(of: whole)
            let sum = "\(grouped(whole)) 人中有 \(grouped(part)) 人，应不少于 \(grouped(needed)) 人（\(share.words)）"
            return part >= needed
                ? judging.verdict(.yes, "\(sum)，符合。")
                : judging.verdict(
                    .no, "\(sum)，还差 \(grouped(needed - part)) 人。", change: "增加 \(grouped(needed - part)) 人。")
        }
    }

    /// Whether a part stays within a share: leaders among the delegates, winners among those who took part (R4, R6.7).
    public func staysWithin(_ parameter: Parameter<Share>, _ part: Int, of whole: Int, on day: Day) -> Verdict {
        Judging.run(parameter.name, self, on: day) { (judging) throws(Judging.Missing) in
            let share = try judging.take(parameter), most = share.most(of: whole)
            let sum = "\(grouped(whole)) 人中有 \(grouped(part)) 人，应不超过 \(grouped(most)) 人（\(share.words)）"
            return part <= most
                ? judging.verdict(.yes, "\(sum)，符合。")
                : judging.verdict(.no, "\(sum)，多出 \(grouped(part - most)) 人。", change: "减少 \(grouped(part - most)) 人。")
        }
    }
}
