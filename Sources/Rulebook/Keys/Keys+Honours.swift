extension Parameter where Value == Share {
    /// R8b.4
    public static var medalWorkers: Parameter {
        Parameter("honour.industrial_workers", "五一劳动奖章中产业工人最低比例", .honours, .law)
    }
    public static var medalFirstLine: Parameter { Parameter("honour.first_line", "五一劳动奖章中其他一线职工最低比例", .honours, .law) }
    public static var medalScience: Parameter {
        Parameter("honour.science_education", "五一劳动奖章中科教人员最低比例", .honours, .law)
    }
    /// R8.2: the weights of the teaching contest; a contest may set its own.
    public static var designWeight: Parameter { Parameter("contest.weight_design", "教学竞赛教学设计权重", .honours) }
    public static var lessonWeight: Parameter { Parameter("contest.weight_lesson", "教学竞赛课堂教学权重", .honours) }
    public static var reflectionWeight: Parameter { Parameter("contest.weight_reflection", "教学竞赛教学反思权重", .honours) }
}

extension Parameter where Value == Int {
    /// R8.4: how many marks are dropped at each end.
    public static var droppedMarks: Parameter { Parameter("contest.drop", "评分去掉最高、最低各", .honours, unit: "个") }
    /// R8.13: judges from which marks may be dropped.
    public static var judgesToDrop: Parameter {
        Parameter("contest.drop_judges_min", "允许去掉最高、最低分的评委人数", .honours, unit: "人")
    }
}

extension Parameter where Value == RuleWord {
    /// R8.5
    public static var tie: Parameter { Parameter("contest.tie", "总分相同时", .honours) }
}

extension AnyParameter {
    static let ofHonours: [AnyParameter] = [
        AnyParameter(.medalWorkers), AnyParameter(.medalFirstLine), AnyParameter(.medalScience),
        AnyParameter(.designWeight), AnyParameter(.lessonWeight), AnyParameter(.reflectionWeight),
        AnyParameter(.droppedMarks), AnyParameter(.judgesToDrop), AnyParameter(.tie),
    ]
}
