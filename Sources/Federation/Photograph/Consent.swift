import Web

/// A person's consent to one use of their data (PIPL arts 14, 15, 29; R18): when, to which words, and how it is known.
///
/// It is asked apart from everything else, refusing it costs nothing, and it is withdrawn as easily as it was given.
struct Consent: Equatable, Sendable {
    let id: ID<Consent>
    let person: ID<Person>
    /// Which of `wordings`.
    let version: Int
    let way: Way
    let givenOn: Day
    /// Who wrote it down: the person, or the officer who was told.
    let recordedBy: ID<Person>
    let recordedAt: Instant
    let withdrawnAt: Instant?
    let withdrawnBy: ID<Person>?

    /// How it is known that the person consented.
    enum Way: String, CaseIterable, Sendable, Readable, Bindable {
        /// They ticked it themselves.
        case own
        case paper
        case message
        case spoken

        var words: String {
            switch self {
            case .own: "本人在系统里勾选"
            case .paper: "本人签字的同意书"
            case .message: "本人的短信、微信或邮件"
            case .spoken: "本人当面同意"
            }
        }

        /// What an officer may write down for somebody.
        static let told: [Way] = [.paper, .message, .spoken]
    }

    /// What has been consented to, by version; the last is asked for now. A wording that somebody consented to is never edited.
    static let wordings = [
        """
        同意工会保存我的照片，只用于会员档案和会员证；本人和有权查看名册的工会干部可以看到，不公开，不用于人脸识别。\
        我可以随时撤回同意，撤回后照片立即销毁，不影响会员的其他权利和服务。
        """
    ]

    /// The version that is asked for now.
    static var current: Int { wordings.count }

    static func words(of version: Int) -> String {
        wordings.indices.contains(version - 1) ? wordings[version - 1] : wordings[wordings.count - 1]
    }
}

extension Consent: Record {
    static let columns: SQL = """
        id, person_id, version, way, given_on, recorded_by, recorded_at, withdrawn_at, withdrawn_by
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        version = try row.read("version")
        way = try row.read("way")
        givenOn = try row.read("given_on")
        recordedBy = try row.read("recorded_by")
        recordedAt = try row.read("recorded_at")
        withdrawnAt = try row.read("withdrawn_at")
        withdrawnBy = try row.read("withdrawn_by")
    }

    /// The consent that stands today, if there is one. The caller has found the person for whoever asks.
    static func standing(of person: ID<Person>, in tx: Transaction) throws -> Consent? {
        try tx.first(
            """
            SELECT \(columns) FROM consent
             WHERE person_id = \(person) AND purpose = 'photograph' AND withdrawn_at IS NULL
            """)
    }

    /// Every consent, the latest first.
    static func all(of people: [ID<Person>], in tx: Transaction) throws -> [Consent] {
        try tx.all("SELECT \(columns) FROM consent WHERE person_id \(anyOf: people) ORDER BY id DESC")
    }

    /// Writes down a consent to the words of now.
    static func insert(
        of person: ID<Person>, _ way: Way, on day: Day, by recorder: ID<Person>, in tx: Transaction
    ) throws -> ID<Consent> {
        let id: ID<Consent> = tx.newID()
        try tx.run(
            """
            INSERT INTO consent (id, person_id, purpose, version, way, given_on, recorded_by, recorded_at)
            VALUES (\(id), \(person), 'photograph', \(current), \(way), \(day), \(recorder), \(tx.now))
            """)
        return id
    }

    /// Withdraws what stands; what was done under it until then stays right.
    func withdraw(by person: ID<Person>, in tx: Transaction) throws {
        try tx.run("UPDATE consent SET withdrawn_at = \(tx.now), withdrawn_by = \(person) WHERE id = \(id)")
    }
}

/// What became of consents, told to everybody who may see the person.
func consentEvents(_ question: TimelineQuestion, _ tx: Transaction) throws -> [TimelineEvent] {
    let consents = try Consent.all(of: question.selves, in: tx)
    guard !consents.isEmpty else { return [] }
    let actors = try Doer.named(Set(consents.flatMap { [$0.recordedBy, $0.withdrawnBy].compactMap(\.self) }), in: tx)
    let name = { (person: ID<Person>) in
        question.selves.contains(person) ? (question.viewer.isOwn ? "您自己" : "本人") : actors[person] ?? "已离开的工会干部"
    }
    return consents.flatMap { consent in
        var events = [
            TimelineEvent(
                day: consent.givenOn, at: consent.recordedAt.day == consent.givenOn ? consent.recordedAt : nil,
                .consent,
                "同意工会保存照片",
                detail: "\(consent.way.words)，同意书第 \(consent.version) 版，\(name(consent.recordedBy))登记")
        ]
        if let at = consent.withdrawnAt {
            let who = consent.withdrawnBy.map(name) ?? "系统"
            events.append(TimelineEvent(day: at.day, at: at, .consent, "撤回照片的同意，照片已销毁", detail: who))
        }
        return events
    }
}
