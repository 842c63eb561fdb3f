import Synchronization
import Web

/// Where every visit and every fault is written down: counts for `/metrics`, lines for the logs.
///
/// Neither ever waits for a disk: lines gather in memory and a thread of their own writes them.
final class Ledger: Sendable {
    let counts = VisitCounts()
    private let access: LogFile?
    private let faults: LogFile
    private let world: World

    init(access: LogFile?, faults: LogFile, world: World) {
        self.access = access
        self.faults = faults
        self.world = world
    }

    /// Takes note of a visit that is over.
    var visit: @Sendable (VisitRecord) -> Void { { self.note($0) } }

    /// Takes note of a fault of ours.
    var fault: @Sendable (Fault) -> Void { { self.note($0) } }

    private func note(_ record: VisitRecord) {
        counts.add(record)
        guard let access else { return }
        var line: [(key: String, value: JSON)] = [
            ("time", JSON(world.now())), ("id", JSON(record.id)), ("federation", JSON(record.federation)),
            ("method", JSON(record.method)), ("route", JSON(record.route)), ("status", JSON(record.status)),
            ("ms", .number(Double(record.microseconds) / 1000)),
        ]
        if let bytes = record.bytes { line.append(("bytes", JSON(bytes))) }
        line.append(("statements", JSON(record.statements)))
        access.write(.object(line))
    }

    private func note(_ fault: Fault) {
        // The path may hold numbers of people: the pattern in the access log under the same id tells enough.
        faults.write([
            "time": JSON(world.now()), "id": JSON(fault.number), "method": JSON(fault.method),
            "fault": JSON(fault.problem),
        ])
    }

    /// Trouble that belongs to no visit.
    func trouble(_ place: String, _ error: any Error) {
        faults.write(["time": JSON(world.now()), "place": JSON(place), "fault": JSON("\(error)")])
    }

    /// Waits until all that was written down is on its way.
    func flush() async {
        await access?.flush()
        await faults.flush()
    }
}
