import Couriers
import Web

/// Writes down what became of a message that left.
enum Noting {
    /// What an answer means: nil when the message was taken, else why not, and whether another try may help.
    static func problem(
        _ outgoing: Outgoing, _ receipt: Receipt, _ body: [UInt8]
    ) -> (words: String, isFinal: Bool)? {
        if case .nothing(let words) = outgoing.load { return (words, true) }
        switch receipt {
        case .answered(let status, _) where (200..<300).contains(status):
            guard outgoing.saysInBody, let refusal = Robot.refusal(body) else { return nil }
            return (refusal, false)
        case .answered(let status, _):
            // A mail server says 5xx for what will never go; a gateway of the web 4xx, except when it is too busy.
            let isMail = if case .letter = outgoing.load { true } else { false }
            let isFinal = isMail ? status >= 500 : (400..<500).contains(status) && ![408, 425, 429].contains(status)
            return ("对方答复 \(status)。", isFinal)
        case .failed(let problem): return (problem.words, false)
        }
    }

    static func note(_ outgoing: Outgoing, _ receipt: Receipt, _ body: [UInt8], _ tx: Transaction) throws {
        let problem = problem(outgoing, receipt, body)
        if let gateway = outgoing.gateway { try Gateway.note(gateway, problem?.words, tx) }
        let wait = problem.flatMap { $0.isFinal ? nil : Delivery.wait(after: outgoing.attempts) }
        let state: SQL =
            if problem == nil {
                "state = 'sent', due_at = CAST(NULL AS bigint), done_at = \(tx.now), problem = CAST(NULL AS text)"
            } else if let wait {
                "due_at = \(tx.now.adding(seconds: wait)), problem = \(problem?.words)"
            } else {
                "state = 'failed', due_at = CAST(NULL AS bigint), done_at = \(tx.now), problem = \(problem?.words)"
            }
        switch outgoing.target {
        case .group:
            try tx.run(
                """
                UPDATE group_posting SET \(state)
                 WHERE gateway_id = \(outgoing.gateway) AND notice_id = \(outgoing.notice)
                """)
        case .person(let person, let channel):
            try tx.run(
                """
                UPDATE notice_delivery SET \(state)
                 WHERE notice_id = \(outgoing.notice) AND person_id = \(person) AND channel = \(channel)
                """)
            if problem != nil, wait == nil { try slip(outgoing.notice, person, tx) }
        }
    }

    /// Whom nothing reaches any more gets a printed slip.
    private static func slip(_ notice: ID<Notice>, _ person: ID<Person>, _ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO notice_delivery (notice_id, person_id, channel, state, unit_id, attempts)
            SELECT d.notice_id, d.person_id, 'slip', 'unhanded', d.unit_id, 0 FROM notice_delivery d
             WHERE d.notice_id = \(notice) AND d.person_id = \(person) AND d.state = 'failed'
               AND NOT EXISTS (SELECT 1 FROM notice_delivery o WHERE o.notice_id = d.notice_id
                                  AND o.person_id = d.person_id AND o.state <> 'failed')
             LIMIT 1
            """)
    }
}
