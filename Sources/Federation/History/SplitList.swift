import Server
import Vault
import Web

/// A list of members as a file, for one new unit of a split: whom of the unit's own it finds, and which lines it does not.
///
/// The plan keeps whom it found and how the other lines read, never the file: its identity numbers stay nowhere.
struct SplitList {
    private let found: [ID<Person>]
    private let lost: [String]
    private let name: String

    /// The fields of a form with what its files say in place of them. Fails beside the field of a file that cannot be read.
    static func settled(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Form {
        let slots = (1...SplitForm.most).filter { visit.form.upload("file-\($0)") != nil }
        guard !slots.isEmpty else { return visit.form }
        let (who, ring, today) = (visit.who, visit.site.ring, visit.store.world.now().day)
        let (units, finder, members) = try await visit.store.read { tx in
            let unit = try UnitEntry.find(id, as: who, in: tx)
            let colleagues: [StaffList.Colleague] = try tx.all(
                """
                SELECT \(StaffList.Colleague.columns)
                  FROM membership m JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
                 WHERE m.unit_id = \(unit.id) AND m.until_day IS NULL AND m.state IN ('active', 'retained') ORDER BY m.id
                """)
            return (try UnitNames.load(at: unit, in: tx), try TableFinder.of(unit, in: tx), colleagues)
        }
        var fields = visit.form.fields
        for slot in slots {
            guard let upload = visit.form.upload("file-\(slot)") else { continue }
            do {
                let workers = try await StaffList.workers(in: upload.path, finder, units, today: today, ring: ring)
                let list = SplitList(workers, among: members, name: String(upload.fileName.prefix(80)))
                fields.removeAll {
                    ["list-\(slot)", "lost-\(slot)", "listname-\(slot)", "unlist-\(slot)"].contains($0.name)
                }
                fields += list.fields(slot)
            } catch let problem as any Explained {
                throw Flaws("file-\(slot)", problem.words)
            } catch let flaws as Flaws {
                throw Flaws("file-\(slot)", flaws.all.map(\.words).joined())
            }
        }
        return Form(fields: fields, uploads: visit.form.uploads)
    }

    private init(_ workers: [StaffList.Worker], among members: [StaffList.Colleague], name: String) {
        self.name = name
        var found: [ID<Person>] = [], lost: [String] = []
        for worker in workers {
            let hits = members.filter { Self.matches(worker, $0) }
            if hits.count == 1, let person = hits.first?.person {
                if !found.contains(person) { found.append(person) }
            } else {
                let number = worker.number.map { "（\($0)）" } ?? ""
                lost.append("第 \(worker.line) 行 \(worker.name)\(number)\(hits.isEmpty ? "" : "，同名 \(hits.count) 人")")
            }
        }
        (self.found, self.lost) = (found, lost)
    }

    /// By identity number, else by staff number and name, else by name and what else is known.
    private static func matches(_ worker: StaffList.Worker, _ member: StaffList.Colleague) -> Bool {
        if let identity = worker.identity, let known = member.identity { return identity == known }
        guard worker.name == member.name else { return false }
        if let number = worker.number, let known = member.number { return number == known }
        if let born = worker.born, let known = member.born { return born == known }
        return true
    }

    private func fields(_ slot: Int) -> [(name: String, value: String)] {
        [
            ("list-\(slot)", found.map(\.description).joined(separator: " ")), ("listname-\(slot)", name),
            ("lost-\(slot)", lost.joined(separator: "\n")),
        ]
    }
}

/// What a plan's list came to, for the form that changes the plan and for the preview.
struct SplitListed {
    let name: String
    let found: Int
    let lost: [String]

    init?(_ slot: Int, _ value: (String) -> String) {
        name = value("listname-\(slot)")
        guard !name.isEmpty, value("unlist-\(slot)") != "yes" else { return nil }
        found = value("list-\(slot)").split(separator: " ").count
        lost = value("lost-\(slot)").split(separator: "\n").map(String.init)
    }

    /// `名单“a.xlsx”：找到 12 人，3 行没有找到`
    var words: String {
        "名单“\(name)”：找到 \(grouped(found)) 人\(lost.isEmpty ? "" : "，\(grouped(lost.count)) 行没有找到")"
    }
}
