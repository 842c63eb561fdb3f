public import Web

/// Events in a member's life at which the union gives something (R6.5, R6.6).
public enum Occasion: String, CaseIterable, Sendable {
    case birthday, marriage, birth, hospital, surgery, retirement
    case relativeDeath = "relative_death"
    case memberDeath = "member_death"

    public var cap: Parameter<Money> {
        switch self {
        case .birthday: .birthday
        case .marriage: .marriage
        case .birth: .birth
        case .hospital: .hospital
        case .surgery: .surgery
        case .retirement: .retirement
        case .relativeDeath: .relativeDeath
        case .memberDeath: .memberDeath
        }
    }
}

/// The seven statutory festivals at which gifts may be given (R6.3); a minority's festival needs approval.
public enum Festival: String, CaseIterable, Sendable {
    case newYear, spring, qingming, labour, dragonBoat, midAutumn, national, minority, other

    public var words: String {
        switch self {
        case .newYear: "元旦"
        case .spring: "春节"
        case .qingming: "清明节"
        case .labour: "劳动节"
        case .dragonBoat: "端午节"
        case .midAutumn: "中秋节"
        case .national: "国庆节"
        case .minority: "少数民族节日"
        case .other: "其他日子"
        }
    }
}

/// What a gift is made of: goods and vouchers for stated goods may be given, cash and shopping cards never (R6.3).
public enum GiftForm: String, CaseIterable, Sendable {
    case goods, voucher, cash, shoppingCard
}

extension Rules {
    /// Whether what is given at an event stays within its cap.
    public func event(_ occasion: Occasion, _ amount: Money, on day: Day) -> Verdict {
        Judging.run(occasion.cap.name, self, on: day) { (judging) throws(Judging.Missing) in
            let cap = try judging.take(occasion.cap)
            return amount <= cap
                ? judging.verdict(.yes, "\(amount.words)，不超过上限 \(cap.words)。")
                : judging.verdict(
                    .no, "\(amount.words)，超过上限 \(cap.words)。", change: "减少 \((amount - cap).words)。")
        }
    }

    /// Whether a festival gift may be given to a member who had gifts this year already: the form, the festival, and every cap that
    /// was entered for this place.
    public func festivalGift(
        _ amount: Money, as form: GiftForm, at festival: Festival, already: Money, on day: Day
    ) -> Verdict {
        Judging.run("节日慰问品", self, on: day) { (judging) throws(Judging.Missing) in
            guard form == .goods || form == .voucher else {
                return judging.verdict(.no, "不得发放现金、购物卡。", change: "改为符合节日习俗的用品或生活必需品。")
            }
            guard festival != .other else { return judging.verdict(.no, "只能在法定节日发放。", change: "改在法定节日。") }
            guard festival != .minority else {
                return judging.verdict(.person, "少数民族节日须经批准。", change: "取得批准。")
            }
            let each: Parameter<Money> = festival == .spring ? .springGift : .otherGift
            if let cap = judging.takeIfAny(each), amount > cap {
                return judging.verdict(
                    .no, "\(festival.words) \(amount.words)，超过上限 \(cap.words)。", change: "减少 \((amount - cap).words)。")
            }
            let sum = already + amount
            guard let cap = judging.takeIfAny(.giftsAYear) else {
                return judging.verdict(.yes, "\(festival.words) \(amount.words)，本地没有录入每人上限；全年总额另行核对。")
            }
            return sum <= cap
                ? judging.verdict(.yes, "今年已发 \(already.words)，加上 \(amount.words) 为 \(sum.words)，不超过 \(cap.words)。")
                : judging.verdict(
                    .no, "今年已发 \(already.words)，加上 \(amount.words) 为 \(sum.words)，超过 \(cap.words)。",
                    change: "本次不超过 \(max(Money(fen: 0), cap - already).words)。")
        }
    }

    /// Whether the year's gifts stay within the pool that a place sets: a part of the union's own budget income, not a sum a head.
    public func giftPool(spent: Money, adding: Money, ofIncome income: Money, on day: Day) -> Verdict {
        Judging.run("全年节日慰问总额", self, on: day) { (judging) throws(Judging.Missing) in
            let share = try judging.take(.giftPool), pool = share.of(income), sum = spent + adding
            let words = "本级预算收入 \(income.words) 的 \(share.words) 为 \(pool.words)，已用和本次合计 \(sum.words)"
            return sum <= pool
                ? judging.verdict(.yes, "\(words)，还余 \((pool - sum).words)。")
                : judging.verdict(.no, "\(words)，超出 \((sum - pool).words)。", change: "减少 \((sum - pool).words)。")
        }
    }
}
