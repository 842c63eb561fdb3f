public import Web

/// Where an official paper stands (公文办理). What may follow what is told here and nowhere else.
public enum DocumentState: String, CaseIterable, Sendable, Readable, Bindable {
    case draft
    /// Handed in; whoever may issue reads it.
    case review
    case issued
    /// Issued, and taken back. Its number stays its own and is given to no other.
    case withdrawn

    public var words: String {
        switch self {
        case .draft: "草稿"
        case .review: "待签发"
        case .issued: "已印发"
        case .withdrawn: "已撤回"
        }
    }

    var tone: Tone {
        switch self {
        case .draft: .plain
        case .review: .due
        case .issued: .done
        case .withdrawn: .bad
        }
    }

    /// Handed in by whoever drafted it.
    func submitted() throws(OfficialDocument.Problem) -> Self { try moved(from: .draft, to: .review) }

    /// Given back with a reason.
    func givenBack() throws(OfficialDocument.Problem) -> Self { try moved(from: .review, to: .draft) }

    /// Issued, which gives it its number.
    func issued() throws(OfficialDocument.Problem) -> Self { try moved(from: .review, to: .issued) }

    /// Taken back with a reason; those who got it see so.
    func withdrawn() throws(OfficialDocument.Problem) -> Self { try moved(from: .issued, to: .withdrawn) }

    private func moved(from: Self, to: Self) throws(OfficialDocument.Problem) -> Self {
        guard self == from else { throw .isElsewhere(self) }
        return to
    }
}

/// The kinds of official papers that unions write (文种).
public enum DocumentKind: String, CaseIterable, Sendable, Readable, Bindable {
    case notice
    case circular
    case decision
    case opinion
    case reply
    case report
    case request
    case letter
    case minutes

    public var words: String {
        switch self {
        case .notice: "通知"
        case .circular: "通报"
        case .decision: "决定"
        case .opinion: "意见"
        case .reply: "批复"
        case .report: "报告"
        case .request: "请示"
        case .letter: "函"
        case .minutes: "纪要"
        }
    }

    /// Papers to a higher union name who signed them (GB/T 9704, 7.2.6).
    public var goesUp: Bool { self == .report || self == .request }
}
