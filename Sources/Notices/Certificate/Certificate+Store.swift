public import Federation
public import Vault
public import Web

extension Certificate {
    /// Makes a certificate of a unit where the officer's permission holds, and tells its holder.
    public static func issue(
        _ draft: CertificateDraft, from unit: UnitEntry, by officer: Officer, ring: KeyRing, in tx: Transaction
    ) throws -> ID<Certificate> {
        guard officer.also(.certificateKeep)?.reaches(unit.path) ?? false else { throw Refusal.forbidden }
        return try insert(draft, in: unit, by: officer.person, ring: ring, tx)
    }

    package static func insert(
        _ draft: CertificateDraft, in unit: UnitEntry, by officer: ID<Person>?, ring: KeyRing, _ tx: Transaction
    ) throws -> ID<Certificate> {
        let id: ID<Certificate> = tx.newID()
        let year = draft.issuedOn.year
        let serial: Int =
            try tx.value(
                """
                INSERT INTO certificate_serial (unit_id, code, year, last) VALUES (\(unit.id), \(draft.series), \(year), 1)
                ON CONFLICT (unit_id, code, year) DO UPDATE SET last = certificate_serial.last + 1 RETURNING last
                """) ?? 1
        let number = "\(draft.series)-\(year)-\(padded(serial, 4))"
        try tx.run(
            """
            INSERT INTO certificate (id, unit_id, person_id, holder, heading, body, award, number, code, issued_on,
                issued_at, issued_by, state)
            VALUES (\(id), \(unit.id), \(draft.person), \(draft.holder), \(draft.heading), \(draft.body), \(draft.award),
                \(number), \(freshCode()), \(draft.issuedOn), \(tx.now), \(officer), 'valid')
            """)
        if let person = draft.person {
            let notice = NoticeDraft(
                .organisation, "您有一张新的\(draft.heading)", "\(unit.name)给您发了\(draft.heading)，可以随时查看和下载。",
                link: Places.certificate(id))
            try Notice.send(notice, from: unit.id, to: [person], by: nil, in: tx)
        }
        let act = Act(
            "certificate.issue", on: "certificate", id, concerning: draft.person, "制发\(draft.heading)\(number)")
        try AuditEntry.write(act, by: officer, in: unit.id, ring: ring, tx)
        return id
    }

    /// Without 0, 1, I, L, O and U: read aloud and typed from paper without a doubt.
    private static let signs = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func freshCode() -> String {
        // 240 is the last multiple of 30 below 256: every sign is as likely as every other.
        var code = ""
        while code.count < 10 {
            for byte in Secret.bytes(16) where byte < 240 && code.count < 10 { code.append(signs[Int(byte) % 30]) }
        }
        return code
    }

    /// One that a person may see: their own, or one of a unit where they keep certificates.
    static func find(_ id: ID<Certificate>, as member: Member, in tx: Transaction) throws -> Certificate {
        let found: Certificate? = try tx.first("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
        guard let found else { throw Refusal.missing }
        let isOwn = found.person == member.person
        let isKept = member.visitor.grants.contains {
            $0.permission == Permission.certificateKeep.name && $0.reach.contains(found.unitPath)
        }
        guard isOwn || isKept else { throw Refusal.missing }
        return found
    }

    /// One whoever asks. For the demo and tests.
    package static func unscoped(_ id: ID<Certificate>, in tx: Transaction) throws -> Certificate {
        let found: Certificate? = try tx.first("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
        guard let found else { throw Refusal.missing }
        return found
    }

    static func find(_ id: ID<Certificate>, as officer: Officer, in tx: Transaction) throws -> Certificate {
        let found: Certificate? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE c.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The one with this code, however it was typed; whatever is none is missing.
    static func verified(_ typed: String, in tx: Transaction) throws -> Certificate {
        let code = typed.uppercased().filter { $0.isLetter || $0.isNumber }
        let found: Certificate? = try tx.first("SELECT \(columns) FROM \(source) WHERE c.code = \(code)")
        guard let found else { throw Refusal.missing }
        return found
    }

    static func page(
        of unit: ID<Unit>, before: ID<Certificate>?, limit: Int, in tx: Transaction
    ) throws -> [Certificate] {
        let rest: SQL = before.map { "AND c.id < \($0)" } ?? .nothing
        return try tx.all(
            "SELECT \(columns) FROM \(source) WHERE c.unit_id = \(unit) \(rest) ORDER BY c.id DESC LIMIT \(limit)")
    }

    /// One's own, the newest first.
    static func all(of member: Member, in tx: Transaction) throws -> [Certificate] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE c.person_id = \(member.person) ORDER BY c.id DESC LIMIT 200
            """)
    }

    /// Takes it back: whoever asks for its code is told so.
    package func withdraw(for reason: String, by person: ID<Person>?, ring: KeyRing, _ tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE certificate SET state = 'withdrawn', withdrawn_for = \(reason), withdrawn_at = \(tx.now)
             WHERE id = \(id) AND state = 'valid'
            """)
        guard changed == 1 else { throw Problem.isWithdrawn }
        let act = Act(
            "certificate.withdraw", on: "certificate", id, concerning: self.person, detail: reason, "撤销证书\(number)")
        try AuditEntry.write(act, by: person, in: unit, ring: ring, tx)
    }
}
