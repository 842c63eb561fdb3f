import Sheets
import Vault
import Web
import Words

extension StaffList {
    /// Reading and comparing hold neither a transaction nor a thread that visits need.
    private static let thread = Arithmetic(limit: 16)

    /// The workers in a file of any layout that an import would take, its columns as officers told them before; lines without a name are passed over.
    static func workers(
        in path: String, _ finder: TableFinder, _ units: UnitNames, today: Day, ring: KeyRing
    ) async throws -> [Worker] {
        try await thread.run {
            let plan = RosterFinder(try RosterSurvey(of: try SheetFile(path: path)), finder).plan()
            let file = try RosterFile(path: path, plan: plan), heading = try file.heading()
            let rules = RosterRules(today: today, units: units)
            var workers: [Worker] = []
            try file.rows(below: heading) { row in
                let draft = rules.read(row).draft
                guard !draft.name.isEmpty else { return true }
                guard workers.count < most else { throw Flaws("file", "名单超过 \(grouped(most)) 行。请按单位分开比对。") }
                workers.append(
                    Worker(
                        line: file.plan.words(line: row.line), name: draft.name, number: draft.number, born: draft.born,
                        identity: draft.identity.map { PersonEntry.index($0, ring) }, unit: row.text(.unit)))
                return true
            }
            guard !workers.isEmpty else { throw Flaws("file", "名单里没有姓名，请检查后重新上传。") }
            return workers
        }
    }

    /// Lines of one list.
    static let most = 200_000

    static func compared(_ workers: [Worker], _ members: [Colleague]) async throws -> StaffList {
        try await thread.run { StaffList(workers, beside: members) }
    }
}
