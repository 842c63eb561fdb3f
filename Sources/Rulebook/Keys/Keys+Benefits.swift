public import Web

extension Parameter where Value == Money {
    /// R6.4: a member and year, over all festivals.
    public static var giftsAYear: Parameter { Parameter("gift.year_cap", "节日慰问品每人每年上限", .benefits) }
    /// R6.4: where the cap is set by festival.
    public static var springGift: Parameter { Parameter("gift.spring_cap", "春节慰问品每人上限", .benefits) }
    public static var otherGift: Parameter { Parameter("gift.festival_cap", "其他节日慰问品每人每节上限", .benefits) }
    /// R6.5
    public static var birthday: Parameter { Parameter("event.birthday_cap", "生日慰问上限", .benefits) }
    /// R6.6
    public static var marriage: Parameter { Parameter("event.marriage_cap", "结婚慰问上限", .benefits) }
    public static var birth: Parameter { Parameter("event.birth_cap", "生育慰问上限", .benefits) }
    public static var hospital: Parameter { Parameter("event.hospital_cap", "住院慰问上限", .benefits) }
    public static var surgery: Parameter { Parameter("event.surgery_cap", "住院手术慰问上限", .benefits) }
    public static var retirement: Parameter { Parameter("event.retirement_cap", "退休纪念品上限", .benefits) }
    public static var relativeDeath: Parameter { Parameter("event.relative_death_cap", "直系亲属去世慰问上限", .benefits) }
    public static var memberDeath: Parameter { Parameter("event.member_death_cap", "会员去世慰问上限", .benefits) }
    /// R6.7
    public static var firstPrize: Parameter { Parameter("activity.first_prize_cap", "文体活动一等奖每人上限", .benefits) }
    /// R6.8
    public static var outingDay: Parameter { Parameter("outing.day_cap", "春秋游每人每天上限", .benefits) }
}

extension Parameter where Value == Share {
    /// R6.4, Beijing: a pool for all festivals, of the union's own budget income of the year.
    public static var giftPool: Parameter { Parameter("gift.pool_share", "全年节日慰问占当年本级预算收入的上限", .benefits) }
    /// R6.7
    public static var prizeShare: Parameter { Parameter("activity.prize_share", "文体活动设奖人数占参加人数的上限", .benefits) }
}

extension AnyParameter {
    static let ofBenefits: [AnyParameter] = [
        AnyParameter(.giftPool), AnyParameter(.giftsAYear), AnyParameter(.springGift), AnyParameter(.otherGift),
        AnyParameter(.birthday), AnyParameter(.marriage), AnyParameter(.birth), AnyParameter(.hospital),
        AnyParameter(.surgery), AnyParameter(.retirement), AnyParameter(.relativeDeath), AnyParameter(.memberDeath),
        AnyParameter(.prizeShare), AnyParameter(.firstPrize), AnyParameter(.outingDay),
    ]
}
