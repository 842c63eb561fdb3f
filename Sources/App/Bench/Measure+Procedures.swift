import Base
import Federation
import Procedures
import Store
import Vault
import Web

extension Measure {
    /// Two million places over five thousand units: the split and its handing down, against one statement of plain SQL that gives
    /// the same shares by window functions.
    static let quota = Measure("quota.split") { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            readings += try await withBenchStore(on: engine, ground) { store, _ in
                try await quotaReadings(of: store, ground)
            }
        }
        return readings
    }
}

extension Measure {
    /// Ten thousand cases decided in a batch, as the duty does it in turns, against two statements of plain SQL over as many cases.
    static let signOffBatch = Measure("signoff.batch") { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            readings += try await withBenchStore(on: engine, ground) { store, _ in
                try await batchReadings(of: store, ground)
            }
        }
        return readings
    }
}

private let caseCount = 10_000

private func batchReadings(of store: Store, _ ground: BenchGround) async throws -> [Reading] {
    let lines = SignOffLines(Joined([.procedures])), ring = KeyRing.fresh(on: ground.world.now().day)
    guard let line = lines.all.first else { throw Refusal.missing }
    let (city, school, person) = try await store.alone { tx in try desk(ring, tx) }
    var ours: [Double] = [], plain: [Double] = []
    for round in 0..<(2 * ground.rounds) {
        try await store.write { tx in
            for number in 0..<caseCount {
                _ = try SignOff.file(
                    line, "bench", Int64(round * caseCount + number), "第 \(number) 件", from: school, by: person, in: tx)
            }
        }
        let begin: ContinuousClock.Instant
        if round % 2 == 0 {
            let batch = try await store.write { tx in
                let id = try SignOffBatch.planAll(at: city.id, by: person, in: tx)
                try tx.run("UPDATE sign_off_batch SET state = 'running' WHERE id = \(id)")
                return id
            }
            begin = ContinuousClock.now
            while try await store.write({ tx in
                guard let running = try SignOffBatch.claim(batch, in: tx) else { return false }
                return try SignOffBatchDuty.take(running, lines, in: tx) > 0
            }) {}
            ours.append(seconds(ContinuousClock.now - begin) * 1000)
        } else {
            begin = ContinuousClock.now
            try await store.write { tx in try plainBatch(city.id, person, tx) }
            plain.append(seconds(ContinuousClock.now - begin) * 1000)
        }
    }
    return [
        Reading(
            measure: "signoff.batch.\(store.engine.rawValue).\(caseCount)", value: median(ours), unit: "ms",
            baseline: median(plain), isCost: true)
    ]
}

/// A city with an officer, and a school below it.
private func desk(_ ring: KeyRing, _ tx: Transaction) throws -> (UnitEntry, UnitEntry, ID<Person>) {
    let city = try UnitEntry.insert(
        UnitDraft(name: "北京市教育工会", shortName: "北京", level: .municipal, kind: .industrial), under: nil, in: tx)
    let school = try UnitEntry.insert(
        UnitDraft(name: "第一中学工会", shortName: "第一中学", level: .base, kind: .school), under: city, in: tx)
    let person = try PersonEntry.insert(
        PersonDraft(name: "陈荷", sex: .female, bornOn: tx.today.adding(years: -40)), ring: ring, in: tx)
    _ = try Post.insert(PostDraft(person: person, kind: .chair, from: tx.today.adding(years: -1)), in: city, tx)
    return (city, school, person)
}

/// The same answer without lists, locks or hooks.
private func plainBatch(_ city: ID<Unit>, _ person: ID<Person>, _ tx: Transaction) throws {
    let base: ID<SignOff> = tx.newID()
    try tx.run(
        """
        INSERT INTO sign_off_step (id, sign_off_id, act, unit_id, by_person, at)
        SELECT \(base.raw) + row_number() OVER (ORDER BY id), id, 'approve', CAST(\(city) AS bigint),
               CAST(\(person) AS bigint), CAST(\(tx.now) AS bigint)
          FROM sign_off WHERE holder_id = \(city) AND state = 'held'
        """)
    try tx.run(
        """
        UPDATE sign_off SET state = 'approved', holder_id = NULL, since = \(tx.now), version = version + 1
         WHERE holder_id = \(city) AND state = 'held'
        """)
}

private let places = 2_000_000, unitCount = 5_000

private func quotaReadings(of store: Store, _ ground: BenchGround) async throws -> [Reading] {
    let units = try await store.alone { tx in try found(tx) }
    var ours: [Double] = [], plain: [Double] = []
    for _ in 0..<ground.rounds {
        var begin = ContinuousClock.now
        try await store.write { tx in try handDown(units, tx) }
        ours.append(seconds(ContinuousClock.now - begin) * 1000)
        begin = ContinuousClock.now
        try await store.write { tx in try plainSplit(tx) }
        plain.append(seconds(ContinuousClock.now - begin) * 1000)
    }
    return [
        Reading(
            measure: "quota.split.\(store.engine.rawValue)", value: median(ours), unit: "ms", baseline: median(plain),
            isCost: true)
    ]
}

/// A city with its units; how many people each counts is in a table of the bench's own.
private func found(_ tx: Transaction) throws -> [(unit: UnitEntry, heads: Int)] {
    var dice = Dice(seed: 2026)
    let root = try UnitEntry.insert(
        UnitDraft(name: "北京市教育工会", shortName: "北京", level: .municipal, kind: .industrial), under: nil, in: tx)
    try tx.run("CREATE TABLE bench_heads (unit bigint NOT NULL PRIMARY KEY, heads bigint NOT NULL)")
    try tx.run("CREATE TABLE bench_share (unit bigint NOT NULL, round bigint NOT NULL, places bigint NOT NULL)")
    var all: [(unit: UnitEntry, heads: Int)] = [(root, 0)]
    for number in 1...unitCount {
        let unit = try UnitEntry.insert(
            UnitDraft(name: "第\(number)中学工会", shortName: "第\(number)中学", level: .base, kind: .school), under: root,
            in: tx)
        let heads = Int.random(in: 20...4_000, using: &dice)
        try tx.run("INSERT INTO bench_heads (unit, heads) VALUES (\(unit.id), \(heads))")
        all.append((unit, heads))
    }
    return all
}

/// What the product does: opens, splits, hands down, with the book.
private func handDown(_ units: [(unit: UnitEntry, heads: Int)], _ tx: Transaction) throws {
    let person: ID<Person> = ID(1), root = units[0].unit
    let draft = QuotaDraft(name: "测量", measure: "人", categories: [("一类", places)])
    let quota = try Quota.open(draft, at: root, by: person, in: tx)
    guard let share = try QuotaShare.all(of: quota, at: root.id, in: tx).first else { throw Refusal.missing }
    let claims = units.dropFirst().map { QuotaClaim(heads: $0.heads) }
    let split = try QuotaSplit(places, among: claims, by: .largestRemainder)
    let lots = zip(units.dropFirst(), split.places).map { (unit: $0.unit.id, amount: $1) }
    try share.handDown(lots, QuotaHand(by: person, reason: "按人数比例"), in: tx)
}

/// The same shares by SQL alone, without a book.
private func plainSplit(_ tx: Transaction) throws {
    try tx.run(
        """
        INSERT INTO bench_share (unit, round, places)
        SELECT t.unit, 1, t.base + CASE WHEN t.rank <= \(places) - t.given THEN 1 ELSE 0 END
          FROM (SELECT s.unit, s.base, CAST(sum(s.base) OVER () AS bigint) AS given,
                       row_number() OVER (ORDER BY s.rest DESC, s.heads DESC, s.unit) AS rank
                  FROM (SELECT h.unit, h.heads, h.heads * \(places) / t.total AS base, (h.heads * \(places)) % t.total AS rest
                          FROM bench_heads h, (SELECT CAST(sum(heads) AS bigint) AS total FROM bench_heads) t) s) t
        """)
}
