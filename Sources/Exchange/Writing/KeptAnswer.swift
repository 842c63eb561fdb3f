import Server
import Vault
import Web

/// The answer to a write that a program sent with a key, kept in the transaction of the write: sent again it is heard again
/// and nothing is written twice.
struct KeptAnswer: Record {
    let bodyDigest: String
    let status: Int
    let text: String

    static let columns: SQL = "body_digest, status, answer"

    /// How long they are kept.
    static let days = 3

    init(_ row: borrowing Row) throws {
        bodyDigest = try row.read("body_digest")
        status = try row.read("status")
        text = try row.read("answer")
    }

    /// Runs `write` once for each key of the token's line. The same key with another content is refused.
    static func once(_ visit: Visit<Client>, _ write: () throws -> (status: Int, json: JSON)) throws -> Answer {
        guard let sent = visit.call.request.headers["idempotency-key"] else {
            let made = try write()
            return answer(made.status, made.json.text)
        }
        guard (8...100).contains(sent.utf8.count) else { throw Flaws("Idempotency-Key", "应为 8 到 100 个字符。") }
        let key = Digest.of("\(visit.who.token.family)\n\(visit.call.request.path)\n\(sent)").hex
        let body = Digest.of(visit.call.bytes + Array(visit.call.path.utf8)).hex
        if let kept: KeptAnswer = try visit.tx.first("SELECT \(columns) FROM kept_answer WHERE sent_key = \(key)") {
            guard kept.bodyDigest == body else {
                return .problem(422, "同一个 Idempotency-Key 用在了不同的内容上", ["detail": "请为新的内容换一个键。"])
            }
            return answer(kept.status, kept.text, isRepeated: true)
        }
        let made = try write()
        try visit.tx.run(
            """
            INSERT INTO kept_answer (sent_key, at, body_digest, status, answer)
            VALUES (\(key), \(visit.tx.now), \(body), \(made.status), \(made.json.text))
            """)
        return answer(made.status, made.json.text)
    }

    private static func answer(_ status: Int, _ text: String, isRepeated: Bool = false) -> Answer {
        let type = status >= 400 ? "application/problem+json" : "application/json"
        var response = Response(status, text + "\n", type: type)
        response.headers.set("Cache-Control", "no-store")
        if isRepeated { response.headers.set("Idempotency-Replayed", "true") }
        return .response(response)
    }

    static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM kept_answer WHERE at < \(tx.now.adding(days: -days))")
    }
}

extension Call {
    /// What was sent, byte by byte; none for anything but JSON.
    var bytes: [UInt8] { if case .bytes(let bytes) = request.body { bytes } else { [] } }
}
