import Couriers
import Federation
import Vault
import Web

/// An address outside to which changes of a part of the tree are sent (变更通知).
struct Webhook: Equatable, Sendable {
    /// How it stands.
    enum State: String, Sendable, Readable, Bindable {
        case open
        /// By an officer's hand; what changes meanwhile is not sent later.
        case paused
        /// By itself, after days without one good answer.
        case stopped

        var words: String {
            switch self {
            case .open: "启用"
            case .paused: "已暂停"
            case .stopped: "已停用"
            }
        }

        var tone: Tone {
            switch self {
            case .open: .pine
            case .paused: .plain
            case .stopped: .bad
            }
        }
    }

    let id: ID<Webhook>
    let unit: ID<Unit>
    let unitPath: String
    let maker: ID<Person>
    let makerName: String
    let purpose: String
    let address: String
    let kinds: [Change.Kind]
    let secret: Sealed
    /// Until when the secret before this one signs too; nil while there is only one.
    let formerUntil: Instant?
    let state: State
    /// Failures since the last good answer.
    let failures: Int
    let failingSince: Instant?
    let sentAt: Instant?
    let madeAt: Instant

    /// After so many days without one good answer it stops by itself.
    static let patienceDays = 5

    /// The permission without which its maker may not be told of a kind.
    static func needs(_ kind: Change.Kind) -> Permission { kind == .member ? .memberSee : .unitSee }

    /// Hours through which the old secret and the new one both sign.
    static let overlapHours = 24

    static func secretPlace(_ id: ID<Webhook>) -> SealContext {
        SealContext(table: "webhook", column: "secret_sealed", row: id)
    }

    static func formerPlace(_ id: ID<Webhook>) -> SealContext {
        SealContext(table: "webhook", column: "former_sealed", row: id)
    }

    /// A fresh secret as receivers' libraries take it.
    static func freshSecret() -> String { "whsec_" + Base64.encode(Secret.bytes(32)) }
}

extension SiteFacts {
    /// Where this house may send to: a demo to its own machine too.
    var outreach: Outreach {
        if reachesInward { return .inward }
        return demoAccounts.isEmpty ? .world : .loopback
    }
}

/// What a form for a webhook must hold.
struct WebhookDraft: Sendable {
    let purpose: String
    let address: String
    let kinds: [Change.Kind]

    init(_ form: Form, as officer: Officer, at path: String, _ outreach: Outreach) throws(Flaws) {
        var check = Check(form)
        purpose = check.text("purpose", "用途", 2...60)
        address = check.typed("address")
        kinds = Change.Kind.allCases.filter { form.all("kind").contains($0.rawValue) }
        if address.isEmpty {
            check.add("address", "请填写接收地址。")
        } else {
            do throws(WebAddress.Problem) {
                _ = try WebAddress(address, outreach)
            } catch {
                check.add("address", error.words)
            }
        }
        if kinds.isEmpty { check.add("kind", "请至少选一种变更。") }
        for kind in kinds where !(officer.also(Webhook.needs(kind))?.reaches(path) ?? false) {
            check.add("kind", "您自己不能查看\(kind.words)，不能把它的变更发出去。")
        }
        try check.done()
    }
}
