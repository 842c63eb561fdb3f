import Server
import Vault

/// Forgets the answers to forms that are too old to be sent again; a duty of every day.
public func sweepSentForms(in tx: Transaction) throws {
    try SentForm.sweep(in: tx)
}

/// The answer to a form that was sent, kept under the form's own key: a double click or a retry writes once and hears
/// the same.
struct SentForm: Record {
    let location: String
    let words: String

    static let columns: SQL = "location, words"

    init(_ row: borrowing Row) throws {
        location = try row.read("location")
        words = try row.read("words")
    }

    /// How long the answers are kept.
    static let days = 3

    /// The key of this sending: the form's, joined with the browser's, so that nobody can ask for another's answer.
    static func key(_ request: Request, _ form: Form, browser: String) -> String? {
        guard !request.method.isSafe else { return nil }
        let sent = request.headers["idempotency-key"] ?? form["key"]
        guard (8...100).contains(sent.utf8.count) else { return nil }
        return Digest.of("\(browser)\n\(request.path)\n\(sent)").hex
    }

    static func first(_ key: String, in tx: Transaction) throws -> SentForm? {
        try tx.first("SELECT \(columns) FROM sent_form WHERE sent_key = \(key)")
    }

    /// Keeps where an answer leads, or where one that is made once leads the next time; other answers write nothing that
    /// could be doubled.
    static func insert(_ key: String, _ answer: Answer, in tx: Transaction) throws {
        let kept: (path: Path, words: String)
        if case .see(let path) = answer.kind {
            kept = (path, answer.flash ?? "")
        } else if let repeated = answer.repeated {
            kept = repeated
        } else {
            return
        }
        try tx.run(
            """
            INSERT INTO sent_form (sent_key, at, location, words)
            VALUES (\(key), \(tx.now), \(kept.path.text), \(kept.words))
            """)
    }

    /// Whether a write may have failed only because the same form, sent at the same moment, won: then what it wanted is
    /// taken, changed or used up, and its answer is there.
    static func mayBeSecond(_ error: any Error) -> Bool {
        guard let problem = error as? StoreProblem else { return true }
        return problem == .notUnique
    }

    /// Removes what is too old to be sent again.
    static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM sent_form WHERE at < \(tx.now.adding(days: -days))")
    }

    var answer: Answer {
        .see(Path(local: location) ?? Path("/"), saying: words.isEmpty ? nil : words)
    }
}
