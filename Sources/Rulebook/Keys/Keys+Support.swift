public import Web

extension Parameter where Value == TimeLimit {
    /// R15.2: with the days of travel.
    public static var recuperationNear: Parameter { Parameter("recuperation.days_near", "省内疗休养最长天数", .support) }
    public static var recuperationFar: Parameter { Parameter("recuperation.days_far", "跨省疗休养最长天数", .support) }
}

extension Parameter where Value == Money {
    /// R15.2: a person and day.
    public static var recuperationDay: Parameter { Parameter("recuperation.day_cap", "疗休养每人每天上限", .support) }
}

extension Parameter where Value == Share {
    /// R15.3
    public static var recuperationOwnShare: Parameter { Parameter("recuperation.own_share", "疗休养个人负担上限", .support) }
    /// R15.6: of the local minimum living line.
    public static var hardshipLine: Parameter { Parameter("hardship.line", "困难职工家庭人均收入线（按当地低保标准）", .support) }
}

extension Parameter where Value == Int {
    /// R15.2: years until the same person may go again.
    public static var recuperationPause: Parameter {
        Parameter("recuperation.pause", "同一人再次疗休养的间隔", .support, unit: "年")
    }
    /// Visits to be made.
    public static var visitsAWeek: Parameter { Parameter("visit.per_week", "走访每周至少次数", .support, unit: "次") }
    public static var roundsAMonth: Parameter { Parameter("visit.rounds_per_month", "巡访每月至少轮次", .support, unit: "轮") }
    /// Units with more employees come first.
    public static var priorityEmployees: Parameter {
        Parameter("visit.priority_staff", "优先走访单位的职工人数（超过）", .support, unit: "人")
    }
}

extension AnyParameter {
    static let ofSupport: [AnyParameter] = [
        AnyParameter(.recuperationNear), AnyParameter(.recuperationFar), AnyParameter(.recuperationDay),
        AnyParameter(.recuperationOwnShare), AnyParameter(.recuperationPause), AnyParameter(.hardshipLine),
        AnyParameter(.visitsAWeek), AnyParameter(.roundsAMonth), AnyParameter(.priorityEmployees),
    ]
}
