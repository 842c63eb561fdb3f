public import Web

/// Something that happened to a case: the only thing that is stored of its clock. Every deadline and rate is derived.
public struct CaseEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        /// 收到
        case received
        /// 派出, to somebody who is to do it
        case dispatched
        /// 签收、受理
        case accepted
        /// 暂停计时: the other side has to do something first
        case suspended
        /// 恢复计时
        case resumed
        /// 答复
        case answered
        /// 退回
        case returned
        /// 办结
        case closed
        /// 重办
        case reopened

        var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        public var words: String {
            switch self {
            case .received: "收到"
            case .dispatched: "派出"
            case .accepted: "受理"
            case .suspended: "暂停计时"
            case .resumed: "恢复计时"
            case .answered: "答复"
            case .returned: "退回"
            case .closed: "办结"
            case .reopened: "重办"
            }
        }
    }

    public let kind: Kind
    public let at: Instant

    public init(_ kind: Kind, at: Instant) {
        self.kind = kind
        self.at = at
    }

    /// The order of a course of events; of one moment, in the order of the kinds.
    static func isEarlier(_ one: CaseEvent, than other: CaseEvent) -> Bool {
        one.at == other.at ? one.kind.order < other.kind.order : one.at < other.at
    }
}

/// A stretch of time in which a clock stands still, as days: the day on which it began does not count unless the clock went on
/// before the day was over.
struct Pause: Equatable, Sendable {
    let from: Day
    /// The day on which the clock went on, which counts again; nil while it stands.
    let until: Day?

    /// Whether the clock stands at the end of a day.
    func covers(_ day: Day) -> Bool { day >= from && until.map { day < $0 } ?? true }

    /// The pauses of a course of events, in order; suspending what stands and resuming what goes change nothing.
    static func all(in events: [CaseEvent]) -> [Pause] {
        var pauses: [Pause] = [], since: Day?
        for event in events {
            switch event.kind {
            case .suspended where since == nil: since = event.at.day
            case .resumed:
                guard let from = since else { continue }
                if event.at.day > from { pauses.append(Pause(from: from, until: event.at.day)) }
                since = nil
            default: continue
            }
        }
        if let since { pauses.append(Pause(from: since, until: nil)) }
        return pauses
    }
}
