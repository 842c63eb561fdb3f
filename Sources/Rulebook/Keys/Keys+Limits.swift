extension Parameter where Value == TimeLimit {
    /// R8b.2, R15.7
    public static var publicity: Parameter { Parameter("publicity.days", "公示期", .limits) }
    /// R9.2
    public static var mediationAcceptance: Parameter { Parameter("mediation.accept", "劳动人事争议调解受理决定", .limits, .law) }
    /// R9.3
    public static var mediation: Parameter { Parameter("mediation.end", "劳动人事争议调解期限", .limits, .law) }
    /// R11.1
    public static var petitionReply: Parameter { Parameter("petition.reply", "信访受理告知", .limits, .law) }
    /// R11.1
    public static var petitionObjection: Parameter { Parameter("petition.objection", "信访转办异议", .limits, .law) }
    /// R11.2
    public static var petitionEnd: Parameter { Parameter("petition.end", "信访办结", .limits, .law) }
    public static var petitionExtension: Parameter { Parameter("petition.extension", "信访延长期限", .limits, .law) }
    /// R11.3
    public static var petitionReview: Parameter { Parameter("petition.review", "信访复查、复核申请和办理", .limits, .law) }
    /// R10.1: three classes.
    public static var hotlineGeneral: Parameter { Parameter("hotline.general", "12351 一般工单办结", .limits) }
    public static var hotlineHard: Parameter { Parameter("hotline.hard", "12351 疑难工单办结", .limits) }
    public static var hotlineComplex: Parameter { Parameter("hotline.complex", "12351 特别复杂工单办结", .limits) }
    /// R12
    public static var legalAidReview: Parameter { Parameter("legal_aid.review", "法律援助申请审查", .limits, .law) }
    public static var legalAidAppointment: Parameter { Parameter("legal_aid.appoint", "法律援助指派", .limits, .law) }
    /// R14
    public static var disclosure: Parameter { Parameter("disclosure.publish", "校务信息公开", .limits, .law) }
    public static var disclosureReply: Parameter { Parameter("disclosure.reply", "依申请公开答复", .limits, .law) }
    /// R5.12
    public static var rightsAnswer: Parameter { Parameter("rights.answer", "用人单位对侵权交涉的书面答复", .limits, .law) }
    /// R18.6: the law says "in time"; this is the house's own.
    public static var personalDataReply: Parameter { Parameter("privacy.reply", "个人信息查阅、更正、删除办理", .limits) }
}

extension AnyParameter {
    static let ofLimits: [AnyParameter] = [
        AnyParameter(.publicity), AnyParameter(.mediationAcceptance), AnyParameter(.mediation),
        AnyParameter(.petitionReply), AnyParameter(.petitionObjection), AnyParameter(.petitionEnd),
        AnyParameter(.petitionExtension), AnyParameter(.petitionReview), AnyParameter(.hotlineGeneral),
        AnyParameter(.hotlineHard), AnyParameter(.hotlineComplex), AnyParameter(.legalAidReview),
        AnyParameter(.legalAidAppointment), AnyParameter(.disclosure), AnyParameter(.disclosureReply),
        AnyParameter(.rightsAnswer), AnyParameter(.personalDataReply),
    ]
}
