extension Parameter where Value == Share {
    /// R1.9, R3.4: of all who should attend, the part that must be present.
    public static var quorum: Parameter { Parameter("meeting.quorum", "到会法定人数比例", .meetings, .law) }
    /// R1.10, R3.5: of ALL, not of those present.
    public static var passShare: Parameter { Parameter("meeting.pass_share", "通过所需赞成比例（以全体应到人数为分母）", .meetings, .law) }
    /// R1.8, R4, R5.4: who may ask for an extraordinary meeting.
    public static var extraordinaryShare: Parameter {
        Parameter("meeting.extraordinary_share", "提议召开临时会议的比例", .meetings, .law)
    }
    /// R1.5
    public static var teacherShare: Parameter { Parameter("congress.teacher_share", "教代会代表中教师的最低比例", .meetings, .law) }
    /// R1.4: set by each province.
    public static var delegateShare: Parameter {
        Parameter("congress.delegate_share", "教代会代表占教职工的最低比例", .meetings, .law)
    }
    /// R4, R1.18: middle managers and leaders among the delegates.
    public static var leaderShare: Parameter { Parameter("congress.leader_share", "代表中中层以上干部的最高比例", .meetings, .law) }
}

extension Parameter where Value == RuleWord {
    /// R1.10: whether the exact half passes. `超过`: it does not. An exact half goes to a person in either case.
    public static var passLine: Parameter { Parameter("meeting.pass_line", "恰好等于通过比例时", .meetings, .law) }
}

extension Parameter where Value == Int {
    /// R1.2: staff from which a congress of delegates is required.
    public static var congressFrom: Parameter {
        Parameter("congress.staff_min", "应实行教代会制度的教职工人数", .meetings, unit: "人", .law)
    }
    /// R1.8
    public static var congressesAYear: Parameter {
        Parameter("congress.meetings_per_year", "教代会每学年至少召开次数", .meetings, unit: "次", .law)
    }
    /// R2.1: those who second, beside the one who proposes.
    public static var seconders: Parameter { Parameter("proposal.seconders", "提案附议人数", .meetings, unit: "人") }
    /// R3.3: members from which a congress of member delegates may take the place of the meeting of all.
    public static var memberDelegatesFrom: Parameter {
        Parameter("member_congress.members_min", "可以召开会员代表大会的会员人数", .meetings, unit: "人", .law)
    }
}

extension Parameter where Value == Bands {
    /// R4
    public static var memberDelegates: Parameter {
        Parameter("member_congress.delegates", "会员代表名额（按会员人数）", .meetings, .law)
    }
}

extension Parameter where Value == TimeLimit {
    /// R1.17: how long before the meeting the papers must be out.
    public static var papersBefore: Parameter { Parameter("congress.papers_before", "会议材料提前送达", .meetings) }
    /// R1.18, R3.13
    public static var congressReport: Parameter { Parameter("congress.report_after", "会后向上级工会报告", .meetings) }
}

extension AnyParameter {
    static let ofMeetings: [AnyParameter] = [
        AnyParameter(.quorum), AnyParameter(.passShare), AnyParameter(.passLine), AnyParameter(.extraordinaryShare),
        AnyParameter(.congressFrom), AnyParameter(.congressesAYear), AnyParameter(.teacherShare),
        AnyParameter(.delegateShare), AnyParameter(.leaderShare), AnyParameter(.memberDelegatesFrom),
        AnyParameter(.memberDelegates), AnyParameter(.papersBefore), AnyParameter(.congressReport),
        AnyParameter(.seconders),
    ]
}
