import Vault
import Web

/// A list of an employer's staff laid beside the members: who works there and is no member (应入未入), and who is a member and no
/// longer on the list. Pure: it holds rows against members and touches nothing.
struct StaffList: Sendable {
    /// One on the list: as much as the file says of them.
    struct Worker: Equatable, Sendable {
        /// As people know it: `12`, or `12（职员）` of a list with several sheets.
        let line: String
        let name: String
        let number: String?
        let born: Day?
        /// The keyed index of the identity number.
        let identity: String?
        /// Where they work, as the file writes it.
        let unit: String
    }

    /// One in the register.
    struct Colleague: Equatable, Sendable {
        let person: ID<Person>
        let name: String
        let number: String?
        let born: Day?
        let identity: String?
        let unit: String
    }

    /// Who is on the list and no member.
    private(set) var missing: [Worker] = []
    /// Who has nothing but a name, and there is a member of that name: nobody can tell.
    private(set) var unclear: [Worker] = []
    /// Who is a member and not on the list.
    private(set) var extra: [Colleague] = []
    /// How many are on both.
    private(set) var both = 0
    /// How many lines repeat somebody above them.
    private(set) var repeated = 0

    /// Finds each by identity number, else by staff number, else by name and birth.
    init(_ workers: [Worker], beside members: [Colleague]) {
        let byIdentity = Self.index(members) { $0.identity }
        let byNumber = Self.index(members) { $0.number }
        let byBirth = Self.index(members) { one in one.born.map { "\(one.name) \($0)" } }
        let names = Dictionary(grouping: members.indices, by: { members[$0].name })
        var seen: Set<Int> = []
        for worker in workers {
            let found =
                worker.identity.flatMap { byIdentity[$0] }
                ?? worker.number.flatMap { byNumber[$0] }.flatMap { Self.agree(worker, members[$0]) ? $0 : nil }
                ?? worker.born.flatMap { byBirth["\(worker.name) \($0)"] }
            if let found {
                if seen.insert(found).inserted { both += 1 } else { repeated += 1 }
            } else if worker.identity == nil, worker.number == nil, worker.born == nil, names[worker.name] != nil {
                unclear.append(worker)
            } else {
                missing.append(worker)
            }
        }
        let doubtful = Set(unclear.flatMap { names[$0.name] ?? [] })
        extra = members.indices.filter { !seen.contains($0) && !doubtful.contains($0) }.map { members[$0] }
    }

    /// The same number may be another's in another school: then name or birth tells.
    private static func agree(_ worker: Worker, _ member: Colleague) -> Bool {
        worker.name == member.name || (worker.born != nil && worker.born == member.born)
    }

    /// What is had by two is nobody's.
    private static func index(_ members: [Colleague], _ key: (Colleague) -> String?) -> [String: Int] {
        var found: [String: Int] = [:], twice: Set<String> = []
        for (place, member) in members.enumerated() {
            guard let key = key(member) else { continue }
            if found.updateValue(place, forKey: key) != nil { twice.insert(key) }
        }
        for key in twice { found[key] = nil }
        return found
    }
}

extension StaffList.Colleague: Record {
    static let columns: SQL = """
        p.id, p.name, m.number, p.born_on, p.identity_index, u.short_name
        """

    init(_ row: borrowing Row) throws {
        person = try row.read("id")
        name = try row.read("name")
        number = try row.read("number")
        born = try row.read("born_on")
        identity = try row.read("identity_index")
        unit = try row.read("short_name")
    }

    /// The members of a unit and all below it whom the officer may see: in standing, or with membership retained.
    static func all(of unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [StaffList.Colleague] {
        try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
             WHERE m.until_day IS NULL AND m.state IN ('active', 'retained')
               AND m.unit_path >= \(unit.path) AND m.unit_path < \(Reach.end(of: unit.path))
               AND \(officer.sees("m.unit_path"))
             ORDER BY m.unit_path, m.name_key, m.id
            """)
    }
}
