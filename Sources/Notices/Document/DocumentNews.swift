import Federation
import Web

/// Tells the house that a paper was issued, after the commit; then those who sign for it in the units it went to.
enum DocumentNews {
    /// Announced with the paper's number.
    static let event = "notices.document"

    static func tell(_ id: ID<OfficialDocument>, _ tx: Transaction) throws {
        try tx.announce(event, payload: id.description)
    }

    /// One message to whoever holds a post that signs, in any of the units.
    static func perform(_ payload: String, _ tx: Transaction) throws {
        guard let id = ID<OfficialDocument>(payload),
            let document: OfficialDocument = try tx.first(
                "SELECT \(OfficialDocument.columns) FROM \(OfficialDocument.source) WHERE d.id = \(id)"),
            document.state == .issued
        else { return }
        let kinds = PostKind.allCases.filter { $0.permissions.contains(.documentKeep) }
        let people: [ID<Person>] = try tx.values(
            """
            SELECT DISTINCT o.person_id FROM document_addressee a JOIN post o ON o.unit_id = a.unit_id
             WHERE a.document_id = \(id) AND o.kind \(anyOf: kinds) AND o.from_day <= \(tx.today)
               AND (o.until_day IS NULL OR o.until_day >= \(tx.today))
            """)
        guard !people.isEmpty else { return }
        let draft = NoticeDraft(
            .document, "来文：\(document.title)", "\(document.unitName)印发了\(document.number ?? "")，请到“来文”里查看并签收。")
        try Notice.send(draft, from: document.unit, to: people, by: nil, in: tx)
    }
}
