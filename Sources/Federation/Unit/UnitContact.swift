import Web

/// Where the members of a unit find its office: room, telephone, hours. Anybody of the unit may read it.
struct UnitContact: Record, Equatable, Sendable {
    let office: String?
    let phone: String?
    let hours: String?

    static let columns: SQL = "office, phone, hours"

    init(_ row: borrowing Row) throws {
        office = try row.read("office")
        phone = try row.read("phone")
        hours = try row.read("hours")
    }

    /// From a form. A telephone is digits with the signs that part them, so that it can be read out and dialled.
    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        office = check.optionalText("office", "办公地点", 60)
        phone = check.optionalText("phone", "联系电话", 40)
        hours = check.optionalText("hours", "接待时间", 60)
        if let phone, !Self.isTelephone(phone) { check.add("phone", "联系电话请写成 010-62751234 转 8 这样。") }
        try check.done()
    }

    private static func isTelephone(_ words: String) -> Bool {
        words.filter(\.isNumber).count >= 5
            && words.allSatisfy { ("0"..."9").contains($0) || "-+() 　、，,（）转".contains($0) }
    }

    /// The contact of the unit itself, or of the nearest above that has one: nobody is left without a number to call.
    static func nearest(to path: String, in tx: Transaction) throws -> UnitContact? {
        try tx.first(
            """
            SELECT c.office, c.phone, c.hours FROM unit_contact c JOIN unit u ON u.id = c.unit_id
             WHERE u.path \(anyOf: UnitEntry.paths(above: path) + [path]) ORDER BY u.path DESC LIMIT 1
            """)
    }

    /// What this unit itself has on file.
    static func first(of unit: ID<Unit>, in tx: Transaction) throws -> UnitContact? {
        try tx.first("SELECT \(columns) FROM unit_contact WHERE unit_id = \(unit)")
    }

    /// Takes the contact over; an empty one is taken away.
    func keep(for unit: ID<Unit>, in tx: Transaction) throws {
        guard office != nil || phone != nil || hours != nil else {
            try tx.run("DELETE FROM unit_contact WHERE unit_id = \(unit)")
            return
        }
        try tx.run(
            """
            INSERT INTO unit_contact (unit_id, office, phone, hours) VALUES (\(unit), \(office), \(phone), \(hours))
            ON CONFLICT (unit_id) DO UPDATE
               SET office = excluded.office, phone = excluded.phone, hours = excluded.hours
            """)
    }

    var onFile: [String: String] { ["office": office ?? "", "phone": phone ?? "", "hours": hours ?? ""] }
}

/// The table of contacts.
let contactMigration = Migration(
    "federation 007 contacts",
    """
    CREATE TABLE unit_contact (
        unit_id bigint NOT NULL PRIMARY KEY REFERENCES unit (id),
        office text,
        phone text,
        hours text
    );
    """)
