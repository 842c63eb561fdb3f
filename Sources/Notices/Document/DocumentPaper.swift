import Press
import Vault
public import Web

/// All that is needed to set a paper: found in a transaction, set on another thread.
struct DocumentPaper: Sendable {
    let document: OfficialDocument
    let attachments: [Attachment]
    let seal: [UInt8]?
    let now: Instant

    init(_ document: OfficialDocument, _ seals: SealSource, in tx: Transaction) throws {
        self.document = document
        attachments = try Attachment.all(of: document.id, in: tx)
        seal = document.state == .issued ? try seals.picture(document.unit, tx) : nil
        now = tx.now
    }

    /// The paper in the form of GB/T 9704.
    var official: OfficialPaper {
        let mark: String? =
            switch document.state {
            case .draft, .review: "\(document.state.words) 第 \(document.version) 稿"
            case .issued: nil
            case .withdrawn: "已撤回"
            }
        return OfficialPaper(
            issuer: document.unitName, number: document.number, signer: document.kind.goesUp ? document.signer : nil,
            title: document.title, addressees: document.addressees.isEmpty ? nil : document.addressees,
            body: document.body.split(separator: "\n").map { String($0).trimmingBlanks },
            attachments: attachments.map(\.title), day: document.issuedOn, remark: document.remark,
            copies: document.copies, office: "\(document.unitName)办公室", mark: mark, seal: seal)
    }

    /// Sets it on the thread of papers and sends it; `sign` is told the bytes last.
    func answer(_ seals: SealSource) async throws -> Answer {
        let official = official, at = document.issuedAt ?? now, unit = document.unit
        let bytes = try await press.run { try seals.sign(try official.paper.pdf(made: at), unit) }
        let name = document.number.map { "\($0) \(document.title)" } ?? document.title
        return .response(fileResponse(bytes, named: "\(name).pdf", type: "application/pdf", isInline: true))
    }
}

/// Where pictures of seals and electronic signatures come from. The house itself has neither and makes none up: without a
/// source the place of the seal stays empty.
public struct SealSource: Sendable {
    /// A PNG picture of a unit's seal; nil when there is none.
    public let picture: @Sendable (ID<Unit>, Transaction) throws -> [UInt8]?
    /// Puts a unit's electronic signature into a finished PDF. It is called on the thread of papers and may wait.
    public let sign: @Sendable ([UInt8], ID<Unit>) throws -> [UInt8]

    public init(
        picture: @escaping @Sendable (ID<Unit>, Transaction) throws -> [UInt8]?,
        sign: @escaping @Sendable ([UInt8], ID<Unit>) throws -> [UInt8]
    ) {
        self.picture = picture
        self.sign = sign
    }

    public static let none = SealSource(picture: { _, _ in nil }, sign: { bytes, _ in bytes })
}
