import Federation
import Vault
import Web

/// One message to one address, from the change until a good answer or until it is given up (发送).
///
/// Messages about one subject go in their order: the next waits until the one before it was sent or given up.
struct Delivery: Record, Sendable {
    /// Where it stands.
    enum State: String, CaseIterable, Sendable, Readable, Bindable {
        case waiting
        case sent
        case dead

        var words: String {
            switch self {
            case .waiting: "等待发送"
            case .sent: "已送达"
            case .dead: "未送达"
            }
        }

        var tone: Tone {
            switch self {
            case .waiting: .due
            case .sent: .pine
            case .dead: .bad
            }
        }
    }

    let id: ID<Delivery>
    let webhook: ID<Webhook>
    /// The receiver's key against doubles: the same at every try.
    let message: String
    let event: String
    let subject: String
    let body: String
    let state: State
    let attempts: Int
    let dueAt: Instant
    let madeAt: Instant
    let doneAt: Instant?
    /// The status of the last answer.
    let status: Int?
    let problem: String?

    static let columns: SQL = """
        d.id, d.webhook_id, d.message, d.event, d.subject, d.body, d.state, d.attempts, d.due_at, d.made_at, d.done_at,
        d.status, d.problem
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        webhook = try row.read("webhook_id")
        message = try row.read("message")
        event = try row.read("event")
        subject = try row.read("subject")
        body = try row.read("body")
        state = try row.read("state")
        attempts = try row.read("attempts")
        dueAt = try row.read("due_at")
        madeAt = try row.read("made_at")
        doneAt = try row.read("done_at")
        status = try row.read("status")
        problem = try row.read("problem")
    }

    /// Seconds to wait after each try; after the last it is given up. Together a little over five days.
    static let waits = [
        10, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 86_400, 86_400, 86_400,
    ]

    /// Seconds to wait after the given number of tries, or what the receiver asked for, a day at most; nil when it is given
    /// up.
    static func wait(after attempts: Int, asked: Int? = nil) -> Int? {
        guard attempts <= waits.count else { return nil }
        return max(waits[max(0, attempts - 1)], min(asked ?? 0, 86_400))
    }

    /// Headers of the message at a time, as Standard Webhooks name them: the signature is over id, time and body. Several
    /// secrets give several signatures, parted by blanks; the receiver takes the message when one of them fits.
    func headers(secrets: [String], at now: Instant) -> [(name: String, value: String)] {
        let time = now.microseconds / 1_000_000
        let signed = Array("\(message).\(time).\(body)".utf8)
        let signatures = secrets.map { secret in
            let key = Base64.decode(secret.dropFirst("whsec_".count))
            return "v1,\(Base64.encode(MessageCode.of(signed, secret: key ?? Array(secret.utf8))))"
        }
        return [
            ("Content-Type", "application/json"), ("webhook-id", message), ("webhook-timestamp", String(time)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
