public import Federation
public import Vault
public import Web

extension OfficialDocument {
    /// Hands a draft in.
    package func submit(by person: ID<Person>?, ring: KeyRing, _ tx: Transaction) throws {
        let next = try state.submitted()
        guard try !DocumentTarget.all(of: id, in: tx).isEmpty else { throw Problem.nobodyToSendTo }
        if kind.goesUp, signer == nil { throw Problem.needsSigner }
        try tx.run(
            "UPDATE official_document SET state = \(next), returned_for = CAST(NULL AS text) WHERE id = \(id)")
        try audit("document.submit", "送签公文“\(title)”", by: person, ring: ring, tx)
    }

    /// Gives it back to whoever drafted it.
    package func giveBack(for reason: String, by person: ID<Person>?, ring: KeyRing, _ tx: Transaction) throws {
        let next = try state.givenBack()
        try tx.run("UPDATE official_document SET state = \(next), returned_for = \(reason) WHERE id = \(id)")
        try audit("document.return", "退回公文“\(title)”", detail: reason, by: person, ring: ring, tx)
    }

    /// Issues it: takes the next number of the series and the year, resolves whom it goes to, and sends it there. All of it is
    /// one transaction, so a number is never taken for nothing.
    package func issue(
        in series: DocumentSeries, on day: Day, by person: ID<Person>?, ring: KeyRing, _ tx: Transaction
    ) throws -> String {
        let next = try state.issued()
        guard day <= tx.today else { throw Problem.datedAhead }
        guard series.unit == unit else { throw Refusal.missing }
        let units = try DocumentTarget.resolve(DocumentTarget.all(of: id, in: tx), from: self, on: day, in: tx)
        guard !units.isEmpty else { throw Problem.nobodyToSendTo }
        try Addressee.insert(units, of: id, tx)
        let serial = try series.take(year: day.year, tx)
        let number = DocumentSeries.number(series.code, year: day.year, serial: serial)
        try tx.run(
            """
            UPDATE official_document SET state = \(next), series_id = \(series.id), year = \(day.year),
                place = \(serial), number = \(number), issued_on = \(day), issued_at = \(tx.now),
                issued_by = \(person), sent_to = \(units.count)
             WHERE id = \(id)
            """)
        try DocumentNews.tell(id, tx)
        try audit("document.issue", "签发\(number)“\(title)”，发 \(units.count) 个单位", by: person, ring: ring, tx)
        return number
    }

    /// Takes it back. Those who got it see that it holds no more, and why; its number is given to no other.
    package func withdraw(for reason: String, by person: ID<Person>?, ring: KeyRing, _ tx: Transaction) throws {
        let next = try state.withdrawn()
        try tx.run(
            """
            UPDATE official_document SET state = \(next), withdrawn_for = \(reason), withdrawn_at = \(tx.now),
                withdrawn_by = \(person) WHERE id = \(id)
            """)
        try audit(
            "document.withdraw", "撤回\(number ?? "")“\(title)”", detail: reason, by: person, ring: ring, tx)
    }

    /// Issues a paper that another module has written, in one step: drafted, handed in, numbered and sent.
    ///
    /// The officer's permission to issue must hold at the unit. `series` is the code, such as 京教工发; the unit must have it.
    public static func issue(
        _ draft: DocumentDraft, from unit: UnitEntry, series code: String, on day: Day? = nil, by officer: Officer,
        ring: KeyRing, in tx: Transaction
    ) throws -> (id: ID<OfficialDocument>, number: String) {
        guard let issuer = officer.also(.documentIssue), issuer.reaches(unit.path) else { throw Refusal.forbidden }
        guard let series = try DocumentSeries.all(of: unit.id, in: tx).first(where: { $0.code == code }) else {
            throw Problem.noSeries
        }
        let id = try insert(draft, in: unit, by: officer.person, tx)
        try claim(id, as: issuer, in: tx).submit(by: officer.person, ring: ring, tx)
        let number = try claim(id, as: issuer, in: tx)
            .issue(in: series, on: day ?? tx.today, by: officer.person, ring: ring, tx)
        return (id, number)
    }
}
