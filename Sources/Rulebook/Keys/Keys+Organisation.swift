extension Parameter where Value == Int {
    /// R5.1: members from which a union needs a base committee.
    public static var committeeFrom: Parameter {
        Parameter("union.committee_members_min", "应建立基层工会委员会的会员人数", .organisation, unit: "人", .law)
    }
    /// R5.3
    public static var fullTimeChairFrom: Parameter {
        Parameter("union.full_time_chair_staff_min", "可以设专职主席的职工人数", .organisation, unit: "人", .law)
    }
    /// The day of the next month until which staff numbers of a month are reported.
    public static var staffReportDay: Parameter {
        Parameter("coverage.report_day", "教职工人数上报日（次月）", .organisation, unit: "日")
    }
    /// R16c
    public static var clubMembers: Parameter { Parameter("club.members_min", "成立兴趣协会的最少人数", .organisation, unit: "人") }
    /// Where school years begin.
    public static var schoolYearMonth: Parameter {
        Parameter("year.school_begins", "学年开始月份", .organisation, unit: "月 1 日起")
    }
    /// Where the second semester begins.
    public static var springMonth: Parameter {
        Parameter("year.spring_begins", "第二学期开始月份", .organisation, unit: "月 1 日起")
    }
}

extension Parameter where Value == TimeLimit {
    /// R5.14: how long a workplace may go without a union.
    public static var timeToFound: Parameter { Parameter("union.found_within", "单位成立后建会期限", .organisation, .law) }
    /// R16a
    public static var admissionReply: Parameter { Parameter("membership.admission", "入会申请办理时限", .organisation) }
    /// Constitution: how long without dues is withdrawal.
    public static var duesSilence: Parameter {
        Parameter("membership.dues_silence", "无故不交会费视为自动退会", .organisation, .law)
    }
    /// R5.5: a month, on paid time.
    public static var paidUnionTime: Parameter {
        Parameter("committee.paid_time", "非专职委员每月占用工作时间", .organisation, .law)
    }
}

extension AnyParameter {
    static let ofOrganisation: [AnyParameter] = [
        AnyParameter(.committeeFrom), AnyParameter(.fullTimeChairFrom), AnyParameter(.timeToFound),
        AnyParameter(.admissionReply), AnyParameter(.duesSilence), AnyParameter(.paidUnionTime),
        AnyParameter(.staffReportDay), AnyParameter(.clubMembers), AnyParameter(.schoolYearMonth),
        AnyParameter(.springMonth),
    ]
}
