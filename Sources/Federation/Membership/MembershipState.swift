public import Web

/// 会籍状态 (A03, R16a). Retained members (退休、失业) stay members, pay no dues and do not vote.
public enum MembershipState: String, CaseIterable, Sendable, Readable, Bindable {
    case active
    case retained
    case transferred
    case withdrawn
    case removed

    public var words: String {
        switch self {
        case .active: "在籍"
        case .retained: "保留会籍"
        case .transferred: "已转出"
        case .withdrawn: "已退会"
        case .removed: "已除名"
        }
    }

    /// Whether the person is a member in this state.
    public var isMember: Bool { self == .active || self == .retained }

    public var tone: Tone {
        switch self {
        case .active: .pine
        case .retained: .information
        case .transferred: .plain
        case .withdrawn: .due
        case .removed: .bad
        }
    }
}

extension MembershipState {
    /// Why this state may not be followed by another, in words; nil where it may. Staying the same is always allowed: then the
    /// unit or the employment changed.
    public func refusal(becoming next: MembershipState) -> String? {
        switch (self, next) {
        case (.active, _), (.retained, _), (_, .active): nil
        case (let old, let new) where old == new: nil
        case (.transferred, .retained): nil
        case (.transferred, _): "会籍已经转出，要先在转入的单位登记为“在籍”，才能改为“\(next.words)”。"
        case (.withdrawn, _): "此人已经退会。重新入会请登记为“在籍”，不能直接改为“\(next.words)”。"
        case (.removed, _): "此人已被除名。经批准重新入会请登记为“在籍”，不能直接改为“\(next.words)”。"
        }
    }
}

/// Why a membership is retained (保留会籍的原因, R16a).
public enum Retention: String, CaseIterable, Sendable, Readable, Bindable {
    case retired
    case unemployed
    case unitClosed = "unit_closed"
    case onLeave = "on_leave"

    public var words: String {
        switch self {
        case .retired: "退休"
        case .unemployed: "失业"
        case .unitClosed: "单位撤销"
        case .onLeave: "离岗"
        }
    }

    /// `已经退休`, as a reason in a sentence.
    var because: String {
        switch self {
        case .retired: "已经退休"
        case .unemployed: "失业"
        case .unitClosed: "原单位已撤销"
        case .onLeave: "离岗"
        }
    }
}

/// Whether a member may vote and stand for election, why, and where that is written.
public struct Standing: Equatable, Sendable {
    public let mayVote: Bool
    /// A sentence for an officer or the member.
    public let words: String
    /// The rule, by its name.
    public let source: String
}

extension Membership {
    /// Whether the person has the vote in this unit on a day (fact 7): retained members stay members, pay no dues, do not vote.
    public func mayVote(on day: Day) -> Bool { standing(on: day).mayVote }

    /// The same with its reason and source.
    public func standing(on day: Day) -> Standing {
        guard from <= day, until.map({ $0 >= day }) ?? true else {
            return Standing(mayVote: false, words: "没有选举权，因为 \(day) 不在这段会籍之内。", source: Self.constitution)
        }
        switch state {
        case .active:
            return Standing(mayVote: true, words: "有选举权、被选举权和表决权，因为是在籍会员。", source: Self.constitution)
        case .retained:
            let reason = retention.map { "\($0.because)，" } ?? ""
            return Standing(
                mayVote: false, words: "没有选举权、被选举权和表决权，因为\(reason)会籍只是保留；保留期间不交会费。",
                source: "\(Self.constitution)；《工会基层组织选举工作条例》第四条")
        case .transferred:
            return Standing(mayVote: false, words: "在这里没有选举权，因为会籍已经转出；权利在转入的单位行使。", source: Self.registry)
        case .withdrawn:
            return Standing(mayVote: false, words: "没有选举权，因为已经退会。", source: Self.constitution)
        case .removed:
            return Standing(mayVote: false, words: "没有选举权，因为已被除名。", source: Self.constitution)
        }
    }

    private static let constitution = "《中国工会章程》"
    private static let registry = "《工会会员会籍管理办法》"

    /// `保留会籍（退休）`
    public var stateWords: String { state.words + (retention.map { "（\($0.words)）" } ?? "") }
}
