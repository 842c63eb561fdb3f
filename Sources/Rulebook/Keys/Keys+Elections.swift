extension Parameter where Value == Share {
    /// R3.6
    public static var committeeMargin: Parameter { Parameter("election.margin_committee", "委员选举差额率", .elections, .law) }
    /// R3.6
    public static var standingMargin: Parameter { Parameter("election.margin_standing", "常委选举差额率", .elections, .law) }
    /// R4: of a constituency, the part that must take part.
    public static var constituencyTurnout: Parameter {
        Parameter("election.constituency_turnout", "选区参加选举的会员比例", .elections, .law)
    }
}

extension Parameter where Value == Bands {
    /// R3.15: seats of a base committee by members.
    public static var committeeSize: Parameter { Parameter("committee.size", "工会委员会委员名额（按会员人数）", .elections, .law) }
    /// R3.16
    public static var auditCommitteeSize: Parameter {
        Parameter("committee.audit_size", "经费审查委员会委员名额", .elections, .law)
    }
}

extension Parameter where Value == TimeLimit {
    /// R3.14: a term runs 3 or 5 years; this is what is preset.
    public static var term: Parameter { Parameter("committee.term", "基层工会委员会任期", .elections) }
    /// R3.14
    public static var longestDelay: Parameter { Parameter("committee.postpone_max", "换届最长延期", .elections, .law) }
    /// R3.18
    public static var byElection: Parameter { Parameter("committee.by_election", "主席、副主席空缺后补选", .elections, .law) }
    /// R3.13
    public static var electionReply: Parameter { Parameter("election.reply", "上级工会批复选举结果", .elections, .law) }
    /// R17
    public static var certificateRenewal: Parameter {
        Parameter("certificate.renewal_window", "法人资格证到期前的换证时间", .elections, .law)
    }
    /// R17
    public static var certificateChange: Parameter {
        Parameter("certificate.change", "法人登记事项变更后的申请时限", .elections, .law)
    }
}

extension Parameter where Value == Int {
    /// R3.17, of members: election rules.
    public static var womenMembers: Parameter {
        Parameter("committee.women_members_min", "建立女职工委员会的女会员人数", .elections, unit: "人", .law)
    }
    /// R3.17, of women employed: Beijing.
    public static var womenStaff: Parameter {
        Parameter("committee.women_staff_min", "建立女职工委员会的女职工人数", .elections, unit: "人", .law)
    }
}

extension AnyParameter {
    static let ofElections: [AnyParameter] = [
        AnyParameter(.committeeMargin), AnyParameter(.standingMargin), AnyParameter(.constituencyTurnout),
        AnyParameter(.committeeSize), AnyParameter(.auditCommitteeSize), AnyParameter(.womenMembers),
        AnyParameter(.womenStaff), AnyParameter(.term), AnyParameter(.longestDelay), AnyParameter(.byElection),
        AnyParameter(.electionReply), AnyParameter(.certificateRenewal), AnyParameter(.certificateChange),
    ]
}
