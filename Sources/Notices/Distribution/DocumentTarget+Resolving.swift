import Federation
import Web

extension DocumentTarget {
    /// A unit that a paper goes to, and why.
    struct Found: Equatable, Sendable {
        let unit: ID<Unit>
        let name: String
        let role: Role
        let why: String
    }

    /// The units that targets mean on a day, each once and never the issuer itself: main addressees first, so that who is to act
    /// is not among the copies.
    static func resolve(
        _ targets: [DocumentTarget], from document: OfficialDocument, on day: Day, in tx: Transaction
    ) throws -> [Found] {
        var seen: Set<ID<Unit>> = [document.unit], found: [Found] = []
        for target in targets.filter({ $0.role == .main }) + targets.filter({ $0.role == .copy }) {
            let why = try target.words(in: tx)
            for unit in try target.units(from: document, on: day, in: tx) where seen.insert(unit.id).inserted {
                found.append(Found(unit: unit.id, name: unit.name, role: target.role, why: why))
            }
        }
        return found
    }

    private struct Named: Record {
        let id: ID<Unit>
        let name: String

        static let columns: SQL = "id, name"

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            name = try row.read("name")
        }

        init(_ unit: DayUnit) {
            id = unit.id
            name = unit.name
        }
    }

    private func units(from document: OfficialDocument, on day: Day, in tx: Transaction) throws -> [Named] {
        let standing: SQL = "state = 'standing'"
        switch whom {
        case .parent:
            return try tx.all(
                """
                SELECT \(Named.columns) FROM unit
                 WHERE id = (SELECT c.parent_id FROM unit c WHERE c.id = \(document.unit)) AND \(standing)
                """)
        case .children:
            return try tx.all(
                "SELECT \(Named.columns) FROM unit WHERE parent_id = \(document.unit) AND \(standing) ORDER BY path")
        case .bases:
            let path = document.unitPath
            return try tx.all(
                """
                SELECT \(Named.columns) FROM unit
                 WHERE path > \(path) AND path < \(Reach.end(of: path)) AND level = 'base' AND \(standing) ORDER BY path
                """)
        case .group(let id):
            let group: UnitGroup? = try tx.first("SELECT \(UnitGroup.columns) FROM unit_group g WHERE g.id = \(id)")
            return try group?.units(on: day, in: tx).map { Named($0) } ?? []
        case .unit(let id):
            return try tx.all("SELECT \(Named.columns) FROM unit WHERE id = \(id) AND \(standing)")
        }
    }
}
