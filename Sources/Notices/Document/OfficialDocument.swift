public import Web

/// An official paper of a union (公文, G04): drafted, read, issued under a number that no other paper of its issuer ever has, and
/// sent to units that sign for it.
///
/// What is issued is never changed. A mistake is answered by withdrawing it and issuing another.
public struct OfficialDocument: Equatable, Sendable {
    public let id: ID<OfficialDocument>
    /// The union that issues it.
    public let unit: ID<Unit>
    public let unitName: String
    public let unitPath: String
    public let kind: DocumentKind
    public let state: DocumentState
    public let title: String
    /// Whom it is for, as it stands above the body (主送).
    public let addressees: String
    /// Paragraphs, one a line.
    public let body: String
    /// Who gets copies, as it stands at the foot (抄送).
    public let copies: String?
    public let signer: String?
    /// In brackets below the signature (附注).
    public let remark: String?
    /// `京教工发〔2025〕1号`; nil until it is issued.
    public let number: String?
    public let issuedOn: Day?
    public let issuedAt: Instant?
    public let withdrawnFor: String?
    /// Why it was given back the last time; nil when it never was, or was handed in again.
    public let returnedFor: String?
    public let madeBy: ID<Person>
    public let madeAt: Instant
    /// To how many units it was sent, and how many of them have signed for it.
    public let sentTo: Int
    public let received: Int
    /// Grows with each change, so that two officers at once are told.
    public let version: Int

    /// Why something cannot be done with a paper.
    public enum Problem: Explained, Equatable {
        case isElsewhere(DocumentState)
        case changedMeanwhile
        case nobodyToSendTo
        case noSeries
        case codeTaken(String)
        case needsSigner
        case datedAhead

        public var words: String {
            switch self {
            case .isElsewhere(let state): "这份公文现在是“\(state.words)”，不能这样办。请看它现在的情况。"
            case .changedMeanwhile: "您打开这一页之后，有人改过这份公文。您填的都还在；再保存一次，就以您填的为准。"
            case .nobodyToSendTo: "分发范围里没有单位，请先填写发给谁。"
            case .noSeries: "请先选择用哪个机关代字编号。"
            case .codeTaken(let code): "“\(code)”已经是别的单位的机关代字。"
            case .needsSigner: "上行文要写明签发人。"
            case .datedAhead: "成文日期不能晚于今天。"
            }
        }
    }

    /// Whether its words may still be changed.
    public var isOpen: Bool { state == .draft || state == .review }

    /// Who has not signed yet.
    public var outstanding: Int { sentTo - received }
}

/// What is written into an official paper.
public struct DocumentDraft: Equatable, Sendable {
    public let kind: DocumentKind
    public let title: String
    /// Empty: taken from whom it is sent to.
    public let addressees: String
    public let body: String
    public let copies: String?
    public let signer: String?
    public let remark: String?
    public let targets: [DocumentTarget]

    public init(
        kind: DocumentKind = .notice, title: String, addressees: String = "", body: String, copies: String? = nil,
        signer: String? = nil, remark: String? = nil, to targets: [DocumentTarget]
    ) {
        self.kind = kind
        self.title = title
        self.addressees = addressees
        self.body = body
        self.copies = copies
        self.signer = signer
        self.remark = remark
        self.targets = targets
    }
}
