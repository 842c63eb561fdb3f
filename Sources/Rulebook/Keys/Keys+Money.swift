public import Web

extension Parameter where Value == Share {
    /// Of the member's own monthly wage.
    public static var dues: Parameter { Parameter("dues.rate", "会费比例（按本人月工资）", .money, .law) }
    /// R5.6: of the monthly total wages of all staff.
    public static var contribution: Parameter { Parameter("contribution.rate", "工会经费拨缴比例（按全部职工月工资总额）", .money, .law) }
    /// R5.7: a day, of what is owed.
    public static var lateFee: Parameter { Parameter("contribution.late_fee", "拨缴滞纳金（每日）", .money, .law) }
    /// R7
    public static var executionRate: Parameter { Parameter("budget.execution_min", "预算执行率下限", .money) }
}

extension Parameter where Value == Int {
    /// R5.7: the day before which last month's contribution is paid.
    public static var contributionDay: Parameter {
        Parameter("contribution.day", "拨缴日（每月，在此日以前）", .money, unit: "日", .law)
    }
    /// R6.8
    public static var duesMultiple: Parameter {
        Parameter("outing.dues_multiple", "会员活动可由工会经费补足至当年会费的倍数", .money, unit: "倍", .law)
    }
}

extension Parameter where Value == Money {
    /// The 1978 rule: what is under so much of the wage is left out.
    public static var duesStep: Parameter { Parameter("dues.step", "计算会费时不计的工资尾数单位", .money, .law) }
}

extension Parameter where Value == Division {
    /// R5: base and those above.
    public static var contributionSplit: Parameter { Parameter("contribution.split", "工会经费分成", .money) }
}

extension Parameter where Value == TimeLimit {
    /// R7
    public static var auditRectification: Parameter { Parameter("audit.rectify", "审计问题整改期限", .money) }
}

extension AnyParameter {
    static let ofMoney: [AnyParameter] = [
        AnyParameter(.dues), AnyParameter(.duesStep), AnyParameter(.contribution), AnyParameter(.contributionDay),
        AnyParameter(.lateFee), AnyParameter(.contributionSplit), AnyParameter(.duesMultiple),
        AnyParameter(.executionRate), AnyParameter(.auditRectification),
    ]
}
