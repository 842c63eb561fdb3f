import Synchronization
import Web

/// The names of the units under one, kept between the turns of an import: thousands of units are not read anew for every few
/// hundred rows. Held for some seconds at most, and only while no unit there has changed.
final class UnitMemory: Sendable {
    private struct Held {
        let unit: ID<Unit>
        let stamp: Int
        let until: Instant
        let names: UnitNames
    }

    private let held = Mutex<Held?>(nil)

    init() {}

    func names(at unit: UnitEntry, in tx: Transaction) throws -> UnitNames {
        let stamp: Int =
            try tx.value(
                """
                SELECT CAST(sum(version) AS bigint) FROM unit WHERE path >= \(unit.path) AND path < \(Reach.end(of: unit.path))
                """) ?? 0
        let known = held.withLock { $0 }
        if let known, known.unit == unit.id, known.stamp == stamp, tx.now < known.until { return known.names }
        let names = try UnitNames.load(at: unit, in: tx)
        held.withLock { $0 = Held(unit: unit.id, stamp: stamp, until: tx.now.adding(seconds: 5), names: names) }
        return names
    }
}
