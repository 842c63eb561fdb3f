import Base
import Federation
import Store
import Vault
import Web

extension Measure {
    /// The tree with its counts on a past date: about 5,000 units, 200,000 members, of whom one in four has a spell of before, and
    /// a hundred mergers since that date.
    static let treeOfDay = Measure("tree.asof") { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            readings += try await withBenchStore(on: engine, ground) { store, _ in
                let root = try await store.alone { tx in try PastTown(members: 200_000).build(in: tx) }
                return try await treeReadings(of: store, root, ground)
            }
        }
        return readings
    }
}

private func treeReadings(of store: Store, _ root: String, _ ground: BenchGround) async throws -> [Reading] {
    try await store.alone { tx in try tx.run("ANALYZE") }
    let day = ground.world.now().day.adding(days: -PastTown.daysBack - 1)
    var times: [Double] = [], statements = 0
    for turn in 0..<(20 * ground.rounds) {
        let begin = ContinuousClock.now
        let tree = try await store.read { tx in
            let tree = try TreeOfDay(on: day.adding(days: -turn), below: root, in: tx)
            return (units: tree.units.count, total: tree.total, statements: tx.statements)
        }
        times.append(seconds(ContinuousClock.now - begin) * 1000)
        statements = tree.statements
        guard tree.units > 4_500, tree.total > 100_000 else { throw StartProblem("那一天的单位或会员太少。") }
    }
    times.sort()
    let name = "tree.asof.\(store.engine.rawValue).200000"
    return [
        Reading(measure: name, value: median(times), unit: "ms", isCost: true),
        Reading(measure: name + ".p99", value: times[times.count * 99 / 100], unit: "ms", isCost: true),
        Reading(measure: name + ".statements", value: Double(statements), unit: "条"),
    ]
}

/// A federation with a past: districts, schools and branches founded long ago, members who joined over thirty years and moved
/// about, and mergers of branches a month ago.
private struct PastTown {
    let members: Int
    /// How long ago branches merged.
    static let daysBack = 30
    private static let founded = Day(year: 1950, month: 5, day: 1)

    /// Builds it and gives the path of its root.
    func build(in tx: Transaction) throws -> String {
        var dice = Dice(seed: 2026)
        let root = try found("北京市教育工会", .municipal, .industrial, under: nil, tx)
        var seats: [(unit: UnitEntry, base: UnitEntry)] = [], pairs: [[UnitEntry]] = []
        for district in 1...20 {
            let above = try found("第\(district)区教育工会", .district, .industrial, under: root, tx)
            for school in 1...25 {
                let base = try found("\(district)区第\(school)中学工会", .base, .school, under: above, tx)
                let branches = try (1...9).map { try found("第\($0)分会", .branch, .branch, under: base, tx) }
                seats += branches.map { ($0, base) }
                if school % 5 == 0 { pairs.append(Array(branches.suffix(2))) }
            }
        }
        try load(seats, &dice, tx)
        let order = UnitOrder(on: tx.today.adding(days: -Self.daysBack))
        for pair in pairs { try Merger([pair[1]], into: .existing(pair[0])).carryOut(by: order, in: tx) }
        return root.path
    }

    private func found(
        _ name: String, _ level: UnitLevel, _ kind: UnitKind, under parent: UnitEntry?, _ tx: Transaction
    ) throws -> UnitEntry {
        try UnitEntry.insert(
            UnitDraft(name: name, shortName: name, level: level, kind: kind, foundedOn: Self.founded), under: parent,
            in: tx)
    }

    private func load(_ seats: [(unit: UnitEntry, base: UnitEntry)], _ dice: inout Dice, _ tx: Transaction) throws {
        var load = RegisterLoad(ring: KeyRing.fresh(on: tx.today))
        for start in stride(from: 0, to: members, by: 5_000) {
            let batch = (start..<min(start + 5_000, members)).map { number in
                let seat = seats[number % seats.count]
                let from = tx.today.adding(days: -Int.random(in: 400...11_000, using: &dice))
                return NewMember(
                    person: PersonDraft(name: "会员\(number)", sex: .female, bornOn: from.adding(years: -25)),
                    unit: seat.unit, base: seat.base.id,
                    membership: MembershipDraft(
                        unit: seat.unit.id, number: String(number), employment: Employment.allCases[number % 5],
                        state: number % 10 == 0 ? .retained : .active, joinedOn: from, from: from))
            }
            let people = try load.load(batch, in: tx)
            try past(of: batch, people, seats, start, tx)
        }
        try load.finish(in: tx)
    }

    /// One in four was in another unit before.
    private func past(
        of batch: [NewMember], _ people: [ID<Person>], _ seats: [(unit: UnitEntry, base: UnitEntry)], _ start: Int,
        _ tx: Transaction
    ) throws {
        var at = -4
        let columns = [
            "id", "person_id", "unit_id", "unit_path", "base_id", "name_key", "number", "sex", "employment", "state",
            "joined_on", "from_day", "until_day",
        ]
        try tx.load("membership", columns) {
            at += 4
            guard at < batch.count else { return nil }
            let spell = batch[at].membership, seat = seats[(start + at + 7) % seats.count],
                id: ID<Membership> = tx.newID()
            return [
                id.sqlValue, people[at].sqlValue, seat.unit.id.sqlValue, seat.unit.path.sqlValue,
                seat.base.id.sqlValue, "x".sqlValue, .null, PersonEntry.Sex.female.sqlValue, spell.employment.sqlValue,
                MembershipState.active.sqlValue, spell.joinedOn.sqlValue, spell.from.adding(days: -900).sqlValue,
                spell.from.adding(days: -1).sqlValue,
            ]
        }
    }
}
